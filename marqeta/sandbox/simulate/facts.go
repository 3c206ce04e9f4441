package simulate

import (
	"cmp"
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// parties are the card, its product and the people of a message.
type parties struct {
	card    wire.Card
	user    wire.User
	owner   book.Holder
	product wire.CardProduct
}

func (s *Simulator) partiesOf(tx *state.Tx, card string) (parties, error) {
	v, ok := s.Cards.Get(tx, card)
	if !ok {
		return parties{}, rest.NotFoundBody("Card")
	}
	u, _ := s.Users.Get(tx, v.UserToken)
	product, _ := s.CardProducts.Get(tx, v.CardProductToken)
	return parties{card: v, user: u, owner: s.Owner(tx, book.OfUser(u)), product: product}, nil
}

// attempt gathers what a decision looks at.
func (s *Simulator) attempt(tx *state.Tx, k kind, in simulation, p parties, m book.Money, amount, cashBack int64) engine.Attempt {
	kind, source := p.product.Funded()
	a := engine.Attempt{
		Now: s.Clock(),
		Message: engine.Message{
			Amount: amount, Negative: in.Amount != nil && in.Amount.Sign() < 0, Channel: channel(k, in), CashBack: cashBack,
			QuasiCash: k.quasi, Credit: k.credit(), Inquiry: k.step == inquiry,
			MID: in.CardAcceptor.MID, Country: cmp.Or(in.CardAcceptor.CountryCode, in.CardAcceptor.Country, defaultCountry),
			EntryMode: in.POS.PANEntryMode, CardPresent: cardPresent(in), HolderPresent: flagOr(in.CardAcceptor.POI.CardholderPresent, true),
			PartialCapable: flagOr(in.partialApproval(), false), CVV: in.CardOptions.CVV, Expiration: in.CardOptions.Expiration, PIN: in.CardOptions.PIN,
		},
		Card: engine.Card{
			State: p.card.State, ReasonCode: p.card.ReasonCode, Expires: p.card.ExpirationTime.Time, Expiration: p.card.Expiration,
			CVV: p.card.CVV, PIN: p.card.PIN,
		},
		User: book.OfUser(p.user).Holder, Owner: p.owner.Holder,
		Product: productFacts(p.product),
		Funding: engine.Funding{Model: engine.Standard, Available: s.Account(tx, p.owner.Token(), m.Code).Available()},
	}
	if b := in.CardOptions.BillingAddress; b != nil {
		a.Message.Address = &engine.Address{Street: b.Address, PostalCode: b.Zip}
	}
	switch kind {
	case wire.ByProgram:
		v, _ := s.ProgramSources.Get(tx, source)
		a.Funding.Model, a.Funding.SourceActive = engine.Managed, bool(v.Active)
	case wire.ByGateway:
		v, _ := s.GatewaySources.Get(tx, source)
		a.Funding.Model, a.Funding.SourceActive = engine.Gateway, bool(v.Active)
		a.Funding.AlwaysFund = bool(p.product.Config.JITFunding.Gateway.AlwaysFund)
	}
	return a
}

func productFacts(p wire.CardProduct) engine.Product {
	poi, controls := p.Config.POI, p.Config.TransactionControls
	rule := controls.AddressVerification.AuthMessages
	return engine.Product{
		Active: bool(p.Active), Starts: p.Starts(), Ends: p.Ends(),
		AllowATM: bool(poi.ATM), AllowECommerce: bool(poi.ECommerce), AllowOther: bool(poi.Other.Allow),
		NeedCard: bool(poi.Other.CardPresenceRequired), NeedHolder: bool(poi.Other.CardholderPresenceRequired),
		NeedPIN: bool(controls.AlwaysRequirePIN), NeedChip: bool(controls.AlwaysRequireICC), NeedSecurityCode: bool(controls.RequireSecurityCode),
		AllowZeroCode:   bool(p.Config.Fulfillment.AllZeroSecurityCode),
		IgnoreSuspended: bool(controls.IgnoreCardSuspendedState), AllowFallback: bool(controls.AllowChipFallback),
		AllowQuasiCash:  bool(controls.AllowQuasiCash),
		QuasiCashExempt: strings.FieldsFunc(controls.QuasiCashExemptMIDs, func(r rune) bool { return r == ',' || r == ' ' }),
		Countries:       controls.AcceptedCountriesToken,
		ValidateAddress: bool(rule.Validate), NeedStreet: bool(rule.DeclineOnAddressNumberMismatch), NeedPostalCode: bool(rule.DeclineOnPostalCodeMismatch),
		AllowPartial: bool(controls.EnablePartialAuthApproval), AllowGPA: bool(controls.AllowGPAAuth),
	}
}

func channel(k kind, in simulation) engine.Channel {
	switch said := strings.ToUpper(in.CardAcceptor.POI.Channel); {
	case k.atm, said == "ATM":
		return engine.ATM
	case strings.Contains(said, "ECOMMERCE"):
		return engine.ECommerce
	}
	return engine.Store
}

func cardPresent(in simulation) bool {
	return flagOr(in.CardOptions.CardPresent, flagOr(in.CardAcceptor.POI.CardPresence, true))
}

func flagOr(f *rest.Flag, otherwise bool) bool {
	if f == nil {
		return otherwise
	}
	return bool(*f)
}
