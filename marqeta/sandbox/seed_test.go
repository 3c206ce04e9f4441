package sandbox_test

import (
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
)

const seed = `[
	{"method": "PUT", "path": "/_sandbox/clock", "body": {"now": "2026-01-01T00:00:00Z", "mode": "frozen"}},
	{"method": "post", "path": "/fundingsources/program", "body": {"token": "fs", "name": "Operating account"}},
	{"method": "POST", "path": "/cardproducts", "body": {"token": "cp", "name": "Cards", "start_date": "2020-05-01", "config": {
		"card_life_cycle": {"activate_upon_issue": true}, "jit_funding": {"program_funding_source": {"enabled": true, "funding_source_token": "fs"}}}}},
	{"name": "ada", "method": "POST", "path": "/users", "body": {"first_name": "Ada"}},
	{"name": "card", "method": "POST", "path": "/cards", "body": {"user_token": "${ada.token}", "card_product_token": "cp"}},
	{"name": "auth", "method": "POST", "path": "/simulations/cardtransactions/authorization", "body": {"card_token": "${card.token}", "amount": 10}},
	{"method": "POST", "path": "/simulations/cardtransactions/authorization.clearing", "body": {"preceding_related_transaction_token": "${auth.transaction.token}", "amount": 10}},
	{"method": "GET", "path": "/transactions/${auth.transaction.token}/related"}
]`

func seededBy(text string) func(*sandbox.Options) {
	return func(o *sandbox.Options) { o.Seed = []byte(text) }
}

func TestSeed(t *testing.T) {
	everywhere(t, func(t *testing.T, in func(*sandbox.Options)) {
		p := start(t, in, seededBy(seed))
		want := p.picture()
		p.get("/users").has("count", "1", "data.0.first_name", "Ada", "data.0.created_time", "2026-01-01T00:00:00Z")
		p.get("/transactions?state=ALL").has("count", "2", "data.0.type", "authorization.clearing")
		p.get("/_sandbox/snapshots").has("count", "1", "data.0.name", "seed")
		p.post("/users", `{"token":"bob"}`).is(201)
		p.put("/_sandbox/clock", `{"advance":"1h"}`).is(200)
		p.post("/_sandbox/reset", nil).is(200).has("to", "seed")
		if got := p.picture(); got != want {
			t.Errorf("reset:\n%s\nwant\n%s", got, want)
		}
		p.post("/_sandbox/reset", `{"to":"empty"}`).is(200)
		p.get("/users").has("count", "0")
	})
}

// A state that is not empty is left alone; an exported one is a seed too.
func TestSeedOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir), seededBy(seed))
	p.post("/users", `{"token":"bob"}`).is(201)
	file := p.get("/_sandbox/snapshots/seed/file").is(200)
	p.stop()
	p = start(t, inFolder(dir), seededBy(seed))
	p.get("/users").has("count", "2")
	p.post("/_sandbox/reset", nil).is(200).has("to", "seed")
	p.get("/users").has("count", "1")

	other := start(t, seededBy(string(file.raw)))
	other.get("/users").has("count", "1", "data.0.first_name", "Ada")
	other.get("/_sandbox/clock").has("mode", "frozen", "now", "2026-01-01T00:00:00.000Z")
}

// A seed that fails says where, and leaves nothing.
func TestSeedsThatFail(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`[{"method":"POST","path":"/users","body":{"token":"ada"}},{"method":"POST","path":"/cards","body":{}}]`: "call 2, POST /cards: 400",
		`[{"name":"x","method":"GET","path":"/ping"},{"method":"GET","path":"/users/${x.none}"}]`:                "call 2, GET /users/${x.none}: ${x.none} refers to nothing",
		`[{"method":"POST","path":"/_sandbox/reset"}]`:                                                           "call 1, POST /_sandbox/reset: a seed is about",
		`[{"method":"FETCH","path":"/users"}]`:                                                                   "call 1, FETCH /users: 405",
		`[{"method":"GET","path":"users"}]`:                                                                      "call 1",
		`[{"method":"G T","path":"/users"}]`:                                                                     "call 1",
		`[`:                                                                                                      "read the list of calls",
		`"x"`:                                                                                                    "read the list of calls",
		`{"sandbox_state":1}`:                                                                                    "not an export",
	} {
		dir := t.TempDir()
		server, err := sandbox.New(sandbox.Options{Data: dir, Seed: []byte(text)})
		if err == nil {
			t.Errorf("%s: New = %v", text, server.Close())
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: New = %v, want %q", text, err, want)
		}
		p := start(t, inFolder(dir))
		p.get("/users").has("count", "0")
		p.get("/_sandbox/snapshots").has("count", "0")
		p.stop()
	}
}
