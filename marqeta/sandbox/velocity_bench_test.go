package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"carddeck/marqeta/sandbox"
)

// spender sends messages of one card to a sandbox without a socket and without a
// disk, which is what the decision costs.
type spender struct {
	testing.TB
	server *sandbox.Server
}

func newSpender(b testing.TB) spender {
	s, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	p := spender{b, s}
	p.post("/fundingsources/program", `{"token":"fs_0001","name":"Operating account"}`)
	p.post("/cardproducts", `{"token":"cp","name":"cp","start_date":"2020-05-01","config":{"card_life_cycle":{"activate_upon_issue":true},
		"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"fs_0001"}}}}`)
	p.post("/users", `{"token":"ada"}`)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp"}`)
	p.post("/mccgroups", `{"token":"food","name":"Food","mccs":["5411","5441-5499","5811-5814"]}`)
	return p
}

func (p spender) post(path, body string) {
	r := httptest.NewRequest(http.MethodPost, "/v3"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth(sandbox.DefaultApplicationToken.Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	w := httptest.NewRecorder()
	if p.server.ServeHTTP(w, r); w.Code != http.StatusCreated || strings.Contains(w.Body.String(), "DECLINED") {
		p.Errorf("%s = %d %s", path, w.Code, w.Body)
	}
}

// control makes one of a mix of controls of the whole program.
func (p spender) control(i int) {
	window := []string{"DAY", "WEEK", "MONTH", "LIFETIME"}[i%4]
	scope := []string{`{}`, `{"mcc":"5411"}`, `{"mcc_group":"food"}`, `{"mid":"m11"}`, `{}`}[i%5]
	p.post("/velocitycontrols", fmt.Sprintf(`{"currency_code":"USD","amount_limit":99999999,"velocity_window":%q,"merchant_scope":%s}`, window, scope))
}

// purchase is one of three hundred merchants of fifty categories.
func (p spender) purchase(i int) {
	p.post("/simulations/cardtransactions/pindebit", fmt.Sprintf(
		`{"card_token":"card","amount":1,"card_acceptor":{"mid":"m%d","mcc":"%d"}}`, i%300, 5400+i%50))
}

// purchases makes many at once, which share their commits.
func (p spender) purchases(n int) {
	var all sync.WaitGroup
	for w := range 64 {
		all.Go(func() {
			for i := w; i < n; i += 64 {
				p.purchase(i)
			}
		})
	}
	all.Wait()
}

// BenchmarkControls decides under more and more controls.
func BenchmarkControls(b *testing.B) {
	for _, controls := range []int{0, 10, 90} {
		b.Run(fmt.Sprint(controls), func(b *testing.B) {
			p := newSpender(b)
			for i := range controls {
				p.control(i)
			}
			p.purchases(1000)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				p.purchase(i)
			}
		})
	}
}

// BenchmarkHistory decides for a user with more and more transactions behind.
func BenchmarkHistory(b *testing.B) {
	for _, transactions := range []int{200, 200_000} {
		b.Run(fmt.Sprint(transactions), func(b *testing.B) {
			p := newSpender(b)
			for i := range 10 {
				p.control(i)
			}
			p.purchases(transactions)
			for i := 0; b.Loop(); i++ {
				p.purchase(i)
			}
		})
	}
}
