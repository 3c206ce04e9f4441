package sandbox_test

import (
	"maps"
	"net/http"
	"testing"

	"carddeck/marqeta/sandbox"
)

// commando sets up the control set cm of the gateway of behindGateway, which the
// source fs_backup pays for.
func (p *program) commando(criteria map[string]any, enables ...map[string]any) {
	p.Helper()
	p.post("/fundingsources/program", map[string]any{"token": "fs_backup", "name": "Backup"}).is(201)
	holds := map[string]any{"program_funding_source": "fs_backup"}
	for _, more := range enables {
		maps.Copy(holds, more)
	}
	p.post("/commandomodes", map[string]any{
		"token": "cm", "program_gateway_funding_source_token": "source_gw01", "commando_mode_enables": holds, "real_time_standin_criteria": criteria,
	}).is(201)
}

func (p *program) switchCommando(on bool) {
	p.Helper()
	p.post("/commandomodes/transitions", map[string]any{"commando_mode_token": "cm", "transition": map[string]any{"commando_enabled": on, "reason": "drill", "username": "ada"}}).is(201)
}

func (p *program) buys(amount any) answer {
	p.Helper()
	return p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": amount})
}

func (p *program) traceOf(a answer) answer {
	p.Helper()
	return p.get("/_sandbox/transactions/" + a.text("transaction.token") + "/trace").is(200)
}

// all are the criteria of Commando Mode.
var all = map[string]any{"enabled": true, "include_connection_errors": true, "include_response_timeouts": true, "include_application_errors": true}

func hangUp(http.ResponseWriter, []byte) { panic(http.ErrAbortHandler) }

// Each criterion stands in for its own failure and for no other, whatever the switch
// says.
func TestCriteriaOfCommandoMode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		failure, criterion, fault string
		says                      func(http.ResponseWriter, []byte)
		timedOut                  string
	}{
		{"connection_error", "include_connection_errors", "", hangUp, "false"},
		{"connection_error", "include_connection_errors", `"effect":"drop_before"`, nil, "false"},
		{"connection_error", "include_connection_errors", `"effect":"drop_after"`, nil, "false"},
		{"response_timeout", "include_response_timeouts", `"effect":"delay","delay":"3100ms"`, nil, "true"},
		{"application_error", "include_application_errors", "", raw(500, "{}"), "false"},
		{"application_error", "include_application_errors", "", raw(200, ""), "false"},
		{"application_error", "include_application_errors", "", echo(200, map[string]any{"token": "other"}), "false"},
		{"application_error", "include_application_errors", `"effect":"malformed"`, nil, "false"},
		{"application_error", "include_application_errors", `"effect":"status","status":307`, nil, "false"},
	} {
		for _, criterion := range []string{"include_connection_errors", "include_response_timeouts", "include_application_errors", "enabled"} {
			t.Run(c.failure+" "+c.fault+" "+criterion, func(t *testing.T) {
				t.Parallel()
				p := start(t)
				e := p.behindGateway()
				p.commando(map[string]any{"enabled": criterion != "enabled", criterion: criterion != "enabled"})
				if c.says != nil {
					e.says(c.says)
				}
				if c.fault != "" {
					p.fault(`{"funding_source":"source_gw01",` + c.fault + `}`)
				}
				a := p.buys(20).has("transaction.gpa_order.funding.gateway_log.timed_out", c.timedOut)
				trace := p.traceOf(a).has("checks.17.name", "gateway", "checks.17.result", "failed", "checks.17.values.failure", c.failure, "checks.18.name", "stand_in")
				if criterion != c.criterion {
					a.has("transaction.state", "DECLINED", "transaction.response.code", "1016").lacks("transaction.standin_by", "transaction.standin_approved_by")
					trace.has("decided_by", "gateway", "checks.17.code", "1016", "checks.18.result", "not_reached")
					p.get("/commandomodes/cm/transitions").has("count", "1")
					return
				}
				a.has("transaction.type", "authorization", "transaction.state", "PENDING", "transaction.response.code", "0000", "transaction.gpa.ledger_balance", "20",
					"transaction.standin_by", "COMMANDO_AUTO", "transaction.standin_approved_by", "COMMANDO_AUTO",
					"transaction.gpa_order.funding.source.type", "program", "transaction.gpa_order.funding_source_token", "**********ckup", "transaction.gpa_order.state", "PENDING",
					"transaction.gpa_order.jit_funding.method", "pgfs.authorization").lacks("transaction.standin_reason", "transaction.gpa_order.jit_funding.decline_reason")
				trace.has("decided_by", "stand_in", "response_code", "0000", "checks.18.result", "passed", "checks.18.values.standin_by", "COMMANDO_AUTO",
					"checks.18.values.commando_mode_token", "cm", "checks.18.values.program_funding_source", "fs_backup", "checks.18.values.standin_approved_by", "COMMANDO_AUTO")
				if got := trace.at("checks.17.code"); got != "" {
					t.Errorf("code of a failure that was stood in for: %s", got)
				}
				p.get("/commandomodes/cm").has("current_state.commando_enabled", "false")
				p.get("/commandomodes/cm/transitions").has("count", "2", "data.0.type", c.failure, "data.0.transition.channel", "SYSTEM", "data.0.transition.commando_enabled", "false")
				twin := p.get("/transactions?type=gpa.credit.authorization&state=ALL").has("count", "1", "data.0.subnetwork", "MANAGED_JIT", "data.0.amount", "20")
				p.get("/transactions/fundingsource/fs_backup?state=ALL&type=gpa.credit.authorization").has("data.0.token", twin.text("data.0.token"))
			})
		}
	}
}

// A slow answer is one after three seconds where the criterion is set, whatever the
// gateway is allowed itself; a switch that is on does not wait for criteria.
func TestCommandoModesPatience(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		criteria map[string]any
		delay    string
		standIn  string
		code     string
	}{
		"slow enough":             {all, "2900ms", "", "0000"},
		"too slow for commando":   {all, "3001ms", "COMMANDO_AUTO", "0000"},
		"without the criterion":   {map[string]any{"enabled": true, "include_connection_errors": true}, "3001ms", "", "0000"},
		"without any criterion":   {nil, "6900ms", "", "0000"},
		"too slow for all":        {nil, "7001ms", "", "1016"},
		"the criteria are asleep": {map[string]any{"include_response_timeouts": true}, "6900ms", "", "0000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			p.behindGateway()
			p.put("/fundingsources/programgateway/source_gw01", `{"timeout_millis":7000}`).is(200)
			p.commando(c.criteria)
			p.fault(`{"funding_source":"source_gw01","effect":"delay","delay":"` + c.delay + `"}`)
			p.buys(20).has("transaction.response.code", c.code, "transaction.standin_by", c.standIn)
		})
	}
}

// While the mode is switched on nobody is asked; afterwards everybody is again.
func TestCommandoModeBySwitch(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	e := p.behindGateway()
	p.commando(nil)
	p.webhook("w", inbox.url, "transaction.*")
	p.buys(10).lacks("transaction.standin_by")
	inbox.next()
	p.switchCommando(true)
	a := p.buys(20).has("transaction.state", "PENDING", "transaction.standin_by", "COMMANDO_MANUAL", "transaction.standin_approved_by", "COMMANDO_MANUAL",
		"transaction.gpa_order.funding.source.type", "program", "transaction.gpa_order.jit_funding.method", "pgfs.authorization").lacks("transaction.gpa_order.funding.gateway_log")
	if a.text("transaction.gpa_order.jit_funding.token") == "" {
		t.Error("no token to join by")
	}
	inbox.next().has("transactions.0.standin_approved_by", "COMMANDO_MANUAL", "transactions.0.gpa_order.jit_funding.amount", "20")
	p.traceOf(a).has("decided_by", "stand_in", "checks.17.result", "not_reached", "checks.17.values.why", "Commando Mode is switched on", "checks.18.result", "passed")
	p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/gateway").refused(404, "404001")
	p.simulate("pindebit", map[string]any{"card_token": "card_eve", "amount": 5}).has("transaction.state", "COMPLETION", "transaction.standin_approved_by", "COMMANDO_MANUAL", "transaction.gpa_order.state", "COMPLETION")
	p.simulate("pindebit.balanceinquiry", map[string]any{"card_token": "card_eve"}).has("transaction.response.code", "0000", "transaction.standin_by", "COMMANDO_MANUAL")
	p.simulate("refund.authorization", map[string]any{"card_token": "card_eve", "amount": 3}).has("transaction.standin_by", "COMMANDO_MANUAL", "transaction.gpa_order_unload.funding.source.type", "program")
	if _, n := e.last(); n != 1 {
		t.Errorf("asked %d times, want 1", n)
	}
	p.switchCommando(false)
	p.buys(30).lacks("transaction.standin_by").has("transaction.gpa_order.funding.source.type", "programgateway")
	if _, n := e.last(); n != 2 {
		t.Errorf("asked %d times, want 2", n)
	}
}

// What was stood in for goes on as it began: the source that paid is paid back.
func TestAfterStandingIn(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	p.commando(nil)
	p.switchCommando(true)
	first := p.buys(100)
	jit, order := first.text("transaction.gpa_order.jit_funding.token"), first.text("transaction.gpa_order.token")
	p.switchCommando(false)
	follow := func(kind string, amount any) answer {
		return p.simulate(kind, map[string]any{"preceding_related_transaction_token": first.text("transaction.token"), "amount": amount})
	}
	// An increment is a decision of its own, and the gateway is back.
	follow("authorization.incremental", 40).lacks("transaction.standin_by").has("transaction.gpa_order.token", order, "transaction.gpa_order.funding.source.type", "programgateway",
		"transaction.gpa_order.jit_funding.original_jit_funding_token", jit, "transaction.gpa.ledger_balance", "140")
	if asked, n := e.last(); n != 1 {
		t.Errorf("asked %d times, want 1", n)
	} else {
		asked.has("gpa_order.jit_funding.original_jit_funding_token", jit, "gpa_order.jit_funding.amount", "40", "gpa_order.funding.source.type", "programgateway")
	}
	for _, a := range []answer{follow("authorization.reversal", 10), follow("authorization.advice", 120), follow("authorization.clearing", 130)} {
		a.lacks("transaction.standin_by").has("transaction.gpa_order.token", order, "transaction.gpa_order.funding.source.type", "program",
			"transaction.gpa_order.jit_funding.original_jit_funding_token", jit)
	}
	p.get("/balances/eve").has("gpa.ledger_balance", "0", "gpa.available_balance", "0")

	// The other way round: the gateway began, and is gone when the amount is raised.
	first = p.buys(50)
	p.switchCommando(true)
	follow("authorization.incremental", 5).has("transaction.standin_approved_by", "COMMANDO_MANUAL", "transaction.gpa_order.funding.source.type", "program")
	follow("authorization.clearing", 55).has("transaction.gpa_order.funding.source.type", "programgateway", "transaction.gpa.ledger_balance", "0")
}

// Commando Mode approves within the controls that are listed for it, which sleep
// until then.
func TestCommandoModesControls(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.behindGateway()
	p.post("/velocitycontrols", `{"token":"vc","name":"50 a day","currency_code":"USD","amount_limit":50,"velocity_window":"DAY","association":{"card_product_token":"cp_gw"}}`).is(201)
	p.post("/velocitycontrols", `{"token":"vc_other","currency_code":"USD","amount_limit":1,"velocity_window":"DAY","association":{"user_token":"eve"}}`).is(201)
	p.put("/velocitycontrols/vc_other", `{"active":false}`).is(200)
	p.post("/authcontrols", `{"token":"ac","name":"No bars","merchant_scope":{"mcc":"5813"}}`).is(201)
	p.commando(nil, map[string]any{"velocity_controls": []string{"vc", "vc_other"}, "auth_controls": []string{"ac"}, "ignore_card_suspended_state": true})
	at := func(mcc string, amount any) answer {
		return p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": amount, "card_acceptor": map[string]any{"mcc": mcc}})
	}
	at("5813", 30).has("transaction.response.code", "0000").lacks("transaction.standin_by")
	at("5411", 500).has("transaction.response.code", "0000")
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.put("/_sandbox/clock", `{"advance":"P1D"}`).is(200)
	at("5411", 15)
	p.switchCommando(true)
	a := at("5813", 5).has("transaction.state", "DECLINED", "transaction.response.code", "1025", "transaction.standin_by", "COMMANDO_MANUAL",
		"transaction.gpa_order.state", "DECLINED", "transaction.gpa_order.response.code", "1842").lacks("transaction.standin_approved_by", "transaction.gpa_order.funding.gateway_log")
	p.traceOf(a).has("decided_by", "stand_in", "checks.18.result", "failed", "checks.18.code", "1025", "checks.18.control_token", "ac", "checks.13.result", "passed")
	// The window has counted since its start, also what the gateway approved.
	a = at("5411", 35.01).has("transaction.response.code", "1834", "transaction.response.additional_information", "50 a day", "transaction.standin_by", "COMMANDO_MANUAL")
	p.traceOf(a).has("decided_by", "stand_in", "checks.18.control_token", "vc", "checks.18.values.velocity_controls.controls.0.used_minor_units", "1500",
		"checks.18.values.velocity_controls.controls.0.limit_minor_units", "5000", "checks.14.result", "passed")
	p.post("/_sandbox/trials", map[string]any{"transaction_token": a.text("transaction.token"), "search": true}).is(200).
		has("outcome", "declined", "suggestions.0.steps.0.kind", "limit", "suggestions.0.steps.0.to", "50.01")
	at("5411", 35).has("transaction.response.code", "0000", "transaction.standin_approved_by", "COMMANDO_MANUAL")

	p.post("/cardtransitions", map[string]any{"card_token": "card_eve", "state": "SUSPENDED", "channel": "API", "reason_code": "00"}).is(201)
	p.put("/_sandbox/clock", `{"advance":"P1D"}`).is(200)
	at("5411", 1).has("transaction.response.code", "0000", "transaction.standin_approved_by", "COMMANDO_MANUAL")
	p.put("/commandomodes/cm", `{"commando_mode_enables":{"ignore_card_suspended_state":false}}`).is(200)
	at("5411", 1).has("transaction.response.code", "1003").lacks("transaction.standin_by")
	p.post("/cardtransitions", map[string]any{"card_token": "card_eve", "state": "ACTIVE", "channel": "API", "reason_code": "00"}).is(201)

	p.fault(`{"funding_source":"fs_backup","effect":"decline","count":1}`)
	at("5411", 1).has("transaction.response.code", "1016", "transaction.standin_by", "COMMANDO_MANUAL")
	p.put("/fundingsources/program/fs_backup", `{"name":"Backup","active":false}`).is(200)
	a = at("5411", 1).has("transaction.response.code", "1016")
	p.traceOf(a).has("decided_by", "stand_in", "checks.18.values.funding_source_active", "false", "checks.18.values.why", "the program funding source is switched off")
	p.switchCommando(false)
	at("5813", 5).has("transaction.response.code", "0000").lacks("transaction.standin_by")
}

// Controls that a program is globally denied without name what Commando Mode allows.
func TestCommandoModeAllows(t *testing.T) {
	t.Parallel()
	p := start(t, func(o *sandbox.Options) { o.GloballyDeny = true })
	p.behindGateway()
	p.post("/authcontrols", `{"token":"all","name":"Anything","merchant_scope":{}}`).is(201)
	p.post("/authcontrols", `{"token":"food","name":"Groceries","merchant_scope":{"mcc":"5411"}}`).is(201)
	p.commando(nil, map[string]any{"auth_controls": []string{"food"}})
	p.switchCommando(true)
	for mcc, code := range map[string]string{"5411": "0000", "5813": "1025"} {
		p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 5, "card_acceptor": map[string]any{"mcc": mcc}}).
			has("transaction.response.code", code, "transaction.standin_by", "COMMANDO_MANUAL")
	}
}

// A trial tells what Commando Mode would have done about a failure, and what it would
// have refused.
func TestTrialsOfStandingIn(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	e.says(hangUp)
	failed := p.buys(20).has("transaction.response.code", "1016").text("transaction.token")
	p.post("/fundingsources/program", map[string]any{"token": "fs_backup", "name": "Backup"}).is(201)
	set := map[string]any{"token": "cm", "program_gateway_funding_source_token": "source_gw01",
		"commando_mode_enables": map[string]any{"program_funding_source": "fs_backup"}, "real_time_standin_criteria": all}
	before := p.dump()
	p.try(failed, nil).is(200).has("outcome", "declined", "trace.decided_by", "gateway")
	p.try(failed, map[string]any{"changes": []any{change("commandomodes", "", "create", set)}}).is(200).
		has("outcome", "approved", "transaction.standin_approved_by", "COMMANDO_AUTO", "trace.decided_by", "stand_in", "trace.checks.17.values.failure", "connection_error")
	set["real_time_standin_criteria"] = map[string]any{}
	on := map[string]any{"commando_mode_token": "cm", "transition": map[string]any{"commando_enabled": true}}
	p.try(failed, map[string]any{"changes": []any{change("commandomodes", "", "create", set), change("commandomodes/transitions", "", "create", on)}}).is(200).
		has("outcome", "approved", "transaction.standin_approved_by", "COMMANDO_MANUAL")
	if after := p.dump(); after != before {
		t.Error("a trial left something behind")
	}
	if _, n := e.last(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}
