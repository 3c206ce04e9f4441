package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// Fee is a price that the program asks of its account holders.
type Fee struct {
	Token string `json:"token"`
	FeeFields
	Times
}

// The kinds of a fee.
const (
	Standalone = "STANDALONE"
	Percentage = "PERCENTAGE"
)

// FeeFields are the ones a caller sets and changes. Amount is percent where Type
// says so.
type FeeFields struct {
	Name         string          `json:"name"`
	Amount       *marqeta.Amount `json:"amount"`
	Tags         string          `json:"tags,omitzero"`
	CurrencyCode string          `json:"currency_code"`
	Category     string          `json:"category"`
	Type         string          `json:"type"`
	Active       rest.Flag       `json:"active"`
	Attributes   *FeeAttributes  `json:"fee_attributes,omitzero"`
}

// FeeAttributes say what a real-time fee is for.
type FeeAttributes struct {
	Region          string `json:"region,omitzero"`
	Status          string `json:"status,omitzero"`
	TransactionType string `json:"transaction_type,omitzero"`
	Reason          string `json:"reason,omitzero"`
}

// NewFee has the defaults of a new one.
func NewFee() Fee {
	return Fee{FeeFields: FeeFields{Category: Standalone, Type: "FLAT", Active: true}}
}

// Check refuses what Marqeta would.
func (f FeeFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 50)
	c.That(f.Amount != nil && f.Amount.Sign() >= 0, "amount", "must not be negative")
	c.Size("tags", f.Tags, 0, 255)
	c.Size("currency_code", f.CurrencyCode, 3, 3)
	c.Required("category", f.Category, 36)
	c.OneOf("category", f.Category, Standalone, "REALTIME")
	c.Required("type", f.Type, 36)
	c.OneOf("type", f.Type, "FLAT", Percentage)
	if a := f.Attributes; a != nil {
		for field, v := range map[string]string{"region": a.Region, "status": a.Status, "transaction_type": a.TransactionType, "reason": a.Reason} {
			c.Size("fee_attributes."+field, v, 0, 255)
		}
	}
	return c.Err()
}

// FeeRequest is a fee as the request that charges it names it.
type FeeRequest struct {
	Token    string          `json:"token"`
	Memo     string          `json:"memo"`
	Tags     string          `json:"tags"`
	Override *marqeta.Amount `json:"overrideAmount"` // in place of the fee's own
}

// CheckFees checks the fees of a request.
func CheckFees(c *rest.Check, fees []FeeRequest) {
	c.That(len(fees) <= 100, "fees", "must have at most 100 entries")
	for _, f := range fees {
		c.Size("fees.token", f.Token, 1, 36)
		c.Size("fees.memo", f.Memo, 0, 99)
		c.Size("fees.tags", f.Tags, 0, 255)
		c.That(f.Override == nil || f.Override.Sign() >= 0, "fees.overrideAmount", "must not be negative")
	}
}

// FeeDetail is a fee that was charged.
type FeeDetail struct {
	Token            string          `json:"token"`
	Memo             string          `json:"memo,omitzero"`
	Tags             string          `json:"tags,omitzero"`
	TransactionToken string          `json:"transaction_token"`
	Override         *marqeta.Amount `json:"overrideAmount,omitzero"`
	Fee              ChargedFee      `json:"fee"`
}

// ChargedFee is what is repeated of a fee where it was charged.
type ChargedFee struct {
	Token        string         `json:"token"`
	Name         string         `json:"name"`
	Amount       marqeta.Amount `json:"amount"`
	Tags         string         `json:"tags,omitzero"`
	CurrencyCode string         `json:"currency_code"`
	Times
}

// Charged is the fee where it was charged.
func (f Fee) Charged() ChargedFee {
	return ChargedFee{Token: f.Token, Name: f.Name, Amount: *f.Amount, Tags: f.Tags, CurrencyCode: f.CurrencyCode, Times: f.Times}
}

// FeeTransfer is fees that were charged, or given back, together.
type FeeTransfer struct {
	Token string `json:"token"`
	Party
	Tags    string      `json:"tags,omitzero"`
	Fees    []FeeDetail `json:"fees"`
	Created rest.Time   `json:"created_time"`
}

// FeeGroup is a set of real-time fees.
type FeeGroup struct {
	Token string `json:"token"`
	FeeGroupFields
	Times
}

// FeeGroupFields are the ones a caller sets and changes.
type FeeGroupFields struct {
	Name      string    `json:"name"`
	Active    rest.Flag `json:"active"`
	FeeTokens []string  `json:"fee_tokens,omitempty"`
}

// Check refuses what Marqeta would.
func (f FeeGroupFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 50)
	c.Distinct("fee_tokens", f.FeeTokens, 100)
	for _, token := range f.FeeTokens {
		c.Size("fee_tokens", token, 1, 36)
	}
	return c.Err()
}
