package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"
)

// The platform's decline and our approval at the same moment: whichever is first, nothing
// stays on hold.
func TestDeclinedWhileWeApprove(t *testing.T) {
	t.Parallel()
	const rounds = 200
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		overtaken := 0
		for n := 1; n <= rounds; n++ {
			whose := func(q *jit.Question) { q.User = fmt.Sprintf("user-%d", n) }
			holder := ledger.Holder{Kind: ledger.User, Token: fmt.Sprintf("user-%d", n)}
			if n%2 == 0 { // the others' accounts are opened by whoever comes first
				if _, err := s.CreditFromShell(t.Context(), store.ShellCredit{Holder: holder, Currency: "USD", Amount: 5000, By: "test"}); err != nil {
					t.Fatal(err)
				}
			}
			q := question(n, "pgfs.authorization", 5000, whose)
			q.Policy = func(a jit.Ask, _ jit.Account, _ time.Time) jit.Verdict {
				return jit.Verdict{Approved: true, Amount: a.Amount}
			}
			var wg sync.WaitGroup
			var d jit.Decision
			wg.Go(func() {
				var err error
				if d, err = s.Decide(context.Background(), q); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				tell(t, s, gatewayed(n, "authorization", "DECLINED", 5000, unlinked, func(t map[string]any) {
					t["user_token"] = holder.Token
					t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)["user_token"] = holder.Token
				}))
			})
			wg.Wait()
			if d.Rule == "settled before" {
				overtaken++
			}
			a, err := s.Account(t.Context(), holder, "USD")
			if err != nil || a.Held != 0 || a.DayAmount != 0 {
				t.Fatalf("round %d: held %d, counted %d, %v", n, a.Held, a.DayAmount, err)
			}
			if kept, err := s.FundingDecision(t.Context(), q.Token); err != nil || kept.Outcome == store.Unreported {
				t.Fatalf("round %d: %+v, %v", n, kept, err)
			}
		}
		t.Logf("%d races, in %d the platform was first", rounds, overtaken)
		verified(t, s)
	})
}

// 1,000 funding messages, each delivered 20 times at once, have 1,000 effects.
func TestOneEffectPerToken(t *testing.T) {
	t.Parallel()
	const tokens, deliveries = 1000, 20
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, tokens*100)
		answers := make([][deliveries]jit.Decision, tokens)
		work := make(chan [2]int)
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() {
				for at := range work {
					q := question(at[0]+1, "pgfs.authorization", 100)
					d, err := s.Decide(context.Background(), q)
					if err != nil {
						t.Errorf("%v: %v", at, err)
					}
					answers[at[0]][at[1]] = d
				}
			})
		}
		for i := range tokens {
			for j := range deliveries {
				work <- [2]int{i, j}
			}
		}
		close(work)
		wg.Wait()
		same, first := 0, 0
		for _, all := range answers {
			for _, d := range all {
				if d.Status == 200 && slices.Equal(d.Answer, all[0].Answer) {
					same++
				}
				if !d.Repeated {
					first++
				}
			}
		}
		if same != tokens*deliveries || first != tokens {
			t.Errorf("%d answers alike, %d effects", same, first)
		}
		balance(t, s, tokens*100, tokens*100)
		t.Logf("%d effects, %d identical answers", first, same)
	})
}

// 1,000 races of several purchases for the last money of an account: one wins each.
func TestLastMoney(t *testing.T) {
	t.Parallel()
	const races, racers = 1000, 4
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		won := 0
		for race := range races {
			holder := ledger.Holder{Kind: ledger.User, Token: fmt.Sprintf("racer-%d", race)}
			if _, err := s.CreditFromShell(t.Context(), store.ShellCredit{Holder: holder, Currency: "USD", Amount: 10000, Memo: "start", By: "test"}); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			var approved [racers]bool
			for i := range racers {
				wg.Go(func() {
					q := question(race*racers+i+1, "pgfs.authorization", 6000, func(q *jit.Question) { q.User = holder.Token })
					d, err := s.Decide(context.Background(), q)
					if err != nil {
						t.Error(err)
					}
					approved[i] = d.Approved
				})
			}
			wg.Wait()
			n := 0
			for _, yes := range approved {
				if yes {
					n++
				}
			}
			a, err := s.Account(t.Context(), holder, "USD")
			if n != 1 || err != nil || a.Held != 6000 {
				t.Fatalf("race %d: %d approved, held %d, %v", race, n, a.Held, err)
			}
			won += n
		}
		t.Logf("%d races, %d approvals", races, won)
	})
}
