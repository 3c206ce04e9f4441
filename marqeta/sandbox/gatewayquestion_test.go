package sandbox_test

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"testing"
)

// asks is what one type of message means to a gateway: what it is asked, or that it is
// not asked and only told.
var asks = []struct {
	kind   string
	after  string // what it follows; empty for nothing
	asked  bool
	method string
	unload bool
	extra  map[string]any
}{
	{"authorization", "", true, "pgfs.authorization", false, nil},
	{"authorization", "", true, "pgfs.authorization.account_verification", false, map[string]any{"amount": 0}},
	{"authorization.incremental", "authorization", true, "pgfs.authorization.incremental", false, nil},
	{"authorization.cashback", "", true, "pgfs.authorization.cashback", false, map[string]any{"cash_back_amount": 5}},
	{"authorization.atm.withdrawal", "", true, "pgfs.atm.withdrawal", false, nil},
	{"authorization.quasi.cash", "", true, "pgfs.authorization.quasi.cash", false, nil},
	{"account.funding.authorization", "", true, "pgfs.authorization", false, nil},
	{"account.funding.auth_plus_capture", "", true, "pgfs.auth_plus_capture", false, nil},
	{"pindebit", "", true, "pgfs.auth_plus_capture", false, nil},
	{"pindebit.authorization", "", true, "pgfs.pindebit.authorization", false, nil},
	{"pindebit.cashback", "", true, "pgfs.auth_plus_capture", false, map[string]any{"cash_back_amount": 5}},
	{"pindebit.atm.withdrawal", "", true, "pgfs.auth_plus_capture", false, nil},
	{"pindebit.quasi.cash", "", true, "pgfs.auth_plus_capture", false, nil},
	{"pindebit.balanceinquiry", "", true, "pgfs.balanceinquiry", false, nil},
	{"refund.authorization", "", true, "pgfs.refund.authorization", true, nil},
	{"original.credit.authorization", "", true, "pgfs.original.credit.authorization", true, nil},
	{"original.credit.auth_plus_capture", "", true, "pgfs.original.credit.auth_plus_capture", true, nil},

	{"authorization.advice", "authorization", false, "pgfs.authorization.reversal", false, nil},
	{"authorization.advice", "authorization", false, "pgfs.authorization.advice", false, map[string]any{"amount": 90}},
	{"authorization.reversal", "authorization", false, "pgfs.authorization.reversal", false, nil},
	{"authorization.clearing", "authorization", false, "pgfs.authorization.capture", false, nil},
	{"authorization.clearing", "", false, "pgfs.force_capture", false, map[string]any{"force_post": true}},
	{"authorization.clearing.atm.withdrawal", "authorization.atm.withdrawal", false, "pgfs.atm.clearing.withdrawal", false, nil},
	{"authorization.clearing.quasi.cash", "authorization.quasi.cash", false, "pgfs.authorization.clearing.quasi.cash", false, nil},
	{"account.funding.authorization.clearing", "account.funding.authorization", false, "pgfs.authorization.capture", false, nil},
	{"account.funding.authorization.reversal", "account.funding.authorization", false, "pgfs.authorization.reversal", false, nil},
	{"account.funding.auth_plus_capture.reversal", "account.funding.auth_plus_capture", false, "pgfs.authorization.reversal", false, nil},
	{"pindebit.authorization.clearing", "pindebit.authorization", false, "pgfs.pindebit.authorization.clearing", false, nil},
	{"pindebit.authorization.reversal", "pindebit.authorization", false, "pgfs.pindebit.authorization.reversal", false, nil},
	{"pindebit.refund", "", false, "pgfs.pindebit.refund", true, nil},
	{"refund", "", false, "pgfs.refund", true, nil},
	{"refund.authorization.clearing", "refund.authorization", false, "pgfs.refund", true, nil},
	{"refund.authorization.reversal", "refund.authorization", false, "pgfs.refund.authorization.reversal", true, nil},
	{"original.credit.authorization.clearing", "original.credit.authorization", false, "pgfs.original.credit.authorization.clearing", true, nil},
	{"original.credit.auth_plus_capture.reversal", "original.credit.auth_plus_capture", false, "pgfs.original.credit.authorization.reversal", true, nil},
}

// Every type of message that can be refused asks, in the words of the notification
// that follows; no other does, and webhooks are told of all.
func TestWhatGatewaysAreAsked(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	e := p.behindGateway()
	e.says(echo(200, map[string]any{"balances": map[string]any{"USD": map[string]any{"currency_code": "USD", "available_balance": 1}}}))
	p.put("/cardproducts/cp_gw", `{"config":{"transaction_controls":{"allow_quasi_cash":true}}}`).is(200)
	p.put("/users/eve", `{"address1":"12 Elm Street","postal_code":"94612","metadata":{"tier":"gold"}}`).is(200)
	p.webhook("w", inbox.url, "transaction.*")
	left := map[string]bool{}
	for i, found := 0, p.get("/_sandbox/coverage"); found.at("paths."+strconv.Itoa(i)) != ""; i++ {
		if kind, ok := strings.CutPrefix(found.text("paths."+strconv.Itoa(i)+".path"), "/simulations/cardtransactions/"); ok {
			left[kind] = true
		}
	}
	if len(left) != 32 {
		t.Fatalf("%d types: %v", len(left), left)
	}
	send := func(kind, after string, extra map[string]any) answer {
		body := map[string]any{"card_token": "card_eve", "amount": 50, "pos": map[string]any{"pan_entry_mode": "CHIP"},
			"card_acceptor": map[string]any{"name": "BLUE FOX DINER", "mcc": "5812", "poi": map[string]any{"tid": "T0001"}},
			"card_options":  map[string]any{"billing_address": map[string]any{"address": "12 Elm St", "zip": "94612"}}}
		if after != "" {
			body["preceding_related_transaction_token"] = after
			body["amount"] = 20
		}
		maps.Copy(body, extra)
		return p.simulate(kind, body)
	}
	for _, c := range asks {
		delete(left, c.kind)
		first, before := "", 0
		if c.after != "" {
			first = send(c.after, "", nil).text("transaction.token")
			inbox.next()
			_, before = e.last()
		} else if len(e.asked) > 0 {
			_, before = e.last()
		}
		order, other := "gpa_order", "gpa_order_unload"
		if c.unload {
			order, other = other, order
		}
		made := send(c.kind, first, c.extra).has("transaction.response.code", "0000", "transaction."+order+".jit_funding.method", c.method).lacks("transaction." + other)
		told := inbox.next().has("transactions.0.token", made.text("transaction.token"))
		question, n := e.last()
		if !c.asked {
			if n != before {
				t.Errorf("%s asked", c.kind)
			}
			continue
		}
		if n != before+1 {
			t.Fatalf("%s asked %d times", c.kind, n-before)
		}
		question.lacks("response", "approval_code", "duration", "identifier", "standin_by", "network_metadata", "authorization_expiration", "gpa.impacted_amount", order+".response", other)
		alike(t, c.kind, question.answer, told)
		p.get("/_sandbox/transactions/"+made.text("transaction.token")+"/gateway").is(200).has("request", string(question.raw), "response.status", "200", "failure", "")
	}
	if len(left) > 0 {
		t.Errorf("not in the table: %v", left)
	}
}

// alike wants all that a gateway was asked with to be what everybody is told, but for
// balances and the state of the order, which the answer changes.
func alike(t *testing.T, kind string, question, told answer) {
	t.Helper()
	var asked map[string]any
	if err := json.Unmarshal(question.raw, &asked); err != nil {
		t.Fatal(err)
	}
	leaves := map[string]any{}
	flatten(leaves, "", asked)
	if len(leaves) < 40 {
		t.Errorf("%s asks with %d members only", kind, len(leaves))
	}
	for path, want := range leaves {
		if strings.HasPrefix(path, "gpa.") || strings.HasSuffix(path, "gpa_order.state") || strings.HasSuffix(path, "gpa_order_unload.state") {
			continue
		}
		encoded, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := told.at("transactions.0." + path); got != string(encoded) {
			t.Errorf("%s asked with %s = %s, and told of %s", kind, path, encoded, got)
		}
	}
}

func flatten(into map[string]any, path string, v any) {
	object, ok := v.(map[string]any)
	if !ok || len(object) == 0 {
		into[strings.TrimPrefix(path, ".")] = v
		return
	}
	for name, member := range object {
		flatten(into, path+"."+name, member)
	}
}
