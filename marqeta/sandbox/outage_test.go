package sandbox_test

import (
	"net/http"
	"testing"
)

// An outage is told of once when it begins or changes, and once when it is over.
func TestOutagesAreTold(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	e := p.behindGateway()
	p.commando(all)
	p.webhook("w", inbox.url, "commandomodetransition.*")
	for _, step := range []struct {
		says func(http.ResponseWriter, []byte)
		kind string
	}{
		{echo(200, nil), ""}, {hangUp, "connection_error"}, {hangUp, ""}, {raw(500, ""), "application_error"}, {raw(404, ""), ""},
		{echo(402, map[string]any{"decline_reason": "INSUFFICIENT_FUNDS"}), "disabled"}, {echo(200, nil), ""}, {raw(500, ""), "application_error"}, {echo(200, nil), "disabled"},
	} {
		e.says(step.says)
		p.buys(1)
		if step.kind == "" {
			inbox.none()
			continue
		}
		n := inbox.next().has("commandomodetransitions.0.type", step.kind, "commandomodetransitions.0.transition.channel", "SYSTEM", "commandomodetransitions.0.commando_mode_token", "cm")
		p.get("/commandomodes/transitions/"+n.text("commandomodetransitions.0.token")).is(200).has("type", step.kind)
		p.post("/webhooks/w/commandomodetransition/"+n.text("commandomodetransitions.0.token"), nil).is(200)
		inbox.next().has("commandomodetransitions.0.token", n.text("commandomodetransitions.0.token"))
	}
	p.get("/commandomodes/cm").has("current_state.reason", "New Commando Mode created", "current_state.commando_enabled", "false")
}

// With the whole of a program's side down, approvals go on, and what was to be told
// of them arrives when it is back, each once and in order.
func TestOutageIsCaughtUp(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	e := p.behindGateway()
	p.commando(all)
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.webhook("w", inbox.url, "transaction.*")
	e.says(hangUp)
	p.fault(`{"token":"down","webhook":"w","effect":"status","status":503}`)
	first, second := p.buys(10).has("transaction.standin_approved_by", "COMMANDO_AUTO"), p.buys(20)
	p.delivery("state", "waiting")
	inbox.none()
	p.call("DELETE", "/_sandbox/faults/down", nil).is(204)
	e.says(echo(200, nil))
	p.put("/_sandbox/clock", `{"advance":"P1D"}`).is(200)
	var got []string
	for range 2 {
		n := inbox.next()
		for _, at := range []string{"transactions.0.", "transactions.1."} {
			if token := n.text(at + "token"); token != "" {
				n.has(at+"standin_approved_by", "COMMANDO_AUTO", at+"gpa_order.funding.gateway_log.message", "Gateway could not be reached.")
				got = append(got, token)
			}
		}
		if len(got) == 2 {
			break
		}
	}
	if want := []string{first.text("transaction.token"), second.text("transaction.token")}; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("caught up with %v, want %v", got, want)
	}
	p.get("/_sandbox/deliveries?state=waiting").has("count", "0")
	inbox.none()
}
