package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// BenchmarkTransactionsPage serves the whole list page in process: session, operator,
// query, rendering, headers, over ten thousand transactions that came in as
// notifications. p50-us is the median of single requests. How the query behaves over a
// million rows is BenchmarkListTransactions' business, in the store.
//
//	go test -run '^$' -bench TransactionsPage ./web
func BenchmarkTransactionsPage(b *testing.B) {
	app := webtest.New(b)
	notify(b, app, 10_000)
	cookies := app.As(auth.Ops).Cookies()
	handler := app.People.Config.Handler
	for name, path := range map[string]string{"all": "/transactions", "declined": "/transactions?state=DECLINED", "card": "/transactions?card=card-7"} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				for _, c := range cookies {
					r.AddCookie(c)
				}
				w := httptest.NewRecorder()
				began := time.Now()
				handler.ServeHTTP(w, r)
				took = append(took, time.Since(began))
				if w.Code != http.StatusOK {
					b.Fatalf("status %d", w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
		})
	}
}

// notify records and applies n authorizations, one in fifty declined, over a hundred
// cards.
func notify(b *testing.B, app *webtest.App, n int) {
	b.Helper()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for from := 0; from < n; from += 10 {
		body := `{"transactions":[`
		for i := from; i < from+10; i++ {
			state, code := "PENDING", "0000"
			if i%50 == 0 {
				state, code = "DECLINED", "1016"
			}
			if i > from {
				body += ","
			}
			body += fmt.Sprintf(`{"type":"authorization","state":%q,"token":"tx-%06d","user_token":"user-1","card_token":"card-%d","card":{"last_four":"%04d"},`+
				`"amount":%d.25,"request_amount":%d.25,"currency_code":"USD","response":{"code":%q,"memo":"x"},"network":"VISA","created_time":%q,"user_transaction_time":%q,`+
				`"card_acceptor":{"mid":"mid-%d","mcc":"5812","name":"Blue Fox Diner %d"}}`,
				state, i, i%100, i%100, i%300, i%300, code, at.Add(time.Duration(i)*time.Minute).Format(time.RFC3339), at.Add(time.Duration(i)*time.Minute).Format(time.RFC3339), i%40, i%40)
		}
		m, err := webhook.Decode([]byte(body + "]}"))
		if err != nil {
			b.Fatal(err)
		}
		m.ReceivedAt = at
		if err := app.Store.Record(context.Background(), m); err != nil {
			b.Fatal(err)
		}
	}
	for {
		worked, err := app.Store.Apply(context.Background(), 500)
		if err != nil {
			b.Fatal(err)
		}
		if worked == 0 {
			return
		}
	}
}
