package cardproducts

import (
	"cmp"
	"strconv"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// productForm holds the answers of the form, as typed.
type productForm struct {
	Like      string `form:"like"` // token of the card product that this one starts from
	Token     string `form:"token"`
	Name      string `form:"name" validate:"required,max=40"`
	StartDate string `form:"start_date" validate:"required,datetime=2006-01-02"`
	EndDate   string `form:"end_date" validate:"omitempty,datetime=2006-01-02"`

	Funding    string `form:"funding" validate:"required,oneof=managed gateway standard"`
	Source     string `form:"funding_source_token"`
	Gateway    string `form:"gateway_token"`
	Refunds    string `form:"refunds_destination" validate:"omitempty,oneof=source GPA WATERFALL"`
	AlwaysFund bool   `form:"always_fund"`

	Shops     bool   `form:"poi_other"`
	Online    bool   `form:"ecommerce"`
	Machines  bool   `form:"atm"`
	Countries string `form:"accepted_countries_token" validate:"max=50"`
	QuasiCash bool   `form:"allow_quasi_cash"`

	PIN       bool   `form:"always_require_pin"`
	Code      bool   `form:"require_security_code"`
	Address   string `form:"address" validate:"omitempty,oneof=none postal both"`
	Partial   bool   `form:"enable_partial_auth_approval"`
	Suspended bool   `form:"ignore_card_suspended_state"`

	Instrument  string `form:"payment_instrument" validate:"required,oneof=VIRTUAL_PAN PHYSICAL_MSR PHYSICAL_ICC PHYSICAL_CONTACTLESS PHYSICAL_COMBO"`
	Years       string `form:"years" validate:"required,numeric,max=4"`
	Unit        string `form:"unit" validate:"omitempty,oneof=YEARS MONTHS DAYS HOURS MINUTES SECONDS"`
	ActiveCards bool   `form:"activate_upon_issue"`
	Active      bool   `form:"active"`
}

// fresh is what the form proposes before anything is typed: a virtual card, funded by
// Managed JIT Funding, that works in shops and online.
func fresh(token, today string) productForm {
	return productForm{
		Token: token, StartDate: today, Funding: string(marqeta.FundingManaged), Refunds: "source", AlwaysFund: true,
		Shops: true, Online: true, Countries: "accept_us_only", Partial: true,
		Address:    "none",
		Instrument: "VIRTUAL_PAN", Years: "4", Unit: "YEARS", ActiveCards: true, Active: true,
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
	switch n, err := strconv.Atoi(f.Years); {
	case err != nil: // said already
	case n < 1:
		errs.Add("years", "At least 1.")
	case n > 20 && f.unit() == "YEARS":
		errs.Add("years", "Between 1 and 20 years.")
	}
	return errs
}

func (f productForm) unit() string { return cmp.Or(f.Unit, "YEARS") }

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
				IgnoreCardSuspendedState: &f.Suspended, AllowQuasiCash: &f.QuasiCash, AddressVerification: f.addresses(),
			},
			CardLifeCycle: &marqeta.CardLifeCycle{
				ActivateUponIssue: &f.ActiveCards,
				ExpirationOffset:  &marqeta.ExpirationOffset{Unit: f.unit(), Value: years},
			},
			Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: f.Instrument},
			JITFunding:  f.funding(),
		},
	}
}

// addresses says what an address that does not match leads to at a purchase.
func (f productForm) addresses() *marqeta.AVSControls {
	if f.Address == "" {
		return nil
	}
	number, postal := f.Address == "both", f.Address != "none"
	return &marqeta.AVSControls{AuthMessages: &marqeta.AVSControl{
		Validate: new(true), DeclineOnAddressNumberMismatch: &number, DeclineOnPostalCodeMismatch: &postal,
	}}
}

// funding names every block, so that a change of mind switches the old one off.
func (f productForm) funding() *marqeta.JITFundingConfig {
	managed, gateway := f.Funding == string(marqeta.FundingManaged), f.Funding == string(marqeta.FundingGateway)
	out := &marqeta.JITFundingConfig{
		ProgramFundingSource:        &marqeta.ProgramFundingConfig{Enabled: &managed},
		ProgramGatewayFundingSource: &marqeta.GatewayFundingConfig{Enabled: &gateway},
	}
	if f.Like != "" {
		out.PaymentCardFundingSource = &marqeta.PaymentCardFundingConfig{Enabled: new(false)}
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
	if f.Refunds == marqeta.RefundsToGPA || f.Refunds == marqeta.RefundsWaterfall {
		return f.Refunds
	}
	return source
}
