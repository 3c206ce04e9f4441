package simulate

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Trial is a message whose decision somebody wants to know and nobody wants to happen.
type Trial struct {
	Transaction string           // its request is made again; empty: Kind and Fields are the request
	Kind        string           // of the message
	Fields      jsontext.Value   // of the message, over those of the transaction's request
	Also        []jsontext.Value // over Fields
	Enter       Entered          // instead of what was entered
	Gateway     string           // Approves or Declines; empty: what it said of the transaction
}

// What a gateway is taken to say.
const (
	Approves = "approves"
	Declines = "declines"
)

// The outcomes of a trial.
const (
	Approved  = "approved"
	Declined  = "declined"
	Undecided = "undecided" // by whoever was not asked
)

// Tried is what would come of a trial.
type Tried struct {
	Outcome     string
	Request     *request // as it was decided
	Kept        bool     // the request is the transaction's own, else put together from the transaction
	Transaction *wire.Transaction
	Trace       Trace
	Subject     Subject
}

// Subject is whom and what a decision is about.
type Subject struct {
	Card, User, Product string
	Owner               wire.Party // of the account that pays
	Source              string     // that funds the card product; empty: the account itself
	Money               book.Money
	MID                 string
	At                  time.Time
}

// Try decides a message and does what follows, in a rehearsal: the caller sees to it that
// nothing of it remains. The gateway is not asked.
func (s *Simulator) Try(ctx context.Context, tx *state.Tx, trial Trial) (tried Tried, err error) {
	r, past, err := s.requested(tx, trial)
	if err != nil {
		return tried, err
	}
	for _, fields := range slices.Concat([]jsontext.Value{trial.Fields}, trial.Also) {
		if err := (&rest.Call{Body: fields}).Decode(&r.Fields); err != nil {
			return tried, err
		}
	}
	k := kindOf(cmp.Or(trial.Kind, r.Kind))
	if k.name == "" || k.own {
		return tried, rest.Invalid("simulation.kind must be a type of simulated card transaction")
	}
	in := r.Fields
	in.older.legacy, in.older.holdDays, in.Webhook = r.Legacy, r.HoldDays, nil
	if err := in.check(k); err != nil {
		return tried, err
	}
	m := &message{Simulator: s, tx: tx, began: time.Now(), at: s.Present(), kind: k, in: in}
	if err := m.prepare(); err != nil {
		return tried, err
	}
	m.enter(trial.Enter.Over(r.Entered))
	m.known = past.to(m.asked, trial.Gateway)
	if m.verdict, err = m.decide(); err != nil {
		return tried, err
	}
	tried = Tried{Outcome: Declined, Kept: past.Request != nil, Subject: m.subject()}
	if tried.Request = m.keeps(); tried.Request == nil {
		tried.Request = &request{Kind: k.name, Fields: r.Fields}
	}
	if m.verdict.Undecided {
		tried.Outcome, tried.Trace = Undecided, m.undecidedTrace()
		return tried, nil
	}
	if m.verdict.Approved {
		tried.Outcome = Approved
	}
	if tried.Transaction, err = m.conclude(nil); err != nil {
		return tried, err
	}
	tried.Trace = m.trace("")
	return tried, ctx.Err()
}

// enter makes the cardholder enter what compares so with the card as it is now.
func (m *message) enter(e Entered) {
	o, card := &m.in.CardOptions, m.parties.card
	o.PIN = entering(e.PIN, o.PIN, cmp.Or(card.PIN, "0000"))
	o.CVV = entering(e.CVV, o.CVV, card.CVV)
	o.Expiration = entering(e.Expiration, o.Expiration, card.Expiration)
	if e.Address == Right {
		o.BillingAddress = &billingAddress{Address: m.parties.user.Address1, Zip: m.parties.user.PostalCode}
	}
}

func entering(how, given, real string) string {
	switch how {
	case Right:
		return real
	case zeros:
		return "000"
	case Nothing:
		return ""
	case Wrong:
		wrong := []byte(real)
		for i := range wrong {
			wrong[i] = '0' + (wrong[i]-'0'+1)%10
		}
		return string(wrong)
	}
	return given
}

func (m *message) subject() Subject {
	p := m.purchase
	return Subject{
		Card: p.CardToken, User: p.UserToken, Product: p.CardProductToken, Owner: p.Party(), Source: p.Source, Money: m.money, MID: m.merchant.MID, At: m.at,
	}
}

// undecidedTrace says of the gateway that nobody asked it.
func (m *message) undecidedTrace() Trace {
	t := m.trace("")
	t.DecidedBy, t.ResponseCode = "gateway", ""
	for i, c := range t.Checks {
		if c.Name == t.DecidedBy {
			t.Checks[i].Values = map[string]any{
				"asked_minor_units": m.verdict.Asking, "why": "a trial does not ask the gateway, and of this it has not said anything yet",
			}
		}
	}
	return t
}

// requested gives the request that a trial begins with, and what came of it.
func (s *Simulator) requested(tx *state.Tx, trial Trial) (r request, p past, err error) {
	if trial.Transaction == "" {
		return r, p, nil
	}
	there, ok, err := s.Transactions.Get(tx, trial.Transaction)
	if err != nil {
		return r, p, err
	}
	var t wire.Transaction
	if !ok {
		return r, p, rest.NotFoundBody("Transaction '" + trial.Transaction + "'")
	} else if err := json.Unmarshal(there.Body, &t); err != nil {
		return r, p, err
	}
	if there.Trace != nil {
		if err := json.Unmarshal(there.Trace, &p); err != nil {
			return r, p, err
		}
	}
	if p.Request != nil {
		return *p.Request, p, nil
	}
	return rebuilt(t, p.Checks), p, nil
}
