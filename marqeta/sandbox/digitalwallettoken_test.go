package sandbox_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"
)

// wallets sets up ada with an active card of a product that lets cards into wallets;
// controls is what else its provisioning controls have.
func wallets(t *testing.T, controls string) *program {
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01","config":{"card_life_cycle":{"activate_upon_issue":true},
		"digital_wallet_tokenization":{"provisioning_controls":{"in_app_provisioning":{"enabled":true}`+controls+`}}}}`).is(201)
	p.post("/users", `{"token":"ada","first_name":"Ada","last_name":"King","address1":"1 Way","city":"Oakland","state":"CA","postal_code":"94612","country":"USA","phone":"5105551212"}`).is(201)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp"}`).is(201)
	return p
}

// provisions are requests of the wallets' apps that lack nothing.
var provisions = map[string]map[string]any{
	"applepay": {"card_token": "card", "device_type": "MOBILE_PHONE", "provisioning_app_version": "1.2",
		"certificates": []string{"bGVhZg==", "c3Vi"}, "nonce": "bm9uY2U=", "nonce_signature": "c2ln"},
	"androidpay": {"card_token": "card", "device_type": "TABLET", "provisioning_app_version": "1.2", "wallet_account_id": "account", "device_id": "device"},
	"samsungpay": {"card_token": "card", "device_type": "WATCH", "provisioning_app_version": "1.2", "wallet_user_id": "user", "device_id": "device"},
	"xpay": {"card_token": "card", "device_type": "WEARABLE_DEVICE", "provisioning_app_version": "1.2", "wallet_account_id": "account",
		"device_id": "device", "token_requestor_id": "40010077056"},
}

// intoWallet puts a card into Google's wallet and gives the token.
func (p *program) intoWallet(card string) string {
	p.Helper()
	body := maps.Clone(provisions["androidpay"])
	body["card_token"] = card
	p.post("/digitalwalletprovisionrequests/androidpay", body).is(201)
	return p.get("/digitalwallettokens/card/" + card + "?count=1").is(200).text("data.0.token")
}

func TestProvisioning(t *testing.T) {
	t.Parallel()
	p := wallets(t, "")
	for name, want := range map[string]struct{ requestor, kind, account, random string }{
		"applepay":   {"APPLE_PAY", "DEVICE_SECURE_ELEMENT", "", "encrypted_pass_data activation_data ephemeral_public_key"},
		"androidpay": {"ANDROID_PAY", "DEVICE_CLOUD_BASED", "account", "push_tokenize_request_data.opaque_payment_card"},
		"samsungpay": {"SAMSUNG_PAY", "DEVICE_SECURE_ELEMENT", "user", "push_tokenize_request_data.extra_provision_payload"},
		"xpay":       {"FITBIT_PAY", "ECOMMERCE_DIGITAL_WALLET", "account", "push_tokenize_request_data.extra_provision_payload"},
	} {
		a := p.post("/digitalwalletprovisionrequests/"+name, provisions[name]).is(201).has("card_token", "card", "created_time", "2026-03-02T10:15:30Z")
		for _, field := range strings.Fields(want.random) {
			if blob, err := base64.StdEncoding.DecodeString(a.text(field)); err != nil || len(blob) < 65 {
				t.Errorf("%s: %s = %s, want bytes in base64", name, field, a.at(field))
			}
		}
		if name != "applepay" {
			a.has("push_tokenize_request_data.display_name", "Plain", "push_tokenize_request_data.last_digits", p.get("/cards/card").text("last_four"))
		}
		token := p.get("/digitalwallettokens?count=1").is(200).
			has("data.0.card_token", "card", "data.0.state", "ACTIVE", "data.0.fulfillment_status", "PROVISIONED", "data.0.issuer_eligibility_decision", "0000",
				"data.0.token_service_provider.token_requestor_name", want.requestor, "data.0.token_service_provider.token_type", want.kind,
				"data.0.wallet_provider_profile.account.id", want.account, "data.0.device.type", provisions[name]["device_type"].(string),
				"data.0.address_verification", `{"name":"Ada King","street_address":"1 Way","zip":"94612","postal_code":"94612"}`).text("data.0.token")
		p.get("/digitalwallettokentransitions/digitalwallettoken/"+token).is(200).has("count", "2",
			"data.0.type", "state.activated", "data.0.fulfillment_status", "PROVISIONED", "data.0.channel", "TOKEN_SERVICE_PROVIDER",
			"data.1.type", "state.requested", "data.1.fulfillment_status", "DECISION_GREEN", "data.1.channel", "DIGITAL_WALLET", "data.1.digital_wallet_token.card_token", "card")
		for field := range provisions[name] {
			for _, bad := range []any{"", nil, strings.Repeat("x", 51), []any{}} {
				body := maps.Clone(provisions[name])
				body[field] = bad
				if field == "nonce" || field == "nonce_signature" {
					body[field] = ""
				}
				if a := p.post("/digitalwalletprovisionrequests/"+name, body); a.status != 400 && (field != "card_token" || a.status != 404) {
					t.Errorf("%s with %s %v = %d %s, want it refused", name, field, bad, a.status, a.raw)
				}
			}
		}
		body := maps.Clone(provisions[name])
		body["card_token"] = "none"
		p.post("/digitalwalletprovisionrequests/"+name, body).refused(404, "404001")
	}
	p.post("/digitalwalletprovisionrequests/androidpay", provisions["androidpay"]).has("push_tokenize_request_data.user_address.city", "Oakland")
	p.get("/digitalwallettokens").has("count", "5", "is_more", "false")

	token := p.get("/digitalwallettokens").text("data.0.token")
	masked, clear := p.get("/digitalwallettokens/"+token).is(200), p.get("/digitalwallettokens/"+token+"/showtokenpan").is(200)
	pan := clear.text("token_service_provider.token_pan")
	if !regexp.MustCompile(`^111112\d{10}$`).MatchString(pan) || !luhn(pan) || masked.text("token_service_provider.token_pan") != pan[:6]+"______"+pan[12:] {
		t.Errorf("token_pan = %s, shown as %s", pan, masked.at("token_service_provider.token_pan"))
	}
	p.get("/digitalwallettokens/none").refused(404, "404001")
	p.get("/digitalwallettokens/none/showtokenpan").refused(404, "404001")
	p.get("/digitalwallettokens/card/none").refused(404, "404001")
}

// What a card and its product let into a wallet.
func TestTokenDecisions(t *testing.T) {
	t.Parallel()
	p := wallets(t, `,"force_yellow_path_for_card_product":true`)
	yellow := p.intoWallet("card")
	p.get("/digitalwallettokens/"+yellow).has("state", "REQUESTED", "fulfillment_status", "DECISION_YELLOW", "issuer_eligibility_decision", "token.activation.verification.required")
	p.post("/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": yellow}, "state": "ACTIVE", "reason": "called in"}).is(201).
		has("type", "state.activated", "fulfillment_status", "PROVISIONED", "channel", "API")
	p.get("/digitalwallettokens/"+yellow).has("state", "ACTIVE", "state_reason", "called in", "fulfillment_status", "PROVISIONED")

	p.move("card", "SUSPENDED").is(201)
	red := p.intoWallet("card")
	p.get("/digitalwallettokens/"+red).has("state", "REQUEST_DECLINED", "fulfillment_status", "REJECTED")
	p.get("/digitalwallettokentransitions/digitalwallettoken/"+red).has("data.0.type", "state.request_declined", "data.1.fulfillment_status", "DECISION_RED")
	p.move("card", "ACTIVE").is(201)
	p.put("/cardproducts/cp", `{"config":{"digital_wallet_tokenization":{"provisioning_controls":{"in_app_provisioning":{"enabled":false}}}}}`).is(200)
	p.get("/digitalwallettokens/"+p.intoWallet("card")).has("state", "REQUEST_DECLINED")
}

func TestWalletTokenLists(t *testing.T) {
	t.Parallel()
	p := wallets(t, "")
	for range 3 {
		for name, body := range provisions {
			p.post("/digitalwalletprovisionrequests/"+name, body).is(201)
		}
		p.clock.advance(24 * time.Hour)
	}
	first := p.get("/digitalwallettokens?sort_by=createdTime&count=1")
	p.post("/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": first.text("data.0.token")}, "state": "SUSPENDED"}).is(201)
	provider := "data.0.token_service_provider."
	for query, want := range map[string]int{
		"": 10, "?count=100": 12, "?state=SUSPENDED": 1, "?state=SUSPENDED,ACTIVE&count=50": 12, "?state=NONE": 0,
		"?token_type=DEVICE_CLOUD_BASED": 3, "?token_requestor_name=APPLE_PAY,SAMSUNG_PAY": 6, "?token_requestor_name=APPLE_PAY&state=TERMINATED": 0,
		"?start_date=2026-03-03": 8, "?end_date=2026-03-03": 8, "?start_date=2026-03-03&end_date=2026-03-03": 4, "?start_date=2026-03-05": 0,
		"?token_reference_id=" + first.text(provider+"token_reference_id"):      1,
		"?count=20&pan_reference_id=" + first.text(provider+"pan_reference_id"): 12, "?correlation_id=x": 0,
	} {
		p.get("/digitalwallettokens"+query).is(200).has("count", fmt.Sprint(want))
	}
	p.get("/digitalwallettokens?embed=user").has("data.0.user.token", "ada", "data.0.user.last_name", "King")
	p.post("/businesses", `{"token":"biz"}`).is(201)
	p.put("/users/ada", `{"parent_token":"biz"}`).is(200)
	p.get("/digitalwallettokens?embed=user").has("data.0.user.business_token", "biz")
	p.get("/digitalwallettokens").lacks("data.0.user")
	p.get("/digitalwallettokens?fields=token").lacks("data.0.state")
	p.get("/digitalwallettokens/card/card").has("count", "5", "is_more", "true")
	p.get("/digitalwallettokens?embed=card").refused(400, "400037")
	p.get("/digitalwallettokens?start_date=yesterday").refused(400, "400001")
	p.get("/digitalwallettokens?sort_by=moon").refused(400, "400001")
}
