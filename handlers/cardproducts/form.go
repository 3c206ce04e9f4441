package cardproducts

import (
	"strconv"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// productForm holds the answers of the form, as typed.
type productForm struct {
	Token     string `form:"token"`
	Name      string `form:"name" validate:"required,max=40"`
	StartDate string `form:"start_date" validate:"required,datetime=2006-01-02"`
	EndDate   string `form:"end_date" validate:"omitempty,datetime=2006-01-02"`

	Funding    string `form:"funding" validate:"required,oneof=managed gateway standard"`
	Source     string `form:"funding_source_token"`
	Gateway    string `form:"gateway_token"`
	Refunds    string `form:"refunds_destination" validate:"omitempty,oneof=source GPA"`
	AlwaysFund bool   `form:"always_fund"`

	Shops     bool   `form:"poi_other"`
	Online    bool   `form:"ecommerce"`
	Machines  bool   `form:"atm"`
	Countries string `form:"accepted_countries_token" validate:"max=50"`

	PIN       bool `form:"always_require_pin"`
	Code      bool `form:"require_security_code"`
	Partial   bool `form:"enable_partial_auth_approval"`
	Suspended bool `form:"ignore_card_suspended_state"`

	Instrument  string `form:"payment_instrument" validate:"required,oneof=VIRTUAL_PAN PHYSICAL_MSR PHYSICAL_ICC PHYSICAL_CONTACTLESS PHYSICAL_COMBO"`
	Years       string `form:"years" validate:"required,numeric,max=2"`
	ActiveCards bool   `form:"activate_upon_issue"`
	Active      bool   `form:"active"`
}

// fresh is what the form proposes before anything is typed: a virtual card, funded by
// Managed JIT Funding, that works in shops and online.
func fresh(token, today string) productForm {
	return productForm{
		Token: token, StartDate: today, Funding: string(marqeta.FundingManaged), Refunds: "source",
		Shops: true, Online: true, Countries: "accept_us_only", Partial: true,
		Instrument: "VIRTUAL_PAN", Years: "4", ActiveCards: true, Active: true,
	}
}

// check says what is wrong: each field's own rules, then the rules between them.
func (f productForm) check() form.Errors {
	errs := form.Check(f)
	if f.Funding == string(marqeta.FundingManaged) && f.Source == "" {
		errs.Add("funding_source_token", "Choose one; Managed JIT Funding cannot work without it.")
	}
	if f.Funding == string(marqeta.FundingGateway) && f.Gateway == "" {
		errs.Add("gateway_token", "Choose one; Gateway JIT Funding cannot work without it.")
	}
	if f.EndDate != "" && f.StartDate != "" && f.EndDate <= f.StartDate {
		errs.Add("end_date", "It must come after the start date.")
	}
	if years, err := strconv.Atoi(f.Years); err == nil && (years < 1 || years > 20) {
		errs.Add("years", "Between 1 and 20 years.")
	}
	return errs
}

// request is what the answers mean for Marqeta.
func (f productForm) request() marqeta.CardProductRequest {
	start, _ := marqeta.ParseDate(f.StartDate) // an unreadable date is the form's error, and is not sent
	end, _ := marqeta.ParseDate(f.EndDate)
	years, _ := strconv.Atoi(f.Years)
	return marqeta.CardProductRequest{
		Token: f.Token, Name: f.Name, StartDate: start, EndDate: end, Active: &f.Active,
		Config: &marqeta.CardProductConfig{
			POI: &marqeta.POIConfig{ECommerce: &f.Online, ATM: &f.Machines, Other: &marqeta.OtherPOI{Allow: &f.Shops}},
			TransactionControls: &marqeta.TransactionControls{
				AcceptedCountriesToken: f.Countries, AlwaysRequirePIN: &f.PIN,
				RequireCardNotPresentCardSecurityCode: &f.Code, EnablePartialAuthApproval: &f.Partial,
				IgnoreCardSuspendedState: &f.Suspended,
			},
			CardLifeCycle: &marqeta.CardLifeCycle{
				ActivateUponIssue: &f.ActiveCards,
				ExpirationOffset:  &marqeta.ExpirationOffset{Unit: "YEARS", Value: years},
			},
			Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: f.Instrument},
			JITFunding:  f.funding(),
		},
	}
}

// funding names every block, so that a change of mind switches the old one off.
func (f productForm) funding() *marqeta.JITFundingConfig {
	managed, gateway := f.Funding == string(marqeta.FundingManaged), f.Funding == string(marqeta.FundingGateway)
	out := &marqeta.JITFundingConfig{
		ProgramFundingSource:        &marqeta.ProgramFundingConfig{Enabled: &managed},
		ProgramGatewayFundingSource: &marqeta.GatewayFundingConfig{Enabled: &gateway},
	}
	if managed {
		out.ProgramFundingSource.FundingSourceToken = f.Source
		out.ProgramFundingSource.RefundsDestination = f.refundsTo(marqeta.RefundsToProgramFundingSource)
	}
	if gateway {
		out.ProgramGatewayFundingSource.FundingSourceToken = f.Gateway
		out.ProgramGatewayFundingSource.RefundsDestination = f.refundsTo(marqeta.RefundsToGateway)
		out.ProgramGatewayFundingSource.AlwaysFund = &f.AlwaysFund
	}
	return out
}

func (f productForm) refundsTo(source string) string {
	if f.Refunds == marqeta.RefundsToGPA {
		return marqeta.RefundsToGPA
	}
	return source
}

// answers is the form as an existing card product would have been made by it.
func answers(p marqeta.CardProduct) productForm {
	kind, source := p.Funding()
	f := productForm{
		Token: p.Token, Name: p.Name, StartDate: p.StartDate.String(), EndDate: p.EndDate.String(),
		Funding: string(kind), Refunds: "source", Active: p.Active, Years: "4",
	}
	if jit := p.Config.JITFunding; jit != nil {
		switch kind {
		case marqeta.FundingManaged:
			f.Source = source
			f.keepRefunds(jit.ProgramFundingSource.RefundsDestination)
		case marqeta.FundingGateway:
			f.Gateway = source
			f.keepRefunds(jit.ProgramGatewayFundingSource.RefundsDestination)
			f.AlwaysFund = on(jit.ProgramGatewayFundingSource.AlwaysFund)
		}
	}
	if poi := p.Config.POI; poi != nil {
		f.Online, f.Machines = on(poi.ECommerce), on(poi.ATM)
		f.Shops = poi.Other != nil && on(poi.Other.Allow)
	}
	if t := p.Config.TransactionControls; t != nil {
		f.Countries, f.PIN, f.Code = t.AcceptedCountriesToken, on(t.AlwaysRequirePIN), on(t.RequireCardNotPresentCardSecurityCode)
		f.Partial, f.Suspended = on(t.EnablePartialAuthApproval), on(t.IgnoreCardSuspendedState)
	}
	if l := p.Config.CardLifeCycle; l != nil {
		f.ActiveCards = on(l.ActivateUponIssue)
		if o := l.ExpirationOffset; o != nil && o.Unit == "YEARS" {
			f.Years = strconv.Itoa(o.Value)
		}
	}
	if fulfillment := p.Config.Fulfillment; fulfillment != nil {
		f.Instrument = fulfillment.PaymentInstrument
	}
	return f
}

func (f *productForm) keepRefunds(destination string) {
	if destination == marqeta.RefundsToGPA {
		f.Refunds = marqeta.RefundsToGPA
	}
}

func on(b *bool) bool { return b != nil && *b }
