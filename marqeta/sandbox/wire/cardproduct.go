package wire

import (
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// CardProduct is a set of rules that cards share.
type CardProduct struct {
	Token string `json:"token"`
	CardProductFields
	Times
}

// CardProductFields are the ones a caller sets.
type CardProductFields struct {
	Name      string            `json:"name"`
	Active    rest.Flag         `json:"active"`
	StartDate rest.Date         `json:"start_date"`
	EndDate   rest.Date         `json:"end_date,omitzero"`
	Config    CardProductConfig `json:"config"`
}

// NewCardProduct has the defaults a real sandbox was seen to give. They differ
// from those of Marqeta's schema.
func NewCardProduct() CardProduct {
	return CardProduct{CardProductFields: CardProductFields{Active: true, Config: defaultConfig()}}
}

// Funded gives the funding source that pays for the product's cards just in time,
// or none where the account's own money pays.
func (f CardProductFields) Funded() (kind FundingKind, token string) {
	jit := f.Config.JITFunding
	switch {
	case bool(jit.Program.Enabled):
		return ByProgram, jit.Program.FundingSourceToken
	case bool(jit.Gateway.Enabled):
		return ByGateway, jit.Gateway.FundingSourceToken
	}
	return ByAccount, ""
}

// RefundsToSource reports whether refunds go on to a funding source of a kind. Our
// call: unless the card product says GPA, they do.
func (f CardProductFields) RefundsToSource(kind FundingKind) bool {
	switch kind {
	case ByProgram:
		return f.Config.JITFunding.Program.RefundsDestination != "GPA"
	case ByGateway:
		return f.Config.JITFunding.Gateway.RefundsDestination != "GPA"
	}
	return false
}

// FundingKind is what pays for a purchase.
type FundingKind string

// The kinds of funding; the values are those of funding.source.type.
const (
	ByAccount FundingKind = ""
	ByProgram FundingKind = "program"
	ByGateway FundingKind = "programgateway"
)

// Starts and Ends give the days as instants; Ends is zero without an end date.
func (f CardProductFields) Starts() time.Time { return day(f.StartDate) }

// Ends gives the last day, zero if there is none.
func (f CardProductFields) Ends() time.Time { return day(f.EndDate) }

func day(d rest.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}
