package store_test

import (
	"database/sql"
	"maps"
	"slices"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

// planted is what somebody may do to the tables.
var planted = map[string]string{
	"a balance raised":             "UPDATE ledger_accounts SET posted = posted + 1 WHERE kind = 'user'",
	"a balance lowered":            "UPDATE ledger_accounts SET posted = posted - 100 WHERE kind = 'user'",
	"settlement raised":            "UPDATE ledger_accounts SET posted = posted + 1 WHERE kind = 'settlement'",
	"money moved between accounts": "UPDATE ledger_accounts SET posted = posted + CASE kind WHEN 'user' THEN 5 ELSE -5 END WHERE kind IN ('user', 'funding')",
	"less on hold":                 "UPDATE ledger_accounts SET held = held - 1 WHERE kind = 'user'",
	"more on hold":                 "UPDATE ledger_accounts SET held = held + 1 WHERE kind = 'user'",
	"a hold lowered":               "UPDATE ledger_holds SET amount = amount - 1 WHERE amount > 0",
	"hold and account lowered":     "UPDATE ledger_holds SET amount = amount - 1 WHERE amount > 0; UPDATE ledger_accounts SET held = held - 1 WHERE kind = 'user'",
	"a hold gone":                  "DELETE FROM ledger_holds WHERE amount > 0",
	"a promise":                    "UPDATE ledger_accounts SET promised = 1 WHERE kind = 'user'",
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
	"another holder":               "UPDATE ledger_accounts SET holder = 'eve' WHERE kind = 'user'",
	"a day forgotten":              "UPDATE ledger_accounts SET day = day - 1, day_amount = 0, day_count = 0 WHERE kind = 'user'",
	"a month forgotten":            "UPDATE ledger_accounts SET month = month - 1, month_amount = 0, month_count = 0 WHERE kind = 'user'",
	"a hold's state":               "UPDATE ledger_holds SET state = 'released' WHERE amount > 0",
	"an entry of another decision": "UPDATE ledger_entries SET decision_token = 'j1' WHERE decision_token = 'j3'",
	"an entry of no decision":      "UPDATE ledger_entries SET decision_token = '' WHERE decision_token = 'j3'",
	"an entry forced":              "UPDATE ledger_entries SET forced = TRUE WHERE decision_token = 'j3'",
	"a notification cut short":     "UPDATE notifications SET byte_length = byte_length - 1 WHERE token = 't2'",
	"another request":              "UPDATE funding_decisions SET request = answer WHERE token = 'j3'",
	"a day's sum":                  "UPDATE ledger_accounts SET day_amount = day_amount - 1 WHERE kind = 'user'",
	"a month's count":              "UPDATE ledger_accounts SET month_count = month_count + 1 WHERE kind = 'user'",
	"a proposal reopened":          "UPDATE ledger_proposals SET state = 'open'",
	"a proposal's amount":          "UPDATE ledger_proposals SET amount = amount + 1",
	"a transaction's state":        "UPDATE transactions SET reported_state = 'DECLINED' WHERE token = 't2'",
	"a transaction gone":           "DELETE FROM transactions WHERE token = 't2'",
	"a notification forgotten":     "UPDATE notifications SET status = 'kept' WHERE token = 't2'",
	"a floor lowered":              "UPDATE ledger_accounts SET floor = -100000 WHERE kind = 'user'",
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

// alone gives what is wrong behind a corruption that leaves every sum right.
var alone = map[string][]string{
	"a floor lowered":                   {"an account's floor is 0, as nothing here sets another"},
	"a posting's kind":                  {behind},
	"a posting's purchase":              {behind},
	"a posting's time":                  {behind},
	"a digest gone":                     {"an account has its entries of before there were chains", behind},
	"a purchase without a trace":        {behind},
	"the last purchase without a trace": {"an account knows its latest entry"},
}

// Whatever somebody does to the tables is found in one pass.
func TestPlantedCorruptionIsFound(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 1000))
		tell(t, s, gatewayed(1, "authorization", "PENDING", 1000), gatewayed(2, "authorization.clearing", "COMPLETION", 900, clearing(true)))
		decide(t, s, question(3, "pgfs.authorization", 2000))
		decide(t, s, question(4, "pgfs.authorization", 900000))
		verified(t, s)

		db, driver := tables(t, dsn)
		disarm(t, db, driver)
		found := 0
		for _, name := range slices.Sorted(maps.Keys(planted)) {
			execute(t, db, planted[name])
			r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if told := rules(r); r.Sound() || alone[name] != nil && (r.Hash != r.Replayed || !slices.Equal(told, alone[name])) {
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

// kept are the tables that are put back after each corruption.
var kept = []string{"ledger_accounts", "ledger_entries", "ledger_holds", "ledger_proposals", "funding_decisions", "transactions", "notifications"}

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
