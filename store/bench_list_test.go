package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// BenchmarkListTransactions takes 50-row pages out of 10 thousand and out of a million
// transactions, for every filter on offer, at the top and at a random depth, a value
// that is rare included, and reports the median and the 99th percentile of each in
// microseconds. Making a million rows takes a minute or two on each database.
func BenchmarkListTransactions(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		for _, n := range []int{10_000, 1_000_000} {
			b.Run(fmt.Sprintf("%s/%d", database, n), func(b *testing.B) {
				dsn := filepath.Join(b.TempDir(), "console.db")
				if database == "postgres" {
					dsn = storetest.Postgres(b)
				}
				s := storetest.Open(b, store.Config{DSN: dsn})
				generate(b, s, dsn, n)
				for name, filter := range pageFilters(n) {
					b.Run(name, func(b *testing.B) { pages(b, s, filter, n) })
				}
			})
		}
	}
}

func pageFilters(n int) map[string]store.TransactionFilter {
	return map[string]store.TransactionFilter{
		"none": {}, "state": {State: "PENDING"}, "declined": {Declined: true}, "type": {Type: "authorization.clearing"},
		"card": {Card: fmt.Sprintf("card-%06d", n/200)}, "user": {User: fmt.Sprintf("user-%06d", n/400)}, "card-product": {CardProduct: "product-3"},
		"last-four": {LastFour: "0042"}, "mid": {MID: "mid-017"}, "response": {ResponseCode: "1016"}, "rare-response": {ResponseCode: "1830"},
		"gpa-order": {GPAOrder: fmt.Sprintf("order-%06d", n/6)}, "month": {From: start, To: start.AddDate(0, 1, 0)},
		"card-and-state": {Card: fmt.Sprintf("card-%06d", n/200), State: "COMPLETION"}, "records": {FundingRecords: true},
	}
}

func pages(b *testing.B, s *store.Store, filter store.TransactionFilter, n int) {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	var took []time.Duration
	for b.Loop() {
		page := store.Page{}
		if len(took)%2 == 1 {
			page.Older = &store.Key{At: start.Add(time.Duration(random.IntN(n)) * spacing), Token: "m"}
		}
		began := time.Now()
		if _, err := s.ListTransactions(context.Background(), filter, page); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/1e3, "p50-us")
	b.ReportMetric(float64(took[len(took)*99/100])/1e3, "p99-us")
}

var start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

const spacing = 20 * time.Second

// generate fills the transactions table: every third row a funding record, 2 % declined,
// one response code in ten thousand rows, 100 rows a card, 200 a user.
func generate(b *testing.B, s *store.Store, dsn string, n int) {
	b.Helper()
	generateBy(b, s, dsn, n, func(insert string) string { return insert })
}

// generateBy is generate with another statement in the place of its own.
func generateBy(b *testing.B, s *store.Store, dsn string, n int, edit func(insert string) string) {
	b.Helper()
	deliver(b, s, envelope("transactions", authorization)) // the notification all rows name
	postgres := strings.HasPrefix(dsn, "postgres")
	db := raw(b, dsn)
	names, definitions := indexes(b, db, postgres)
	for _, name := range names {
		must(b, db, "DROP INDEX "+name)
	}
	const perStatement = 10_000
	for from := 0; from < n; from += perStatement {
		must(b, db, edit(rowsFrom(from, min(perStatement, n-from), postgres)))
	}
	for _, definition := range definitions {
		must(b, db, definition)
	}
	if postgres { // which does so by itself; SQLite is never told to
		must(b, db, "ANALYZE")
	}
}

func must(b *testing.B, db *sql.DB, statement string) {
	b.Helper()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		b.Fatalf("%.200s: %v", statement, err)
	}
}

func indexes(b *testing.B, db *sql.DB, postgres bool) (names, definitions []string) {
	b.Helper()
	query := "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'transactions' AND sql IS NOT NULL"
	if postgres {
		query = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'transactions' AND indexname <> 'transactions_pkey'"
	}
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			b.Fatal(err)
		}
		names, definitions = append(names, name), append(definitions, definition)
	}
	return names, definitions
}

// rowsFrom lets the database make rows by number.
func rowsFrom(from, count int, postgres bool) string {
	micros := fmt.Sprintf("%d + i * %d", start.UnixMicro(), spacing.Microseconds())
	at, yes := micros, [2]string{"0", "1"}
	text := func(format, number string) string { return fmt.Sprintf("printf('%s', %s)", format, number) }
	if postgres {
		at, yes = "to_timestamp(("+micros+") / 1e6)", [2]string{"false", "true"}
		text = func(format, number string) string {
			word, width, _ := strings.Cut(strings.TrimSuffix(format, "d"), "%0")
			return fmt.Sprintf("'%s' || lpad((%s)::text, %s, '0')", word, number, width)
		}
	}
	return fmt.Sprintf(`WITH RECURSIVE numbers(i) AS (SELECT CAST(%d AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < %d)
INSERT INTO transactions (token, identifier, type, state, reported_state, user_token, acting_user_token, business_token, card_token, card_product_token,
	last_four, currency, amount_minor, request_amount_minor, gpa_currency, impacted_minor, ledger_minor, available_minor, response_code, response_memo,
	approval_code, merchant, mid, mcc, city, country, network, subnetwork, preceding_token, gpa_order_token, funding_type, funding_source_token,
	final_clearing, clearing_number, clearing_count, funding_record, user_transaction_time, created_time, settlement_date, notification_id)
SELECT %s, '', CASE i %% 3 WHEN 0 THEN 'authorization' WHEN 1 THEN 'authorization.clearing' ELSE 'gpa.credit.authorization' END,
	CASE WHEN i %% 50 = 0 THEN 'DECLINED' WHEN i %% 3 = 1 THEN 'COMPLETION' WHEN i %% 97 = 0 THEN 'PENDING' WHEN i %% 3 = 2 THEN 'PENDING' ELSE 'CLEARED' END, 'PENDING',
	%s, 'user', '', %s, %s, %s, 'USD', i * 7 %% 100000, i * 7 %% 100000, 'USD', -(i * 7 %% 100000), 0, 0,
	CASE WHEN i %% 9999 = 0 THEN '1830' WHEN i %% 50 = 0 THEN '1016' ELSE '0000' END, 'Approved or completed successfully', '530118', 'BLUE FOX DINER', %s, '5812', 'OAKLAND', 'USA',
	'VISA', 'VISANET', '', %s, 'program', '**********e_01', %s, 0, 0, CASE WHEN i %% 3 = 2 THEN %s ELSE %s END, %s, %s, NULL, 1 FROM numbers`,
		from, from+count-1, text("t%010d", "i * 7919 % 10000000019"), text("user-%06d", "i / 200"), text("card-%06d", "i / 100"), text("product-%01d", "i % 8"),
		text("%04d", "i / 100 % 10000"), text("mid-%03d", "i % 400"), text("order-%06d", "i / 3"), yes[0], yes[1], yes[0], at, at)
}
