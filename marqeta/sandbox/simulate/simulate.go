package simulate

import (
	"bytes"
	"cmp"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// message is one simulated message while it is worked on.
type message struct {
	*Simulator
	tx       *state.Tx
	began    time.Time
	kind     kind
	in       simulation
	parties  parties
	purchase book.Purchase
	preceded string // the transaction it names
	forced   bool   // a clearing of either kind without an authorization
	money    book.Money
	asked    int64 // with cash back
	cashBack int64
	verdict  engine.Verdict
	effect   engine.Effect
	moved    int64 // what transaction.amount says
	released int64 // by a final clearing
	full     bool  // a reversal that leaves nothing
}

// simulate runs one message through the decision and the books, and gives the
// transaction it became. The answer is an error only if the request itself is
// wrong; a decline is a transaction.
func (s *Simulator) simulate(c *rest.Call, k kind, in simulation) (t *wire.Transaction, err error) {
	if err := in.check(k); err != nil {
		return nil, err
	}
	var hash []byte
	if in.transactionToken != nil {
		if hash, err = c.Hash(); err != nil {
			return nil, err
		}
	}
	began := time.Now()
	err = s.State.Update(c.Context(), func(tx *state.Tx) error {
		if in.transactionToken != nil {
			there, ok, err := s.Transactions.Get(tx, *in.transactionToken)
			if err != nil {
				return err
			}
			if ok {
				if !bytes.Equal(there.Hash(), hash) {
					return rest.Conflict(rest.TokenTaken)
				}
				return json.Unmarshal(there.Body, &t)
			}
		}
		m := &message{Simulator: s, tx: tx, began: began, kind: k, in: in}
		if err := m.resolve(); err != nil {
			return err
		}
		if err := m.measure(); err != nil {
			return err
		}
		m.decide()
		t, err = m.record(hash)
		return err
	})
	return t, err
}

// resolve finds whose message it is and which purchase it belongs to.
func (m *message) resolve() (err error) {
	card := m.in.CardToken
	if named := cmp.Or(m.in.Preceding, m.in.Original); !m.kind.opens() && named != "" {
		before, ok, err := m.Transactions.Get(m.tx, named)
		switch {
		case err != nil:
			return err
		case !ok:
			return rest.NotFound("Transaction " + quoted(named))
		}
		if m.purchase, _, ok, err = m.Purchases.Find(m.tx, before.Purchase); err != nil {
			return err
		} else if !ok {
			return rest.Invalid("preceding_related_transaction_token must name a card transaction")
		}
		card, m.preceded = m.purchase.CardToken, named
		m.forced = m.kind.posts() && (bool(m.in.ForcePost) || m.purchase.Declined)
		if !m.forced && m.purchase.State.Credit != m.kind.credit() && !m.purchase.Declined {
			return rest.Invalid("preceding_related_transaction_token names a transaction that " + m.kind.name + " cannot follow")
		}
	}
	m.forced = m.forced || (m.kind.posts() && m.preceded == "")
	if m.parties, err = m.partiesOf(m.tx, card); err != nil {
		return err
	}
	m.in.transactionToken = orNew(m.in.transactionToken, m.NewToken)
	if m.kind.opens() || m.forced {
		m.begin()
	}
	return nil
}

// begin opens a purchase of which this message is the first.
func (m *message) begin() {
	p := m.parties
	source, token := p.product.Funded()
	m.purchase = book.Purchase{
		Token: *m.in.transactionToken, Owner: p.owner.Token(), OwnerIsBusiness: p.owner.BusinessToken != "", UserToken: p.user.Token, CardToken: p.card.Token, CardProductToken: p.product.Token,
		SourceKind: source, Source: token, Currency: m.in.CurrencyCode, Happened: m.Now(), Network: m.in.Network,
		ApprovalCode: book.Digits(6), Reference: book.Digits(15), Acceptor: m.acceptor(),
	}
	if m.purchase.Network == "" {
		m.purchase.Network = "VISA"
	}
	if m.in.legacy && m.in.Network == "" {
		m.purchase.Network = "DISCOVER"
	}
}

// measure reads the amounts in the purchase's currency.
func (m *message) measure() (err error) {
	if m.money, err = book.MoneyIn(m.purchase.Currency); err != nil {
		return err
	}
	m.purchase.Currency = m.money.Code
	if m.in.Amount != nil {
		if m.asked, err = m.money.Minor("amount", *m.in.Amount); err != nil {
			return err
		}
	}
	if m.in.CashBack != nil {
		if m.cashBack, err = m.money.Minor("cash_back_amount", *m.in.CashBack); err != nil {
			return err
		}
		if m.asked, err = m.money.Sum("amount with cash_back_amount", m.asked, m.cashBack); err != nil {
			return err
		}
	}
	return nil
}

// decide gives the verdict and, for an approval, the effect.
func (m *message) decide() {
	code, guess := m.misfit()
	switch {
	case code != "":
		m.verdict = engine.Refuse(code, guess)
	case m.kind.decided():
		m.verdict = engine.Decide(m.attempt(m.tx, m.kind, m.in, m.parties, m.money, m.asked, m.cashBack))
	default:
		m.verdict = engine.Accept(m.asked)
	}
	if m.verdict.Approved {
		m.apply()
	}
}

// misfit gives the code that refuses a message which its purchase has no place
// for any more, empty if it has. A clearing always has one: the merchant was paid.
func (m *message) misfit() (code string, guess bool) {
	const nothingToFollow, reversedBefore, completedBefore = "1812", "1017", "1018"
	s := m.purchase.State
	switch {
	case m.kind.opens() || m.forced:
	case m.purchase.Declined:
		return nothingToFollow, true
	case m.kind.posts():
	case m.kind.step == undoing:
		if s.Reversed >= s.Cleared {
			return reversedBefore, false
		}
	case m.finished() && s.Cleared == 0:
		return reversedBefore, false
	case m.finished():
		return completedBefore, false
	}
	return "", false
}

// finished reports whether nothing of the purchase is held any more.
func (m *message) finished() bool {
	s := m.purchase.State
	return s.Held == 0 && (s.Opened > 0 || s.Single)
}

func orNew(token *string, make func() string) *string {
	if token == nil {
		fresh := make()
		return &fresh
	}
	return token
}

func quoted(token string) string { return "'" + token + "'" }
