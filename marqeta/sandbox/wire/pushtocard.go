package wire

import (
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// PushCard is somebody else's card to which money can be sent. Of its number only
// the last four digits are kept.
type PushCard struct {
	Token string `json:"token"`
	PushCardFields
	LastFour        string    `json:"last_four"`
	LastName        string    `json:"last_name,omitzero"`
	FastFunds       rest.Flag `json:"fast_fund_transfer_eligible"`
	GamblingAllowed rest.Flag `json:"gambling_fund_transfer_eligible"`
	Times
}

// PushCardFields are the ones a caller sets and sees again.
type PushCardFields struct {
	Address1   string `json:"address_1"`
	Address2   string `json:"address_2,omitzero"`
	City       string `json:"city"`
	State      string `json:"state"`
	PostalCode string `json:"postal_code"`
	Country    string `json:"country"`
	NameOnCard string `json:"name_on_card"`
	ExpDate    string `json:"exp_date"`
}

// Check refuses what Marqeta would.
func (f PushCardFields) Check() error {
	var c rest.Check
	c.Required("address_1", f.Address1, 255)
	c.Size("address_2", f.Address2, 0, 255)
	c.Required("city", f.City, 40)
	c.Required("state", f.State, 2)
	c.Required("postal_code", f.PostalCode, 10)
	c.Required("country", f.Country, 40)
	c.Required("name_on_card", f.NameOnCard, 50)
	CheckExpDate(&c, f.ExpDate)
	return c.Err()
}

// FamilyName is the last word of the name on the card.
func (f PushCardFields) FamilyName() string {
	words := strings.Fields(f.NameOnCard)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// PushDisbursement is money that was sent to a card.
type PushDisbursement struct {
	Token string `json:"token"`
	PushDisbursementFields
	Status string `json:"status"`
	Times
}

// PushDisbursementFields are the ones a caller sets and sees again.
type PushDisbursementFields struct {
	Card         string          `json:"payment_instrument_token"`
	Amount       *marqeta.Amount `json:"amount"`
	CurrencyCode string          `json:"currency_code"`
	Memo         string          `json:"memo,omitzero"`
	Tags         string          `json:"tags,omitzero"`
}

// Check refuses what Marqeta would.
func (f PushDisbursementFields) Check() error {
	var c rest.Check
	c.Size("payment_instrument_token", f.Card, 1, 36)
	c.That(f.Amount != nil && f.Amount.Cmp(marqeta.AmountFromMinor(1, 2)) >= 0 && f.Amount.Cmp(marqeta.AmountFromMinor(50_000, 0)) <= 0,
		"amount", "must be between 0.01 and 50000")
	c.Size("currency_code", f.CurrencyCode, 3, 3)
	c.Size("memo", f.Memo, 0, 99)
	c.Size("tags", f.Tags, 0, 255)
	return c.Err()
}

// SoftDescriptor is what the holder of the card reads. It is checked, and shown by
// nothing.
type SoftDescriptor struct {
	Name    *string `json:"name"`
	Address *struct {
		Line1      string `json:"line1"`
		Line2      string `json:"line2"`
		City       string `json:"city"`
		County     string `json:"county"`
		State      string `json:"state"`
		Country    string `json:"country"`
		PostalCode string `json:"postal_code"`
	} `json:"address"`
	Phone *struct {
		CountryCode string `json:"country_code"`
		Number      string `json:"number"`
	} `json:"phone"`
	Email string `json:"email"`
}

// Check refuses what Marqeta would.
func (d *SoftDescriptor) Check() error {
	if d == nil {
		return nil
	}
	var c rest.Check
	const of = "soft_descriptor."
	c.That(d.Name != nil, of+"name", "may not be null")
	if d.Name != nil {
		c.Size(of+"name", *d.Name, 0, 50)
	}
	c.That(d.Address != nil, of+"address", "may not be null")
	if a := d.Address; a != nil {
		c.Required(of+"address.line1", a.Line1, 255)
		c.Size(of+"address.line2", a.Line2, 0, 255)
		c.Required(of+"address.city", a.City, 40)
		c.Size(of+"address.county", a.County, 3, 3)
		c.Required(of+"address.state", a.State, 36)
		if a.Country != "" {
			c.Size(of+"address.country", a.Country, 3, 3)
		}
		c.Required(of+"address.postal_code", a.PostalCode, 36)
	}
	if d.Phone != nil {
		c.Size(of+"phone.number", d.Phone.Number, 4, 14)
	}
	return c.Err()
}
