package sandbox_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

// Every category of events reaches a webhook that wants all, under the category's
// name, and can be sent again, also to a webhook that is not subscribed.
func TestEveryCategoryIsSentAndResent(t *testing.T) {
	t.Parallel()
	p, inbox, again := wallets(t, ""), receive(t), receive(t)
	p.webhook("all", inbox.url, "*")
	p.webhook("again", again.url, "transaction.unknown")
	tokens := map[string]string{}
	p.post("/cards", `{"token":"new","user_token":"ada","card_product_token":"cp"}`).is(201)
	tokens["cardtransition"] = p.get("/cardtransitions/card/new").text("data.0.token")
	p.post("/usertransitions", `{"token":"ut","user_token":"ada","status":"ACTIVE","reason_code":"00","channel":"API"}`).is(201)
	p.post("/businesses", `{"token":"biz"}`).is(201)
	p.post("/businesstransitions", `{"token":"bt","business_token":"biz","status":"SUSPENDED","reason_code":"00","channel":"API"}`).is(201)
	p.intoWallet("card")
	wallet := p.get("/digitalwallettokens/card/card").text("data.0.token")
	tokens["digitalwallettokentransition"] = p.get("/digitalwallettokentransitions/digitalwallettoken/" + wallet).text("data.0.token")
	p.gateway()
	p.post("/commandomodes", `{"token":"cm","program_gateway_funding_source_token":"gw","commando_mode_enables":{"program_funding_source":"fs_backup"}}`).is(201)
	tokens["commandomodetransition"] = p.get("/commandomodes/cm/transitions").text("data.0.token")
	number := p.post("/depositaccounts", `{"token":"dda","user_token":"ada"}`).is(201).text("account_number")
	tokens["directdepositaccounttransition"] = p.get("/depositaccounts/ada/transitions").text("data.0.token")
	p.pay("credit", number, 50, map[string]any{"token": "pay", "earlyPayEligible": true}).is(201).has("state", "APPLIED")
	tokens["directdeposittransition"] = p.get("/directdeposits/transitions?direct_deposit_token=pay").text("data.0.token")
	tokens["transaction"] = p.purchase("card", 20)
	p.dispute(tokens["transaction"], 20, nil).is(201)
	tokens["chargebacktransition"] = p.get("/chargebacks/cb/transitions").text("data.0.token")
	p.bank("ada", "bank").post("/banktransfers/ach", ach("PULL", "bank", 40, map[string]any{"token": "in"})).is(201)
	tokens["banktransfertransition"] = p.get("/banktransfers/ach/transitions?bank_transfer_token=in").text("data.0.token")
	tokens["usertransition"], tokens["businesstransition"] = "ut", "bt"

	for seen := map[string]bool{}; len(seen) < len(tokens); {
		n := inbox.next()
		for kind, token := range tokens {
			if n.at(kind+"s") != "" && strings.Contains(string(n.raw), `"token":"`+token+`"`) {
				seen[kind] = true
			}
		}
	}
	for kind, token := range tokens {
		resent := p.post("/webhooks/again/"+kind+"/"+token, nil).is(200).has(kind+"s.0.token", token).lacks(kind + "s.1")
		if n := again.next(); string(n.raw) != string(resent.raw) {
			t.Errorf("%s: resent %s, answered %s", kind, n.raw, resent.raw)
		}
		p.post("/webhooks/again/"+kind+"/none", nil).refused(404, "404001")
	}
	hidden := p.get("/transactions?type=gpa.credit.chargeback").text("data.0.token")
	p.post("/webhooks/again/transaction/"+hidden, nil).refused(404, "404001")
	p.post("/webhooks/again/threedstransition/none", nil).refused(404, "404001")
	p.post("/webhooks/again/ping/none", nil).refused(400, "400001")
	p.post("/webhooks/none/transaction/"+tokens["transaction"], nil).refused(404, "404001")
	again.none()
}

// limits answers nothing and notes how long it might have taken.
type limits chan time.Duration

func (l limits) RoundTrip(r *http.Request) (*http.Response, error) {
	deadline, _ := r.Context().Deadline()
	l <- time.Until(deadline)
	return nil, context.DeadlineExceeded
}

// A ping may take five seconds and is not repeated; other notifications may take
// ten.
func TestEndpointsHaveTheirTime(t *testing.T) {
	t.Parallel()
	asked := make(limits, 10)
	p := start(t, func(o *sandbox.Options) { o.Client = &http.Client{Transport: asked} })
	p.webhook("w", "https://hooks.example", "*")
	within := func(limit time.Duration) {
		t.Helper()
		if left := <-asked; left > limit || left < limit-2*time.Second {
			t.Errorf("an endpoint may take %v, want %v", left, limit)
		}
	}
	p.post("/webhooks/w/ping", `{}`).refused(422, "422600")
	within(5 * time.Second)
	p.get("/_sandbox/deliveries").is(200).has("count", "0")
	p.post("/users", `{}`).is(201)
	within(10 * time.Second)
	p.delivery("attempts", "1").has("data.0.state", "waiting")
}

// What no HTTP server answers is not handed on as an answer.
func TestPingsOfOddEndpoints(t *testing.T) {
	t.Parallel()
	p := start(t)
	for i, status := range []string{"099", "101", "600", "999"} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			if _, err := conn.Read(make([]byte, 4096)); err == nil {
				fmt.Fprintf(conn, "HTTP/1.1 %s Odd\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", status)
			}
		}()
		token := fmt.Sprint("w", i)
		p.webhook(token, "http://"+listener.Addr().String(), "*")
		p.post("/webhooks/"+token+"/ping", `{}`).refused(422, "422600")
		p.put("/webhooks/"+token, `{"active":false}`).is(200)
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		<-done
	}
}
