package simulate

import (
	"cmp"
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// node is the one machine that decides here.
const node = "00000000000000000000000000000001"

// describe writes the message down as Marqeta shows it, all but the funding.
func (m *message) describe(account engine.Account) (t *wire.Transaction, err error) {
	now, p := m.Now(), m.purchase
	amount := m.money.Amount(m.moved)
	if !m.verdict.Approved {
		amount = m.money.Amount(m.asked)
	}
	t = &wire.Transaction{
		Type: m.typeName(), State: m.state(), Token: *m.in.older.transactionToken,
		Party: p.Party(), ActingUserToken: p.UserToken, CardToken: p.CardToken, CardProductToken: p.CardProductToken,
		Preceding: m.named.Token, Created: now, Happened: now, IssuerReceived: m.Clock().UTC().Format("2006-01-02T15:04:05.000Z"), IssuerNode: node,
		Amount: amount, RequestAmount: m.money.Amount(m.asked), CurrencyCode: p.Currency,
		AcquirerFeeAmount: m.money.Amount(m.acquirerFee), InterchangeAmount: m.money.Amount(m.interchange), Fees: m.in.Fees,
		Response: wire.Response{Code: m.verdict.Code, Memo: m.verdict.Memo, AdditionalInformation: m.verdict.Limit}, NetworkReferenceID: p.Reference,
		Network: cmp.Or(m.in.Network, p.Network), NetworkMetadata: m.networkMetadata(), Acquirer: m.acquirer(),
		User: &wire.MetadataBlock{Metadata: m.parties.user.Metadata}, Business: m.parties.owner.Business(), CardAcceptor: m.merchant,
		Card: &wire.TransactionCard{LastFour: m.parties.card.LastFour, Metadata: m.parties.card.Metadata},
		POS:  m.pos(), TransactionMetadata: m.context(), IsPreauthorization: m.in.Preauth, FromAccount: m.in.AccountType,
		AccountFunding: m.in.AccountFunding.shown(), OriginalCredit: shownCredit(m.in.OriginalCredit),
	}
	t.Subnetwork, t.Polarity = m.subnetwork(t.Network), m.direction()
	if t.State == wire.Pending {
		t.Polarity = "PENDING_" + t.Polarity
	}
	var impact *int64
	m.stoodIn(t)
	if m.verdict.Approved {
		t.ApprovalCode = p.ApprovalCode
		if m.kind.step != inquiry {
			impact = &m.effect.Impact
		}
	}
	t.GPA = m.Shown(m.tx, p.Owner, m.money, account, impact)
	if m.kind.own {
		t.IssuerReceived, t.Acquirer, t.POS, t.TransactionMetadata, t.NetworkMetadata = "", nil, nil, nil, nil
	}
	m.times(t)
	m.links(t)
	m.amounts(t)
	m.checks(t)
	t.CurrencyConversion, err = m.converted(t.Amount)
	return t, err
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

func (m *message) subnetwork(network string) string {
	switch {
	case m.in.SubNetwork != "":
		return m.in.SubNetwork
	case network != "VISA":
		return "" // no default is known for the others
	case m.kind.single:
		return "VISANETDEBIT"
	}
	return "VISANET"
}

// releases reports whether the message gives up what was promised.
func (m *message) releases() bool { return m.kind.step == reversal || m.kind.step == promiseReversal }

func (m *message) times(t *wire.Transaction) {
	if m.kind.posts() && !m.forced || m.releases() {
		t.Happened = m.purchase.Happened
	}
	local := t.Happened
	t.LocalDate = &local
	if !m.releases() {
		midnight := rest.At(t.Created.Truncate(24 * time.Hour))
		t.SettlementDate = &midnight
	}
	if m.verdict.Approved && (m.kind.step == opening || m.kind.step == increment) {
		expires := m.purchase.Expires
		t.AuthorizationExpires = &expires
	}
}

// links are what a clearing is matched by, and what it completes.
func (m *message) links(t *wire.Transaction) {
	if m.kind.offline() {
		t.AcquirerReference = once(&m.names.clearing, func() string { return book.Digits(23) })
	}
	if m.kind.step != clearing || m.forced {
		return
	}
	t.IncrementalTokens = m.purchase.Incrementals
	if m.in.older.financialAdvice {
		t.PrecedingTransaction = &wire.Preceding{Token: m.named.Token, Amount: m.money.Amount(m.purchase.State.Opened)}
	}
}

func (m *message) amounts(t *wire.Transaction) {
	if m.in.CashBack != nil {
		cash := m.money.Amount(m.cashBack)
		t.CashBackAmount = &cash
	}
	if m.releases() && m.verdict.Approved {
		t.RequestAmount = m.money.Amount(m.purchase.State.Opened)
	}
	if !m.kind.posts() {
		return
	}
	t.ClearingNumber, t.ClearingCount = m.in.ClearingNumber, m.in.ClearingCount
	final := m.final()
	if m.in.Final != nil || m.in.ClearingCount != "" {
		t.IsFinalClearing = &final
	}
	if m.in.Final != nil || final || m.kind.atm || m.kind.quasi {
		released := m.money.Amount(m.released)
		t.AmountToBeReleased = &released
	}
}
