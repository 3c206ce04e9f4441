package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/web/webtest"
)

// program is one user with one card of one card product.
type program struct {
	*world
	t                                 *testing.T
	user, product, card, source, gate string
	control, first, last              string
	page                              *webtest.Page
}

func (w *world) program(t *testing.T, i int, d decision) *program {
	n := fmt.Sprint(i)
	p := &program{world: w, t: t, user: "user_" + n, product: "product_" + n, card: "card_" + n, source: "source_" + n, gate: "gate_" + n, control: "control_" + n}
	p.answers(200, "")
	p.call("POST", "/fundingsources/program", `{"token":"SOURCE","name":"Source","active":true}`)
	switch {
	case d.own:
		p.call("POST", "/fundingsources/programgateway", fmt.Sprintf(`{"token":"GATE","name":"Ours","url":%q,"active":true,"basic_auth_username":%q,"basic_auth_password":%q}`,
			p.app.Machines.URL+"/jit/marqeta", webtest.GatewayUsername, webtest.GatewayPassword.Reveal()))
	case d.card == byGate:
		p.call("POST", "/fundingsources/programgateway", p.gateway(true))
	}
	config := `"poi":{"atm":true,"ecommerce":true,"other":{"allow":true}},"fulfillment":{"payment_instrument":"VIRTUAL_PAN"},"card_life_cycle":{"activate_upon_issue":true}`
	p.call("POST", "/cardproducts", `{"token":"PRODUCT","name":"Product","start_date":"2020-01-01","config":{`+config+`}}`)
	if d.card != "" {
		p.config(d.card)
	}
	p.call("POST", "/users", `{"token":"USER","first_name":"Ada","last_name":"Lindqvist","address1":"7 Elm","postal_code":"94702"}`)
	p.call("POST", "/cards", `{"token":"CARD","user_token":"USER","card_product_token":"PRODUCT"}`)
	if !strings.Contains(d.card, "jit_funding") {
		p.load("100")
	}
	return p
}

func (p *program) provoke(d decision) marqeta.Transaction {
	p.t.Helper()
	p.pass("2s")
	if opener, follows := strings.CutSuffix(d.kind, ".reversal"); follows {
		p.simulate(opener, "")
		p.first = p.last
	}
	if d.before != nil {
		d.before(p)
	}
	p.pass("2s")
	made := p.simulate(d.kind, d.ask)
	if string(made.Response.Code) != d.code {
		p.t.Fatalf("got %s (%s), want %s", made.Response.Code, made.Response.Memo, d.code)
	}
	return made
}

// again asks the same once more: by the button of the page, or with what the remedy
// changes about the request.
func (p *program) again(d decision, made marqeta.Transaction) {
	p.t.Helper()
	if made.CardToken == p.card && d.fresh == "" || d.code == "1002" {
		page := p.browser.Get("/transactions/" + made.Token + "?next=again")
		if first := page.Text(".headline .btn-primary"); first != "Try it again" {
			p.t.Errorf("first comes %q", first)
		}
		p.browser.Post("/transactions/"+made.Token+"/again", url.Values{"request_key": {"again_" + made.Token}}).Status(303).Follow().
			Has(".callout", "Again: passed").Has(`.callout a[href="/transactions/`+made.Token+`"]`, "("+d.code+")").Has("h1", "Approved")
		return
	}
	ask := d.ask
	if d.fresh != "" {
		ask = d.fresh
	}
	if now := p.simulate(d.kind, ask); !now.Approved() {
		p.t.Errorf("again: %s %s", now.Response.Code, now.Response.Memo)
	}
}

// press follows an offer of the page and sends the form that it leads to, which leads
// back to the decline.
func (p *program) press(offer string, fill url.Values) {
	p.t.Helper()
	href := ""
	for _, node := range p.page.Doc.Find("#cure a.btn").EachIter() {
		if strings.TrimSpace(node.Text()) == offer {
			href = node.AttrOr("href", "")
		}
	}
	sent := p.browser.Submit(href, fill)
	if sent.Code != http.StatusSeeOther || !strings.HasSuffix(sent.To(), "?next=again") {
		p.t.Fatalf("%s at %s: status %d\n%s", offer, href, sent.Code, sent.Text("main"))
	}
}

func (p *program) pass(span string) { p.call("POST", "/_sandbox/clock", `{"advance":"`+span+`"}`) }

func (p *program) config(fields string) {
	p.call("PUT", "/cardproducts/"+p.product, `{"config":{`+fields+`}}`)
}

func (p *program) load(amount string) {
	p.call("POST", "/gpaorders", `{"user_token":"USER","amount":`+amount+`,"currency_code":"USD","funding_source_token":"SOURCE"}`)
}

func (p *program) move(state, reason string) {
	p.call("POST", "/cardtransitions", `{"card_token":"CARD","state":"`+state+`","reason_code":"`+reason+`","channel":"API"}`)
}

func (p *program) holder(status string) {
	p.call("POST", "/usertransitions", `{"user_token":"USER","status":"`+status+`","reason_code":"01","channel":"API"}`)
}

func (p *program) issue() {
	p.card += "_new"
	p.call("POST", "/cards", `{"token":"CARD","user_token":"USER","card_product_token":"PRODUCT"}`)
}

func (p *program) limit(fields string) {
	p.call("POST", "/velocitycontrols", `{"token":"CONTROL","name":"Limit of CONTROL","currency_code":"USD","velocity_window":"DAY","association":{"user_token":"USER"},`+fields+`}`)
}

func (p *program) pin(pin string) {
	var control struct {
		Token string `json:"control_token"`
	}
	if err := json.Unmarshal(p.call("POST", "/pins/controltoken", `{"card_token":"CARD","controltoken_type":"SET_PIN"}`), &control); err != nil {
		p.t.Fatal(err)
	}
	p.call("PUT", "/pins", fmt.Sprintf(`{"control_token":%q,"pin":%q}`, control.Token, pin))
}

// unverified makes the user one who gets no cash and may not pay abroad before passing KYC.
func unverified(p *program) {
	p.call("POST", "/accountholdergroups", `{"token":"known_first","name":"Known first","config":{"kyc_required":"CONDITIONAL"}}`)
	p.call("PUT", "/users/"+p.user, `{"account_holder_group_token":"known_first"}`)
	p.holder("LIMITED")
}

// dry keeps a funding source from being drawn on, until flows.
func (p *program) dry(source string) {
	p.call("POST", "/_sandbox/faults", `{"funding_source":"`+source+`","effect":"decline"}`)
}

// standsIn has Commando Mode decide in the gateway's place, within some controls.
func (p *program) standsIn(controls string) {
	p.call("POST", "/commandomodes", `{"token":"CONTROL","program_gateway_funding_source_token":"GATE","commando_mode_enables":{"program_funding_source":"SOURCE"`+controls+`}}`)
	p.call("POST", "/commandomodes/transitions", `{"commando_mode_token":"CONTROL","transition":{"commando_enabled":true,"reason":"drill","username":"ada"}}`)
}

func flows(p *program) { p.call("DELETE", "/_sandbox/faults", "") }

func (p *program) follow(kind string) { p.simulate(kind, "") }

func (p *program) gateway(active bool) string {
	return fmt.Sprintf(`{"token":"GATE","name":"Gate","url":%q,"active":%t,"basic_auth_username":"marqeta","basic_auth_password":"Secret-Of-The-Gate-42"}`, p.url+"/jit", active)
}

// answers makes the gateway answer, with a reason where it declines.
func (p *program) answers(status int, reason string) {
	says := func(rw http.ResponseWriter, r *http.Request) {
		var asked struct {
			Order struct {
				JIT map[string]any `json:"jit_funding"`
			} `json:"gpa_order"`
		}
		_ = json.NewDecoder(r.Body).Decode(&asked)
		if reason != "" {
			asked.Order.JIT["decline_reason"] = reason
		}
		rw.WriteHeader(status)
		_ = json.NewEncoder(rw).Encode(map[string]any{"jit_funding": asked.Order.JIT})
	}
	p.says.Store(&says)
}

// simulate asks for a decision; kind is an authorization unless it says otherwise.
func (p *program) simulate(kind, fields string) marqeta.Transaction {
	p.t.Helper()
	if kind == "" {
		kind = "authorization"
	}
	body := map[string]any{"amount": 20, "card_acceptor": map[string]any{"mid": "11111", "mcc": "5411", "country_code": "USA", "name": "Harbor"}}
	if strings.HasSuffix(kind, ".reversal") || strings.HasSuffix(kind, ".clearing") {
		body["preceding_related_transaction_token"] = p.first
	} else {
		body["card_token"] = p.card
	}
	if err := json.Unmarshal([]byte("{"+fields+"}"), &body); err != nil {
		p.t.Fatal(err)
	}
	raw, _ := json.Marshal(body)
	var out struct {
		Transaction marqeta.Transaction `json:"transaction"`
	}
	if err := json.Unmarshal(p.call("POST", "/simulations/cardtransactions/"+kind, string(raw)), &out); err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.app.Store.WaitTransaction(p.t.Context(), out.Transaction.Token); err != nil {
		p.t.Fatal(err)
	}
	p.last = out.Transaction.Token
	return out.Transaction
}

// call asks the sandbox directly. Words in capitals stand for the program's own tokens.
func (p *program) call(method, path, body string) []byte {
	p.t.Helper()
	for word, token := range map[string]string{`"SOURCE"`: p.source, `"GATE"`: p.gate, `"PRODUCT"`: p.product, `"USER"`: p.user, `"CARD"`: p.card, `"CONTROL"`: p.control} {
		body = strings.ReplaceAll(body, word, `"`+token+`"`)
	}
	body = strings.ReplaceAll(body, "Limit of CONTROL", "Limit of "+p.control)
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.app.Machines.URL+"/v3"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	req.SetBasicAuth(marqeta.Secret(sandbox.DefaultApplicationToken).Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode > 299 {
		p.t.Fatalf("%s %s %s: %d %s, %v", method, path, body, res.StatusCode, answer, err)
	}
	return answer
}
