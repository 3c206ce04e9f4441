package sandbox_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// endpoint is a program's own gateway. It says yes unless it is told otherwise.
type endpoint struct {
	testing.TB
	url   string
	mu    sync.Mutex
	next  func(http.ResponseWriter, []byte)
	heard func(*http.Request) // instead of an answer; nil is nothing
	asked []notification
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		e.Errorf("gateway: %v", err)
	}
	user, pass, _ := r.BasicAuth()
	e.mu.Lock()
	e.asked = append(e.asked, notification{answer{&program{TB: e.TB}, "question", 0, nil, body}, r.URL.Path, r.Header, user, pass})
	says, heard := e.next, e.heard
	e.mu.Unlock()
	if heard != nil {
		heard(r)
		return
	}
	says(w, body)
}

// hears sets what is done with the next questions in place of an answer.
func (e *endpoint) hears(heard func(*http.Request)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = heard
}

// says sets what the next questions are answered.
func (e *endpoint) says(next func(http.ResponseWriter, []byte)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.next = next
}

// last gives the latest question and how many there have been.
func (e *endpoint) last() (notification, int) {
	e.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.asked) == 0 {
		e.Fatal("the gateway was not asked")
	}
	return e.asked[len(e.asked)-1], len(e.asked)
}

// echo answers with the funding message it got, changed.
func echo(status int, changes map[string]any) func(http.ResponseWriter, []byte) {
	return func(w http.ResponseWriter, body []byte) {
		var asked map[string]any
		_ = json.Unmarshal(body, &asked)
		order, ok := asked["gpa_order"].(map[string]any)
		if !ok {
			order, _ = asked["gpa_order_unload"].(map[string]any)
		}
		jit, _ := order["jit_funding"].(map[string]any)
		maps.Copy(jit, changes)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"jit_funding": jit})
	}
}

// raw answers with these bytes.
func raw(status int, body string) func(http.ResponseWriter, []byte) {
	return func(w http.ResponseWriter, _ []byte) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// behindGateway sets up the card product cp_gw, the user eve and her card, all of
// it funded by a gateway that says yes.
func (p *program) behindGateway(jit ...map[string]any) *endpoint {
	p.Helper()
	e := &endpoint{TB: p.TB, next: echo(200, nil)}
	web := httptest.NewServer(e)
	p.Cleanup(web.Close)
	e.url = web.URL + "/jit"
	p.post("/fundingsources/programgateway", map[string]any{"token": "source_gw01", "name": "Gateway 1", "url": e.url, "active": true,
		"basic_auth_username": "marqeta", "basic_auth_password": password, "custom_header": map[string]any{"X-Route": "a"}}).is(201)
	config := map[string]any{"enabled": true, "funding_source_token": "source_gw01", "refunds_destination": "GATEWAY"}
	for _, more := range jit {
		maps.Copy(config, more)
	}
	p.product("cp_gw", map[string]any{"jit_funding": map[string]any{"programgateway_funding_source": config}})
	p.holder("eve", "cp_gw")
	return e
}

func TestGatewayApproves(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	e := p.behindGateway()
	p.webhook("hook", inbox.url, "transaction.*")
	e.says(echo(200, map[string]any{"memo": "order 5513", "tags": "policy=7"}))
	made := p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 42.5, "card_acceptor": map[string]any{"mcc": "5812"}}).
		has("transaction.state", "PENDING", "transaction.response.code", "0000", "transaction.gpa.ledger_balance", "42.5", "transaction.gpa.available_balance", "0",
			"transaction.gpa_order.state", "PENDING", "transaction.gpa_order.memo", "order 5513", "transaction.gpa_order.tags", "policy=7",
			"transaction.gpa_order.funding.gateway_log.timed_out", "false", "transaction.gpa_order.funding.gateway_log.response.code", "200",
			"transaction.gpa_order.funding.gateway_log.response.data.jit_funding.memo", "order 5513")
	asked, n := e.last()
	if n != 1 || asked.path != "/jit" || asked.user != "marqeta" || asked.pass != password || asked.header.Get("X-Route") != "a" || asked.header.Get("Content-Type") != "application/json" {
		t.Errorf("question %d = %s %s %s %v", n, asked.path, asked.user, asked.pass, asked.header)
	}
	asked.has("type", "authorization", "state", "PENDING", "amount", "42.5", "request_amount", "42.5", "user_token", "eve", "card_token", "card_eve",
		"card_product_token", "cp_gw", "gpa.ledger_balance", "0", "gpa_order.amount", "42.5", "gpa_order.state", "PENDING", "gpa_order.funding.source.type", "programgateway",
		"gpa_order.funding_source_token", "**********gw01", "gpa_order.currency_code", "USD", "gpa_order.user_token", "eve",
		"gpa_order.jit_funding.method", "pgfs.authorization", "gpa_order.jit_funding.user_token", "eve", "gpa_order.jit_funding.acting_user_token", "eve",
		"gpa_order.jit_funding.amount", "42.5", "card_acceptor.mcc", "5812")
	asked.lacks("response", "approval_code", "duration", "identifier", "gpa.impacted_amount", "gpa.balances.USD.impacted_amount", "gpa_order.response", "gpa_order.jit_funding.original_jit_funding_token")
	// What the gateway was told is what everybody is told.
	for question, notified := range map[string]string{
		"token": "token", "gpa_order.token": "gpa_order.token", "gpa_order.transaction_token": "gpa_order.transaction_token",
		"gpa_order.jit_funding.token": "gpa_order.jit_funding.token", "network_reference_id": "network_reference_id", "created_time": "created_time",
		"acquirer.system_trace_audit_number": "acquirer.system_trace_audit_number", "acquirer.retrieval_reference_number": "acquirer.retrieval_reference_number",
	} {
		if got, want := made.text("transaction."+notified), asked.text(question); got != want || got == "" {
			t.Errorf("%s = %q, asked with %q", notified, got, want)
		}
	}
	inbox.next().has("transactions.0.token", made.text("transaction.token"), "transactions.0.gpa_order.jit_funding.memo", "order 5513")
	p.get("/_sandbox/transactions/"+made.text("transaction.token")+"/trace").has("decided_by", "gateway", "response_code", "0000", "checks.17.values.status", "200")
	p.get("/gpaorders/"+made.text("transaction.gpa_order.token")).is(200).has("jit_funding.method", "pgfs.authorization", "funding.gateway_log.order_number", made.text("transaction.token"))
}

// While a gateway thinks, others go on; what changed meanwhile counts.
func TestGatewayHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	thinking, think := make(chan struct{}), make(chan struct{})
	e.says(func(w http.ResponseWriter, body []byte) {
		close(thinking)
		<-think
		echo(200, nil)(w, body)
	})
	made := make(chan answer)
	go func() {
		made <- p.post("/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_eve", "amount": 5})
	}()
	<-thinking
	p.get("/cards/card_eve").is(200)
	p.post("/cardtransitions", map[string]any{"card_token": "card_eve", "state": "SUSPENDED", "channel": "API", "reason_code": "00"}).is(201)
	close(think)
	(<-made).is(201).has("transaction.state", "DECLINED", "transaction.response.code", "1003")
	p.get("/balances/eve").has("gpa.ledger_balance", "0")
}

// Only messages that can be refused ask; all of them say what they mean.
func TestGatewayMessages(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	first := p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 100})
	jit, order := first.text("transaction.gpa_order.jit_funding.token"), first.text("transaction.gpa_order.token")
	naming := func(a answer, amount any) map[string]any {
		return map[string]any{"preceding_related_transaction_token": a.text("transaction.token"), "amount": amount}
	}
	more := p.simulate("authorization.incremental", naming(first, 40)).has("transaction.gpa_order.jit_funding.method", "pgfs.authorization.incremental",
		"transaction.gpa_order.jit_funding.original_jit_funding_token", jit, "transaction.gpa_order.jit_funding.amount", "40", "transaction.gpa_order.token", order)
	if asked, n := e.last(); n != 2 {
		t.Errorf("asked %d times, want 2", n)
	} else {
		asked.has("amount", "40", "preceding_related_transaction_token", first.text("transaction.token"), "gpa_order.jit_funding.original_jit_funding_token", jit, "gpa_order.token", order)
	}
	p.simulate("authorization.advice", naming(first, 90)).has("transaction.amount", "90", "transaction.gpa_order.amount", "50",
		"transaction.gpa_order.jit_funding.method", "pgfs.authorization.reversal", "transaction.gpa_order.jit_funding.amount", "50", "transaction.gpa_order.jit_funding.original_jit_funding_token", jit)
	p.simulate("authorization.reversal", naming(first, 10)).has("transaction.gpa_order.jit_funding.method", "pgfs.authorization.reversal", "transaction.gpa_order.jit_funding.amount", "10")
	p.simulate("authorization.clearing", naming(more, 80)).has("transaction.gpa_order.jit_funding.method", "pgfs.authorization.capture", "transaction.gpa_order.jit_funding.amount", "80",
		"transaction.gpa_order.jit_funding.incremental_authorization_jit_funding_tokens.0", more.text("transaction.gpa_order.jit_funding.token"), "transaction.gpa.ledger_balance", "0")
	p.simulate("authorization.clearing", map[string]any{"card_token": "card_eve", "amount": 7.7, "force_post": true}).
		has("transaction.gpa_order.jit_funding.method", "pgfs.force_capture").lacks("transaction.gpa_order.jit_funding.original_jit_funding_token", "transaction.gpa_order.funding.gateway_log")
	p.simulate("refund", map[string]any{"card_token": "card_eve", "amount": 5}).has("transaction.gpa_order_unload.jit_funding.method", "pgfs.refund", "transaction.gpa_order_unload.jit_funding.amount", "5")
	if _, n := e.last(); n != 2 {
		t.Errorf("asked %d times, want 2: what has happened is not asked", n)
	}

	p.simulate("pindebit", map[string]any{"card_token": "card_eve", "amount": 10}).has("transaction.state", "COMPLETION", "transaction.gpa_order.jit_funding.method", "pgfs.auth_plus_capture")
	asked, _ := e.last()
	asked.has("type", "pindebit", "state", "COMPLETION", "gpa_order.jit_funding.method", "pgfs.auth_plus_capture")
	p.put("/users/eve", map[string]any{"address1": "12 Elm Street", "postal_code": "94612"}).is(200)
	p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 0, "card_options": map[string]any{"billing_address": map[string]any{"address": "12 Elm St", "zip": "94612"}}}).has("transaction.state", "PENDING")
	asked, _ = e.last()
	asked.has("gpa_order.jit_funding.method", "pgfs.authorization.account_verification", "gpa_order.jit_funding.amount", "0", "gpa_order.jit_funding.address_verification.request.postal_code", "94612")
	p.simulate("refund.authorization", map[string]any{"card_token": "card_eve", "amount": 3}).has("transaction.gpa_order_unload.jit_funding.method", "pgfs.refund.authorization")
	asked, _ = e.last()
	asked.has("gpa_order_unload.jit_funding.method", "pgfs.refund.authorization", "gpa_order_unload.jit_funding.amount", "3").lacks("gpa_order")
	e.says(echo(402, map[string]any{"decline_reason": "SUSPECTED_FRAUD"}))
	p.simulate("original.credit.authorization", map[string]any{"card_token": "card_eve", "amount": 3}).
		has("transaction.state", "DECLINED", "transaction.response.code", "1886", "transaction.gpa_order_unload.state", "DECLINED").lacks("transaction.gpa_order")
	e.says(echo(200, map[string]any{"balances": map[string]any{"USD": map[string]any{"currency_code": "USD", "ledger_balance": 200, "available_balance": 157.5, "credit_balance": 0, "pending_credits": 0}}}))
	p.simulate("pindebit.balanceinquiry", map[string]any{"card_token": "card_eve"}).has("transaction.gpa_order.jit_funding.method", "pgfs.balanceinquiry", "transaction.gpa_order.jit_funding.balances.USD.available_balance", "157.5")
}

// Money of the account's own pays before a gateway is asked, unless the product says
// that it always is.
func TestGatewayIsNotAskedForOwnMoney(t *testing.T) {
	t.Parallel()
	for always, want := range map[bool]int{false: 0, true: 1} {
		p := start(t)
		e := p.behindGateway(map[string]any{"refunds_destination": "GPA", "always_fund": always})
		p.simulate("refund", map[string]any{"card_token": "card_eve", "amount": 30}).has("transaction.gpa.available_balance", "30")
		a := p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 20}).has("transaction.state", "PENDING")
		if len(e.asked) != want {
			t.Errorf("always_fund %t: asked %d times, want %d", always, len(e.asked), want)
		}
		if !always {
			a.lacks("transaction.gpa_order").has("transaction.gpa.available_balance", "10")
		}
	}
}

// A gateway that is switched off, or has no address, is not asked and declines.
func TestGatewayIsOff(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]map[string]any{"inactive": {"active": false}, "no address": {"url": ""}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			e := p.behindGateway()
			p.put("/fundingsources/programgateway/source_gw01", off).is(200)
			p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 20}).has("transaction.state", "DECLINED", "transaction.response.code", "1016")
			if len(e.asked) != 0 {
				t.Error("the gateway was asked")
			}
		})
	}
}

// A question that is sent twice is one question: the first answer counts.
func TestGatewayIsAskedTwice(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	p.fault(`{"funding_source":"source_gw01","effect":"duplicate"}`)
	p.buys(5).has("transaction.response.code", "0000")
	if asked, n := e.last(); n != 2 || string(asked.raw) != string(e.asked[0].raw) {
		t.Errorf("asked %d times, the second time %s", n, asked.raw)
	}
	p.get("/balances/eve").has("gpa.ledger_balance", "5")
}
