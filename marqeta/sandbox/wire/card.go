package wire

import (
	"crypto/sha256"
	"encoding/hex"

	"carddeck/marqeta/sandbox/rest"
)

// Card is a card. It is stored with its number, its codes and its PIN in clear;
// they are test numbers.
type Card struct {
	Times
	Token             string             `json:"token"`
	UserToken         string             `json:"user_token"`
	CardProductToken  string             `json:"card_product_token"`
	LastFour          string             `json:"last_four"`
	PAN               string             `json:"pan"`
	Expiration        string             `json:"expiration"` // MMYY
	ExpirationTime    rest.Time          `json:"expiration_time"`
	CVV               string             `json:"cvv_number,omitzero"`
	ChipCVV           string             `json:"chip_cvv_number,omitzero"`
	Barcode           string             `json:"barcode"`
	PINIsSet          bool               `json:"pin_is_set"`
	State             string             `json:"state"`
	StateReason       string             `json:"state_reason"`
	FulfillmentStatus string             `json:"fulfillment_status"`
	InstrumentType    string             `json:"instrument_type"`
	Expedite          rest.Flag          `json:"expedite"`
	Metadata          rest.Metadata      `json:"metadata"`
	Fulfillment       *CardFulfillment   `json:"fulfillment,omitzero"`
	ActivationActions *ActivationActions `json:"activation_actions,omitzero"`
	BulkIssuance      string             `json:"bulk_issuance_token,omitzero"`
	ReissuePANFrom    string             `json:"reissue_pan_from_card_token,omitzero"`
	NewPANFrom        string             `json:"new_pan_from_card_token,omitzero"`
	TranslatePINFrom  string             `json:"translate_pin_from_card_token,omitzero"`

	// What is stored and never shown.
	ReasonCode string `json:"stored_reason_code,omitzero"` // of the last transition
	PIN        string `json:"stored_pin,omitzero"`
	Life       Offset `json:"stored_life,omitzero"`
	Merchant   bool   `json:"stored_merchant,omitzero"` // made to take a merchant on board
}

// ActivationActions is what else happens when a card is activated.
type ActivationActions struct {
	TerminateReissuedSource *rest.Flag `json:"terminate_reissued_source_card,omitzero"`
	SwapWalletTokensFrom    string     `json:"swap_digital_wallet_tokens_from_card_token,omitzero"`
}

// KeepsSource reports whether a reissued card leaves its source alone.
func (a *ActivationActions) KeepsSource() bool {
	return a != nil && a.TerminateReissuedSource != nil && !bool(*a.TerminateReissuedSource)
}

// SwapsFrom is the card whose wallet tokens move to this one, empty for none.
func (a *ActivationActions) SwapsFrom() string {
	if a == nil {
		return ""
	}
	return a.SwapWalletTokensFrom
}

// Reveal says which secrets of a card an answer shows.
type Reveal struct{ PAN, CVV bool }

// Shown is the card as answers show it.
func (c Card) Shown(r Reveal) Card {
	if !r.PAN {
		c.PAN = rest.MaskPAN(c.PAN)
	}
	if !r.CVV {
		c.CVV, c.ChipCVV = "", ""
	}
	c.ReasonCode, c.PIN, c.Life, c.Merchant = "", "", Offset{}, false
	return c
}

// Expire lets the card's life begin.
func (c *Card) Expire(begin rest.Time) {
	c.ExpirationTime = c.Life.From(begin.Time)
	c.Expiration = c.ExpirationTime.Format("0106")
}

// Virtual reports whether there is nothing to make of the card.
func (c Card) Virtual() bool { return c.InstrumentType == "VIRTUAL_PAN" }

// HasChip reports whether the card has a chip, and a security code for it.
func (c Card) HasChip() bool {
	return c.InstrumentType == "PHYSICAL_ICC" || c.InstrumentType == "PHYSICAL_COMBO"
}

// Hash names the card by its number without giving it away: our call, for Marqeta
// tells no one how it makes its own.
func (c Card) Hash() string {
	sum := sha256.Sum256([]byte(c.PAN))
	return hex.EncodeToString(sum[:])
}
