package sandbox_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

func TestMCCGroups(t *testing.T) {
	t.Parallel()
	p := start(t)
	body := `{"token":"hotels","name":"Hotels","mccs":["7011","3501-3999"],"config":{"authorization_controls":{"hold_increase":{"type":"PERCENT","value":20.5},"hold_expiration_days":2}}}`
	const shown = `{"token":"hotels","name":"Hotels","mccs":["7011","3501-3999"],"active":true,"config":{"authorization_controls":{"hold_increase":{"type":"PERCENT","value":20.5},"hold_expiration_days":2}}}`
	for range 2 {
		if a := p.post("/mccgroups", body).is(201); string(a.raw) != shown {
			t.Errorf("created %s, want %s", a.raw, shown)
		}
	}
	p.post("/mccgroups", `{"token":"hotels","name":"Hotels","mccs":["7011"]}`).refused(409, "409001")
	p.post("/mccgroups", `{"token":"none","name":"Nothing","mccs":[],"active":false}`).is(201).has("active", "false", "mccs", "[]").lacks("config")
	p.get("/mccgroups/hotels").is(200).has("name", "Hotels")
	p.get("/mccgroups/x").refused(404, "404001").has("error_message", "MCC group not found")
	p.get("/mccgroups?mcc=3600").is(200).has("count", "1", "data.0.token", "hotels")
	p.get("/mccgroups?mcc=4000").is(200).has("count", "0")
	p.get("/mccgroups?sort_by=-name").is(200).has("count", "2", "data.0.token", "none")

	p.put("/mccgroups/hotels", `{}`).is(200).has("name", "Hotels", "mccs.1", "3501-3999")
	p.put("/mccgroups/hotels", `{"mccs":["7011"],"active":false}`).is(200).has("mccs", `["7011"]`, "active", "false", "config.authorization_controls.hold_expiration_days", "2")
	p.put("/mccgroups/hotels", `{"mccs":[]}`).refused(400, "400001")
	p.put("/mccgroups/x", `{}`).refused(404, "404001")

	many := make([]string, 501)
	for i := range many {
		many[i] = fmt.Sprintf("%04d", i)
	}
	tooMany, _ := json.Marshal(map[string]any{"name": "n", "mccs": many})
	for bad, code := range map[string]string{
		`{"mccs":["7011"]}`: "400001", `{"name":"n"}`: "400001", `{"name":"n","mccs":["701"]}`: "400001", `{"name":"n","mccs":["70111"]}`: "400001",
		`{"name":"n","mccs":["7011-"]}`: "400001", `{"name":"n","mccs":["7012-7011"]}`: "400001", `{"name":"n","mccs":["٣٤٥٦"]}`: "400001",
		`{"name":"n","mccs":["7011","7011"]}`: "400001", string(tooMany): "400001", `{"name":"n","mccs":"7011"}`: "400037",
		`{"name":"n","mccs":["7011"],"config":{"authorization_controls":{"hold_expiration_days":101}}}`:                        "400001",
		`{"name":"n","mccs":["7011"],"config":{"authorization_controls":{"hold_increase":{"type":"DOUBLE","value":1}}}}`:       "400037",
		`{"name":"n","mccs":["7011"],"config":{"authorization_controls":{"hold_increase":{"value":1}}}}`:                       "400001",
		`{"name":"n","mccs":["7011"],"config":{"authorization_controls":{"hold_increase":{"type":"AMOUNT"}}}}`:                 "400001",
		`{"name":"n","mccs":["7011"],"config":{"authorization_controls":{"hold_increase":{"type":"AMOUNT","value":"-0.01"}}}}`: "400001",
	} {
		p.post("/mccgroups", bad).refused(400, code)
	}
}

// How long a hold lasts is the group's to say, unless the card product is exempt.
func TestMCCGroupsSayHowLongAHoldLasts(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	days := func(mcc, want string) {
		t.Helper()
		p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1, "card_acceptor": map[string]any{"mcc": mcc}}).
			has("transaction.authorization_expiration", want)
	}
	days("7011", "2026-04-01T10:15:30Z")
	p.post("/mccgroups", `{"token":"plain","name":"Only for controls","mccs":["7011"]}`).is(201)
	days("7011", "2026-04-01T10:15:30Z")
	p.post("/mccgroups", `{"token":"usual","name":"As always","mccs":["5000-7011"],"config":{"authorization_controls":{}}}`).is(201)
	days("7011", "2026-03-09T10:15:30Z")
	p.post("/mccgroups", `{"token":"long","name":"Longer","mccs":["7011"],"config":{"authorization_controls":{"hold_expiration_days":12}}}`).is(201)
	days("7011", "2026-03-14T10:15:30Z")
	days("5411", "2026-03-09T10:15:30Z")
	p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"allow_mcc_group_authorization_controls":false}}}`).is(200)
	days("7011", "2026-04-01T10:15:30Z")
}
