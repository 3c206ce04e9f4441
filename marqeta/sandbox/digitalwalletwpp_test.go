package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"testing"
)

func TestWebPush(t *testing.T) {
	t.Parallel()
	p := wallets(t, `,"web_push_provisioning":{"wpp_apple_partner_id":"partner","wpp_apple_card_template_id":"template","wpp_google_piaid":"piaid"}`)
	p.post("/digitalwallets/wpp/parameters", `{"card_token":"card"}`).is(200).
		has("wpp_apple_partner_id", "partner", "wpp_apple_card_template_id", "template", "wpp_google_piaid", "piaid")
	a := p.post("/digitalwallets/wpp/applePayJWT", `{"card_token":"card"}`).is(200)
	for field, size := range map[string]int{"jws.header.kid": 32, "jws.signature": 64} {
		if v, err := base64.RawURLEncoding.DecodeString(a.text(field)); err != nil || len(v) != size {
			t.Errorf("%s = %s, want %d bytes", field, a.at(field), size)
		}
	}
	var payload map[string]any
	body, err := base64.RawURLEncoding.DecodeString(a.text("jws.payload"))
	if err != nil || json.Unmarshal(body, &payload) != nil || payload["iss"] != "partner" || payload["state"] != a.text("state") {
		t.Errorf("payload = %s, %v", body, err)
	}
	for _, path := range []string{"parameters", "applePayJWT"} {
		p.post("/digitalwallets/wpp/"+path, `{"card_token":"none"}`).refused(400, "400002")
		p.post("/digitalwallets/wpp/"+path, `{}`).refused(400, "400001")
	}
	google := map[string]any{"card_token": "card", "server_session_id": "s", "client_session_id": "c", "token_setting": 0, "card_setting": 1,
		"public_wallet_id": "wallet", "public_device_id": "device", "integrator_id": "i"}
	if a := p.post("/digitalwallets/wpp/googlePayPushProvisioningNotification", google).is(202); len(a.raw) != 0 {
		t.Errorf("202 with %s", a.raw)
	}
	p.get("/digitalwallettokens").has("count", "0")
	google["token_setting"] = 1
	p.post("/digitalwallets/wpp/googlePayPushProvisioningNotification", google).is(202)
	p.get("/digitalwallettokens").has("count", "1", "data.0.state", "ACTIVE", "data.0.token_service_provider.token_requestor_name", "ANDROID_PAY",
		"data.0.wallet_provider_profile.account.id", "wallet", "data.0.device.device_id", "device")
	for field := range google {
		body := maps.Clone(google)
		delete(body, field)
		p.post("/digitalwallets/wpp/googlePayPushProvisioningNotification", body).refused(400, "400001")
	}
	google["card_setting"] = 2
	p.post("/digitalwallets/wpp/googlePayPushProvisioningNotification", google).refused(400, "400001")
	google["card_setting"], google["card_token"] = 1, "none"
	p.post("/digitalwallets/wpp/googlePayPushProvisioningNotification", google).refused(400, "400002")
}
