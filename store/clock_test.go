package store_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// A clock that jumps by hours and days, forth and back, changes no decision, no answer, no
// balance and no hold.
func TestTheClockMayJump(t *testing.T) {
	t.Parallel()
	jumps := []time.Duration{0, time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour, 0, 31 * 24 * time.Hour, -time.Minute}
	// live decides and hears of purchases under a clock, and gives everything that came of it.
	live := func(t *testing.T, dsn string, jumps []time.Duration) (told []string, hash string) {
		var at atomic.Int64
		s := storetest.Open(t, store.Config{DSN: dsn, Now: func() time.Time { return noon.Add(time.Duration(at.Load())) }})
		fund(t, s, 1000_00)
		for n := 1; n <= 80; n++ {
			at.Store(int64(jumps[n/5%len(jumps)]) + int64(n)*int64(time.Second))
			q := question(n, "pgfs.authorization", int64(n)*1_00)
			q.Begin, q.Deadline = time.Now().Add(time.Minute), time.Now().Add(time.Minute)
			d := decide(t, s, q)
			told = append(told, fmt.Sprintf("%d %d %s", n, d.Status, d.Answer))
			again := decide(t, s, q)
			if !again.Repeated || string(again.Answer) != string(d.Answer) {
				t.Errorf("%d: repeated %+v", n, again)
			}
			switch {
			case !d.Approved:
				tell(t, s, gatewayed(n, "authorization", "DECLINED", int64(n)*1_00, unlinked))
			case n%3 == 0: // the platform had not waited
				tell(t, s, gatewayed(n, "authorization", "DECLINED", int64(n)*1_00, unlinked))
			case n%3 == 1:
				tell(t, s, gatewayed(n, "authorization", "PENDING", int64(n)*1_00, unlinked), gatewayed(1000+n, "authorization.clearing", "COMPLETION", int64(n)*1_00, clearing(true), func(m map[string]any) {
					m["preceding_related_transaction_token"] = fmt.Sprintf("t%d", n)
					m["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)["original_jit_funding_token"] = fmt.Sprintf("j%d", n)
				}))
			}
			a, err := s.Account(t.Context(), ada, "USD")
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, fmt.Sprintf("%d: %d posted, %d held", n, a.Posted, a.Held))
		}
		return told, verified(t, s)
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dsn := func() string {
				if kind == "sqlite" {
					return t.TempDir() + "/console.db"
				}
				return storetest.Postgres(t)
			}
			steady, want := live(t, dsn(), []time.Duration{0})
			jumping, got := live(t, dsn(), jumps)
			for i := range steady {
				if jumping[i] != steady[i] {
					t.Fatalf("%s, with a steady clock %s", jumping[i], steady[i])
				}
			}
			if !slices.Equal(steady, jumping) || got != want {
				t.Errorf("the books are %s, with a steady clock %s", got, want)
			}
			t.Logf("%d answers and balances under %d jumps are those of a steady clock, and so are the books, %s", len(steady), len(jumps)*2, got)
		})
	}
}
