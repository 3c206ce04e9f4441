package web_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// BenchmarkTransactionPage serves the page of one declined purchase, with its trace, its
// card and controls of then and now, and what cures it, in process and with the sandbox
// asked over its socket: beside nothing else, and in turns beside a million other
// transactions. The figures are of single requests in microseconds.
//
//	go test -run '^$' -bench TransactionPage -timeout 30m ./web
func BenchmarkTransactionPage(b *testing.B) {
	for _, n := range []int{0, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "console.db")
			app := webtest.New(b, webtest.On("sqlite:"+path))
			app.Tutorial()
			if _, err := app.Program.CreateVelocityControl(b.Context(), marqeta.VelocityControlRequest{
				Token: "limit", Name: "Forty a day", AmountLimit: new(marqeta.MustAmount("40")), CurrencyCode: "USD", Window: marqeta.DayWindow,
				Association: &marqeta.Association{UserToken: webtest.UserToken},
			}); err != nil {
				b.Fatal(err)
			}
			declined := app.Authorize("50.00", "Blue Fox Diner")
			fillTransactions(b, path, declined.Token, n)
			cookies := app.As(auth.Ops).Cookies()
			handler := app.People.Config.Handler
			var took []time.Duration
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/transactions/"+declined.Token, nil)
				for _, c := range cookies {
					r.AddCookie(c)
				}
				w := httptest.NewRecorder()
				began := time.Now()
				handler.ServeHTTP(w, r)
				took = append(took, time.Since(began))
				if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Forty a day") {
					b.Fatalf("status %d", w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
		})
	}
}

// fillTransactions copies one transaction n times, over ten thousand cards and users.
func fillTransactions(b *testing.B, path, token string, n int) {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(60000)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(context.Background(), "SELECT name FROM pragma_table_info('transactions')")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var into, from []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			b.Fatal(err)
		}
		into = append(into, name)
		switch name {
		case "token", "approval_code":
			name = "printf('fill-%07d', i)"
		case "card_token", "user_token", "acting_user_token":
			name = "printf('holder-%04d', i % 10000)"
		case "user_transaction_time", "created_time":
			name += " - i * 1000000"
		}
		from = append(from, name)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(context.Background(), "INSERT INTO transactions ("+strings.Join(into, ", ")+") SELECT "+strings.Join(from, ", ")+
		" FROM transactions, (WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < ?) SELECT i FROM up) WHERE token = ? AND ? > 0", n, token, n); err != nil {
		b.Fatal(err)
	}
}
