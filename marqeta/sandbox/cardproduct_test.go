package sandbox_test

import (
	"encoding/json"
	"strings"
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

// Whatever the description has is kept and given back.
func TestCardProductsKeepEveryField(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", `{"token":"fs","name":"n"}`).is(201)
	p.post("/fundingsources/programgateway", `{"token":"gw","name":"n","url":"https://gateway.example.com/","basic_auth_username":"user","basic_auth_password":"`+password+`"}`).is(201)
	p.post("/merchantgroups", `{"token":"mg","name":"n","mids":["1"]}`).is(201)
	const address = `{"first_name":"A","middle_name":"B","last_name":"C","address1":"1 Way","address2":"Floor 2","city":"Oakland","state":"CA","zip":"94612","postal_code":"94612","country":"USA","phone":"5105551212"}`
	const config = `{
	  "poi": {"other": {"allow": false, "card_presence_required": true, "cardholder_presence_required": true, "use_static_pin": true,
	      "track1_discretionary_data": "123456", "track2_discretionary_data": "54321"}, "ecommerce": false, "atm": true},
	  "transaction_controls": {"accepted_countries_token": "decline_ofac_countries", "always_require_pin": true, "always_require_icc": true, "allow_gpa_auth": false,
	      "require_card_not_present_card_security_code": true, "allow_mcc_group_authorization_controls": false, "allow_first_pin_set_via_financial_transaction": true,
	      "ignore_card_suspended_state": true, "allow_chip_fallback": false, "allow_network_load": true, "allow_network_load_card_activation": true, "allow_quasi_cash": true,
	      "quasi_cash_exempt_mids": "1,2", "quasi_cash_exempt_merchant_group_token": "mg", "enable_partial_auth_approval": false,
	      "address_verification": {
	        "av_messages": {"validate": false, "decline_on_address_number_mismatch": true, "decline_on_postal_code_mismatch": false},
	        "auth_messages": {"validate": false, "decline_on_address_number_mismatch": true, "decline_on_postal_code_mismatch": true}},
	      "notification_language": "fra", "enable_credit_service": true, "strong_customer_authentication_limits": {}},
	  "selective_auth": {"sa_mode": 2, "enable_regex_search_chain": true, "dmd_location_sensitivity": 4},
	  "special": {"merchant_on_boarding": true},
	  "card_life_cycle": {"activate_upon_issue": true, "expiration_offset": {"unit": "MONTHS", "value": 6, "min_offset": {"unit": "DAYS", "value": 3}},
	      "card_service_code": 226, "update_expiration_upon_activation": true},
	  "clearing_and_settlement": {"overdraft_destination": "GLOBAL_OVERDRAFT_ACCOUNT"},
	  "jit_funding": {"paymentcard_funding_source": {"enabled": true, "refunds_destination": "WATERFALL"},
	      "programgateway_funding_source": {"enabled": false, "funding_source_token": "gw", "refunds_destination": "GATEWAY", "always_fund": false},
	      "program_funding_source": {"enabled": false, "funding_source_token": "fs", "refunds_destination": "GPA"}},
	  "digital_wallet_tokenization": {"card_art_id": "art", "provisioning_controls": {
	      "manual_entry": {"enabled": true, "address_verification": {"validate": false}},
	      "wallet_provider_card_on_file": {"enabled": true, "address_verification": {"validate": false}},
	      "in_app_provisioning": {"enabled": true, "address_verification": {"validate": false}},
	      "web_push_provisioning": {"wpp_apple_partner_id": "a", "wpp_apple_card_template_id": "b", "wpp_google_piaid": "c"},
	      "force_yellow_path_for_card_product": true, "dwt_verify_atc_during_auth": false, "dwt_use_card_status_during_auth": true, "enable_discretionary_data_during_tar": true}},
	  "fulfillment": {"shipping": {"method": "UPS_EXPEDITED", "care_of_line": "The desk", "return_address": ` + address + `, "recipient_address": ` + address + `},
	      "card_personalization": {"text": {"name_line_1": {"value": "One"}, "name_line_2": {"value": "Two"}, "name_line_3": {"value": "Three"}},
	        "images": {"card": {"name": "c", "thermal_color": "Black"}, "carrier": {"name": "d", "message_1": "m"}, "signature": {"name": "s"}, "carrier_return_window": {"name": "w"}},
	        "carrier": {"template_id": "t", "logo_file": "l", "logo_thumbnail_file": "n", "message_file": "f", "message_line": "hello"}, "perso_type": "LASER"},
	      "payment_instrument": "PHYSICAL_COMBO", "package_id": "9", "all_zero_card_security_code": true, "bin_prefix": "111111", "bulk_ship": true, "pan_length": "16",
	      "fulfillment_provider": "IDEMIA_FR", "allow_card_creation": false, "uppercase_name_lines": false, "enable_offline_pin": true}}`
	a := p.post("/cardproducts", `{"token":"cp","name":"All","active":false,"start_date":"2026-01-02","end_date":"2027-01-02","config":`+config+`}`).is(201).
		has("active", "false", "start_date", "2026-01-02", "end_date", "2027-01-02")
	want, got := flat(t, []byte(config)), flat(t, []byte(a.at("config")))
	for path, value := range want {
		if got[path] != value {
			t.Errorf("config.%s = %s, want %s", path, got[path], value)
		}
	}
	if len(want) != len(got) {
		t.Errorf("config has %d values, want %d: %s", len(got), len(want), a.at("config"))
	}
	if again := p.get("/cardproducts/cp").is(200); string(again.raw) != string(a.raw) {
		t.Errorf("read again = %s, want %s", again.raw, a.raw)
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
	long := strings.Repeat("x", 41)
	for _, config := range []string{
		`{"fulfillment":{"shipping":{"method":"PIGEON"}}}`, `{"fulfillment":{"shipping":{"recipient_address":{"first_name":"` + long + `"}}}}`, `{"fulfillment":{"package_id":""}}`,
		`{"fulfillment":{"fulfillment_provider":"ME"}}`, `{"fulfillment":{"card_personalization":{"perso_type":"CARVED"}}}`, `{"fulfillment":{"bin_prefixes":[{"bin_prefix":"1"}]}}`,
		`{"selective_auth":{"sa_mode":3}}`, `{"selective_auth":{"dmd_location_sensitivity":-1}}`, `{"card_life_cycle":{"card_service_code":1}}`,
		`{"card_life_cycle":{"expiration_offset":{"unit":"WEEKS"}}}`, `{"card_life_cycle":{"expiration_offset":{"min_offset":{"value":-1}}}}`,
		`{"clearing_and_settlement":{"overdraft_destination":"MARS"}}`, `{"transaction_controls":{"notification_language":"tlh"}}`,
		`{"transaction_controls":{"quasi_cash_exempt_merchant_group_token":"` + long + `"}}`, `{"transaction_controls":{"quasi_cash_exempt_merchant_group_token":"none"}}`,
		`{"jit_funding":{"program_funding_source":{"funding_source_token":"none"}}}`, `{"fulfillment":{"card_personalization":{}}}`, `{"jit_funding":{"program_funding_source":{"funding_source_token":"` + long + `"}}}`,
		`{"jit_funding":{"programgateway_funding_source":{"enabled":true,"funding_source_token":"none"}}}`, `[]`, `7`,
	} {
		if a := p.post("/cardproducts", `{"name":"n","start_date":"2020-01-01","config":`+config+`}`); a.status != 400 {
			t.Errorf("%s = %d %s, want 400", config, a.status, a.raw)
		}
	}
	p.get("/cardproducts/none").refused(404, "404001")
	p.put("/cardproducts/none", `{}`).refused(404, "404001")
}
