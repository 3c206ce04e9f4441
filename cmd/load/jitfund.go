package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"carddeck/marqeta/ledger"
	"carddeck/store"
)

const (
	wealth = 100_000_000_00 // what each account begins with, in cents
	holder = "user_%08d"
)

// fund opens the accounts: the first as an operator does, which opens those that its
// money comes from, and all others many at once.
func (o decisions) fund(ctx context.Context, out io.Writer, s *store.Store) error {
	began := time.Now()
	_, err := s.CreditFromShell(ctx, store.ShellCredit{
		Holder: ledger.Holder{Kind: ledger.User, Token: fmt.Sprintf(holder, 0)}, Currency: "USD", Amount: wealth, Memo: "load", By: "load",
	})
	if err == nil {
		err = fundMany(ctx, o.Database, 1, o.Accounts)
	}
	if err != nil {
		return fmt.Errorf("fund the accounts: %w", err)
	}
	fmt.Fprintf(out, "%d accounts funded in %v\n", o.Accounts, time.Since(began).Round(time.Millisecond))
	return nil
}

func fundMany(ctx context.Context, dsn string, from, until int) (err error) {
	driver, numbered, at := "pgx", "generate_series($1::int, $2::int - 1) AS n (i)", "now()"
	named := "'user_' || lpad(i::text, 8, '0')"
	if !strings.HasPrefix(dsn, "postgres") {
		driver, at = "sqlite", "unixepoch() * 1000000"
		numbered = "(WITH RECURSIVE n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2) SELECT i FROM n)"
		named = "printf('" + holder + "', i)"
		dsn = "file:" + (&url.URL{Path: dsn}).EscapedPath() + "?_txlock=immediate&_pragma=busy_timeout(30000)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	const atOnce = 20_000
	for ; from < until; from += atOnce {
		last := min(from+atOnce, until)
		_, err := db.ExecContext(ctx, `INSERT INTO ledger_accounts (kind, holder, currency, posted, held, promised, floor, day, day_amount, day_count, month, month_amount, month_count, created_at)
			SELECT 'user', `+named+`, 'USD', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, `+at+` FROM `+numbered, from, last)
		if err != nil {
			return err
		}
		_, err = db.ExecContext(ctx, `INSERT INTO ledger_entries (account_id, debit_id, credit_id, book, amount, currency, kind, purchase, transaction_token, decision_token, forced, posted_after, held_after, at)
			SELECT a.id, f.id, a.id, 'posted', CAST($1 AS bigint), 'USD', 'funding', '', '', '', TRUE, CAST($1 AS bigint), 0, `+at+` FROM ledger_accounts a
			JOIN ledger_accounts f ON f.kind = 'funding' AND f.holder = '' AND f.currency = 'USD'
			WHERE a.kind = 'user' AND a.currency = 'USD' AND a.holder BETWEEN $2 AND $3`,
			int64(wealth), fmt.Sprintf(holder, from), fmt.Sprintf(holder, last-1))
		if err != nil {
			return err
		}
	}
	return nil
}
