package sandbox_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTutorial sends the request bodies of Marqeta's guide "Configuring Managed
// JIT Funding" and compares the notification with the sample it prints, on the
// path of the present guide and on that of the older one.
func TestTutorial(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"simulations": "/simulations/cardtransactions/authorization", "simulate": "/simulate/authorization"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, inbox := start(t), receive(t)
			p.post("/fundingsources/program", `{"token": "my_funding_source", "name": "My funding source"}`).is(201)
			p.post("/cardproducts", `{
			  "start_date": "2020-05-01", "token": "my_card_product", "name": "Example Card Product",
			  "config": {
			    "fulfillment": {"payment_instrument": "VIRTUAL_PAN"},
			    "poi": {"ecommerce": true, "atm": true},
			    "card_life_cycle": {"activate_upon_issue": true},
			    "jit_funding": {"program_funding_source": {
			      "funding_source_token": "my_funding_source", "refunds_destination": "PROGRAM_FUNDING_SOURCE", "enabled": true}}
			  }}`).is(201)
			p.post("/users", `{"token": "my_user"}`).is(201)
			p.post("/cards", `{"token": "my_card", "user_token": "my_user", "card_product_token": "my_card_product"}`).is(201)
			made := p.post(path, `{
			  "amount": "10.00", "card_token": "my_card",
			  "card_acceptor": {"mid": "11111", "name": "Aegis Fleet Services", "street_address": "111 Main St", "city": "Berkeley",
			    "state": "CA", "zip": "94702", "country_code": "USA"},
			  "network": "VISA",
			  "webhook": {"endpoint": "`+inbox.url+`/tutorial", "username": "my_username", "password": "My_passw0rd"}}`).is(201)

			n := inbox.next()
			if n.user != "my_username" || n.pass != "My_passw0rd" {
				t.Errorf("credentials = %q %q, want those of the request", n.user, n.pass)
			}
			if got, want := string(n.raw), made.at("transaction"); got != want {
				t.Errorf("notification and answer differ:\n%s\n%s", got, want)
			}
			compare(t, n.raw)
		})
	}
}

// varies are the values of the sample that are another at each run; the test asks
// for their form only.
var varies = map[string]func(string) bool{
	"token": isUUID, "gpa_order.token": isUUID, "gpa_order.transaction_token": isUUID,
	"duration": isNumber, "approval_code": sixDigits, "acquirer.system_trace_audit_number": sixDigits,
}

// compare wants every field of the guide's sample, with its value where that does
// not vary. The sample's placeholders and times are those of this test.
func compare(t *testing.T, notification []byte) {
	t.Helper()
	sample, err := os.ReadFile("testdata/managed_jit_notification.json")
	if err != nil {
		t.Fatal(err)
	}
	want, got := flat(t, sample), flat(t, notification)
	for _, path := range slices.Sorted(maps.Keys(want)) {
		value, ok := got[path]
		switch form := varies[path]; {
		case !ok:
			t.Errorf("%s is missing, the sample has %s", path, want[path])
		case form != nil && !form(value):
			t.Errorf("%s = %s, which has another form than %s", path, value, want[path])
		case form == nil && value != want[path]:
			t.Errorf("%s = %s, want %s", path, value, want[path])
		}
	}
}

// flat gives the leaves of a JSON document by their path.
func flat(t *testing.T, document []byte) map[string]string {
	t.Helper()
	var v any
	dec := json.NewDecoder(strings.NewReader(string(document)))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	leaves := map[string]string{}
	var walk func(string, any)
	walk = func(path string, v any) {
		object, ok := v.(map[string]any)
		if !ok || len(object) == 0 {
			text, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			leaves[strings.TrimPrefix(path, ".")] = string(text)
			return
		}
		for name, value := range object {
			walk(path+"."+name, value)
		}
	}
	walk("", v)
	return leaves
}

func isUUID(v string) bool { return len(v) == 38 && strings.Count(v, "-") == 4 }

func isNumber(v string) bool {
	n, err := strconv.Atoi(v)
	return err == nil && n > 0
}

func sixDigits(v string) bool {
	n, err := strconv.Atoi(strings.Trim(v, `"`))
	return err == nil && n >= 0 && len(v) == 8
}
