package sandbox_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

// outOfTime makes gateways have had their time whenever the test says so.
func outOfTime(over <-chan time.Time, waits chan<- time.Duration) func(*sandbox.Options) {
	return func(o *sandbox.Options) {
		o.After = func(d time.Duration) <-chan time.Time {
			select {
			case waits <- d:
			default:
			}
			return over
		}
	}
}

// The platform declines when the time is over. What the gateway says afterwards is
// written down and changes nothing.
func TestLateAnswers(t *testing.T) {
	t.Parallel()
	over, waits := make(chan time.Time), make(chan time.Duration, 1)
	p, inbox := start(t, outOfTime(over, waits)), receive(t)
	e := p.behindGateway()
	p.webhook("w", inbox.url, "transaction.*")
	asked, think, said := make(chan struct{}), make(chan struct{}), make(chan struct{})
	e.says(func(w http.ResponseWriter, body []byte) {
		close(asked)
		<-think
		echo(200, map[string]any{"memo": "too late"})(w, body)
		close(said)
	})
	made := make(chan answer)
	go func() {
		made <- p.post("/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_eve", "amount": 56})
	}()
	<-asked
	if wait := <-waits; wait != 3*time.Second {
		t.Errorf("waits %v for a gateway", wait)
	}
	over <- time.Time{}
	a := (<-made).is(201).has("transaction.state", "DECLINED", "transaction.response.code", "1016", "transaction.gpa_order.funding.gateway_log.timed_out", "true",
		"transaction.gpa_order.funding.gateway_log.message", "Gateway did not answer in time.", "transaction.gpa_order.funding.gateway_log.duration", "3000").
		lacks("transaction.gpa_order.funding.gateway_log.response", "transaction.gpa_order.memo")
	token := a.text("transaction.token")
	inbox.next().has("transactions.0.token", token, "transactions.0.state", "DECLINED", "transactions.0.gpa_order.funding.gateway_log.timed_out", "true")
	question := func() answer { return p.get("/_sandbox/transactions/" + token + "/gateway").is(200) }
	question().has("timed_out", "true", "failure", "response_timeout", "timeout_millis", "3000", "duration", "3000", "funding_source_token", "source_gw01", "url", e.url).
		lacks("response", "late_response")
	close(think)
	<-said
	for deadline := time.Now().Add(10 * time.Second); question().at("late_response") == ""; {
		if time.Now().After(deadline) {
			t.Fatal("the late answer was not written down")
		}
	}
	late := question().has("late_response.status", "200", "timed_out", "true")
	var body struct {
		JIT struct {
			Token, Memo string
		} `json:"jit_funding"`
	}
	if err := json.Unmarshal([]byte(late.text("late_response.body")), &body); err != nil || body.JIT.Memo != "too late" || body.JIT.Token != a.text("transaction.gpa_order.jit_funding.token") {
		t.Errorf("late answer %s: %+v, %v", late.at("late_response"), body, err)
	}
	p.get("/transactions/"+token).has("state", "DECLINED", "gpa_order.funding.gateway_log.timed_out", "true").lacks("gpa_order.memo", "gpa_order.funding.gateway_log.response")
	p.get("/balances/eve").has("gpa.ledger_balance", "0")
	inbox.none()
}

// A gateway that still thinks when the sandbox ends, or begins anew, is hung up on.
func TestLateAnswersEnd(t *testing.T) {
	t.Parallel()
	over, waits := make(chan time.Time), make(chan time.Duration, 1)
	p := start(t, outOfTime(over, waits))
	e := p.behindGateway()
	asked, gone := make(chan struct{}), make(chan struct{})
	e.hears(func(r *http.Request) {
		close(asked)
		<-r.Context().Done()
		close(gone)
	})
	made := make(chan answer)
	go func() {
		made <- p.post("/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_eve", "amount": 5})
	}()
	<-asked
	over <- time.Time{}
	(<-made).is(201).has("transaction.response.code", "1016")
	p.post("/_sandbox/reset", `{"to":"empty"}`).is(200)
	<-gone
}
