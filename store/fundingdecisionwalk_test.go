package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/store/storetest"
)

func TestADecisionKeepsTheAccountItWasTakenOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 20000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		decide(t, s, question(2, "pgfs.authorization", 16001))
		decide(t, s, question(3, "pgfs.authorization", 500, following(3, "t1", "j1"))) // the long way
		for token, want := range map[string]jit.Account{
			"j1": {Posted: 20000}, "j2": {Posted: 20000, Held: 4000, Day: jit.Spent{Amount: 4000, Count: 1}, Month: jit.Spent{Amount: 4000, Count: 1}},
			"j3": {Posted: 20000, Held: 4000, Day: jit.Spent{Amount: 4000, Count: 1}, Month: jit.Spent{Amount: 4000, Count: 1}},
		} {
			d, err := s.FundingDecision(t.Context(), token)
			want.Holder, want.Currency = "ada", "USD"
			if got, known := d.Before(); err != nil || !known || got != want {
				t.Errorf("%s was taken on %+v, %v; want %+v", token, got, err, want)
			}
		}
		if _, known := (store.FundingDecision{}).Before(); known {
			t.Error("an old decision knows its account")
		}
	})
}

func TestLatestDecisions(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		journal := s.NewJournal()
		for n := range 5 {
			d := decide(t, s, question(n+1, "pgfs.authorization", 0))
			gateway := map[bool]string{true: "source_gw01"}[n == 3]
			journal.Note(jit.Answered{Ask: question(n+1, "pgfs.authorization", 0).Ask, Gateway: gateway, Mode: jit.Decide, End: jit.Settled, Status: d.Status, Received: noon.Add(time.Duration(n) * time.Second)})
		}
		journal.Note(jit.Answered{Ask: question(1, "pgfs.authorization", 0).Ask, Mode: jit.Decide, End: jit.Repeated, Status: 200, Received: noon})
		journal.Note(jit.Answered{Mode: jit.Decide, End: jit.Unreadable, Status: 402, Received: noon})
		ended, stop := context.WithCancel(t.Context())
		stop()
		if err := journal.Run(ended); err != nil {
			t.Fatal(err)
		}
		for source, want := range map[string][]string{"": {"j5", "j3", "j2", "j1"}, "source_gw01": {"j4"}, "other": nil} {
			var got []string
			_, err := s.LatestDecisions(t.Context(), source, nil, func(all []store.FundingDecision) bool {
				for _, d := range all {
					got = append(got, d.Token)
					if len(d.Request) == 0 {
						t.Errorf("%s has no bytes", d.Token)
					}
				}
				return true
			})
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%q: %v, %v; want %v", source, got, err, want)
			}
		}
	})
}
