package simulate

import (
	"strconv"
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// conclude stages everything the verdict leaves behind: balances, orders, the
// transaction and its hidden twin, what it finishes, and the notifications.
func (m *message) conclude(hash []byte) (*wire.Transaction, error) {
	if m.verdict.Approved {
		m.apply()
	}
	m.purchase.Reversed = m.purchase.Reversed || m.full
	m.purchase.Declined = m.purchase.Declined || (!m.verdict.Approved && m.kind.opens())
	// A decline has no effect, and moves nothing.
	account, err := m.Move(m.tx, m.purchase.Owner, m.money, m.effect)
	if err != nil {
		return nil, err
	}
	t, err := m.describe(account)
	if err != nil {
		return nil, err
	}
	t.Identifier = strconv.FormatInt(m.Transactions.NextIdentifier(m.tx), 10)
	twin, err := m.fund(t)
	if err != nil {
		return nil, err
	}
	m.told()
	t.Duration = max(time.Since(m.began).Milliseconds(), 1)
	m.keep(t, hash)
	if err := m.keepCall(t.Token); err != nil {
		return nil, err
	}
	m.heed()
	if twin != nil {
		m.keepTwin(twin)
	}
	if err := m.settle(t); err != nil {
		return nil, err
	}
	event := "transaction." + t.Type
	m.Notify(m.tx, event, t)
	if m.in.Webhook != nil {
		m.NotifyAddress(m.tx, m.in.Webhook.endpoint(), event, t)
	}
	if !m.effect.Takes() {
		return t, nil
	}
	return t, m.Reload(m.tx, book.OfUser(m.parties.user), m.purchase.CardProductToken, m.money)
}

// settle keeps the purchase, and ends what was pending of it once nothing is held.
// Marqeta sends no notification of that, so neither does the sandbox.
func (m *message) settle(t *wire.Transaction) error {
	p := &m.purchase
	if t.State == wire.Pending && m.kind.step != reversal && m.kind.step != promiseReversal {
		p.Open = append(p.Open, t.Token)
	}
	if m.kind.step == increment && m.verdict.Approved {
		p.Incrementals = append(p.Incrementals, t.Token)
	}
	if m.verdict.Approved && !m.kind.opens() && m.finished() {
		for _, token := range p.Open {
			if err := m.End(m.tx, token); err != nil {
				return err
			}
		}
		p.Open = nil
	}
	m.hold()
	return m.count()
}

// direction is CREDIT for money towards the account.
func (m *message) direction() string {
	moved := m.verdict.Approved && !m.verdict.Undecided
	if m.effect.Impact > 0 || (!moved && m.kind.credit()) {
		return "CREDIT"
	}
	return "DEBIT"
}

func (m *message) keep(t *wire.Transaction, hash []byte) {
	identifier, _ := strconv.ParseInt(t.Identifier, 10, 64)
	source := ""
	if t.GPAOrder != nil || t.GPAOrderUnload != nil {
		source = m.payer()
	}
	m.Transactions.Create(m.tx, hash, state.Transaction{
		Token: t.Token, Identifier: identifier, Type: t.Type, State: t.State, User: t.Party.Token(), ActingUser: t.ActingUserToken,
		Card: t.CardToken, FundingSource: source, Direction: m.direction(), Purchase: m.purchase.Token,
		Happened: t.Happened.Time, Created: t.Created.Time, Body: book.Encode(t), Trace: book.Encode(m.trace(t.Token)),
	})
}

func (m *message) keepTwin(t *wire.Transaction) {
	direction := "CREDIT"
	if t.GPA.ImpactedAmount != nil && t.GPA.ImpactedAmount.Sign() < 0 {
		direction = "DEBIT"
	}
	m.Transactions.Create(m.tx, nil, state.Transaction{
		Token: t.Token, Type: t.Type, State: t.State, User: t.Party.Token(), ActingUser: t.ActingUserToken, Card: t.CardToken,
		FundingSource: m.payer(), Direction: direction, Purchase: m.purchase.Token,
		Happened: t.Happened.Time, Created: t.Created.Time, Body: book.Encode(t),
	})
}

// Trace is why a transaction ended as it did, check by check.
type Trace struct {
	TransactionToken string         `json:"transaction_token,omitzero"`
	DecidedBy        string         `json:"decided_by"`
	ResponseCode     string         `json:"response_code,omitzero"`
	Checks           []engine.Check `json:"checks"`
	Request          *request       `json:"request,omitzero"`
}

func (m *message) trace(token string) Trace {
	return Trace{token, m.verdict.DecidedBy, m.verdict.Code, m.verdict.Checks, m.keeps()}
}
