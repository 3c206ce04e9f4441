package simulate_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Whatever messages come in whatever order, what left the funding source is on
// accounts or with merchants, holds are those of open purchases, and orders and
// their hidden records say what was moved.
func TestMoneyIsConserved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t.Context(), r)
		defer func() {
			if err := w.book.Close(); err != nil {
				r.Fatal(err)
			}
		}()
		paths := slices.Sorted(maps.Keys(w.paths))
		currencies := []string{"USD", "EUR", "JPY"}
		w.load("standard", "USD", rapid.Int64Range(0, 50_000).Draw(r, "dollars"))
		w.load("standard", "JPY", rapid.Int64Range(0, 50_000).Draw(r, "yen"))
		var tokens []string
		var sent struct {
			path string
			body []byte
		}
		for range rapid.IntRange(1, 30).Draw(r, "messages") {
			switch rapid.SampledFrom([]string{"message", "message", "message", "message", "message", "time", "again", "stand-in"}).Draw(r, "what") {
			case "time":
				w.pass(time.Duration(rapid.IntRange(1, 10).Draw(r, "days")) * 24 * time.Hour)
			case "stand-in":
				on := func(label string) rest.Flag { return rest.Flag(rapid.Bool().Draw(r, label)) }
				w.standIn(wire.CommandoCriteria{Enabled: on("criteria"), ConnectionErrors: on("connection"), ApplicationErrors: on("application")}, flag(r, "switched on"))
			case "again":
				if sent.path != "" {
					w.post(sent.path, sent.body)
				}
			default:
				path := rapid.SampledFrom(paths).Draw(r, "path")
				w.says = rapid.SampledFrom([]string{"yes", "yes", "yes", "part", "no", "nonsense", "nothing"}).Draw(r, "gateway")
				body := draw(r, path, rapid.SampledFrom(currencies).Draw(r, "currency"), tokens)
				if made := w.post(path, body); made != nil {
					tokens = append(tokens, made.Token)
					if strings.Contains(path, "/simulate/") {
						sent.path, sent.body = path, body
					}
				}
			}
			for _, name := range holders {
				w.check(name, currencies)
			}
		}
	})
}

// draw makes the body of a simulation, mostly one that is accepted.
func draw(r *rapid.T, path, currency string, tokens []string) []byte {
	amount := rapid.Int64Range(0, 20_000).Draw(r, "amount")
	body := map[string]any{"amount": marqeta.AmountFromMinor(amount, 2), "mid": "4242", "type": "loyalty", "account_type": "checking", "card_acceptor": map[string]any{"mid": "4242"}}
	if currency == "JPY" {
		body["amount"] = amount
	}
	named := "preceding_related_transaction_token"
	if strings.Contains(path, "/simulate/") {
		named = "original_transaction_token"
		body["transaction_options"] = map[string]any{"transaction_token": rapid.StringMatching(`[a-z]{12}`).Draw(r, "token")}
		body["is_refund"], body["is_advice"], body["is_pre_auth"] = flag(r, "refund"), flag(r, "told"), flag(r, "preauthorized")
	}
	if follower(path) && len(tokens) > 0 && rapid.IntRange(0, 9).Draw(r, "linked") > 0 {
		body[named] = rapid.SampledFrom(tokens).Draw(r, "follows")
	} else {
		body["card_token"], body["currency_code"] = rapid.SampledFrom(holders).Draw(r, "card"), currency
	}
	if strings.Contains(path, "clearing") && !strings.Contains(path, "/simulate/") {
		body["is_final_clearing"], body["force_post"] = flag(r, "final"), rapid.IntRange(0, 9).Draw(r, "forced") == 0
	}
	if !follower(path) && flag(r, "network stands in") {
		body["stand_in"] = map[string]any{"standin_reason": "issuer unavailable", "keep_type": flag(r, "plain")}
	}
	if strings.Contains(path, "cashback") {
		body["cash_back_amount"] = rapid.IntRange(0, 50).Draw(r, "cash back")
	}
	if flag(r, "with fees") {
		fees := []any{map[string]any{"type": rapid.SampledFrom([]string{"ACQUIRER_FEE", "INTERCHANGE_FEE"}).Draw(r, "fee"), "amount": 1, "credit_debit": rapid.SampledFrom([]string{"C", "D"}).Draw(r, "side")}}
		body["fees"], body["network_fees"] = fees, fees
	}
	if flag(r, "capable") {
		body["pos"] = map[string]any{"partial_approval_capable": true}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		r.Fatal(err)
	}
	return encoded
}

func flag(r *rapid.T, label string) bool { return rapid.IntRange(0, 3).Draw(r, label) == 0 }

// told is what the transactions of a holder say was moved, in minor units.
type told struct{ source, paid, returned int64 }

// check compares what the transactions say with what the book has.
func (w *world) check(name string, currencies []string) {
	w.Helper()
	said := map[string]*told{}
	held, loaded := map[string]int64{}, map[string]int64{}
	for _, c := range currencies {
		said[c] = &told{}
	}
	states := map[string]wire.Transaction{}
	for _, t := range w.all(name) {
		states[t.Token] = t
		s, known := said[t.CurrencyCode]
		if !known {
			continue
		}
		amount := minor(w, t.CurrencyCode, t.Amount)
		if t.State == wire.Declined {
			if t.GPA.Balances[t.CurrencyCode].ImpactedAmount != nil || t.StandInApprovedBy != "" {
				w.Fatalf("a decline moved something: %+v", t)
			}
			continue
		}
		s.add(t.Type, t.State, amount)
	}
	purchases, more, err := w.book.Purchases.Children(w.ctx, state.Children{Parent: name, Count: 100_000})
	if err != nil || more {
		w.Fatal(err, more)
	}
	for _, p := range purchases {
		if !p.State.Credit {
			held[p.Currency] += p.State.Held
		}
		loaded[p.Currency] += p.State.Loaded
		w.checkPurchase(p, states)
	}
	if name == "asked" {
		w.checkFunder(purchases, slices.Collect(maps.Values(states)))
	}
	for c, s := range said {
		a, _ := w.book.Accounts.Read(book.AccountKey(name, c))
		if a.Held != held[c] {
			w.Fatalf("%s in %s: the account holds %d, its purchases %d", name, c, a.Held, held[c])
		}
		if got := s.source + loaded[c] + s.returned - s.paid; got != a.Ledger {
			w.Fatalf("%s in %s: %d from the source and %d more for holds, %d returned, %d paid: %d, and the ledger has %d", name, c, s.source, loaded[c], s.returned, s.paid, got, a.Ledger)
		}
		if (name == "managed" || name == "asked") && (a.Available() != 0 || a.Ledger != loaded[c]) {
			w.Fatalf("%s in %s: %+v with %d loaded for holds", name, c, a, loaded[c])
		}
		if name == "standard" && loaded[c] != 0 {
			w.Fatalf("the source paid %d for a standard account", loaded[c])
		}
	}
}

// paid and returned are the types that pay a merchant, and get money from one.
var (
	paid = []string{
		"authorization.clearing", "authorization.clearing.atm.withdrawal", "authorization.clearing.quasi.cash", "account.funding.authorization.clearing",
		"account.funding.auth_plus_capture", "pindebit", "pindebit.authorization.clearing", "pindebit.cashback", "pindebit.atm.withdrawal", "pindebit.quasi.cash",
		"original.credit.auth_plus_capture.reversal", "pindebit.refund.reversal",
	}
	returned = []string{
		"refund", "refund.authorization.clearing", "pindebit.refund", "original.credit.authorization.clearing", "original.credit.auth_plus_capture",
		"account.funding.auth_plus_capture.reversal", "pindebit.reversal",
	}
)

// add books what a transaction says. Records of promises move nothing for good.
func (s *told) add(kind, state string, amount int64) {
	switch {
	case kind == "gpa.credit", kind == "gpa.debit.reversal" && state == wire.Completion:
		s.source += amount
	case kind == "gpa.debit", kind == "gpa.credit.reversal":
		s.source -= amount
	case slices.Contains(paid, kind):
		s.paid += amount
	case slices.Contains(returned, kind):
		s.returned += amount
	}
}

// checkPurchase wants the order, the unload and the state of what opened a purchase
// to fit what is left of it.
func (w *world) checkPurchase(p book.Purchase, states map[string]wire.Transaction) {
	w.Helper()
	opened := states[p.Token]
	nothing := p.State.Opened == 0 && p.State.Cleared == 0 && !p.Reversed // a purchase of nothing
	finished := p.State.Held == 0
	switch {
	case p.Declined:
		if opened.State != wire.Declined {
			w.Fatalf("%s of a declined purchase is %s", opened.Type, opened.State)
		}
	case nothing, opened.Type == "pindebit.balanceinquiry":
	case (opened.State == wire.Pending) == finished:
		w.Fatalf("%s is %s with %+v", opened.Type, opened.State, p.State)
	}
	if p.Order != "" {
		o, ok, err := w.book.Orders.Read(w.ctx, p.Order)
		twin := states[o.TransactionToken]
		if err != nil || !ok || twin.Amount != o.Amount || twin.GPAOrder == nil || twin.GPAOrder.State != o.State || !nothing && (o.State == wire.Pending) != (p.State.Loaded > 0) {
			w.Fatalf("order %+v of %+v, its record %+v, %v", o, p.State, twin, err)
		}
	}
	if p.Unload != "" {
		u, ok, err := w.book.Unloads.Read(w.ctx, p.Unload)
		if twin := states[u.TransactionToken]; err != nil || !ok || twin.Amount != u.Amount || twin.GPAOrderUnload.State != u.State {
			w.Fatalf("unload %+v of %+v, its record %+v, %v", u, p.State, twin, err)
		}
	}
}
