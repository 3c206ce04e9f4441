package cure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/cure"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/wire"
)

// Each check that fails is cured by what its values call for.
func TestFor(t *testing.T) {
	t.Parallel()
	money, err := book.MoneyIn("USD")
	if err != nil {
		t.Fatal(err)
	}
	bob := simulate.Subject{
		Card: "card", User: "bob", Product: "cp", Owner: wire.Party{BusinessToken: "shop"}, Source: "fs", Money: money, MID: "m1",
		At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC),
	}
	const setting = `{"config":{"transaction_controls":{`
	for name, c := range map[string]struct {
		check, code, values string
		want                []string // kind, member, and what is sent
	}{
		"suspended card": {"card_state", "1003", `{"state":"SUSPENDED"}`, []string{`card state {"card_token":"card","channel":"API","reason_code":"00","state":"ACTIVE"}`, `product config.transaction_controls.ignore_card_suspended_state ` + setting + `"ignore_card_suspended_state":true}}}`}},
		"new card":       {"card_state", "1806", `{"state":"UNACTIVATED"}`, []string{`card state {"card_token":"card","channel":"API","reason_code":"00","state":"ACTIVE"}`}},
		"expired":        {"expiry", "1001", `{"expiration_time":"2020-01-01T00:00:00Z"}`, nil},
		"wrong expiry":   {"expiry", "1002", `{"entered":"0101"}`, []string{"retry expiration"}},
		"user":           {"account_state", "1813", `{"status":"SUSPENDED"}`, []string{`user status {"channel":"API","reason_code":"00","status":"ACTIVE","user_token":"bob"}`}},
		"business":       {"account_state", "1813", `{"status":"ACTIVE","account_owner_status":"SUSPENDED"}`, []string{`user status {"business_token":"shop","channel":"API","reason_code":"00","status":"ACTIVE"}`}},
		"before KYC":     {"account_state", "1864", `{"status":"UNVERIFIED","why":"not abroad before KYC"}`, []string{`user kyc {"manual_override":true,"user_token":"bob"}`}},
		"product off":    {"card_product", "1808", `{"active":false,"start_date":"2020-01-01"}`, []string{`product active {"active":true}`}},
		"product early":  {"card_product", "1808", `{"active":true,"start_date":"2026-03-03"}`, []string{`product start_date {"start_date":"2026-03-02"}`}},
		"product late":   {"card_product", "1808", `{"active":true,"start_date":"2020-01-01","end_date":"2026-03-01"}`, []string{`product end_date {"end_date":"2026-03-02"}`}},
		"wrong code":     {"security_code", "1025", `{"entered":true}`, []string{"retry cvv"}},
		"no code":        {"security_code", "1025", `{"entered":false}`, []string{"retry cvv", "product config.transaction_controls.require_card_not_present_card_security_code " + setting + `"require_card_not_present_card_security_code":false}}}`}},
		"fallback":       {"security_code", "1025", `{"pan_entry_mode":"CHIP_FALLBACK"}`, []string{"retry chip", "product config.transaction_controls.allow_chip_fallback " + setting + `"allow_chip_fallback":true}}}`}},
		"no chip":        {"security_code", "1025", `{"pan_entry_mode":""}`, []string{"retry chip", "product config.transaction_controls.always_require_icc " + setting + `"always_require_icc":false}}}`}},
		"wrong PIN":      {"pin", "1809", `{"entered":true,"always_require_pin":true}`, []string{"retry pin"}},
		"street":         {"avs", "1025", `{"response":"0100"}`, []string{"retry address", "product config.transaction_controls.address_verification.auth_messages.decline_on_address_number_mismatch " + setting + `"address_verification":{"auth_messages":{"decline_on_address_number_mismatch":false}}}}}`}},
		"cash machine":   {"point_of_interaction", "1025", `{"channel":"atm","why":"cash machines are not allowed"}`, []string{`product config.poi.atm {"config":{"poi":{"atm":true}}}`}},
		"cash back":      {"point_of_interaction", "1025", `{"channel":"other","why":"cash back is not allowed"}`, []string{`product config.poi.atm {"config":{"poi":{"atm":true}}}`}},
		"store":          {"point_of_interaction", "1025", `{"channel":"other","why":"purchases in stores are not allowed"}`, []string{`product config.poi.other.allow {"config":{"poi":{"other":{"allow":true}}}}`}},
		"card away":      {"point_of_interaction", "1025", `{"channel":"other","why":"the card must be present"}`, []string{`product config.poi.other.card_presence_required {"config":{"poi":{"other":{"card_presence_required":false}}}}`}},
		"abroad":         {"country", "1864", `{"accepted_countries_token":"accept_us_only","is_whitelist":true}`, []string{"product config.transaction_controls.accepted_countries_token " + setting + `"accepted_countries_token":"decline_ofac_countries"}}}`}},
		"embargo":        {"country", "1864", `{"accepted_countries_token":"decline_ofac_countries","is_whitelist":false}`, nil},
		"denied":         {"authorization_controls", "1025", `{"control":{"token":"ac"}}`, []string{`control exempt {"association":{"user_token":"bob"},"mid":"m1","name":"Exempt merchant"}`, `control active {"active":false}`}},
		"not allowed":    {"authorization_controls", "1025", `{"default":"deny"}`, []string{`control allow {"association":{"user_token":"bob"},"merchant_scope":{"mid":"m1"},"name":"Allowed merchant"}`}},
		"too much":       {"velocity_controls", "1834", `{"controls":[{"token":"a"},{"token":"b","asked_minor_units":150,"limit_minor_units":1000,"used_minor_units":900}]}`, []string{`limit amount_limit {"amount_limit":10.5}`, "control active"}},
		"too often":      {"velocity_controls", "1817", `{"controls":[{"token":"b","usage_limit":3,"uses":3}]}`, []string{`limit usage_limit {"usage_limit":4}`, "control active"}},
		"after declines": {"velocity_controls", "1834", `{"controls":[{"token":"b","counts_declines":true,"asked_minor_units":150,"limit_minor_units":100,"used_minor_units":900}]}`, []string{`limit amount_limit {"amount_limit":9}`, "control active"}},
		"no money":       {"funding", "1016", `{"asked_minor_units":1000,"available_minor_units":999,"allow_gpa_auth":true}`, []string{`money load {"business_token":"shop","amount":0.01,"currency_code":"USD","funding_source_token":"sandbox_program_funding"}`}},
		"source off":     {"funding", "1016", `{"funding_source_active":false}`, []string{`source active {"active":true}`}},
		"source fails":   {"funding", "1016", `{"funding_source_active":true}`, nil},
		"nothing funds":  {"funding", "1808", `{"available_minor_units":0,"allow_gpa_auth":false}`, []string{"product config.transaction_controls.allow_gpa_auth " + setting + `"allow_gpa_auth":true}}}`}},
		"gateway's no":   {"gateway", "1886", `{"asked_minor_units":1000,"decline_reason":"SUSPECTED_FRAUD"}`, []string{"gateway answer"}},
		"gateway off":    {"gateway", "1016", `{"funding_source_active":false}`, []string{`source active {"active":true}`}},
		"message":        {"message", "1810", `{}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check := engine.Check{Name: c.check, Result: engine.Failed, Code: c.code}
			if err := json.Unmarshal([]byte(c.values), &check.Values); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range cure.For(simulate.Trace{Checks: []engine.Check{{Name: "message", Result: engine.Passed}, check}}, bob) {
				line := string(s.Kind) + " " + s.What
				if s.Change != nil {
					line += " " + string(s.Change.Set) + string(s.Change.Create)
				}
				got = append(got, strings.TrimSpace(line))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("For = %q\nwant  %q", got, c.want)
			}
		})
	}
}

// Fewer steps come before more, and among as many those that reach less far.
func TestCompare(t *testing.T) {
	t.Parallel()
	all := [][]cure.Step{
		{{Kind: cure.Retry}}, {{Kind: cure.Card}}, {{Kind: cure.User}}, {{Kind: cure.Limit}}, {{Kind: cure.Control}}, {{Kind: cure.Product}}, {{Kind: cure.Source}},
		{{Kind: cure.Money}}, {{Kind: cure.Gateway}}, {{Kind: cure.Retry}, {Kind: cure.Money}}, {{Kind: cure.Card}, {Kind: cure.Card}},
	}
	if !slices.IsSortedFunc(all, cure.Compare) {
		t.Error("the order is another")
	}
	slices.Reverse(all)
	if slices.SortFunc(all, cure.Compare); all[0][0].Kind != cure.Retry || len(all[10]) != 2 {
		t.Errorf("sorted = %v", all)
	}
}
