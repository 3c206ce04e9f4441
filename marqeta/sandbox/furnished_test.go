package sandbox_test

import (
	"testing"

	"carddeck/marqeta/sandbox"
)

// Examples written for Marqeta's public sandbox draw on a funding source that nobody
// has made.
func TestPublicExamplesFindTheirFundingSource(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir))
	load := func() {
		t.Helper()
		user := p.post("/users", `{"first_name":"Ada","active":true}`).is(201).text("token")
		p.post("/gpaorders", map[string]any{"user_token": user, "amount": "100.00", "currency_code": "USD", "funding_source_token": "sandbox_program_funding"}).
			is(201).has("state", "COMPLETION", "funding.source.type", "program", "funding_source_token", "**********ding")
		p.worth(user, "100", "100", "0")
	}
	load()
	p.get("/fundingsources/program/sandbox_program_funding").is(200).has("active", "true", "account", "12.003.001.000001", "created_time", "2026-03-02T10:15:30Z")
	p.post("/fundingsources/program", `{"token":"mine","name":"Mine"}`).is(201).has("account", "12.003.001.000002")

	// What somebody changes of it stays.
	p.put("/fundingsources/program/sandbox_program_funding", `{"name":"Changed"}`).is(200)
	p.stop()
	p = start(t, inFolder(dir))
	p.get("/fundingsources/program/sandbox_program_funding").is(200).has("name", "Changed")
	p.post("/_sandbox/reset", `{}`).is(200)
	p.get("/fundingsources/program/sandbox_program_funding").is(200).has("name", "Program funding")
	load()
	p = start(t, func(o *sandbox.Options) {
		o.Seed = []byte(`[{"method":"PUT","path":"/fundingsources/program/sandbox_program_funding","body":{"active":false}}]`)
	})
	p.get("/fundingsources/program/sandbox_program_funding").is(200).has("active", "false")
}
