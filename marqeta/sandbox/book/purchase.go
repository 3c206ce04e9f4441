package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Purchase is what the messages of one purchase share. Its token is that of the
// transaction that opened it.
type Purchase struct {
	Token            string             `json:"token"`
	Kind             string             `json:"kind"` // the type of the transaction that opened it
	State            engine.Purchase    `json:"state"`
	Declined         bool               `json:"declined"`
	Reversed         bool               `json:"reversed,omitzero"` // in full, also one of nothing
	Currency         string             `json:"currency"`
	Owner            string             `json:"owner"` // whose account pays
	OwnerIsBusiness  bool               `json:"owner_is_business,omitzero"`
	UserToken        string             `json:"user_token"`
	CardToken        string             `json:"card_token"`
	CardProductToken string             `json:"card_product_token"`
	SourceKind       wire.FundingKind   `json:"source_kind"`
	Source           string             `json:"source"`
	StandIn          string             `json:"stand_in,omitzero"`    // the source that paid the opening in its place
	Order            string             `json:"order,omitzero"`       // its gpa_order
	Unload           string             `json:"unload,omitzero"`      // its gpa_order_unload
	Message          string             `json:"message,omitzero"`     // its first funding message's token
	Increments       []string           `json:"increments,omitempty"` // funding messages of its incrementals
	Open             []string           `json:"open"`                 // transactions that are pending
	Incrementals     []string           `json:"incrementals"`
	Happened         rest.Time          `json:"happened"`
	Network          string             `json:"network"`
	Expires          rest.Time          `json:"expires,omitzero"` // when what is held is released
	ApprovalCode     string             `json:"approval_code"`
	Trace            string             `json:"trace,omitzero"`   // of the terminal
	Rate             wire.Rate          `json:"rate,omitzero"`    // into the purchase's currency
	Foreign          string             `json:"foreign,omitzero"` // the merchant's currency, three digits
	Reference        string             `json:"reference"`
	Acceptor         *wire.CardAcceptor `json:"acceptor"`
	Channel          string             `json:"channel,omitzero"`   // transaction_metadata.payment_channel
	Disputed         map[string]int64   `json:"disputed,omitempty"` // by transaction, in minor units
	Class            engine.Class       `json:"class,omitzero"`
	CashBack         int64              `json:"cash_back,omitzero"` // asked for with it
	Counted          []Part             `json:"counted,omitempty"`  // for velocity controls
}

// Keep stages a purchase as a message or the clock left it, and counts what it has
// come to. Whatever changes a purchase goes through here.
func (b *Book) Keep(tx *state.Tx, p Purchase) error {
	if err := b.recount(tx, &p); err != nil {
		return err
	}
	return b.Purchases.Put(tx, p.Token, p)
}

// Party names the owner as the wire does.
func (p Purchase) Party() wire.Party {
	if p.OwnerIsBusiness {
		return wire.Party{BusinessToken: p.Owner}
	}
	return wire.Party{UserToken: p.Owner}
}

// Order is a GPA order with what is not shown of it.
type Order struct {
	wire.GPAOrder
	Source   string   `json:"stored_source"` // its token in clear
	Unloaded int64    `json:"stored_unloaded"`
	Total    int64    `json:"stored_total,omitzero"`    // what the source gives, with fees
	Charges  []Charge `json:"stored_charges,omitempty"` // the fees, in minor units
}

// Unload is a GPA unload with what is not shown of it.
type Unload struct {
	wire.GPAUnload
	Owner  string `json:"stored_owner"`
	Source string `json:"stored_source"`
}
