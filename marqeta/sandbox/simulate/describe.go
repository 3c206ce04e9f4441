package simulate

import (
	"cmp"
	"strings"
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// What Marqeta fills in where a simulation names no merchant. Our call: a merchant
// id stays as it was sent, as the guide shows it, and is not padded to 15 digits.
const (
	defaultMID     = "11111"
	defaultMCC     = "6411"
	defaultName    = "Marqeta Storefront"
	defaultCity    = "St. Petersburg"
	defaultState   = "CA"
	defaultZip     = "33705"
	defaultCountry = "USA"
	cityInMessage  = 13 // characters that fit into an online message
)

func (m *message) acceptor() *wire.CardAcceptor {
	a := m.in.CardAcceptor
	city := cmp.Or(a.City, defaultCity)
	if r := []rune(city); !m.kind.offline() && len(r) > cityInMessage {
		city = string(r[:cityInMessage])
	}
	return &wire.CardAcceptor{
		MID: cmp.Or(a.MID, defaultMID), MCC: cmp.Or(a.MCC, m.kind.mcc, defaultMCC), Name: cmp.Or(a.Name, defaultName),
		StreetAddress: cmp.Or(a.StreetAddress, a.Address), City: city, State: cmp.Or(a.State, defaultState),
		PostalCode: cmp.Or(a.PostalCode, a.Zip, defaultZip), CountryCode: cmp.Or(a.CountryCode, a.Country, defaultCountry),
		Phone: a.Phone, URL: a.URL, ServicePhone: a.ServicePhone,
	}
}

// describe writes the message down as Marqeta shows it, all but the funding.
func (m *message) describe(account engine.Account) *wire.Transaction {
	now, p := m.Now(), m.purchase
	amount := m.money.Amount(m.moved)
	if !m.verdict.Approved {
		amount = m.money.Amount(m.asked)
	}
	t := &wire.Transaction{
		Type: m.kind.name, State: m.state(), Token: *m.in.transactionToken,
		Party: p.Party(), ActingUserToken: p.UserToken, CardToken: p.CardToken, CardProductToken: p.CardProductToken,
		Preceding: m.preceded, Created: now, Happened: now, Amount: amount, RequestAmount: m.money.Amount(m.asked), CurrencyCode: p.Currency,
		Response: wire.Response{Code: m.verdict.Code, Memo: m.verdict.Memo}, Network: p.Network, Subnetwork: m.subnetwork(),
		NetworkReferenceID: p.Reference, Acquirer: &wire.Acquirer{SystemTraceAuditNumber: book.Digits(6), RetrievalReferenceNumber: book.Digits(12)},
		User: &wire.MetadataBlock{Metadata: m.parties.user.Metadata}, Business: m.parties.owner.Business(), CardAcceptor: m.merchant(),
		Card: &wire.TransactionCard{LastFour: m.parties.card.LastFour, Metadata: m.parties.card.Metadata},
		POS:  m.pos(), IsPreauthorization: m.in.Preauth, Fees: m.in.Fees, AccountFunding: m.in.AccountFunding, OriginalCredit: m.in.OriginalCredit,
	}
	if m.verdict.Approved {
		t.ApprovalCode = p.ApprovalCode
	}
	var impact *int64
	if m.verdict.Approved && m.kind.step != inquiry {
		impact = &m.effect.Impact
	}
	t.GPA = m.money.Balance(account, impact)
	m.times(t)
	m.amounts(t)
	m.checks(t)
	return t
}

func (m *message) state() string {
	switch {
	case !m.verdict.Approved:
		return wire.Declined
	case m.kind.state != "":
		return m.kind.state
	}
	switch m.kind.step {
	case capture, clearing, refund, promiseClearing, undoing:
		return wire.Completion
	case inquiry:
		return wire.Cleared
	case reversal, promiseReversal:
		if m.full {
			return wire.Cleared
		}
	}
	return wire.Pending
}

func (m *message) subnetwork() string {
	switch {
	case m.in.SubNetwork != "":
		return m.in.SubNetwork
	case m.purchase.Network != "VISA":
		return "" // no default is known for the others
	case m.kind.single:
		return "VISANETDEBIT"
	}
	return "VISANET"
}

// merchant is the request's, or for a message that follows and names none, the
// purchase's.
func (m *message) merchant() *wire.CardAcceptor {
	if m.preceded != "" && m.in.CardAcceptor == (acceptor{}) {
		return m.purchase.Acceptor
	}
	return m.acceptor()
}

func (m *message) pos() *wire.POS {
	pos := &wire.POS{
		PANEntryMode:           m.in.POS.PANEntryMode,
		PartialApprovalCapable: rest.Flag(flagOr(m.in.partialApproval(), true)),
		CardPresence:           m.in.CardOptions.CardPresent, CardHolderPresence: m.in.CardAcceptor.POI.CardholderPresent,
		PINPresent: m.in.CardAcceptor.POI.PINPresent, TerminalID: m.in.CardAcceptor.POI.TID,
	}
	if pos.CardPresence == nil {
		pos.CardPresence = m.in.CardAcceptor.POI.CardPresence
	}
	if pos.PINPresent == nil && m.in.CardOptions.PIN != "" {
		yes := rest.Flag(true)
		pos.PINPresent = &yes
	}
	return pos
}

func (m *message) times(t *wire.Transaction) {
	if m.kind.step == clearing && !m.forced {
		t.Happened = m.purchase.Happened
	}
	if m.kind.step != reversal && m.kind.step != promiseReversal {
		midnight := rest.At(t.Created.Truncate(24 * time.Hour))
		t.SettlementDate = &midnight
	}
	if m.verdict.Approved && (m.kind.step == opening || m.kind.step == increment) {
		expires := rest.At(t.Created.AddDate(0, 0, m.HoldDays(m.tx, m.parties.product, t.CardAcceptor.MCC)))
		t.AuthorizationExpires = &expires
	}
}

func (m *message) amounts(t *wire.Transaction) {
	if m.in.CashBack != nil {
		cash := m.money.Amount(m.cashBack)
		t.CashBackAmount = &cash
	}
	if (m.kind.step == reversal || m.kind.step == promiseReversal) && m.verdict.Approved {
		t.RequestAmount = m.money.Amount(m.purchase.State.Opened)
	}
	if m.in.Final != nil && m.kind.step == clearing {
		final, released := bool(*m.in.Final), m.money.Amount(m.released)
		t.IsFinalClearing, t.AmountToBeReleased = &final, &released
	}
	if m.kind.step == clearing && !m.forced {
		t.IncrementalTokens = m.purchase.Incrementals
	}
	if v := m.in.Conversion; v != nil {
		t.CurrencyConversion = &wire.CurrencyConversion{}
		t.CurrencyConversion.Network.OriginalAmount = v.OriginalAmount
		t.CurrencyConversion.Network.ConversionRate = v.ConversionRate
		t.CurrencyConversion.Network.OriginalCurrencyCode = v.OriginalCurrencyCode
	}
}

// checks repeats what the decision found about security code and address.
func (m *message) checks(t *wire.Transaction) {
	if m.verdict.CVV != "" {
		memo := "Card security code match"
		if m.verdict.CVV != engine.Approved {
			memo = "Card security code mismatch"
		}
		t.SecurityCode = &wire.SecurityCode{Type: "CVV2", Response: wire.Response{Code: m.verdict.CVV, Memo: memo}}
	}
	if a := m.verdict.Address; a != nil {
		given := m.in.CardOptions.BillingAddress
		t.AddressVerification = &wire.AddressCheck{
			Request:  wire.CheckedAddress{StreetAddress: given.Address, PostalCode: given.Zip},
			OnFile:   wire.CheckedAddress{StreetAddress: m.parties.user.Address1, PostalCode: m.parties.user.PostalCode},
			Response: wire.Response{Code: a.Code, Memo: a.Memo},
		}
	}
	switch said := strings.ToUpper(m.in.CardAcceptor.POI.Channel); {
	case m.kind.atm:
		t.TransactionMetadata = &wire.TransactionMetadata{PaymentChannel: "ATM"}
	case said != "":
		t.TransactionMetadata = &wire.TransactionMetadata{PaymentChannel: said}
	}
}
