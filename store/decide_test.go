package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"
)

var ada = ledger.Holder{Kind: ledger.User, Token: "ada"}

// enough approves what the account has money for.
func enough(a jit.Ask, account jit.Account, _ time.Time) jit.Verdict {
	if a.Amount > account.Spendable() {
		return jit.Decline(a, "balance", jit.InsufficientFunds, "")
	}
	return jit.Verdict{Approved: true, Amount: a.Amount, Rule: "balance", Version: 3}
}

// question asks for money of ada's for the transaction of second n.
func question(n int, method string, amount int64, change ...func(*jit.Question)) jit.Question {
	q := jit.Question{
		Ask: jit.Ask{
			Token: fmt.Sprintf("j%d", n), Method: method, Transaction: fmt.Sprintf("t%d", n), Type: "authorization", State: "PENDING",
			User: "ada", ActingUser: "ada", Card: "card", Currency: "USD", Amount: amount, Created: noon.Add(time.Duration(n) * time.Second),
		},
		Policy: enough, Mode: jit.Decide, Received: noon,
	}
	for _, c := range change {
		c(&q)
	}
	q.Body = request(q.Ask)
	return q
}

// request writes an Ask as the platform would.
func request(a jit.Ask) []byte {
	body, err := json.Marshal(map[string]any{
		"token": a.Transaction, "type": a.Type, "state": a.State, "preceding_related_transaction_token": a.Preceding, "user_token": a.User,
		"card_token": a.Card, "created_time": a.Created.Format(time.RFC3339), "currency_code": a.Currency, "amount": a.Money(a.Amount),
		"gpa_order": map[string]any{"token": "order", "jit_funding": map[string]any{
			"token": a.Token, "method": a.Method, "user_token": a.User, "acting_user_token": a.ActingUser, "amount": a.Money(a.Amount),
			"original_jit_funding_token": a.Original,
		}},
	})
	if err != nil {
		panic(err)
	}
	return body
}

func following(n int, preceding, original string) func(*jit.Question) {
	return func(q *jit.Question) { q.Preceding, q.Original = preceding, original }
}

// gatewayed is the notification of the transaction of second n, with its funding message.
func gatewayed(n int, typ, state string, minor int64, change ...func(map[string]any)) string {
	money := json.RawMessage(marqeta.AmountFromMinor(minor, 2).String())
	at := noon.Add(time.Duration(n) * time.Second).Format(time.RFC3339)
	jitFunding := map[string]any{"token": fmt.Sprintf("j%d", n), "method": "pgfs." + typ, "user_token": "ada", "amount": money}
	order := map[string]any{
		"token": "order", "amount": money, "state": "PENDING", "created_time": at, "last_modified_time": at, "jit_funding": jitFunding,
		"funding": map[string]any{"source": map[string]any{"type": "programgateway", "token": "**********gw01"}},
	}
	t := map[string]any{
		"token": fmt.Sprintf("t%d", n), "identifier": fmt.Sprint(n), "type": typ, "state": state, "amount": money, "currency_code": "USD", "user_token": "ada",
		"card_token": "card", "created_time": at, "user_transaction_time": at, "gpa_order": order,
	}
	if n > 1 {
		t["preceding_related_transaction_token"], jitFunding["original_jit_funding_token"] = "t1", "j1"
	}
	for _, c := range change {
		c(t)
	}
	raw, err := json.Marshal(t)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// fund gives ada money to begin with.
func fund(t testing.TB, s *store.Store, minor int64) {
	t.Helper()
	if _, err := s.CreditFromShell(t.Context(), store.ShellCredit{Holder: ada, Currency: "USD", Amount: minor, Memo: "start", By: "test"}); err != nil {
		t.Fatal(err)
	}
}

func decide(t testing.TB, s *store.Store, q jit.Question) jit.Decision {
	t.Helper()
	d, err := s.Decide(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// balance checks ada's account.
func balance(t testing.TB, s *store.Store, posted, held int64) {
	t.Helper()
	a, err := s.Account(t.Context(), ada, "USD")
	if err != nil || a.Posted != posted || a.Held != held {
		t.Errorf("posted %d, held %d, %v; want %d, %d", a.Posted, a.Held, err, posted, held)
	}
}

func TestDecide(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 20000)
		d := decide(t, s, question(1, "pgfs.authorization", 4000))
		if !d.Approved || d.Status != 200 || d.Repeated || string(d.Answer) != `{"jit_funding":{"token":"j1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"ada","amount":40}}` {
			t.Errorf("Decide = %+v, %s", d, d.Answer)
		}
		balance(t, s, 20000, 4000)

		again := decide(t, s, question(1, "pgfs.authorization", 4000))
		if !again.Repeated || string(again.Answer) != string(d.Answer) || again.Status != 200 || again.Version != 3 {
			t.Errorf("repeated: %+v", again)
		}
		other := decide(t, s, question(1, "pgfs.authorization", 4001))
		if !other.Conflict || other.Approved || other.Status != 402 {
			t.Errorf("the same token with another amount: %+v", other)
		}
		balance(t, s, 20000, 4000)

		if d := decide(t, s, question(2, "pgfs.authorization.incremental", 1000, following(2, "t1", "j1"))); !d.Approved {
			t.Errorf("incremental: %+v", d)
		}
		balance(t, s, 20000, 5000)
		if d := decide(t, s, question(3, "pgfs.authorization", 15001)); d.Approved || d.Reason != jit.InsufficientFunds {
			t.Errorf("more than there is: %+v", d)
		}
		if d := decide(t, s, question(4, "pgfs.auth_plus_capture", 2500)); !d.Approved {
			t.Errorf("single message: %+v", d)
		}
		if d := decide(t, s, question(5, "pgfs.balanceinquiry", 0)); !d.Approved {
			t.Errorf("inquiry: %+v", d)
		}
		if d := decide(t, s, question(6, "pgfs.authorization", 100, func(q *jit.Question) { q.Mode = jit.Observe })); !d.Approved {
			t.Errorf("observed: %+v", d)
		}
		balance(t, s, 17500, 5000)
		a, _ := s.Account(t.Context(), ada, "USD")
		if a.DayAmount != 7500 || a.DayCount != 3 || a.MonthAmount != 7500 || a.MonthCount != 3 {
			t.Errorf("spent: %+v", a)
		}
		if holds, err := s.ListHolds(t.Context(), a.ID, true, store.Page{}); err != nil || len(holds.Rows) != 1 || holds.Rows[0].Amount != 5000 || holds.Rows[0].State != ledger.Increased {
			t.Errorf("holds: %+v, %v", holds.Rows, err)
		}
	})
}

func TestDecideTooLate(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 10000)
		for name, late := range map[string]func(*jit.Question){
			"begin":  func(q *jit.Question) { q.Begin = noon.AddDate(-5, 0, 0) },
			"commit": func(q *jit.Question) { q.Deadline = noon.AddDate(-5, 0, 0) },
			"commit, after it began": func(q *jit.Question) {
				q.Deadline = time.Now().Add(20 * time.Millisecond)
				q.Policy = func(a jit.Ask, account jit.Account, at time.Time) jit.Verdict {
					<-time.After(time.Until(q.Deadline) + time.Millisecond)
					return enough(a, account, at)
				}
			},
		} {
			if d, err := s.Decide(t.Context(), question(1, "pgfs.authorization", 4000, late)); !errors.Is(err, store.ErrLate) || d.Approved {
				t.Errorf("%s: %+v, %v", name, d, err)
			}
		}
		balance(t, s, 10000, 0)
		if d := decide(t, s, question(1, "pgfs.authorization", 4000)); d.Repeated {
			t.Error("what was too late was kept")
		}
	})
}

// What the platform says is the truth, whether it comes before our answer or after.
func TestLateApproval(t *testing.T) {
	t.Parallel()
	declined := gatewayed(1, "authorization", "DECLINED", 5000, func(t map[string]any) {
		t["gpa_order"].(map[string]any)["funding"].(map[string]any)["gateway_log"] = map[string]any{"timed_out": true, "duration": 3000}
	})
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 5000)
		if d := decide(t, s, question(1, "pgfs.authorization", 5000)); !d.Approved {
			t.Fatalf("%+v", d)
		}
		balance(t, s, 5000, 5000)
		deliver(t, s, envelope("transactions", declined))
		applyAll(t, s)
		balance(t, s, 5000, 0)
		a, _ := s.Account(t.Context(), ada, "USD")
		if a.DayAmount != 0 || a.DayCount != 0 || a.MonthAmount != 0 {
			t.Errorf("an approval that came to nothing still counts: %+v", a)
		}
		d, err := s.FundingDecision(t.Context(), "j1")
		if err != nil || d.Outcome != store.TimedOut || d.Told.GatewayMillis != 3000 {
			t.Errorf("decision: %+v, %v", d, err)
		}
	})
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 5000)
		deliver(t, s, envelope("transactions", declined))
		applyAll(t, s)
		if d := decide(t, s, question(1, "pgfs.authorization", 5000)); d.Approved || d.Status != 402 {
			t.Errorf("approved what the platform had declined: %+v", d)
		}
		balance(t, s, 5000, 0)
		if d, err := s.FundingDecision(t.Context(), "j1"); err != nil || d.Outcome != store.TimedOut {
			t.Errorf("decision: %+v, %v", d, err)
		}
	})
}
