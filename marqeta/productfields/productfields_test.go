package productfields_test

import (
	"encoding/json"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/marqeta/sandbox"
)

// unused are members of shared types that have no meaning where they stand.
var unused = map[string]bool{
	"config.fulfillment.card_personalization.images.card.message_1":                      true,
	"config.fulfillment.card_personalization.images.carrier.thermal_color":               true,
	"config.fulfillment.card_personalization.images.signature.thermal_color":             true,
	"config.fulfillment.card_personalization.images.signature.message_1":                 true,
	"config.fulfillment.card_personalization.images.carrier_return_window.thermal_color": true,
	"config.fulfillment.card_personalization.images.carrier_return_window.message_1":     true,
}

func TestTheTableHasEveryMemberOfTheType(t *testing.T) {
	typed := map[string]bool{"name": true, "active": true, "start_date": true, "end_date": true}
	walk(reflect.TypeFor[marqeta.CardProductConfig](), "config", typed)
	for path := range typed {
		if _, known := productfields.At(path); !known && !unused[path] {
			t.Errorf("%s is not in the table", path)
		}
	}
	for _, f := range productfields.All() {
		if !typed[f.Path] {
			t.Errorf("%s is in the table alone", f.Path)
		}
		if f.Label == "" || !strings.HasSuffix(f.Meaning, ".") || (f.Kind == productfields.Choice) != (len(f.Choices) > 0) {
			t.Errorf("%s: %+v", f.Path, f)
		}
		if wrong := f.Check(f.Default); wrong != "" && !f.Must {
			t.Errorf("%s: the default %q: %s", f.Path, f.Default, wrong)
		}
	}
}

// walk collects the paths of a type's leaves. An expiry holds its own floor, which holds
// none.
func walk(t reflect.Type, path string, into map[string]bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[marqeta.Amount]() || t == reflect.TypeFor[marqeta.Scalar]() {
		into[path] = true
		return
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "min_offset" && strings.HasSuffix(path, ".min_offset") {
			continue
		}
		walk(t.Field(i).Type, path+"."+name, into)
	}
}

func TestTheDefaultsAreTheSandboxs(t *testing.T) {
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		t.Fatal(err)
	}
	defer emulator.Close()
	server := httptest.NewServer(emulator)
	defer server.Close()
	program, err := marqeta.New(marqeta.Config{BaseURL: server.URL + "/v3",
		ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken})
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	made, err := program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{Token: "fresh", Name: "Fresh", StartDate: marqeta.Date{Year: 2026, Month: 4, Day: 1}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := productfields.Read(made.Raw)
	if err != nil {
		t.Fatal(err)
	}
	want := productfields.Defaults().Over(productfields.Values{"name": "Fresh", "start_date": "2026-04-01"})
	for _, f := range productfields.All() {
		if got[f.Path] != want[f.Path] {
			t.Errorf("%s: the sandbox has %q, the table %q", f.Path, got[f.Path], want[f.Path])
		}
	}
	if wrong := got.Check(); len(wrong) > 0 {
		t.Errorf("a fresh card product is wrong: %v", wrong)
	}
}

// What is written of a card product with every member set is what is read again, and
// what the client's own type holds.
func TestEveryValueSurvivesTheDocument(t *testing.T) {
	full := productfields.Values{}
	for _, f := range productfields.All() {
		if !f.Set {
			full[f.Path] = sample(f)
		}
	}
	raw, err := json.Marshal(productfields.Whole("cp", full))
	if err != nil {
		t.Fatal(err)
	}
	back, err := productfields.Read(raw)
	if err != nil || !reflect.DeepEqual(back, full) {
		t.Errorf("%v\n%v\n%v", err, back, full)
	}
	request, err := productfields.Request("cp", full)
	if err != nil {
		t.Fatal(err)
	}
	typed, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := productfields.Read(typed); err != nil || !reflect.DeepEqual(back, full) {
		t.Errorf("typed: %v\n%v", err, productfields.Compare(full, back))
	}
}

func sample(f productfields.Field) string {
	switch f.Kind {
	case productfields.Switch:
		return "true"
	case productfields.Choice:
		return f.Choices[len(f.Choices)-1].Value
	case productfields.Number:
		return "123"
	case productfields.Date:
		return "2026-04-01"
	case productfields.Prefixes:
		return "411111 ACTIVE\n42222222"
	}
	return "text"
}

func TestCompareAndPatchTouchOnlyWhatDiffers(t *testing.T) {
	before := productfields.Defaults()
	after := before.Over(productfields.Values{
		"config.poi.atm": "true", "config.selective_auth.sa_mode": "2", "config.card_life_cycle.card_service_code": "201",
		"config.fulfillment.bin_prefixes": "411111 ACTIVE",
	})
	delete(after, "config.fulfillment.bin_prefix")
	changes := productfields.Compare(before, after)
	raw, err := json.Marshal(productfields.Patch(changes))
	want := `{"config":{"poi":{"atm":true},"selective_auth":{"sa_mode":2},"card_life_cycle":{"card_service_code":201},"fulfillment":{"bin_prefix":"","bin_prefixes":[{"bin_prefix":"411111","status":"ACTIVE"}]}}}`
	if err != nil || string(raw) != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, raw, want)
	}
	if none := productfields.Compare(before, before); len(none) > 0 {
		t.Errorf("%v", none)
	}
}

func TestCheck(t *testing.T) {
	const jit = "config.jit_funding."
	for _, c := range []struct{ path, value, wrong string }{
		{"name", "", "Fill this in"}, {"name", strings.Repeat("ü", 41), "at most 40"}, {"name", strings.Repeat("ü", 40), ""}, {"name", "a\nb", "One line"},
		{"start_date", "1.4.2026", "not a date"}, {"end_date", "2020-01-01", "after the start"}, {"active", "yes", "Either"},
		{"config.card_life_cycle.card_service_code", "99", "from 100 to 999"}, {"config.card_life_cycle.card_service_code", "0101", "from 100 to 999"},
		{"config.card_life_cycle.expiration_offset.unit", "", "needs its unit"}, {"config.fulfillment.bin_prefixes", "41", "One range"},
		{"config.fulfillment.payment_instrument", "WOODEN", "Choose one"}, {jit + "program_funding_source.enabled", "true", ""},
		{jit + "program_funding_source.funding_source_token", "", ""},
	} {
		v := productfields.Defaults().Over(productfields.Values{"name": "N", "start_date": "2026-04-01", c.path: c.value})
		got := v.Check()[c.path]
		if (c.wrong == "") != (got == "") || !strings.Contains(got, c.wrong) {
			t.Errorf("%s = %q: got %q, want %q", c.path, c.value, got, c.wrong)
		}
	}
	both := productfields.Defaults().Over(productfields.Values{"name": "N", "start_date": "2026-04-01",
		jit + "program_funding_source.enabled": "true", jit + "programgateway_funding_source.enabled": "true"}).Check()
	if !strings.Contains(both[jit+"programgateway_funding_source.enabled"], "Only one kind") || both[jit+"program_funding_source.funding_source_token"] == "" {
		t.Errorf("%v", both)
	}
}

func TestWordsAndSearch(t *testing.T) {
	instrument, _ := productfields.At("config.fulfillment.payment_instrument")
	if got := instrument.Words("VIRTUAL_PAN"); got != "Virtual (VIRTUAL_PAN)" {
		t.Error(got)
	}
	machines, _ := productfields.At("config.poi.atm")
	if machines.Words("true")+machines.Words("false")+machines.Words("") != "YesNoNot set" || machines.Name() != "poi.atm" {
		t.Error("words of a switch")
	}
	for search, want := range map[string]bool{"cash machine": true, "ATM": true, "poi atm": true, "": true, "gateway": false, "ash": false, "poi.atm": true} {
		if machines.Matches(search) != want {
			t.Errorf("%q matches: %t", search, !want)
		}
	}
	if !instrument.Matches("virtual_pan") {
		t.Error("a value is not found")
	}
}
