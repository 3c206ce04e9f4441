package sandbox_test

import (
	"testing"
	"time"
)

func TestAuthControls(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.post("/merchantgroups", `{"token":"shops","name":"Shops","mids":["1111"]}`).is(201)
	const body = `{"token":"a","name":"No shops","association":{"user_token":"ada"},"merchant_scope":{"merchant_group_token":"shops"},"start_time":"2026-03-01T00:00:00.5Z"}`
	const shown = `{"token":"a","name":"No shops","association":{"user_token":"ada"},"merchant_scope":{"merchant_group_token":"shops"},"start_time":"2026-03-01T00:00:00Z","active":true}`
	for range 2 {
		if a := p.post("/authcontrols", body).is(201); string(a.raw) != shown {
			t.Errorf("created %s, want %s", a.raw, shown)
		}
	}
	p.post("/authcontrols", `{"token":"a","name":"b","merchant_scope":{}}`).refused(409, "409001")
	p.get("/authcontrols/a").is(200).has("name", "No shops")
	p.get("/authcontrols/x").refused(404, "404001").has("error_message", "Auth control not found")
	p.put("/authcontrols/x", `{}`).refused(404, "404001")
	p.put("/authcontrols/a", `{}`).is(200)
	p.put("/authcontrols/a", `{"merchant_scope":{"mid":"2222"},"end_time":"2026-04-01T00:00:00Z","active":false}`).is(200).
		has("merchant_scope", `{"mid":"2222"}`, "end_time", "2026-04-01T00:00:00Z", "start_time", "2026-03-01T00:00:00Z", "active", "false")
	p.put("/authcontrols/a", `{"end_time":null}`).is(200).lacks("end_time")
	p.get("/authcontrols?user=ada").is(200).has("count", "1")
	p.get("/authcontrols?user=null").is(200).has("count", "0")
	p.get("/authcontrols?card_product=null").is(200).has("count", "1")
	for bad, code := range map[string]string{
		`{"merchant_scope":{}}`: "400001", `{"name":"n"}`: "400001", `{"name":"n","association":{"user_token":"none"}}`: "400010",
		`{"name":"n","association":{"card_product_token":"none"}}`: "400016", `{"name":"n","merchant_scope":{"mcc_group":"none"}}`: "400002",
		`{"name":"n","merchant_scope":{"merchant_group_token":"none"}}`: "400002", `{"name":"n","merchant_scope":{"mid":"1","mcc":"5411"}}`: "400001",
		`{"name":"n","merchant_scope":{},"start_time":"tomorrow"}`:                                               "400037",
		`{"name":"n","merchant_scope":{},"start_time":"2026-04-01T00:00:00Z","end_time":"2026-04-01T00:00:00Z"}`: "400001",
	} {
		p.post("/authcontrols", bad).refused(400, code)
	}
}

func TestExemptMIDs(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	const shown = `{"token":"e","name":"Canteen","association":{},"mid":"984226812886","active":true,"created":"2026-03-02T10:15:30Z","last_updated":"2026-03-02T10:15:30Z"}`
	for range 2 {
		if a := p.post("/authcontrols/exemptmids", `{"token":"e","name":"Canteen","mid":"984226812886"}`).is(201); string(a.raw) != shown {
			t.Errorf("created %s, want %s", a.raw, shown)
		}
	}
	p.post("/authcontrols/exemptmids", `{"token":"e","name":"Other","mid":"1"}`).refused(409, "409001")
	p.clock.advance(time.Second)
	if a := p.put("/authcontrols/exemptmids/e", `{"active":false,"name":"ignored"}`).is(204); len(a.raw) != 0 {
		t.Errorf("updated: %s, want no body", a.raw)
	}
	p.put("/authcontrols/exemptmids/e", nil).is(204)
	p.get("/authcontrols/exemptmids/e").is(200).has("name", "Canteen", "active", "false", "created", "2026-03-02T10:15:30Z", "last_updated", "2026-03-02T10:15:31Z")
	p.put("/authcontrols/exemptmids/x", `{"active":true}`).refused(404, "404001")
	p.get("/authcontrols/exemptmids/x").refused(404, "404001")
	p.get("/authcontrols/exemptmids?user=null&card_product=null").is(200).has("count", "1")
	p.get("/authcontrols/exemptmids?user=ada").is(200).has("count", "0")
	p.get("/authcontrols/exemptmids?sort_by=name").is(200).has("data.0.token", "e")
	for bad, code := range map[string]string{
		`{"mid":"1"}`: "400001", `{"name":"n"}`: "400001", `{"name":"n","mid":"1","merchant_group_token":"g"}`: "400001",
		`{"name":"n","merchant_group_token":"none"}`: "400002", `{"name":"n","mid":"1","association":{"user_token":"none"}}`: "400010",
		`{"name":"n","mid":"1234567890123456789012345678901234567"}`: "400001",
	} {
		p.post("/authcontrols/exemptmids", bad).refused(400, code)
	}
}
