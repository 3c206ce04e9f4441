package cardproducts

import (
	"strconv"

	"carddeck/marqeta"
)

// answers is the form as an existing card product would have been made by it.
func answers(p marqeta.CardProduct) productForm {
	kind, source := p.Funding()
	f := productForm{
		Token: p.Token, Name: p.Name, StartDate: p.StartDate.String(), EndDate: p.EndDate.String(),
		Funding: string(kind), Refunds: "source", Active: p.Active, Years: "4", Unit: "YEARS", AlwaysFund: true,
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
		f.Partial, f.Suspended, f.QuasiCash = on(t.EnablePartialAuthApproval), on(t.IgnoreCardSuspendedState), on(t.AllowQuasiCash)
		if t.AddressVerification != nil {
			f.keepAddress(t.AddressVerification.AuthMessages)
		}
	}
	if l := p.Config.CardLifeCycle; l != nil {
		f.ActiveCards = on(l.ActivateUponIssue)
		if o := l.ExpirationOffset; o != nil && o.Value > 0 {
			f.Years, f.Unit = strconv.Itoa(o.Value), o.Unit
		}
	}
	if fulfillment := p.Config.Fulfillment; fulfillment != nil {
		f.Instrument = fulfillment.PaymentInstrument
	}
	return f
}

func (f *productForm) keepRefunds(destination string) {
	if destination == marqeta.RefundsToGPA || destination == marqeta.RefundsWaterfall {
		f.Refunds = destination
	}
}

// keepAddress leaves the answer open where none of those offered is what there is.
func (f *productForm) keepAddress(c *marqeta.AVSControl) {
	if c == nil || !on(c.Validate) {
		return
	}
	switch number, postal := on(c.DeclineOnAddressNumberMismatch), on(c.DeclineOnPostalCodeMismatch); {
	case number && postal:
		f.Address = "both"
	case postal:
		f.Address = "postal"
	case !number:
		f.Address = "none"
	}
}

func on(b *bool) bool { return b != nil && *b }
