package store_test

import (
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// sixDecisions makes five approvals and a decline of ada's, and tells the outcome of two.
func sixDecisions(t *testing.T, s *store.Store) store.Account {
	t.Helper()
	fund(t, s, 10000)
	for n := range 5 {
		decide(t, s, question(n*10+1, "pgfs.authorization", 1000))
	}
	decide(t, s, question(99, "pgfs.authorization", 6000))
	tell(t, s, gatewayed(11, "authorization", "DECLINED", 1000, unlinked), gatewayed(21, "authorization", "PENDING", 1000, unlinked))
	a, err := s.Account(t.Context(), ada, "USD")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Lists of the ledger page and filter, on both databases.
func TestLedgerLists(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := sixDecisions(t, s)
		for name, tc := range map[string]struct {
			filter store.FundingDecisionFilter
			want   int
		}{
			"all":         {store.FundingDecisionFilter{}, 6},
			"of ada":      {store.FundingDecisionFilter{AccountID: a.ID}, 6},
			"of nobody":   {store.FundingDecisionFilter{AccountID: 4711}, 0},
			"not told":    {store.FundingDecisionFilter{Unreported: true}, 4},
			"came to no":  {store.FundingDecisionFilter{Outcome: store.DeclinedLater, AccountID: a.ID}, 1},
			"confirmed":   {store.FundingDecisionFilter{Outcome: store.Confirmed}, 1},
			"declined":    {store.FundingDecisionFilter{Declined: true}, 1},
			"before then": {store.FundingDecisionFilter{To: noon}, 0},
		} {
			got := 0
			for p := (store.Page{Limit: 2}); ; {
				page, err := s.ListFundingDecisions(ctx, tc.filter, p)
				if err != nil {
					t.Fatal(err)
				}
				got += len(page.Rows)
				if page.Older == nil {
					break
				}
				p.Older = page.Older
			}
			if got != tc.want {
				t.Errorf("decisions %s: %d, want %d", name, got, tc.want)
			}
		}
	})
}

// Holds, entries and accounts are found from each other.
func TestLedgerFinds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := sixDecisions(t, s)
		holds, err := s.ListHolds(ctx, a.ID, true, store.Page{Limit: 3})
		if err != nil || len(holds.Rows) != 3 || holds.Older == nil || holds.Rows[0].Purchase != "t41" {
			t.Fatalf("holds: %+v, %v", holds, err)
		}
		if rest, err := s.ListHolds(ctx, a.ID, true, store.Page{Older: holds.Older}); err != nil || len(rest.Rows) != 1 || rest.Rows[0].Purchase != "t1" {
			t.Errorf("older holds: %+v, %v", rest.Rows, err)
		}
		if open, err := s.OpenHolds(ctx, noon.Add(30*time.Second), store.Page{}); err != nil || len(open.Rows) != 2 {
			t.Errorf("old holds: %+v, %v", open.Rows, err)
		}
		entries, err := s.PurchaseEntries(ctx, "t11")
		if err != nil || len(entries) != 2 || entries[1].Change() != -1000 || entries[1].NotificationID == 0 {
			t.Errorf("entries of a purchase: %+v, %v", entries, err)
		}
		if about, err := s.FundingDecisionsAbout(ctx, "t11"); err != nil || len(about) != 1 || about[0].Request != nil {
			t.Errorf("decisions about a transaction: %+v, %v", about, err)
		}
		if all, err := s.ListAccounts(ctx, store.AccountFilter{Holder: "ada"}, store.Page{}); err != nil || len(all.Rows) != 1 {
			t.Errorf("accounts: %+v, %v", all, err)
		}
		if own, err := s.OwnAccounts(ctx); err != nil || len(own) != 2 {
			t.Errorf("the program's accounts: %+v, %v", own, err)
		}
	})
}
