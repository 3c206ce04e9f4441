package sandbox_test

import "testing"

// gateway sets up the gateway source gw and the program source that pays in its
// place.
func (p *program) gateway() *program {
	p.Helper()
	p.post("/fundingsources/program", map[string]any{"token": "fs_backup", "name": "Backup"}).is(201)
	p.post("/fundingsources/programgateway", map[string]any{
		"token": "gw", "name": "Gateway", "url": "http://127.0.0.1:1/", "basic_auth_username": "gate", "basic_auth_password": password,
	}).is(201)
	return p
}

func TestCommandoModes(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).gateway(), receive(t)
	p.webhook("w", inbox.url, "commandomodetransition.*")
	body := func() map[string]any {
		return map[string]any{
			"token": "cm", "program_gateway_funding_source_token": "gw",
			"commando_mode_enables":      map[string]any{"program_funding_source": "fs_backup"},
			"real_time_standin_criteria": map[string]any{"enabled": true, "include_response_timeouts": "true"},
		}
	}
	p.post("/commandomodes", body()).is(201).has(
		"commando_mode_enables.program_funding_source", "fs_backup", "commando_mode_enables.ignore_card_suspended_state", "false",
		"commando_mode_enables.use_cache_balance", "false", "real_time_standin_criteria.enabled", "true",
		"real_time_standin_criteria.include_response_timeouts", "true", "real_time_standin_criteria.include_connection_errors", "false",
		"current_state", `{"commando_enabled":false,"reason":"New Commando Mode created","channel":"SYSTEM"}`,
		"created_time", "2026-03-02T10:15:30Z").lacks("commando_mode_enables.auth_controls")
	inbox.next().has("commandomodetransitions.0.commando_mode_token", "cm", "commandomodetransitions.0.transition.commando_enabled", "false")
	p.post("/commandomodes", body()).is(201).has("token", "cm")
	p.get("/commandomodes/cm").is(200).has("program_gateway_funding_source_token", "gw")
	p.get("/commandomodes").is(200).has("count", "1", "data.0.token", "cm")
	p.get("/commandomodes?count=11").refused(413, "413002")
	p.get("/commandomodes/none").refused(404, "404001")

	for name, change := range map[string]map[string]any{
		"another payload":  {"real_time_standin_criteria": map[string]any{}},
		"a second set":     {"token": "cm2"},
		"no gateway":       {"token": "x", "program_gateway_funding_source_token": "none"},
		"no source":        {"token": "x", "commando_mode_enables": map[string]any{"program_funding_source": "gw"}},
		"no control":       {"token": "x", "commando_mode_enables": map[string]any{"program_funding_source": "fs_backup", "auth_controls": []string{"none"}}},
		"nothing enabled":  {"token": "x", "commando_mode_enables": nil},
		"no gateway named": {"token": "x", "program_gateway_funding_source_token": ""},
	} {
		wrong := body()
		for field, value := range change {
			wrong[field] = value
		}
		if a := p.post("/commandomodes", wrong); a.status != 400 && a.status != 409 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	p.put("/commandomodes/cm", `{"real_time_standin_criteria":{"include_connection_errors":true},"commando_mode_enables":{"ignore_card_suspended_state":true}}`).is(200).
		has("real_time_standin_criteria.include_response_timeouts", "true", "real_time_standin_criteria.include_connection_errors", "true",
			"commando_mode_enables.program_funding_source", "fs_backup", "commando_mode_enables.ignore_card_suspended_state", "true")
	p.put("/commandomodes/cm", `{}`).is(200)
	p.post("/velocitycontrols", `{"token":"vc","currency_code":"USD","amount_limit":50,"velocity_window":"DAY"}`).is(201)
	p.put("/commandomodes/cm", `{"commando_mode_enables":{"velocity_controls":["vc"]}}`).is(200).has("commando_mode_enables.velocity_controls", `["vc"]`)
	p.put("/commandomodes/cm", `{"commando_mode_enables":{"velocity_controls":["none"]}}`).refused(400, "400002")
	p.put("/commandomodes/cm", `{"commando_mode_enables":{"program_funding_source":"none"}}`).refused(400, "400002")
	p.put("/commandomodes/none", `{}`).refused(404, "404001")
}

func TestCommandoModeTransitions(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).gateway(), receive(t)
	p.post("/commandomodes", map[string]any{
		"token": "cm", "program_gateway_funding_source_token": "gw", "commando_mode_enables": map[string]any{"program_funding_source": "fs_backup"},
	}).is(201)
	p.webhook("w", inbox.url, "commandomodetransition.enabled")
	body := map[string]any{"token": "on", "commando_mode_token": "cm", "transition": map[string]any{"commando_enabled": true, "reason": "outage", "username": "ada"}}
	p.post("/commandomodes/transitions", body).is(201).has("token", "on", "commando_mode_token", "cm", "type", "enabled", "name", "ada",
		"transition", `{"commando_enabled":true,"reason":"outage","channel":"API","username":"ada"}`)
	inbox.next().has("commandomodetransitions.0.token", "on")
	p.post("/commandomodes/transitions", body).is(201)
	p.get("/commandomodes/cm").has("current_state.commando_enabled", "true", "current_state.channel", "API", "current_state.reason", "outage")
	p.post("/commandomodes/transitions", map[string]any{"commando_mode_token": "cm", "transition": map[string]any{"commando_enabled": false, "channel": "ADMIN"}}).is(201)
	p.get("/commandomodes/cm").has("current_state", `{"commando_enabled":false,"channel":"ADMIN"}`)
	p.get("/commandomodes/transitions/on").is(200).has("transition.reason", "outage")
	p.get("/commandomodes/cm/transitions").is(200).has("count", "3", "data.0.transition.channel", "ADMIN", "data.1.token", "on", "data.2.transition.reason", "New Commando Mode created")
	inbox.none()

	p.get("/commandomodes/none/transitions").refused(404, "404001")
	p.get("/commandomodes/transitions/none").refused(404, "404001")
	p.post("/commandomodes/transitions", `{"commando_mode_token":"none","transition":{"commando_enabled":true}}`).refused(400, "400002")
	p.post("/commandomodes/transitions", `{"commando_mode_token":"cm","transition":{}}`).refused(400, "400001")
	p.post("/commandomodes/transitions", `{"commando_mode_token":"cm"}`).refused(400, "400001")
	p.post("/commandomodes/transitions", `{"commando_mode_token":"cm","transition":{"commando_enabled":true,"channel":"FAX"}}`).refused(400, "400037")
}
