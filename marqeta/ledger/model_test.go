package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// purchase is the simple model: two numbers that every message of a platform that
// plays by the rules changes at once, in the order in which things happen.
type purchase struct {
	hold, posted int64
	open         bool
	number       int
	told         txs
	said         says
}

// world makes up purchases on one account, message by message.
type world struct {
	*rapid.T
	clock     int
	messages  int
	purchases []*purchase
}

func (w *world) amount(name string) int64 { return rapid.Int64Range(1, 50000).Draw(w.T, name) }

// tell adds what the platform tells of the purchase. Several things happen within a
// second; the running number then tells them apart.
func (w *world) tell(p *purchase, typ, state string, amount int64, change ...func(*ledger.Transaction)) ledger.Transaction {
	w.clock += rapid.IntRange(0, 2).Draw(w.T, "seconds")
	w.messages++
	t := ledger.Transaction{
		Token: fmt.Sprintf("p%d-%d", p.number, len(p.told)), Type: typ, State: state, Amount: amount,
		Created: noon.Add(time.Duration(w.clock) * time.Second), Identifier: int64(w.messages),
		Holder: ledger.Holder{Kind: ledger.User, Token: "ada"}, Currency: "USD", Gateway: true,
	}
	if len(p.told) > 0 {
		t.Preceding = p.told[rapid.IntRange(0, len(p.told)-1).Draw(w.T, "follows")].Token
	}
	for _, c := range change {
		c(&t)
	}
	p.told = append(p.told, t)
	return t
}

// ask makes us answer a request, and the platform tell what it made of the answer. It
// reports whether the money is taken.
func (w *world) ask(p *purchase, typ, state string, e jit.Effect, amount int64) bool {
	ours := rapid.Bool().Draw(w.T, "our answer")
	theirs := rapid.SampledFrom([]string{state, state, state, "DECLINED"}).Draw(w.T, "outcome")
	t := w.tell(p, typ, theirs, amount)
	if rapid.IntRange(0, 5).Draw(w.T, "asked") > 0 {
		p.said = append(p.said, ledger.Decision{
			Token: "j-" + t.Token, Transaction: t.Token, Preceding: t.Preceding, Type: typ, Created: t.Created, Holder: t.Holder, Currency: t.Currency,
			Effect: e, Approved: ours, Binding: true, Amount: amount,
		})
	}
	return theirs != "DECLINED"
}

func (w *world) begin() {
	p := &purchase{number: len(w.purchases)}
	w.purchases = append(w.purchases, p)
	amount := w.amount("amount")
	switch rapid.IntRange(0, 5).Draw(w.T, "kind") {
	case 0:
		w.tell(p, "refund", "COMPLETION", amount)
		p.posted += amount
	case 1:
		if w.ask(p, "pindebit", "COMPLETION", jit.Post, amount) {
			p.posted -= amount
		}
	case 2:
		w.tell(p, "authorization.clearing", "COMPLETION", amount, method("pgfs.force_capture", amount))
		p.posted -= amount
	default:
		if w.ask(p, "authorization", "PENDING", jit.Hold, amount) {
			p.hold, p.open = amount, true
		}
	}
}

// proceed lets something happen to a purchase that is open.
func (w *world) proceed(p *purchase) {
	switch rapid.IntRange(0, 6).Draw(w.T, "next") {
	case 0:
		if amount := w.amount("more"); w.ask(p, "authorization.incremental", "PENDING", jit.Hold, amount) {
			p.hold += amount
		}
	case 1:
		p.hold = w.amount("total")
		w.tell(p, "authorization.advice", "PENDING", p.hold)
	case 2:
		part := rapid.Int64Range(1, p.hold+10).Draw(w.T, "part")
		w.tell(p, "authorization.reversal", "PENDING", part)
		p.hold = max(p.hold-part, 0)
	case 3:
		w.tell(p, "authorization.reversal", "CLEARED", p.hold)
		p.hold = 0
	case 4:
		w.tell(p, "authorization.reversal.issuerexpiration", "CLEARED", p.hold)
		p.hold = 0
	case 5:
		cleared := rapid.Int64Range(1, p.hold+5000).Draw(w.T, "cleared")
		w.tell(p, "authorization.clearing", "COMPLETION", cleared)
		p.posted, p.hold = p.posted-cleared, max(p.hold-cleared, 0)
	case 6:
		cleared := rapid.Int64Range(1, p.hold+5000).Draw(w.T, "cleared")
		w.tell(p, "authorization.clearing", "COMPLETION", cleared, final)
		p.posted, p.hold = p.posted-cleared, 0
	}
	p.open = p.hold > 0
}

// Whatever a platform does, in whatever order it tells and however often, the position
// is what a simple model makes of it as it happens. Run 10,000 sequences with
// -rapid.checks=10000.
func TestPositionAgainstModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &world{T: t}
		for most := rapid.IntRange(1, 200).Draw(t, "messages"); w.messages < most; {
			var open []*purchase
			for _, p := range w.purchases {
				if p.open {
					open = append(open, p)
				}
			}
			if len(open) == 0 || rapid.IntRange(0, 3).Draw(t, "new") == 0 {
				w.begin()
			} else {
				w.proceed(rapid.SampledFrom(open).Draw(t, "purchase"))
			}
		}
		for _, p := range w.purchases {
			told, said := delivered(t, p.told), delivered(t, p.said)
			got := ledger.Of(ledger.Facts{Transactions: told, Decisions: said})
			if got.Hold != p.hold || got.Posted() != p.posted {
				t.Fatalf("hold %d, posted %d; the model has %d, %d", got.Hold, got.Posted(), p.hold, p.posted)
			}
			if diff := cmp.Diff(ledger.Of(ledger.Facts{Transactions: p.told, Decisions: p.said}), got); diff != "" {
				t.Fatalf("the order of delivery matters (-as it happened +as delivered):\n%s", diff)
			}
		}
	})
}

// delivered shuffles what is delivered, and some of it comes twice.
func delivered[T any](t *rapid.T, all []T) []T {
	if len(all) == 0 {
		return nil
	}
	again := rapid.SliceOfN(rapid.SampledFrom(all), 0, len(all)).Draw(t, "again")
	return rapid.Permutation(append(again, all...)).Draw(t, "delivered")
}
