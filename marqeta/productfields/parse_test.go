package productfields_test

import (
	"encoding/json"
	"strings"
	"testing"

	"carddeck/marqeta/productfields"
)

func TestParseReadsWhatWholeWrites(t *testing.T) {
	v := productfields.Defaults().Over(productfields.Values{"name": "Fleet", "start_date": "2026-04-01", "config.fulfillment.bin_prefixes": "411111 ACTIVE"})
	raw, err := json.MarshalIndent(productfields.Whole("cp", v), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got := productfields.Parse(raw)
	if got.Token != "cp" || len(got.Faults) > 0 || len(productfields.Compare(v, got.Values)) > 0 {
		t.Errorf("%+v", got)
	}
	answer := `{"token":"cp","created_time":"2026-01-01T00:00:00Z","name":"Fleet","config":{"transaction_controls":{"strong_customer_authentication_limits":{}}}}`
	if got := productfields.Parse([]byte(answer)); len(got.Faults) > 0 || got.Values["name"] != "Fleet" {
		t.Errorf("%+v", got)
	}
}

func TestParseSaysWhereAndWhat(t *testing.T) {
	for _, c := range []struct {
		document string
		line     int
		path     string
		text     string
	}{
		{"", 1, "", "ends too early"},
		{"[]", 1, "", "begins with a brace"},
		{"{\n \"name\": \"x\"\n", 2, "", "ends too early"},
		{"{\n \"name\" \"x\"}", 2, "", "not JSON"},
		{"{\n \"nmae\": \"x\"}", 2, "nmae", "No such member"},
		{"{\n \"active\": \"true\"}", 2, "active", "without quotation marks"},
		{"{\n \"name\": 7}", 2, "name", "in quotation marks"},
		{"{\n \"config\": {\n  \"poi\": {\n   \"atm\": 1}}}", 4, "config.poi.atm", "true or false"},
		{"{\"config\": {\"card_life_cycle\": {\n\"card_service_code\": 7}}}", 2, "config.card_life_cycle.card_service_code", "from 100"},
		{"{\"config\":\n7}", 1, "config", "Members in braces"},
		{"{\"name\":\"a\",\n\"name\":\"b\"}", 2, "name", "second time"},
		{"{\"config\":{\"fulfillment\":{\"bin_prefixes\":\n[{}]}}}", 1, "config.fulfillment.bin_prefixes", "each with bin_prefix"},
		{"{} {}", 1, "", "Something follows"},
	} {
		got := productfields.Parse([]byte(c.document)).Faults
		if len(got) != 1 || got[0].Line != c.line || got[0].Path != c.path || !strings.Contains(got[0].Text, c.text) {
			t.Errorf("%q: %+v", c.document, got)
		}
	}
	reading := productfields.Parse([]byte("{\"start_date\":\"2026-04-01\",\n\"end_date\":\"2020-01-01\"}"))
	found := reading.Locate(reading.Values.Check())
	if len(found) != 2 || found[0].Path != "name" || found[0].Line != 0 || found[1].Path != "end_date" || found[1].Line != 2 {
		t.Errorf("%+v", found)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"token":"a","config":{"poi":{"atm":true}}}`))
	f.Add([]byte(`{"config":{"fulfillment":{"bin_prefixes":[null,7,{"bin_prefix":"411111"}]}}}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		got := productfields.Parse(document)
		if len(got.Faults) > 0 {
			return
		}
		raw, err := json.Marshal(productfields.Whole(got.Token, got.Values))
		if err != nil {
			t.Fatal(err)
		}
		if again := productfields.Parse(raw); len(again.Faults) > 0 || len(productfields.Compare(got.Values, again.Values)) > 0 {
			t.Errorf("%s\n%+v", raw, again.Faults)
		}
	})
}

func TestSentences(t *testing.T) {
	base := productfields.Defaults().Over(productfields.Values{"name": "N", "start_date": "2026-04-01"})
	const jit = "config.jit_funding."
	for _, c := range []struct {
		with productfields.Values
		want string
	}{
		{nil, "paid from money loaded onto each user's account"},
		{nil, "work in shops and online, in the United States only, and not at cash machines. What is as good as cash"},
		{nil, "physical, has to be activated before it works and expires after 4 years"},
		{nil, "Cards work from 1 April 2026."},
		{productfields.Values{jit + "program_funding_source.enabled": "true"}, "draws the money from Northwind at that moment. Refunds go back there."},
		{productfields.Values{jit + "programgateway_funding_source.enabled": "true", jit + "programgateway_funding_source.refunds_destination": "GPA"}, "then asks Northwind, which decides. Refunds stay"},
		{productfields.Values{jit + "programgateway_funding_source.enabled": "true", jit + "programgateway_funding_source.always_fund": "false"}, "where the user's balance does not do"},
		{productfields.Values{"config.poi.ecommerce": "false", "config.poi.other.allow": "false"}, "work nowhere"},
		{productfields.Values{"config.transaction_controls.always_require_pin": "true"}, "asks for a PIN for every purchase."},
		{productfields.Values{"config.transaction_controls.address_verification.auth_messages.decline_on_postal_code_mismatch": "true"}, "the right postal code"},
		{productfields.Values{"active": "false"}, "inactive: every purchase is declined"},
		{productfields.Values{"config.fulfillment.payment_instrument": "VIRTUAL_PAN", "config.card_life_cycle.expiration_offset.value": "1"}, "virtual, has to be activated before it works and expires after 1 year."},
	} {
		if got := strings.Join(productfields.Sentences(base.Over(c.with), "Northwind"), " "); !strings.Contains(got, c.want) {
			t.Errorf("%v: got %q, want %q in it", c.with, got, c.want)
		}
	}
}
