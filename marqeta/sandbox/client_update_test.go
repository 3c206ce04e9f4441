package sandbox_test

import (
	"bytes"
	"encoding/json"
	"testing"
)

// Clients that keep objects read one, change a member and send the whole back, with
// its times, its states and its masks. Only that member changes.
func TestWholeObjectsSentBack(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.post("/users", `{"token":"eve","first_name":"Eve","ssn":"123-45-6789","postal_code":"94612","password":"`+password+`","birth_date":"1990-01-15",
		"identifications":[{"type":"SSN","value":"123-45-6789"}],"metadata":{"tier":"gold"},"parent_token":"ada"}`).is(201)
	p.post("/webhooks", `{"token":"hook","name":"n","events":["*"],"config":{"url":"https://hooks.example.com/","basic_auth_username":"marqeta","basic_auth_password":"`+password+`",
		"secret":"`+password+`","custom_header":{"X-One":"1"}}}`).is(201)
	p.post("/fundingsources/programgateway", `{"token":"gate","name":"n","url":"https://jit.example.com/","basic_auth_username":"u","basic_auth_password":"`+password+`","custom_header":{"X_name":"v"}}`).is(201)
	p.post("/businesses", `{"token":"acme","business_name_legal":"Acme","identifications":[{"type":"BUSINESS_TAX_ID","value":"901721634"}],
		"proprietor_or_officer":{"first_name":"Ada","last_name":"Lovelace","ssn":"123-45-6789"},"incorporation":{"state_of_incorporation":"LA","incorporation_type":"CORPORATION"}}`).is(201)
	for path, member := range map[string]string{
		"/users/eve": "first_name", "/webhooks/hook": "name", "/fundingsources/program/fs_0001": "name", "/fundingsources/programgateway/gate": "name",
		"/cardproducts/cp": "name", "/businesses/acme": "business_name_dba", "/cards/card_ada": "metadata",
	} {
		before := p.get(path).is(200)
		p.clock.advance(1e9)
		if after := p.put(path, string(before.raw)).is(200); string(after.raw) != string(before.raw) {
			t.Errorf("%s sent back unchanged: %s, want %s", path, after.raw, before.raw)
		}
		var whole map[string]any
		if err := json.Unmarshal(before.raw, &whole); err != nil {
			t.Fatal(err)
		}
		var changed any = "changed"
		if member == "metadata" {
			changed = map[string]any{"name_1": "changed"}
		}
		whole[member] = changed
		after := p.put(path, whole).is(200)
		whole["last_modified_time"] = after.text("last_modified_time")
		if version := after.text("version"); version != "" {
			whole["version"] = version // counts the changes of a gateway
		}
		if after.text("last_modified_time") == before.text("last_modified_time") {
			t.Errorf("%s: last_modified_time stayed", path)
		}
		want, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(after.raw, &got); err != nil {
			t.Fatal(err)
		}
		if raw, err := json.Marshal(got); err != nil || !bytes.Equal(raw, want) {
			t.Errorf("%s with another %s = %s, want %s", path, member, raw, want)
		}
	}
	// What was masked is still what it was.
	p.get("/users/eve/ssn?full_ssn=true").is(200).has("ssn", "123-45-6789")
}
