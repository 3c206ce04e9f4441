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
func (m *message) attempt() (a engine.Attempt, err error) {
	in, p := m.in, m.parties
	source := m.purchase.Source
	account, there := m.Accounts.Get(m.tx, book.AccountKey(m.purchase.Owner, m.money.Code))
	a = engine.Attempt{
		Now: m.Clock(),
		Message: engine.Message{
			Amount: m.asked, Currency: m.money.Code, Negative: in.Amount != nil && in.Amount.Sign() < 0, NeedsAmount: m.kind.needsAmount(),
			Network: cmp.Or(in.Network, m.purchase.Network), Subnetwork: in.SubNetwork,
			Channel: m.channel(), CashBack: m.cashBack, QuasiCash: m.kind.quasi, Credit: m.kind.credit(), Inquiry: m.kind.step == inquiry, Added: m.kind.step == increment,
			MID: m.merchant.MID, Country: m.merchant.CountryCode,
			EntryMode: in.POS.PANEntryMode, CardPresent: cardPresent(in), HolderPresent: flagOr(in.CardAcceptor.POI.CardholderPresent, true),
			PartialCapable: flagOr(in.partialApproval(), false), CVV: in.CardOptions.CVV, Expiration: in.CardOptions.Expiration, PIN: in.CardOptions.PIN,
		},
		Card: engine.Card{
			Token: p.card.Token, State: p.card.State, ReasonCode: p.card.ReasonCode, Expires: p.card.ExpirationTime.Time, Expiration: p.card.Expiration,
			CVV: p.card.CVV, PIN: p.card.PIN,
		},
		User: m.Known(m.tx, book.OfUser(p.user)), Owner: m.Known(m.tx, p.owner),
		Product: productFacts(p.product, m.asked == 0),
		Funding: engine.Funding{Model: engine.Standard, Available: account.Available(), NoAccount: !there && m.money.Code != book.ProgramCurrency},
	}
	a.Outside = m.outside()
	if b := in.CardOptions.BillingAddress; b != nil {
		a.Message.Address = &engine.Address{Street: b.Address, PostalCode: b.postalCode()}
	}
	a.Funding.Dry = func() bool { return m.Dry(m.tx, source) }
	switch m.purchase.SourceKind {
	case wire.ByProgram:
		v, _ := m.ProgramSources.Get(m.tx, source)
		a.Funding.Model, a.Funding.SourceActive = engine.Managed, bool(v.Active)
	case wire.ByGateway:
		v, _ := m.GatewaySources.Get(m.tx, source)
		a.Funding.Model, a.Funding.SourceActive = engine.Gateway, bool(v.Active) && v.URL != ""
		a.Funding.AlwaysFund = bool(p.product.Config.JITFunding.Gateway.AlwaysFund)
		err = m.standIn(&a)
	}
	return a, err
}

// productFacts are the rules of a card product; a purchase of nothing verifies the
// account, which has an address rule of its own.
func productFacts(p wire.CardProduct, verification bool) engine.Product {
	poi, controls := p.Config.POI, p.Config.TransactionControls
	rule := controls.AddressVerification.AuthMessages
	if verification {
		rule = controls.AddressVerification.AVMessages
	}
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
