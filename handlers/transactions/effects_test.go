package transactions

import (
	"fmt"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/explain"
	"carddeck/store"
	views "carddeck/views/transactions"
)

// message makes one transaction of a purchase in USD; amount is in cents.
func message(kind, state string, amount int64, more ...func(*store.Transaction)) store.Transaction {
	t := store.Transaction{Token: kind, Type: kind, State: state, AmountMinor: amount, RequestAmountMinor: amount, Currency: "USD", PrecedingToken: "before"}
	for _, m := range more {
		m(&t)
	}
	return t
}

func final(t *store.Transaction) { t.FinalClearing = true }

func part(number, count int) func(*store.Transaction) {
	return func(t *store.Transaction) { t.ClearingNumber, t.ClearingCount = number, count }
}

func in(currency string) func(*store.Transaction) {
	return func(t *store.Transaction) { t.Currency = currency }
}

// The figures follow Marqeta's balances after each event, as far as one purchase has
// them: what is on hold, and what has been paid.
func TestEffects(t *testing.T) {
	t.Parallel()
	auth := message("authorization", "PENDING", 10000)
	tests := []struct {
		name string
		life []store.Transaction
		want string // hold/posted after each message
	}{
		{"authorization", []store.Transaction{auth}, "10000/0"},
		{"declined", []store.Transaction{message("authorization", "DECLINED", 10000)}, "0/0"},
		{"error", []store.Transaction{message("authorization", "ERROR", 10000)}, "0/0"},
		{"account verification", []store.Transaction{message("authorization", "PENDING", 0)}, "0/0"},
		{"incremental adds", []store.Transaction{auth, message("authorization.incremental", "PENDING", 4000)}, "10000/0 14000/0"},
		{"declined incremental leaves the hold", []store.Transaction{auth, message("authorization.incremental", "DECLINED", 4000)}, "10000/0 10000/0"},
		{"advice is the new total, lower", []store.Transaction{auth, message("authorization.advice", "PENDING", 4000)}, "10000/0 4000/0"},
		{"advice is the new total, higher", []store.Transaction{auth, message("authorization.advice", "PENDING", 12000)}, "10000/0 12000/0"},
		{"advice to nothing", []store.Transaction{auth, message("authorization.advice", "PENDING", 0)}, "10000/0 0/0"},
		{"partial reversal", []store.Transaction{auth, message("authorization.reversal", "PENDING", 6000)}, "10000/0 4000/0"},
		{"full reversal", []store.Transaction{auth, message("authorization.reversal", "CLEARED", 10000)}, "10000/0 0/0"},
		{"full reversal of the rest", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 2500), message("authorization.reversal", "CLEARED", 7500)}, "10000/0 7500/2500 0/2500"},
		{"partial reversal of too much", []store.Transaction{auth, message("authorization.reversal", "PENDING", 60000)}, "10000/0 0/0"},
		{"expiry", []store.Transaction{auth, message("authorization.reversal.issuerexpiration", "CLEARED", 10000)}, "10000/0 0/0"},
		{"clearing in full", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 10000)}, "10000/0 0/10000"},
		{"partial clearings", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 5000), message("authorization.clearing", "COMPLETION", 5000)}, "10000/0 5000/5000 0/10000"},
		{"final clearing releases the rest", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 4000, final)}, "10000/0 0/4000"},
		{"last of a sequence releases the rest", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 4000, part(1, 2)), message("authorization.clearing", "COMPLETION", 1000, part(2, 2))}, "10000/0 6000/4000 0/5000"},
		{"the same part twice is not the last", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 4000, part(1, 2)), message("authorization.clearing", "COMPLETION", 1000, part(1, 2))}, "10000/0 6000/4000 5000/5000"},
		{"over-clearing", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 11500)}, "10000/0 0/11500"},
		{"clearing after expiry", []store.Transaction{auth, message("authorization.reversal.issuerexpiration", "CLEARED", 10000), message("authorization.clearing", "COMPLETION", 10000)}, "10000/0 0/0 0/10000"},
		{"clearing after an incremental", []store.Transaction{auth, message("authorization.incremental", "PENDING", 4000), message("authorization.clearing", "COMPLETION", 14000)}, "10000/0 14000/0 0/14000"},
		{"clearing after an advice", []store.Transaction{auth, message("authorization.advice", "PENDING", 4000), message("authorization.clearing", "COMPLETION", 4000)}, "10000/0 4000/0 0/4000"},
		{"force post", []store.Transaction{message("authorization.clearing", "COMPLETION", 3000)}, "0/3000"},
		{"single message", []store.Transaction{message("pindebit", "COMPLETION", 1000)}, "0/1000"},
		{"single message taken back", []store.Transaction{message("pindebit", "COMPLETION", 1000), message("pindebit.reversal", "COMPLETION", 1000)}, "0/1000 0/0"},
		{"fuel pump by PIN debit", []store.Transaction{message("pindebit.authorization", "PENDING", 10000), message("pindebit.authorization.clearing", "COMPLETION", 4200, final)}, "10000/0 0/4200"},
		{"account funding", []store.Transaction{message("account.funding.auth_plus_capture", "COMPLETION", 1000), message("account.funding.auth_plus_capture.reversal", "COMPLETION", 1000)}, "0/1000 0/0"},
		{"refund", []store.Transaction{message("refund", "COMPLETION", 1000)}, "0/-1000"},
		{"announced refund", []store.Transaction{message("refund.authorization", "PENDING", 1000), message("refund.authorization.clearing", "COMPLETION", 1000)}, "0/0 0/-1000"},
		{"withdrawn refund", []store.Transaction{message("refund.authorization", "PENDING", 1000), message("refund.authorization.reversal", "CLEARED", 1000)}, "0/0 0/0"},
		{"original credit taken back", []store.Transaction{message("original.credit.auth_plus_capture", "COMPLETION", 1000), message("original.credit.auth_plus_capture.reversal", "COMPLETION", 1000)}, "0/-1000 0/0"},
		{"balance inquiry", []store.Transaction{message("pindebit.balanceinquiry", "CLEARED", 0)}, "0/0"},
		{"chargeback is not added up", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 10000), message("authorization.clearing.chargeback", "PENDING", 10000)}, "10000/0 0/10000 0/10000"},
		{"another currency is not added up", []store.Transaction{auth, message("authorization.clearing", "COMPLETION", 900, in("EUR"))}, "10000/0 10000/0"},
		{"an unknown kind is not added up", []store.Transaction{message("tomorrow.invention", "PENDING", 900)}, "0/0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			for i, e := range effects(tt.life) {
				if i > 0 {
					got += " "
				}
				got += fmt.Sprintf("%d/%d", e.hold, e.posted)
				if e.why == "" {
					t.Errorf("step %d is not explained", i)
				}
			}
			if got != tt.want {
				t.Errorf("effects: got %s, want %s", got, tt.want)
			}
		})
	}
}

// Every kind that can be simulated has a meaning of its own here, a name, and a
// sentence in every state.
func TestEveryKindIsKnown(t *testing.T) {
	t.Parallel()
	for _, kind := range marqeta.SimulationKinds() {
		if views.ActOf(string(kind)) == views.Other {
			t.Errorf("%s: nobody knows what it does to money", kind)
		}
		for _, state := range []string{"PENDING", "CLEARED", "COMPLETION", "DECLINED", "ERROR"} {
			m := message(string(kind), state, 1000)
			steps := effects([]store.Transaction{m})
			if s := sentence(m, steps[0], steps[0], verdict(m, around{}, nil, explain.Trace{})); s == "" {
				t.Errorf("%s %s: no sentence", kind, state)
			}
			if why(m, verdict(m, around{}, nil, explain.Trace{})) == "" {
				t.Errorf("%s %s: no reason", kind, state)
			}
			if what(m) == string(kind) {
				t.Errorf("%s: no words", kind)
			}
		}
	}
}
