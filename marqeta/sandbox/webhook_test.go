package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
)

func TestWebhookResource(t *testing.T) {
	t.Parallel()
	p := start(t)
	good := map[string]any{"token": "w", "name": "Hook", "events": []string{"*"}, "config": map[string]any{
		"url": "https://hooks.example/in", "basic_auth_username": "marqeta", "basic_auth_password": password, "secret": password}}
	p.post("/webhooks", good).is(201).has("active", "true", "config.basic_auth_username", "m**********a", "config.basic_auth_password", "A**********a",
		"config.secret", "A**********a", "config.custom_header", "{}", "config.use_mtls", "false", "config.url", "https://hooks.example/in")
	p.get("/webhooks/w").is(200).has("config.basic_auth_password", "A**********a")
	p.put("/webhooks/w", `{"events":["transaction.*"]}`).is(200).has("events", `["transaction.*"]`, "name", "Hook")
	p.put("/webhooks/customheaders/w", `{"custom_header":{"X-Team":"cards"}}`).is(200).has("config.custom_header.X-Team", "cards")
	p.get("/webhooks?active=true").is(200).has("count", "1")
	p.get("/webhooks?active=false").is(200).has("count", "1") // says to leave nothing out
	p.get("/webhooks?active=perhaps").refused(400, "400001")
	p.get("/webhooks/none").refused(404, "404001")
	p.put("/webhooks/none", `{}`).refused(404, "404001")
	p.post("/webhooks/none/ping", `{}`).refused(404, "404001")

	for name, bad := range map[string]map[string]any{
		"no event": {"events": []string{}}, "deep wildcard": {"events": []string{"cardtransition.fulfillment.*"}}, "wildcard inside": {"events": []string{"transaction*"}},
		"empty event": {"events": []string{""}}, "no name": {"name": ""}, "long name": {"name": strings.Repeat("n", 65)},
	} {
		body := maps.Clone(good)
		body["token"] = "other"
		maps.Copy(body, bad)
		if a := p.post("/webhooks", body); a.status != 400 {
			t.Errorf("%s = %d %s, want 400", name, a.status, a.raw)
		}
	}
	for field, bad := range map[string]any{
		"url": "http://hooks.example/", "basic_auth_password": "alllowercase12345678!", "basic_auth_username": "", "secret": "short", "signature_algorithm": "MD5",
		"custom_header": map[string]any{"Bad Name": "1"},
	} {
		body := maps.Clone(good)
		config := maps.Clone(good["config"].(map[string]any))
		config[field] = bad
		body["token"], body["config"] = "other", config
		if a := p.post("/webhooks", body); a.status != 400 || !strings.Contains(a.text("error_message"), field) {
			t.Errorf("%s = %v: %d %s, want 400 naming the field", field, bad, a.status, a.raw)
		}
	}

	for i := range 4 {
		p.webhook(fmt.Sprintf("more%d", i), "https://hooks.example", "*")
	}
	body := maps.Clone(good)
	body["token"] = "sixth"
	p.post("/webhooks", body).refused(400, "400001")
	body["active"] = false
	p.post("/webhooks", body).is(201)
	p.put("/webhooks/sixth", `{"active":true}`).refused(400, "400001")
	p.put("/webhooks/w", `{"active":false}`).is(200)
	p.put("/webhooks/sixth", `{"active":true}`).is(200)
}

func TestNotificationsOfEachCategory(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.webhook("all", inbox.url, "*")
	p.webhook("active", inbox.url, "usertransition.active")
	p.put("/webhooks/customheaders/active", `{"custom_header":{"X-Team":"cards"}}`).is(200)
	p.managed()

	keys := map[string]int{}
	for range 4 {
		n := inbox.next()
		if n.user != "hook" || n.pass != password || n.header.Get("Content-Type") != "application/json;charset=UTF-8" || n.header.Get("X-Marqeta-Request-Trace-Id") == "" {
			t.Errorf("notification came with credentials %q %q and headers %v", n.user, n.pass, n.header)
		}
		for _, key := range []string{"usertransitions", "cardtransitions", "transactions"} {
			if n.at(key) != "" {
				keys[n.path+" "+key]++
			}
		}
		if n.path == "/active" && (n.header.Get("X-Team") != "cards" || n.text("usertransitions.0.status") != "ACTIVE") {
			t.Errorf("notification = %s with %v", n.raw, n.header)
		}
	}
	// Two card transitions of different types never share a message.
	want := map[string]int{"/all usertransitions": 1, "/active usertransitions": 1, "/all cardtransitions": 2}
	if !maps.Equal(keys, want) {
		t.Errorf("messages = %v, want %v", keys, want)
	}
	token := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1}).text("transaction.token")
	inbox.next().has("transactions.0.token", token, "transactions.0.state", "PENDING").lacks("transactions.1")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": token, "amount": 1})
	// One message for the clearing: none for the authorization that it finishes,
	// none for the funding records.
	inbox.next().has("transactions.0.type", "authorization.clearing").lacks("transactions.1")

	resent := p.post("/webhooks/all/transaction/"+token, nil).is(200).has("transactions.0.token", token, "transactions.0.state", "CLEARED")
	if n := inbox.next(); string(n.raw) != string(resent.raw) {
		t.Errorf("resent %s, answered %s", n.raw, resent.raw)
	}
	move := p.get("/cardtransitions/card/card_ada").text("data.0.token")
	p.post("/webhooks/all/cardtransition/"+move, nil).is(200).has("cardtransitions.0.token", move)
	inbox.next().has("cardtransitions.0.token", move)
	p.post("/webhooks/all/transaction/none", nil).refused(404, "404001")
	p.post("/webhooks/all/chargebacktransition/none", nil).refused(404, "404001")
	p.post("/webhooks/all/weather/none", nil).refused(400, "400001")
	inbox.none()
}

func TestSignatures(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.webhook("w", inbox.url, "*")
	sign := func(n notification, mac func([]byte) []byte) string { return hex.EncodeToString(mac(n.raw)) }
	p.post("/users", `{"token":"unsigned"}`).is(201)
	if got := inbox.next().header.Get("X-Marqeta-Signature"); got != "" {
		t.Errorf("X-Marqeta-Signature = %q without a secret", got)
	}
	p.put("/webhooks/w", `{"config":{"secret":"`+password+`"}}`).is(200)
	p.post("/users", `{}`).is(201)
	n := inbox.next()
	if got, want := n.header.Get("X-Marqeta-Signature"), sign(n, func(b []byte) []byte {
		h := hmac.New(sha1.New, []byte(password))
		h.Write(b)
		return h.Sum(nil)
	}); got != want {
		t.Errorf("X-Marqeta-Signature = %q, want %q", got, want)
	}
	p.put("/webhooks/w", `{"config":{"signature_algorithm":"HMAC_SHA_256"}}`).is(200)
	p.post("/users", `{}`).is(201)
	n = inbox.next()
	if got, want := n.header.Get("X-Marqeta-Signature"), sign(n, func(b []byte) []byte {
		h := hmac.New(sha256.New, []byte(password))
		h.Write(b)
		return h.Sum(nil)
	}); got != want {
		t.Errorf("X-Marqeta-Signature = %q, want %q", got, want)
	}
}

func TestPingsAreEchoed(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.webhook("w", inbox.url, "*")
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusAccepted)
		fmt.Fprint(w, `{"my_endpoint_status":"alive"}`)
	})
	if a := p.post("/webhooks/w/ping", `{}`).is(202); string(a.raw) != `{"my_endpoint_status":"alive"}` {
		t.Errorf("ping = %s, want the endpoint's answer", a.raw)
	}
	inbox.next().has("pings", `[{"token":"marqeta","payload":"healthcheck"}]`)
	p.put("/webhooks/w", `{"config":{"url":"http://127.0.0.1:1/"}}`).is(200)
	p.post("/webhooks/w/ping", `{}`).refused(422, "422600")
}
