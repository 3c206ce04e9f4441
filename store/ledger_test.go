package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// part changes something of a notification.
func clearing(final bool) func(map[string]any) {
	return func(t map[string]any) { t["is_final_clearing"] = final }
}

func unlinked(t map[string]any) {
	delete(t, "preceding_related_transaction_token")
	delete(t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any), "original_jit_funding_token")
}

func tell(t testing.TB, s *store.Store, bodies ...string) {
	t.Helper()
	deliver(t, s, envelope("transactions", bodies...))
	applyAll(t, s)
}

// verified checks the books and gives their hash.
func verified(t testing.TB, s *store.Store) string {
	t.Helper()
	r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
	if err != nil || !r.Sound() {
		t.Errorf("verify: %v, hash %.12s, replayed %.12s, %v", err, r.Hash, r.Replayed, r.Faults)
	}
	return r.Hash
}

// The worked examples of a ledger for JIT Funding, in the store.
func TestLedgerExamples(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 20000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		balance(t, s, 20000, 4000)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000))
		balance(t, s, 20000, 4000)
		tell(t, s, gatewayed(2, "authorization.clearing", "COMPLETION", 4600))
		balance(t, s, 15400, 0)
		tell(t, s, gatewayed(3, "refund", "COMPLETION", 600, unlinked))
		balance(t, s, 16000, 0)

		decide(t, s, question(4, "pgfs.authorization", 10000))
		balance(t, s, 16000, 10000)
		advice := func(t map[string]any) {
			t["preceding_related_transaction_token"] = "t4"
			order := t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)
			order["original_jit_funding_token"], order["amount"], order["method"] = "j4", 62.8, "pgfs.authorization.reversal"
		}
		tell(t, s, gatewayed(5, "authorization.advice", "PENDING", 3720, advice))
		balance(t, s, 16000, 3720)
		tell(t, s, gatewayed(6, "authorization.clearing", "COMPLETION", 3720, advice))
		balance(t, s, 12280, 0)

		a, err := s.Account(t.Context(), ada, "USD")
		if err != nil {
			t.Fatal(err)
		}
		entries, err := s.ListEntries(t.Context(), a.ID, store.Page{})
		var told []string
		for _, e := range slices.Backward(entries.Rows) {
			told = append(told, fmt.Sprintf("%s %s %d: %d, %d", e.TransactionToken, e.Kind, e.Change(), e.PostedAfter, e.HeldAfter))
		}
		want := []string{
			" funding 20000: 20000, 0", "t1 hold 4000: 20000, 4000", "t2 release -4000: 20000, 0", "t2 capture -4600: 15400, 0", "t3 credit 600: 16000, 0",
			"t4 hold 10000: 16000, 10000", "t5 release -6280: 16000, 3720", "t6 release -3720: 16000, 0", "t6 capture -3720: 12280, 0",
		}
		if err != nil || !slices.Equal(told, want) {
			t.Errorf("entries, %v:\n%s", err, strings.Join(told, "\n"))
		}
		at, err := s.Position(t.Context(), "t2")
		if err != nil || at.Purchase != "t1" || len(at.Steps) != 2 || !at.Steps[1].Moves() || at.Steps[1].Because != "more money is taken than was set aside" {
			t.Errorf("position: %+v, %v", at, err)
		}
		misfits, err := s.ListMisfits(t.Context(), store.Page{})
		if err != nil || len(misfits.Rows) != 1 || misfits.Rows[0].Kind != ledger.ClearingOverHold || misfits.Rows[0].Expected != 4000 || misfits.Rows[0].Found != 4600 {
			t.Errorf("misfits: %+v, %v", misfits.Rows, err)
		}
		verified(t, s)
	})
}

// What does not concern the ledger does not move it: another way of funding, and the
// hidden twin of a funding.
func TestLedgerLeavesAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		managed := func(t map[string]any) {
			t["gpa_order"].(map[string]any)["funding"] = map[string]any{"source": map[string]any{"type": "program"}}
		}
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000, managed))
		if at, err := s.Position(t.Context(), "t1"); err != nil || at.Steps[0].Moves() || at.Steps[0].Because == "" {
			t.Errorf("managed: %+v, %v", at, err)
		}
		if all, err := s.ListAccounts(t.Context(), store.AccountFilter{}, store.Page{}); err != nil || len(all.Rows) != 0 {
			t.Errorf("accounts: %+v, %v", all, err)
		}
		// A product that our copy knows to be a gateway's tells what the message does not.
		if err := s.PutCardProduct(t.Context(), store.CardProduct{Token: "gw", Name: "Gateway", Funding: "gateway", CreatedAt: noon, ModifiedAt: noon}); err != nil {
			t.Fatal(err)
		}
		tell(t, s, gatewayed(7, "authorization", "PENDING", 500, unlinked, managed, func(t map[string]any) {
			t["card_product_token"], t["standin_approved_by"] = "gw", "COMMANDO_AUTO"
		}))
		balance(t, s, 0, 500)
		if h, err := s.HoldsOf(t.Context(), "t7"); err != nil || len(h) != 1 || h[0].Origin != ledger.StandIn {
			t.Errorf("holds: %+v, %v", h, err)
		}
		verified(t, s)
	})
}

// The same facts in any order, and repeated, make the same books; so does a replay.
func TestLedgerInAnyOrder(t *testing.T) {
	t.Parallel()
	var bodies []string
	for p := range 12 {
		n := p*10 + 10
		link := func(t map[string]any) {
			t["preceding_related_transaction_token"] = fmt.Sprintf("t%d", n)
			t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)["original_jit_funding_token"] = fmt.Sprintf("j%d", n)
		}
		add := func(i int, typ, state string, minor int64, change ...func(map[string]any)) {
			bodies = append(bodies, gatewayed(n+i, typ, state, minor, append(change, link)...))
		}
		opened := gatewayed(n, "authorization", []string{"PENDING", "PENDING", "DECLINED"}[p%3], 1000, unlinked)
		bodies = append(bodies, opened)
		if p%3 == 2 {
			continue
		}
		add(1, "authorization.incremental", []string{"PENDING", "DECLINED"}[p%2], 300)
		add(2, "authorization.advice", "PENDING", 900)
		if p%4 == 0 {
			add(3, "authorization.reversal", "PENDING", 100)
		}
		add(4, "authorization.clearing", "COMPLETION", 500, clearing(p%5 == 0))
		add(5, "authorization.clearing", "COMPLETION", 450, clearing(p%2 == 1))
		add(6, "refund", "COMPLETION", 70)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 100000)
		for p := range 12 {
			n := p*10 + 10
			decide(t, s, question(n, "pgfs.authorization", 1000))
			if p%2 == 0 {
				decide(t, s, question(n+1, "pgfs.authorization.incremental", 300, following(n+1, fmt.Sprintf("t%d", n), fmt.Sprintf("j%d", n))))
			}
		}
		shuffled := slices.Concat(bodies, bodies[:len(bodies)/2])
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for _, b := range shuffled {
			tell(t, s, b)
		}
		hash := verified(t, s)
		a, _ := s.Account(t.Context(), ada, "USD")
		t.Logf("hash %.16s after %d notifications, posted %d, held %d", hash, len(shuffled), a.Posted, a.Held)
		if a.Posted != 100000-8*950+8*70 || hash[:16] != "f0922e32ecc9cb35" {
			t.Errorf("posted %d, hash %s", a.Posted, hash)
		}
	})
}

// Lists of the ledger page and filter, on both databases.
func TestLedgerLists(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		fund(t, s, 10000)
		for n := range 5 {
			decide(t, s, question(n*10+1, "pgfs.authorization", 1000))
		}
		decide(t, s, question(99, "pgfs.authorization", 6000))
		tell(t, s, gatewayed(11, "authorization", "DECLINED", 1000, unlinked), gatewayed(21, "authorization", "PENDING", 1000, unlinked))
		a, err := s.Account(ctx, ada, "USD")
		if err != nil {
			t.Fatal(err)
		}
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

func TestProposals(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		fund(t, s, 5000)
		a, err := s.Account(ctx, ada, "USD")
		if err != nil {
			t.Fatal(err)
		}
		debit, err := s.Propose(ctx, store.Proposal{Kind: store.DebitAccount, AccountID: a.ID, Amount: 700, Memo: "twice", ProposedBy: 1, ProposedByEmail: "ada@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		balance(t, s, 5000, 0)
		if _, err := s.ApproveProposal(ctx, debit.ID, 1, "ada@example.com"); err == nil {
			t.Error("somebody approved their own proposal")
		}
		if err := s.WithdrawProposal(ctx, debit.ID, 2, "bo@example.com"); err == nil {
			t.Error("somebody withdrew another's proposal")
		}
		if p, err := s.ApproveProposal(ctx, debit.ID, 2, "bo@example.com"); err != nil || p.State != store.ProposalApplied {
			t.Errorf("approve: %+v, %v", p, err)
		}
		balance(t, s, 4300, 0)
		if _, err := s.ApproveProposal(ctx, debit.ID, 3, "cy@example.com"); err == nil {
			t.Error("a proposal was carried out twice")
		}

		decide(t, s, question(1, "pgfs.authorization", 4000))
		release, err := s.Propose(ctx, store.Proposal{Kind: store.ReleaseHold, Purchase: "t1", Memo: "never cleared", ProposedBy: 1, ProposedByEmail: "ada@example.com"})
		if err != nil || release.Amount != 4000 || release.AccountID != a.ID {
			t.Fatalf("propose a release: %+v, %v", release, err)
		}
		if _, err := s.ApproveProposal(ctx, release.ID, 2, "bo@example.com"); err != nil {
			t.Fatal(err)
		}
		balance(t, s, 4300, 0)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000)) // late news do not bring it back
		balance(t, s, 4300, 0)
		if _, err := s.Propose(ctx, store.Proposal{Kind: store.ReleaseHold, Purchase: "t1", ProposedBy: 1}); err == nil {
			t.Error("nothing was released twice")
		}
		refused, err := s.Propose(ctx, store.Proposal{Kind: store.CreditAccount, AccountID: a.ID, Amount: 1, ProposedBy: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RefuseProposal(ctx, refused.ID, 2, "bo@example.com", "why?"); err != nil {
			t.Error(err)
		}
		if all, err := s.ListProposals(ctx, store.ProposalFilter{State: store.ProposalRefused}, store.Page{}); err != nil || len(all.Rows) != 1 || all.Rows[0].Answer != "why?" {
			t.Errorf("ListProposals: %+v, %v", all.Rows, err)
		}
		verified(t, s)
	})
}

// Whatever somebody does to the tables is found in one pass.
func TestPlantedCorruptionIsFound(t *testing.T) {
	t.Parallel()
	const ada = "kind = 'user'"
	planted := map[string]string{
		"a balance raised":             "UPDATE ledger_accounts SET posted = posted + 1 WHERE " + ada,
		"a balance lowered":            "UPDATE ledger_accounts SET posted = posted - 100 WHERE " + ada,
		"settlement raised":            "UPDATE ledger_accounts SET posted = posted + 1 WHERE kind = 'settlement'",
		"money moved between accounts": "UPDATE ledger_accounts SET posted = posted + CASE kind WHEN 'user' THEN 5 ELSE -5 END WHERE kind IN ('user', 'funding')",
		"less on hold":                 "UPDATE ledger_accounts SET held = held - 1 WHERE " + ada,
		"more on hold":                 "UPDATE ledger_accounts SET held = held + 1 WHERE " + ada,
		"a hold lowered":               "UPDATE ledger_holds SET amount = amount - 1 WHERE amount > 0",
		"hold and account lowered":     "UPDATE ledger_holds SET amount = amount - 1 WHERE amount > 0; UPDATE ledger_accounts SET held = held - 1 WHERE " + ada,
		"a hold gone":                  "DELETE FROM ledger_holds WHERE amount > 0",
		"a promise":                    "UPDATE ledger_accounts SET promised = 1 WHERE " + ada,
		"an entry changed":             "UPDATE ledger_entries SET amount = amount + 1 WHERE kind = 'capture'",
		"an entry turned round":        "UPDATE ledger_entries SET debit_id = credit_id, credit_id = debit_id WHERE kind = 'capture'",
		"an entry gone":                "DELETE FROM ledger_entries WHERE kind = 'capture'",
		"an entry's balance":           "UPDATE ledger_entries SET posted_after = posted_after + 1 WHERE kind = 'capture'",
		"an entry's currency":          "UPDATE ledger_entries SET currency = 'EUR' WHERE kind = 'capture'",
		"an entry's transaction":       "UPDATE ledger_entries SET transaction_token = 't9' WHERE kind = 'capture'",
		"a decision gone":              "DELETE FROM funding_decisions WHERE token = 'j3'",
		"a decline made an approval":   "UPDATE funding_decisions SET approved = TRUE, granted = amount, status = 200 WHERE token = 'j4'",
		"an approval made smaller":     "UPDATE funding_decisions SET granted = granted - 1 WHERE token = 'j3'",
		"an answer's status":           "UPDATE funding_decisions SET status = 402 WHERE token = 'j3'",
		"an approval unbound":          "UPDATE funding_decisions SET binding = FALSE WHERE token = 'j3'",
		"a decision's answer":          "UPDATE funding_decisions SET answer = request WHERE token = 'j3'",
		"an answer's reason":           "UPDATE funding_decisions SET reason = 'SUSPECTED_FRAUD' WHERE token = 'j4'",
		"an answer's amount":           "UPDATE funding_decisions SET amount = amount + 1 WHERE token = 'j3'",
		"a decision's effect":          "UPDATE funding_decisions SET effect = 'post' WHERE token = 'j3'",
		"a decision's purchase":        "UPDATE funding_decisions SET transaction_token = 't1' WHERE token = 'j3'",
		"a decision's outcome":         "UPDATE funding_decisions SET outcome = 'timed out' WHERE token = 'j3'",
		"another digest":               "UPDATE funding_decisions SET digest = facing WHERE token = 'j3'",
		"another holder":               "UPDATE ledger_accounts SET holder = 'eve' WHERE " + ada,
		"a day forgotten":              "UPDATE ledger_accounts SET day = day - 1, day_amount = 0, day_count = 0 WHERE " + ada,
		"a month forgotten":            "UPDATE ledger_accounts SET month = month - 1, month_amount = 0, month_count = 0 WHERE " + ada,
		"a hold's state":               "UPDATE ledger_holds SET state = 'released' WHERE amount > 0",
		"an entry of another decision": "UPDATE ledger_entries SET decision_token = 'j1' WHERE decision_token = 'j3'",
		"an entry of no decision":      "UPDATE ledger_entries SET decision_token = '' WHERE decision_token = 'j3'",
		"an entry forced":              "UPDATE ledger_entries SET forced = TRUE WHERE decision_token = 'j3'",
		"a notification cut short":     "UPDATE notifications SET byte_length = byte_length - 1 WHERE token = 't2'",
		"another request":              "UPDATE funding_decisions SET request = answer WHERE token = 'j3'",
		"a day's sum":                  "UPDATE ledger_accounts SET day_amount = day_amount - 1 WHERE " + ada,
		"a month's count":              "UPDATE ledger_accounts SET month_count = month_count + 1 WHERE " + ada,
		"a proposal reopened":          "UPDATE ledger_proposals SET state = 'open'",
		"a proposal's amount":          "UPDATE ledger_proposals SET amount = amount + 1",
		"a transaction's state":        "UPDATE transactions SET reported_state = 'DECLINED' WHERE token = 't2'",
		"a transaction gone":           "DELETE FROM transactions WHERE token = 't2'",
		"a notification forgotten":     "UPDATE notifications SET status = 'kept' WHERE token = 't2'",
		"a floor lowered":              "UPDATE ledger_accounts SET floor = -100000 WHERE " + ada,
		"a posting's kind":             "UPDATE ledger_entries SET kind = 'refund' WHERE kind = 'capture'",
		"a posting's purchase":         "UPDATE ledger_entries SET purchase = 't9' WHERE kind = 'capture'",
		"a posting's time":             "UPDATE ledger_entries SET at = (SELECT max(at) FROM ledger_entries) WHERE kind = 'funding'",
		"a digest gone":                "UPDATE ledger_entries SET digest = NULL WHERE kind = 'funding'",
		"a purchase without a trace": `DELETE FROM ledger_entries WHERE purchase = 't1'; DELETE FROM ledger_holds WHERE purchase = 't1';
			DELETE FROM funding_decisions WHERE token = 'j1'; DELETE FROM transactions WHERE token IN ('t1', 't2'); DELETE FROM notifications WHERE token IN ('t1', 't2');
			UPDATE ledger_entries SET posted_after = posted_after + 900 WHERE decision_token = 'j3';
			UPDATE ledger_accounts SET posted = posted + 900, day_amount = day_amount - 1000, day_count = day_count - 1,
				month_amount = month_amount - 1000, month_count = month_count - 1 WHERE kind = 'user';
			UPDATE ledger_accounts SET posted = posted - 900 WHERE kind = 'settlement'`,
		"the last purchase without a trace": `DELETE FROM ledger_entries WHERE purchase = 't3'; DELETE FROM ledger_holds WHERE purchase = 't3';
			DELETE FROM funding_decisions WHERE token = 'j3';
			UPDATE ledger_accounts SET held = 0, day_amount = day_amount - 2000, day_count = day_count - 1,
				month_amount = month_amount - 2000, month_count = month_count - 1 WHERE kind = 'user'`,
	}
	// Nothing else is wrong with these.
	only := map[string][]string{
		"a floor lowered":                   {"an account's floor is 0, as nothing here sets another"},
		"a posting's kind":                  {behind},
		"a posting's purchase":              {behind},
		"a posting's time":                  {behind},
		"a digest gone":                     {"an account has its entries of before there were chains", behind},
		"a purchase without a trace":        {behind},
		"the last purchase without a trace": {"an account knows its latest entry"},
	}
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		driver := "pgx"
		if !strings.HasPrefix(dsn, "postgres") {
			driver = "sqlite"
		}
		s := storetest.Open(t, store.Config{DSN: dsn})
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 1000))
		tell(t, s, gatewayed(1, "authorization", "PENDING", 1000), gatewayed(2, "authorization.clearing", "COMPLETION", 900, clearing(true)))
		decide(t, s, question(3, "pgfs.authorization", 2000))
		decide(t, s, question(4, "pgfs.authorization", 900000))
		verified(t, s)

		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		disarm(t, db, driver)
		found := 0
		for _, name := range slices.Sorted(maps.Keys(planted)) {
			execute(t, db, planted[name])
			r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if told := rules(r); r.Sound() || only[name] != nil && (r.Hash != r.Replayed || !slices.Equal(told, only[name])) {
				t.Errorf("%s: told of %q", name, told)
			} else {
				found++
			}
			for _, table := range kept {
				execute(t, db, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM kept_"+table)
			}
		}
		verified(t, s)
		t.Logf("%d of %d kinds of corruption found", found, len(planted))
	})
}

const behind = "an entry is as it was written, behind the one before it"

// rules gives what a check of the books found broken, each rule once.
func rules(r store.LedgerReport) (all []string) {
	for _, f := range r.Faults {
		if !slices.Contains(all, f.Rule) {
			all = append(all, f.Rule)
		}
	}
	return all
}

// While the console serves, books that are wrong raise an alarm, once.
func TestWatchLedger(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		driver := "pgx"
		if !strings.HasPrefix(dsn, "postgres") {
			driver = "sqlite"
		}
		s := storetest.Open(t, store.Config{DSN: dsn})
		fund(t, s, 10000)
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		tick, done := make(chan time.Time), make(chan error)
		go func() { done <- s.WatchLedger(ctx, tick) }()
		alarms := func() []store.GatewayAlarm {
			tick <- noon.AddDate(100, 0, 0)
			tick <- noon.AddDate(-100, 0, 0) // is taken when the check before is over
			all, err := s.ListAlarms(ctx, true, store.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return all.Rows
		}
		if all := alarms(); len(all) != 0 {
			t.Errorf("alarms about sound books: %+v", all)
		}
		execute(t, db, "UPDATE ledger_accounts SET posted = posted + 1 WHERE kind = 'user'")
		alarms()
		all := alarms()
		if len(all) != 1 || all[0].Kind != store.BooksWrong || all[0].Times != 2 {
			t.Errorf("alarms: %+v", all)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// What a release without a ledger applied is told apart, and can be booked.
func TestAdoptTransactions(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		driver := "pgx"
		if !strings.HasPrefix(dsn, "postgres") {
			driver = "sqlite"
		}
		s := storetest.Open(t, store.Config{DSN: dsn})
		managed := func(t map[string]any) {
			t["gpa_order"].(map[string]any)["funding"] = map[string]any{"source": map[string]any{"type": "program"}}
		}
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000, managed))
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		execute(t, db, "UPDATE transactions SET jit_token = '', jit_method = '', jit_minor = 0, holder = '', holder_kind = ''")
		r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
		if err != nil || r.Unread != 1 || !r.Sound() {
			t.Errorf("verify: %+v, %v", r, err)
		}
		if n, err := s.AdoptTransactions(t.Context()); err != nil || n != 1 {
			t.Errorf("adopted %d, %v", n, err)
		}
		applyAll(t, s)
		if got, err := s.Transaction(t.Context(), "t1"); err != nil || got.Holder != "ada" || got.JITToken != "j1" {
			t.Errorf("transaction: %+v, %v", got, err)
		}
		if r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {}); err != nil || r.Unread != 0 || !r.Sound() {
			t.Errorf("verify: %+v, %v", r, err)
		}
	})
}

// kept are the tables that are put back after each corruption.
var kept = []string{"ledger_accounts", "ledger_entries", "ledger_holds", "ledger_proposals", "funding_decisions", "transactions", "notifications"}

func execute(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, text := range statements {
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// disarm takes away what the database itself refuses, and makes copies of the tables.
func disarm(t *testing.T, db *sql.DB, driver string) {
	t.Helper()
	find := "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'"
	if driver == "pgx" {
		find = `SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint WHERE contype = 'f'
			UNION ALL SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal`
	}
	rows, err := db.QueryContext(t.Context(), find)
	if err != nil {
		t.Fatal(err)
	}
	var statements []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		statements = append(statements, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, table := range kept {
		statements = append(statements, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
	execute(t, db, statements...)
}
