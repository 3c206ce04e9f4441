package sandbox_test

import (
	"encoding/json"
	"testing"
	"time"
)

// The config block a sandbox was seen to give a product that names nothing,
// beside the places where it is known to differ from the schema.
func TestCardProductDefaults(t *testing.T) {
	t.Parallel()
	p := start(t)
	a := p.post("/cardproducts", map[string]any{"token": "cp", "name": "Plain", "start_date": "2019-08-24T14:15:22Z"}).is(201)
	a.has("token", "cp", "active", "true", "start_date", "2019-08-24",
		"config.poi.ecommerce", "true", "config.poi.atm", "false", "config.poi.other.allow", "true",
		"config.poi.other.track1_discretionary_data", "000000", "config.poi.other.track2_discretionary_data", "00000",
		"config.transaction_controls.accepted_countries_token", "accept_us_only", "config.transaction_controls.allow_gpa_auth", "true",
		"config.transaction_controls.allow_mcc_group_authorization_controls", "true", "config.transaction_controls.allow_chip_fallback", "true",
		"config.transaction_controls.enable_partial_auth_approval", "true", "config.transaction_controls.allow_quasi_cash", "false",
		"config.transaction_controls.strong_customer_authentication_limits", "{}",
		"config.transaction_controls.address_verification.av_messages.decline_on_postal_code_mismatch", "true",
		"config.transaction_controls.address_verification.auth_messages.decline_on_postal_code_mismatch", "false",
		"config.selective_auth.sa_mode", "1", "config.special.merchant_on_boarding", "false",
		"config.card_life_cycle.activate_upon_issue", "false", "config.card_life_cycle.expiration_offset", `{"unit":"YEARS","value":4}`,
		"config.card_life_cycle.card_service_code", "101", "config.clearing_and_settlement.overdraft_destination", "GPA",
		"config.jit_funding.paymentcard_funding_source", `{"enabled":false,"refunds_destination":""}`,
		"config.jit_funding.programgateway_funding_source", `{"enabled":false,"funding_source_token":"","refunds_destination":"","always_fund":true}`,
		"config.jit_funding.program_funding_source", `{"enabled":false,"funding_source_token":"","refunds_destination":""}`,
		"config.digital_wallet_tokenization.card_art_id", "",
		"config.digital_wallet_tokenization.provisioning_controls.in_app_provisioning", `{"enabled":false,"address_verification":{"validate":true}}`,
		"config.fulfillment.payment_instrument", "PHYSICAL_MSR", "config.fulfillment.package_id", "0", "config.fulfillment.bin_prefix", "111111",
		"config.fulfillment.pan_length", "16", "config.fulfillment.fulfillment_provider", "PERFECTPLASTIC", "config.fulfillment.allow_card_creation", "true",
		"config.fulfillment.uppercase_name_lines", "true", "config.fulfillment.bulk_ship", "false")
	p.get("/cardproducts").is(200).has("count", "1", "data.0.token", "cp")
}

func TestCardProductUpdatesAreDeepAndPartial(t *testing.T) {
	t.Parallel()
	p := start(t)
	before := p.post("/cardproducts", map[string]any{"token": "cp", "name": "Plain", "start_date": "2020-01-01"}).is(201)
	p.clock.advance(time.Hour)
	if after := p.put("/cardproducts/cp", `{}`).is(200); string(after.raw) != string(before.raw) {
		t.Errorf("PUT {} changed %s to %s", before.raw, after.raw)
	}
	after := p.put("/cardproducts/cp", `{"config":{"poi":{"other":{"allow":"false"}},"card_life_cycle":{"expiration_offset":{"unit":"DAYS","value":3}}}}`).is(200).
		has("config.poi.other.allow", "false", "config.card_life_cycle.expiration_offset", `{"unit":"DAYS","value":3}`, "last_modified_time", "2026-03-02T11:15:30Z")
	var old, now map[string]any
	if err := json.Unmarshal(before.raw, &old); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(after.raw, &now); err != nil {
		t.Fatal(err)
	}
	changed := 0
	was, is := flat(t, before.raw), flat(t, after.raw)
	for path := range was {
		if was[path] != is[path] {
			changed++
		}
	}
	if changed != 4 || len(was) != len(is) {
		t.Errorf("the update changed %d values of %d (now %d), want 4: allow, unit, value and the time", changed, len(was), len(is))
	}
}

func TestCardProductRefusals(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", `{"token":"fs","name":"n"}`).is(201)
	for body, code := range map[string]string{
		`{"start_date":"2020-01-01"}`:            "400001",
		`{"name":"n"}`:                           "400001",
		`{"name":"n","start_date":"01/02/2020"}`: "400037",
		`{"name":"n","start_date":"2020-01-01","end_date":"2019-01-01"}`:                                                                                                                        "400001",
		`{"name":"n","start_date":"2020-01-01","config":{"fulfillment":{"payment_instrument":"PAPER"}}}`:                                                                                        "400037",
		`{"name":"n","start_date":"2020-01-01","config":{"fulfillment":{"bin_prefix":"424242"}}}`:                                                                                               "400001",
		`{"name":"n","start_date":"2020-01-01","config":{"poi":{"atm":"perhaps"}}}`:                                                                                                             "400037",
		`{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"value":0}}}}`:                                                                                 "400001",
		`{"name":"n","start_date":"2020-01-01","config":{"jit_funding":{"program_funding_source":{"enabled":true}}}}`:                                                                           "400001",
		`{"name":"n","start_date":"2020-01-01","config":{"transaction_controls":{"accepted_countries_token":"somewhere"}}}`:                                                                     "400002",
		`{"name":"n","start_date":"2020-01-01","config":{"jit_funding":{"program_funding_source":{"refunds_destination":"MARS"}}}}`:                                                             "400037",
		`{"name":"n","start_date":"2020-01-01","config":{"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"none"}}}}`:                                             "400002",
		`{"name":"n","start_date":"2020-01-01","config":{"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"fs"},"paymentcard_funding_source":{"enabled":true}}}}`: "400001",
	} {
		a := p.post("/cardproducts", body)
		if a.status != 400 || a.text("error_code") != code {
			t.Errorf("%s = %d %s, want 400 with %s", body, a.status, a.raw, code)
		}
	}
	p.get("/cardproducts/none").refused(404, "404001")
}
