package sandbox_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

func TestMerchantGroups(t *testing.T) {
	t.Parallel()
	p := start(t)
	for range 2 {
		p.post("/merchantgroups", `{"token":"shops","name":"Shops","mids":["1111","2222"]}`).is(201).
			has("active", "true", "created_time", "2026-03-02T10:15:30Z", "last_modified_time", "2026-03-02T10:15:30Z", "mids", `["1111","2222"]`)
	}
	p.post("/merchantgroups", `{"token":"shops","name":"Shops"}`).refused(409, "409001")
	p.post("/merchantgroups", `{"name":"Nobody yet"}`).is(201).lacks("mids")
	p.get("/merchantgroups/shops").is(200).has("name", "Shops")
	p.get("/merchantgroups/x").refused(404, "404001").has("error_message", "Merchant Group not found")
	p.get("/merchantgroups?mid=2222").is(200).has("count", "1", "data.0.token", "shops")
	p.get("/merchantgroups?mid=3333").is(200).has("count", "0")

	p.clock.advance(time.Minute)
	p.put("/merchantgroups/shops", `{}`).is(200).has("last_modified_time", "2026-03-02T10:15:30Z")
	p.put("/merchantgroups/shops", `{"mids":["3333"],"active":false}`).is(200).has("mids", `["3333"]`, "active", "false", "last_modified_time", "2026-03-02T10:16:30Z")
	p.put("/merchantgroups/x", `{}`).refused(404, "404001")
	p.get("/merchantgroups?count=1").is(200).has("data.0.token", "shops", "is_more", "true")

	many := make([]string, 4001)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	tooMany, _ := json.Marshal(map[string]any{"name": "n", "mids": many})
	for bad, code := range map[string]string{
		`{}`: "400001", `{"name":"` + fmt.Sprintf("%041d", 0) + `"}`: "400001", `{"name":"n","mids":[]}`: "400001", `{"name":"n","mids":["1","1"]}`: "400001",
		`{"name":"n","mids":[""]}`: "400001", `{"name":"n","mids":[[]]}`: "400037", string(tooMany): "400001",
	} {
		p.post("/merchantgroups", bad).refused(400, code)
	}
}
