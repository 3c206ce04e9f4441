package simulate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// message is one simulated message while it is worked on: prepared, decided,
// concluded. Only the first and the last step look at the book.
type message struct {
	*Simulator
	tx       *state.Tx
	began    time.Time
	at       time.Time // by the sandbox's clock
	kind     kind
	in       simulation
	parties  parties
	purchase book.Purchase
	named    state.Transaction // what it follows
	merchant *wire.CardAcceptor
	forced   bool // a clearing of either kind without an authorization
	money    book.Money

	asked       int64 // with cash back and fees
	cashBack    int64
	acquirerFee int64
	interchange int64

	names    names
	spoken   *spoken         // nil until the gateway was asked
	known    *engine.Outside // what a trial knows that it says
	place    *engine.StandIn // who decides in the gateway's place, nil for nobody
	verdict  engine.Verdict
	effect   engine.Effect
	moved    int64 // what transaction.amount says
	released int64 // by a final clearing
	full     bool  // nothing is left to be cleared
}

// simulate runs one message through the decision and the books, and gives the
// transaction it became. The answer is an error only if the request itself is
// wrong; a decline is a transaction.
func (s *Simulator) simulate(c *rest.Call, k kind, in simulation) (t *wire.Transaction, err error) {
	if err := in.check(k); err != nil {
		return nil, err
	}
	var hash []byte
	if in.older.transactionToken != nil {
		if hash, err = c.Hash(); err != nil {
			return nil, err
		}
	}
	m := &message{Simulator: s, began: time.Now(), at: s.Present(), kind: k, in: in}
	t, q, err := m.pass(c.Context(), hash)
	if errors.Is(err, errUndecided) {
		// What was seen may have changed while the gateway thought: it is all looked
		// at again, with the gateway's answer and under the names it was told.
		m = &message{Simulator: s, began: m.began, at: m.at, kind: k, in: m.in, names: m.names, spoken: s.ask(q)}
		if t, _, err = m.pass(context.WithoutCancel(c.Context()), hash); err == nil {
			s.listen(t.Token, m.spoken.late)
		}
	}
	return t, err
}

// pass takes the message through one update. If it fails with errUndecided it gives
// the question for the gateway.
func (m *message) pass(ctx context.Context, hash []byte) (t *wire.Transaction, q question, err error) {
	err = m.State.Update(ctx, func(tx *state.Tx) error {
		m.tx = tx
		if t, err = m.repeated(hash); t != nil || err != nil {
			return err
		}
		if err := m.prepare(); err != nil {
			return err
		}
		if m.verdict, err = m.decide(); err != nil {
			return err
		}
		if m.verdict.Undecided {
			if q, err = m.question(); err != nil {
				return err
			}
			return errUndecided
		}
		t, err = m.conclude(hash)
		return err
	})
	return t, q, err
}

// Clock is the time at which the message came in; Now is that as the wire shows it.
func (m *message) Clock() time.Time { return m.at }
func (m *message) Now() rest.Time   { return rest.At(m.at) }

// repeated gives the transaction that the same request has made already.
func (m *message) repeated(hash []byte) (*wire.Transaction, error) {
	if m.in.older.transactionToken == nil {
		return nil, nil
	}
	there, ok, err := m.Transactions.Get(m.tx, *m.in.older.transactionToken)
	if err != nil || !ok {
		return nil, err
	}
	if !bytes.Equal(there.Hash(), hash) {
		return nil, rest.Conflict(rest.TokenTaken)
	}
	t := new(wire.Transaction)
	return t, json.Unmarshal(there.Body, t)
}

// prepare finds whose message it is, which purchase it belongs to and what it asks.
func (m *message) prepare() (err error) {
	card := m.in.CardToken
	if named := cmp.Or(m.in.Preceding, m.in.Original); !m.kind.opens() && named != "" {
		if err := m.follow(named); err != nil {
			return err
		}
		card = m.purchase.CardToken
	}
	m.forced = m.forced || (m.kind.posts() && m.named.Token == "")
	if m.parties, err = m.partiesOf(m.tx, card); err != nil {
		return err
	}
	if m.in.older.transactionToken == nil {
		fresh := m.NewToken()
		m.in.older.transactionToken = &fresh
	}
	m.merchant = m.acceptor()
	if m.kind.opens() || m.forced {
		m.begin()
	}
	return m.measure()
}

// follow takes up the purchase of the transaction that the message names.
func (m *message) follow(named string) (err error) {
	var ok bool
	if m.named, ok, err = m.Transactions.Get(m.tx, named); err != nil {
		return err
	} else if !ok {
		return rest.NotFound("Transaction '" + named + "'")
	}
	if m.purchase, _, ok, err = m.Purchases.Find(m.tx, m.named.Purchase); err != nil {
		return err
	} else if !ok {
		// A force post may name any transaction; then the card must be named too.
		if m.purchase.CardToken, m.forced = m.in.CardToken, bool(m.in.ForcePost) && m.in.CardToken != ""; m.forced {
			return nil
		}
		return rest.Invalid("preceding_related_transaction_token must name a card transaction")
	}
	m.forced = m.kind.posts() && (bool(m.in.ForcePost) || m.purchase.Declined)
	nothing := kindOf(m.purchase.Kind).step == inquiry
	if !m.forced && !m.purchase.Declined && (nothing || m.purchase.State.Credit != m.kind.credit()) {
		return rest.Invalid("preceding_related_transaction_token names a transaction that " + m.kind.name + " cannot follow")
	}
	return nil
}

// begin opens a purchase of which this message is the first, though it may name
// another: a force post does, and the clearing of what was declined.
func (m *message) begin() {
	p, before := m.parties, m.purchase
	source, token := p.product.Funded()
	m.purchase = book.Purchase{
		Token: *m.in.older.transactionToken, Kind: m.kind.name, Owner: p.owner.Token(), OwnerIsBusiness: p.owner.BusinessToken != "",
		UserToken: p.user.Token, CardToken: p.card.Token, CardProductToken: p.product.Token,
		SourceKind: source, Source: token, Currency: cmp.Or(m.in.CurrencyCode, before.Currency), Happened: m.Now(),
		Network:      cmp.Or(m.in.Network, engine.NetworkOf(m.in.SubNetwork), before.Network, m.defaultNetwork()),
		ApprovalCode: book.Digits(6), Acceptor: m.merchant, Channel: m.paymentChannel(),
		Reference: once(&m.names.reference, func() string { return book.Digits(15) }), Trace: once(&m.names.trace, func() string { return book.Digits(6) }),
	}
}

func (m *message) defaultNetwork() string {
	if m.in.older.legacy {
		return "DISCOVER"
	}
	return "VISA"
}

// measure reads the amounts in the purchase's currency. An inquiry has none, whatever
// it says.
func (m *message) measure() (err error) {
	if m.money, err = book.MoneyIn(m.purchase.Currency); err != nil {
		return err
	}
	if m.in.CurrencyCode != "" && m.in.CurrencyCode != m.money.Code {
		return rest.Invalid("currency_code must be that of the purchase, " + m.money.Code)
	}
	m.purchase.Currency = m.money.Code
	if m.in.Amount != nil && m.kind.step != inquiry {
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
	if err := m.addFees(); err != nil {
		return err
	}
	return m.foreign()
}

// decide gives the verdict.
func (m *message) decide() (engine.Verdict, error) {
	misfit := m.misfit()
	switch {
	case misfit.Code != "":
		return engine.Refuse(misfit), nil
	case m.in.StandIn != nil:
		return engine.StoodIn(m.fundedBy(), m.asked, m.in.StandIn.values()), nil
	case m.kind.decided():
		a, err := m.control(m.attempt())
		if err != nil {
			return engine.Verdict{}, err
		}
		return engine.Decide(a), nil
	}
	return engine.Accept(cmp.Or(m.purchase.State.Model, m.fundedBy()), m.asked), nil
}
