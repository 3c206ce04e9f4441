package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/webtest"
)

// Our approval is kept, and reaches the platform when it waits no more: it has declined by
// itself. Its notification releases the hold within five seconds.
func TestAnApprovalThatComesTooLateIsReleased(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	held, over := make(chan int64, 1), make(chan struct{}, 1)
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		ask, err := http.NewRequestWithContext(t.Context(), http.MethodPost, app.Machines.URL+"/jit/marqeta", bytes.NewReader(body))
		if err != nil {
			t.Error(err)
			return
		}
		ask.Header = r.Header.Clone()
		res, err := http.DefaultClient.Do(ask)
		if err != nil {
			t.Error(err)
			return
		}
		defer res.Body.Close()
		if said, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("we answered %d %s, %v", res.StatusCode, said, err)
		}
		_, now := grace(t, app)
		held <- now
		<-over // our answer comes when the platform has given up
	}))
	defer slow.Close()
	_, err := app.Program.UpdateGatewayFundingSource(t.Context(), webtest.GatewaySourceToken, marqeta.GatewayFundingSourceRequest{URL: slow.URL, TimeoutMillis: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		made, err := app.Program.Simulate(t.Context(), marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: webtest.GatewayCardToken, Amount: usd("50")})
		if err != nil {
			t.Fatal(err)
		}
		declined := time.Now()
		over <- struct{}{}
		if made.State != marqeta.StateDeclined || !made.GPAOrder.Funding.GatewayLog.TimedOut {
			t.Fatalf("the platform answered %s %+v", made.State, made.Response)
		}
		if then := <-held; then != 5000 {
			t.Errorf("%d were held when we had approved", then)
		}
		for now := int64(1); now != 0 && time.Since(declined) < 10*time.Second; {
			_, now = grace(t, app)
		}
		took := time.Since(declined)
		if posted, now := grace(t, app); posted != 20000 || now != 0 || took > 5*time.Second {
			t.Errorf("posted %d, held %d after %v", posted, now, took)
		}
		d, err := app.Store.FundingDecision(t.Context(), made.GPAOrder.JITFunding.Token)
		if err != nil || !d.Approved || d.Outcome != store.TimedOut {
			t.Errorf("kept %+v, %v", d, err)
		}
		t.Logf("released %v after the platform's decline", took.Round(time.Millisecond))
	}
	if r, err := app.Store.VerifyLedger(t.Context(), func(store.LedgerReport) {}); err != nil || !r.Sound() {
		t.Errorf("verify: %v, %v", r.Faults, err)
	}
}
