package simulate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// world is a program in memory without its API: three card products, a holder of
// each, and every simulation.
type world struct {
	judge
	ctx   context.Context
	book  *book.Book
	now   time.Time
	paths map[string]rest.Handler
	funder
}

// judge is a test, or one try of a property.
type judge interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

var birthday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// The holders are named after how their cards are funded.
var holders = []string{"standard", "managed", "kept", "asked"} // kept: refunds stay on the account; asked: by a gateway

func newWorld(ctx context.Context, t judge) *world {
	t.Helper()
	w := &world{judge: t, ctx: ctx, now: birthday, paths: map[string]rest.Handler{}}
	var err error
	if w.book, err = book.Open(ctx, state.Memory, func() time.Time { return w.now }, uuid.NewString); err != nil {
		t.Fatal(err)
	}
	for path, handle := range simulate.New(w.book, gateway.Asker{Client: &http.Client{Transport: &w.funder}}).Paths() {
		w.paths[path] = handle
	}
	w.update(func(tx *state.Tx) {
		source := wire.NewProgramFundingSource()
		source.Token = "source"
		w.book.ProgramSources.Put(tx, source.Token, source)
		asked := wire.NewGatewayFundingSource()
		asked.Token, asked.Active, asked.URL = "gateway", true, "https://gateway.example/"
		w.book.GatewaySources.Put(tx, asked.Token, asked)
		backup := source
		backup.Token = "backup"
		w.book.ProgramSources.Put(tx, backup.Token, backup)
		for _, name := range holders {
			w.holder(tx, name)
		}
	})
	return w
}

func (w *world) holder(tx *state.Tx, name string) {
	p := wire.NewCardProduct()
	p.Token, p.StartDate, p.Config.POI.ATM, p.Config.TransactionControls.AllowQuasiCash = name, "2020-01-01", true, true
	switch name {
	case "standard":
	case "asked":
		p.Config.JITFunding.Gateway.Enabled, p.Config.JITFunding.Gateway.FundingSourceToken = true, "gateway"
		p.Config.JITFunding.Gateway.RefundsDestination = "GATEWAY"
	default:
		p.Config.JITFunding.Program.Enabled, p.Config.JITFunding.Program.FundingSourceToken = true, "source"
	}
	if name == "kept" {
		p.Config.JITFunding.Program.RefundsDestination = "GPA"
	}
	w.book.CardProducts.Put(tx, name, p)
	w.book.Users.Put(tx, name, wire.User{Token: name, Status: wire.StatusActive})
	w.book.Cards.Put(tx, name, wire.Card{Token: name, UserToken: name, CardProductToken: name, State: wire.CardActive, ExpirationTime: rest.At(birthday.AddDate(4, 0, 0)),
		Expiration: "0330", CVV: "123", PAN: "1111110000000000", LastFour: "0000"})
}

func (w *world) update(do func(*state.Tx)) {
	w.Helper()
	if err := w.book.State.Update(w.ctx, func(tx *state.Tx) error { do(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// standIn has Commando Mode stand in for the gateway: for the failures that the
// criteria name, and for everything while it is switched on.
func (w *world) standIn(criteria wire.CommandoCriteria, on bool) {
	w.Helper()
	w.update(func(tx *state.Tx) {
		w.book.CommandoModes.Put(tx, "commando", wire.CommandoMode{Token: "commando", Current: wire.CommandoState{Enabled: rest.Flag(on)}, CommandoModeFields: wire.CommandoModeFields{
			GatewaySource: "gateway", Criteria: criteria, Enables: wire.CommandoEnables{ProgramSource: "backup"},
		}})
	})
}

// load puts money of the source on an account by hand.
func (w *world) load(name, code string, minor int64) {
	w.Helper()
	m, err := book.MoneyIn(code)
	if err != nil {
		w.Fatal(err)
	}
	w.update(func(tx *state.Tx) {
		u, _ := w.book.Users.Get(tx, name)
		if err := w.book.Post(tx, book.Movement{Kind: "gpa.credit", Token: uuid.NewString(), Holder: book.OfUser(u), Money: m,
			Effect: engine.Effect{Load: minor, Impact: minor}, Source: "source"}); err != nil {
			w.Fatal(err)
		}
	})
}

// post sends a simulation. A refusal is nil; anything but a refusal in the envelope
// fails the test.
func (w *world) post(path string, body []byte) *wire.Transaction {
	w.Helper()
	r, err := http.NewRequestWithContext(w.ctx, http.MethodPost, "/v3"+path, bytes.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	reply, err := w.paths[path](&rest.Call{Request: r, Body: body})
	if refusal, ok := errors.AsType[*rest.Error](err); ok && refusal.Status < 500 {
		return nil
	}
	if err != nil {
		w.Fatalf("%s %s: %v", path, body, err)
	}
	answer, err := json.Marshal(reply.Body)
	if err != nil {
		w.Fatal(err)
	}
	var made struct {
		Transaction *wire.Transaction `json:"transaction"`
	}
	if err := json.Unmarshal(answer, &made); err != nil {
		w.Fatalf("%s: %v", answer, err)
	}
	return made.Transaction
}

// pass lets time pass, with everything that falls due in it.
func (w *world) pass(d time.Duration) {
	w.Helper()
	w.now = w.now.Add(d)
	if _, err := w.book.Fire(w.ctx, w.now); err != nil {
		w.Fatal(err)
	}
}

// all gives every transaction of a holder, hidden ones too, as it stands now.
func (w *world) all(name string) []wire.Transaction {
	w.Helper()
	bodies, _, err := w.book.Transactions.List(w.ctx, state.TransactionFilter{User: name, Hidden: true, Ascending: true, ByCreated: true, Count: 100_000})
	if err != nil {
		w.Fatal(err)
	}
	ts := make([]wire.Transaction, len(bodies))
	for i, b := range bodies {
		if err := json.Unmarshal(b, &ts[i]); err != nil {
			w.Fatal(err)
		}
	}
	return ts
}

func minor(t judge, code string, a marqeta.Amount) int64 {
	t.Helper()
	m, err := book.MoneyIn(code)
	if err != nil {
		t.Fatal(err)
	}
	n, err := m.Minor("amount", a)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// follower reports whether a path names what it follows.
func follower(path string) bool {
	name := path[strings.LastIndex(path, "/")+1:]
	return strings.Contains(path, "/simulate/") && (name == "advice" || name == "clearing" || name == "reversal") ||
		strings.Contains(name, "clearing") || strings.HasSuffix(name, "reversal") || name == "authorization.advice" || name == "authorization.incremental"
}
