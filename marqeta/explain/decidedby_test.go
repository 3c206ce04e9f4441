package explain_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
)

// transaction reads a notification's transaction.
func transaction(t *testing.T, body string) marqeta.Transaction {
	t.Helper()
	var out marqeta.Transaction
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecidedBy(t *testing.T) {
	t.Parallel()
	const declined = `"state":"DECLINED","response":{"code":"%s"}`
	tests := []struct {
		name, code, kind, more string
		check                  dictionary.Check
		sure                   bool
	}{
		{"suspended card", "1003", "authorization", "", dictionary.CardState, true},
		{"expired card", "1001", "authorization", "", dictionary.Expiry, true},
		{"suspicious card", "1002", "authorization", "", dictionary.Expiry, false},
		{"limit", "1834", "authorization", "", dictionary.VelocityControls, true},
		{"gateway's reason", "1886", "authorization", "", dictionary.GatewayAsked, true},
		{"no place to follow", "1017", "authorization.reversal", "", dictionary.Message, true},
		{"product or funding", "1808", "authorization", "", dictionary.CardProductState, false},
		{"country or an unverified user", "1864", "authorization", "", dictionary.Country, false},
		{"poor, nobody asked", "1016", "authorization", "", dictionary.Funds, false},
		{"poor, program source asked", "1016", "authorization", `,"gpa_order":{"funding":{"source":{"type":"program"}}}`, dictionary.Funds, true},
		{"poor, gateway asked", "1016", "authorization", `,"gpa_order":{"funding":{"gateway_log":{"timed_out":true}}}`, dictionary.GatewayAsked, true},
		{"poor, gateway of a credit asked", "1016", "original.credit.auth_plus_capture", `,"gpa_order_unload":{"funding":{"gateway_log":{}}}`, dictionary.GatewayAsked, true},
		{"poor, gateway switched off", "1016", "authorization", `,"gpa_order":{"funding":{"source":{"type":"programgateway"}}}`, dictionary.GatewayAsked, true},
		{"forbidden", "1025", "authorization", "", "", false},
		{"forbidden, security code wrong", "1025", "authorization", `,"card_security_code_verification":{"response":{"code":"0001"}}`, dictionary.SecurityCode, true},
		{"forbidden, security code right", "1025", "authorization", `,"card_security_code_verification":{"response":{"code":"0000"}}`, "", false},
		{"a hint's code", "1823", "authorization", "", "", false},
		{"a code without source", "1999", "authorization", "", "", false},
		{"no code", "", "authorization", "", "", false},
		{"no purchase", "1016", "gpa.credit", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			body := fmt.Sprintf(`{"type":%q,`+declined+`%s}`, tt.kind, tt.code, tt.more)
			if check, sure := explain.DecidedBy(transaction(t, body)); check != tt.check || sure != tt.sure {
				t.Errorf("decided by %q, %t; want %q, %t", check, sure, tt.check, tt.sure)
			}
		})
	}
}

func TestApprovedBy(t *testing.T) {
	t.Parallel()
	const asked = `"gpa_order":{"funding":{"gateway_log":{"response":{"code":"200"}}}},`
	tests := []struct {
		body  string
		check dictionary.Check
	}{
		{`{"type":"authorization","state":"PENDING"}`, dictionary.Funds},
		{`{` + asked + `"type":"authorization","state":"PENDING"}`, dictionary.GatewayAsked},
		{`{` + asked + `"type":"authorization.incremental","state":"PENDING","preceding_related_transaction_token":"a"}`, dictionary.GatewayAsked},
		{`{` + asked + `"type":"authorization.clearing","state":"COMPLETION","preceding_related_transaction_token":"a"}`, dictionary.Funds},
		{`{` + asked + `"type":"refund","state":"COMPLETION"}`, dictionary.Funds},
		{`{"type":"authorization.standin","state":"PENDING"}`, dictionary.StandIn},
		{`{"type":"authorization","state":"PENDING","standin_approved_by":"NETWORK"}`, dictionary.StandIn},
	}
	for _, tt := range tests {
		if check, sure := explain.DecidedBy(transaction(t, tt.body)); check != tt.check || !sure {
			t.Errorf("%s: decided by %q, %t", tt.body, check, sure)
		}
	}
	if check, sure := explain.DecidedBy(transaction(t, `{"type":"authorization","state":"ERROR"}`)); check != "" || sure {
		t.Errorf("an error was decided by %q", check)
	}
}
