package engine_test

import (
	"testing"

	"pgregory.net/rapid"

	"carddeck/marqeta/sandbox/engine"
)

// books are everything money can be in, and what the messages said.
type books struct {
	source, merchants int64 // what left the source, what the merchants got
	account           engine.Account
	purchases         []engine.Purchase
	spent, returned   int64 // stated by clearings and refunds
	loads             int64
}

func (b *books) take(e engine.Effect) {
	b.source += e.Load - e.Unload
	b.merchants += e.Spend - e.Return
	b.account = b.account.Apply(e)
}

func (b *books) check(t *rapid.T, m engine.Model) {
	t.Helper()
	if b.source != b.account.Ledger+b.merchants {
		t.Fatalf("%d left the source, %d are on the account and %d with merchants", b.source, b.account.Ledger, b.merchants)
	}
	if b.merchants != b.spent-b.returned {
		t.Fatalf("merchants have %d, messages said %d", b.merchants, b.spent-b.returned)
	}
	var held, loaded int64
	for _, p := range b.purchases {
		if p.Credit {
			continue
		}
		held, loaded = held+p.Held, loaded+p.Loaded
		if p.Held < 0 || p.Loaded < 0 || p.Loaded > p.Held {
			t.Fatalf("purchase %+v", p)
		}
	}
	if b.account.Held != held {
		t.Fatalf("account holds %d, its purchases %d", b.account.Held, held)
	}
	if m == engine.Managed && (loaded != held || b.account.Ledger != held || b.account.Available() != 0) {
		t.Fatalf("managed account %+v with %d held and %d loaded, want the ledger to be the holds", b.account, held, loaded)
	}
	if m == engine.Standard && b.source != b.loads {
		t.Fatalf("%d left the source of a standard account, %d were loaded", b.source, b.loads)
	}
}

// Conservation: whatever messages come in whatever order, what left the funding
// source is on accounts or with merchants, and holds add up.
func TestMoneyIsConserved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		model := rapid.SampledFrom([]engine.Model{engine.Standard, engine.Managed}).Draw(t, "model")
		toSource := model == engine.Managed
		b := &books{}
		if model == engine.Standard {
			b.loads = rapid.Int64Range(0, 100_000).Draw(t, "load")
			b.take(engine.Effect{Load: b.loads})
		}
		for range rapid.IntRange(1, 40).Draw(t, "messages") {
			amount := rapid.Int64Range(0, 10_000).Draw(t, "amount")
			var p engine.Purchase
			var e engine.Effect
			message := rapid.SampledFrom([]string{"authorize", "capture", "refund", "expect", "increment", "advise", "reverse", "clear", "final", "undo"}).Draw(t, "message")
			switch message {
			case "authorize":
				p, e = engine.Authorize(model, amount)
			case "capture":
				p, e = engine.Capture(model, amount)
			case "refund":
				p, e = engine.Refund(model, toSource, amount)
			case "expect":
				p, e = engine.Expect(model, toSource, amount)
			default:
				if len(b.purchases) == 0 {
					continue
				}
				i := rapid.IntRange(0, len(b.purchases)-1).Draw(t, "purchase")
				e = follow(b, i, message, amount)
			}
			if message == "authorize" || message == "capture" || message == "refund" || message == "expect" {
				b.purchases = append(b.purchases, p)
			}
			b.take(e)
			b.spent, b.returned = b.spent+e.Spend, b.returned+e.Return
			if e.Load < 0 || e.Unload < 0 || e.Spend < 0 || e.Return < 0 {
				t.Fatalf("%s moves %+v", message, e)
			}
			b.check(t, model)
		}
	})
}

func follow(b *books, i int, message string, amount int64) (e engine.Effect) {
	p := b.purchases[i]
	switch {
	case message == "undo":
		p, e, _ = p.Undo(amount)
	case p.Credit && (message == "clear" || message == "final"):
		p, e, _ = p.ClearCredit(amount, message == "final")
	case p.Credit:
		p, e, _ = p.ReverseCredit(amount)
	case p.Single:
		return e
	case message == "increment":
		p, e = p.Increment(p.Model, amount)
	case message == "advise":
		p, e = p.Advise(amount)
	case message == "reverse":
		p, e, _ = p.Reverse(amount)
	default:
		p, e, _ = p.Clear(amount, message == "final")
	}
	b.purchases[i] = p
	return e
}

// A purchase whose parts two models paid for: each part goes back where it came
// from.
func TestPurchaseOfTwoModels(t *testing.T) {
	t.Parallel()
	a := engine.Account{Ledger: 100}
	p, e := engine.Authorize(engine.Standard, 100)
	a = a.Apply(e)
	p, e = p.Increment(engine.Managed, 40)
	a = a.Apply(e)
	if a != (engine.Account{Ledger: 140, Held: 140}) || p.Loaded != 40 {
		t.Fatalf("after the increment: %+v %+v", a, p)
	}
	p, e, released := p.Reverse(140)
	if a = a.Apply(e); a != (engine.Account{Ledger: 100}) || e.Unload != 40 || released != 140 || p.Held != 0 {
		t.Errorf("after the reversal: %+v %+v, %d released", a, e, released)
	}
}
