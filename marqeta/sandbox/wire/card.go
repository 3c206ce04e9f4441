package wire

import "carddeck/marqeta/sandbox/rest"

// Card is a card. It is stored with its number and security code in clear; they
// are test numbers.
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
	ReissuePANFrom    string             `json:"reissue_pan_from_card_token,omitzero"`
	NewPANFrom        string             `json:"new_pan_from_card_token,omitzero"`
	TranslatePINFrom  string             `json:"translate_pin_from_card_token,omitzero"`

	ReasonCode string `json:"state_reason_code,omitzero"` // of the last transition; stored, not shown
	PIN        string `json:"pin,omitzero"`               // stored, not shown
}

// ActivationActions is what else happens when a card is activated.
type ActivationActions struct {
	TerminateReissuedSource *rest.Flag `json:"terminate_reissued_source_card,omitzero"`
	SwapWalletTokensFrom    string     `json:"swap_digital_wallet_tokens_from_card_token,omitzero"`
}

// Reveal says which secrets of a card an answer shows.
type Reveal struct{ PAN, CVV bool }

// Shown is the card as answers show it.
func (c Card) Shown(r Reveal) Card {
	if !r.PAN {
		c.PAN = rest.MaskPAN(c.PAN)
	}
	if !r.CVV {
		c.CVV = ""
	}
	c.ReasonCode, c.PIN = "", ""
	return c
}
