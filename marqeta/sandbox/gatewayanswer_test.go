package sandbox_test

import (
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestGatewayAnswers(t *testing.T) {
	t.Parallel()
	capable := map[string]any{"pos": map[string]any{"partial_approval_capable": true}}
	for name, c := range map[string]struct {
		says    func(http.ResponseWriter, []byte)
		request map[string]any
		code    string
		amount  string
		message string
	}{
		"another method":      {echo(200, map[string]any{"method": "pgfs.refund"}), nil, "1016", "50", "Gateway's approval is of another funding message."},
		"no amount":           {echo(200, map[string]any{"amount": nil}), nil, "1016", "50", "Gateway's approval has no amount."},
		"less than nothing":   {echo(200, map[string]any{"amount": -50}), capable, "1016", "50", "Gateway's approval is of an amount that cannot be."},
		"nothing at all":      {raw(200, ""), nil, "1016", "50", "Gateway's answer is not the JSON it should be."},
		"the other format":    {raw(200, `{"approved":true}`), nil, "1016", "50", "Gateway's approval has no jit_funding."},
		"far too long":        {raw(200, `{"jit_funding":{"memo":"`+strings.Repeat("x", 70_000)+`"}}`), nil, "1016", "50", "Gateway's answer is larger than 64 KiB."},
		"created":             {echo(201, nil), nil, "1016", "50", "Gateway answered 201, which is neither 200 nor 402."},
		"not known here":      {raw(404, ""), nil, "1016", "50", "Gateway answered 404, which is neither 200 nor 402."},
		"no, and no JSON":     {raw(402, "<html>"), nil, "1016", "50", "Declined by gateway."},
		"no, of another":      {echo(402, map[string]any{"token": "other", "decline_reason": "DUPLICATE_TRANSACTION"}), nil, "1889", "50", "Declined by gateway."},
		"a reason":            {echo(402, map[string]any{"decline_reason": "AMOUNT_LIMIT_EXCEEDED"}), nil, "1887", "50", "Declined by gateway."},
		"an unknown reason":   {echo(402, map[string]any{"decline_reason": "BLOCKED_BY_ISSUER"}), nil, "1885", "50", "Declined by gateway."},
		"no reason":           {raw(402, ""), nil, "1016", "50", "Declined by gateway."},
		"a part":              {echo(200, map[string]any{"amount": 20}), capable, "0002", "20", "Approved or completed successfully"},
		"a part nobody takes": {echo(200, map[string]any{"amount": 20}), nil, "1016", "50", "Gateway approved a part, and the terminal takes none."},
		"too much":            {echo(200, map[string]any{"amount": 5000}), capable, "0000", "50", "Approved or completed successfully"},
		"text":                {raw(200, "approved"), nil, "1016", "50", "Gateway's answer is not the JSON it should be."},
		"another token":       {echo(200, map[string]any{"token": "other"}), nil, "1016", "50", "Gateway's approval is of another funding message."},
		"an error":            {raw(503, "{}"), nil, "1016", "50", "Gateway answered 503, which is neither 200 nor 402."},
		"hostile text":        {echo(402, map[string]any{"decline_reason": "<script>", "memo": strings.Repeat("\u0000\"", 50)}), nil, "1885", "50", "Declined by gateway."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			e := p.behindGateway()
			e.says(c.says)
			body := map[string]any{"card_token": "card_eve", "amount": 50}
			maps.Copy(body, c.request)
			a := p.simulate("authorization", body).has("transaction.response.code", c.code, "transaction.amount", c.amount, "transaction.request_amount", "50",
				"transaction.gpa_order.funding.gateway_log.message", c.message, "transaction.gpa_order.funding.gateway_log.timed_out", "false")
			if c.code[:1] == "0" {
				a.has("transaction.gpa.ledger_balance", c.amount, "transaction.gpa_order.state", "PENDING", "transaction.gpa_order.amount", c.amount)
				return
			}
			a.has("transaction.state", "DECLINED", "transaction.gpa.ledger_balance", "0", "transaction.gpa_order.state", "DECLINED", "transaction.gpa_order.response.code", "1842").
				lacks("transaction.approval_code", "transaction.gpa.impacted_amount")
			p.get("/balances/eve").has("gpa.ledger_balance", "0")
		})
	}
}

// What is no answer at all declines too, and no question goes anywhere but to the
// address that was set.
func TestGatewayCannotBeReached(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(&endpoint{TB: t, next: echo(200, nil)})
	t.Cleanup(elsewhere.Close)
	unknown := httptest.NewUnstartedServer(&endpoint{TB: t, next: echo(200, nil)})
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	t.Cleanup(unknown.Close)
	closed := httptest.NewServer(nil)
	closed.Close()
	for name, c := range map[string]struct {
		url     string
		says    func(http.ResponseWriter, []byte)
		failure string
		status  string
	}{
		"nobody listens":           {closed.URL, nil, "connection_error", ""},
		"a certificate of its own": {unknown.URL, nil, "connection_error", ""},
		"hangs up":                 {"", hangUp, "connection_error", ""},
		"sends elsewhere": {"", func(w http.ResponseWriter, _ []byte) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(http.StatusTemporaryRedirect)
		}, "application_error", "307"},
		"breaks off": {"", func(w http.ResponseWriter, body []byte) {
			w.Header().Set("Content-Length", "5000")
			echo(200, nil)(w, body)
		}, "application_error", "200"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			e := p.behindGateway()
			if c.says != nil {
				e.says(c.says)
			}
			if c.url != "" {
				p.put("/fundingsources/programgateway/source_gw01", map[string]any{"url": c.url}).is(200)
			}
			a := p.buys(50).has("transaction.state", "DECLINED", "transaction.response.code", "1016", "transaction.gpa_order.response.code", "1842",
				"transaction.gpa_order.funding.gateway_log.timed_out", "false", "transaction.gpa_order.funding.gateway_log.response.code", c.status).
				lacks("transaction.gpa_order.funding.gateway_log.response.data")
			p.traceOf(a).has("decided_by", "gateway", "checks.17.values.failure", c.failure, "checks.17.code", "1016")
			p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/gateway").has("failure", c.failure, "response.status", c.status)
		})
	}
	p := start(t)
	p.behindGateway()
	p.put("/fundingsources/programgateway/source_gw01", `{"url":"http://gateway.example/jit"}`).refused(400, "400001")
	p.put("/fundingsources/programgateway/source_gw01", `{"url":"https://gateway.example/jit"}`).is(200)
}

// The gateway's own verdict on an address is the transaction's.
func TestGatewayVerifiesAddresses(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	e.says(echo(200, map[string]any{"address_verification": map[string]any{"gateway": map[string]any{
		"on_file": map[string]any{"street_address": "13 Oak Street", "postal_code": "94612"}, "response": map[string]any{"code": "0100", "memo": "ours"},
	}}}))
	p.put("/users/eve", map[string]any{"address1": "12 Elm Street", "postal_code": "94612"}).is(200)
	p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 0, "card_options": map[string]any{"billing_address": map[string]any{"address": "12 Elm St", "zip": "94612"}}}).
		has("transaction.state", "PENDING", "transaction.address_verification.response.code", "0100", "transaction.address_verification.response.memo", "ours",
			"transaction.address_verification.on_file.street_address", "13 Oak Street", "transaction.address_verification.request.street_address", "12 Elm St",
			"transaction.gpa_order.jit_funding.address_verification.issuer.response.code", "0000", "transaction.gpa_order.jit_funding.address_verification.gateway.response.code", "0100")
}

// A reason without a code of its own is told in words.
func TestReasonsWithoutACode(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	for reason, memo := range map[string]string{
		"BLOCKED_MERCHANT_BY_CARDHOLDER": "JIT response blocked merchant by cardholder", "EXPIRED_CARD": "JIT response expired card", "<script>": "JIT response transaction not permitted",
		"INSUFFICIENT_FUNDS": "JIT response not sufficient funds",
	} {
		e.says(echo(402, map[string]any{"decline_reason": reason}))
		p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 1}).has("transaction.response.memo", memo)
	}
}
