package transactions

import (
	"encoding/json"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestCodeFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		body string
		want []string // label and what the fact draws
	}{
		{`{}`, nil},
		{`{"card_security_code_verification": {"type": "CVV2", "response": {"code": "0001"}}}`,
			[]string{`Security code, CVV2: <a href="/codes/security-code/0001">Security code wrong (0001)</a>`}},
		{`{"address_verification": {"response": {"code": "0100", "memo": "Match"}, "gateway": {"response": {"code": 0}}}}`,
			[]string{`Address: <a href="/codes/avs/0100">Postal code matches, address does not (0100)</a>`, `Address, by your gateway: <a href="/codes/avs/0000">Address and postal code match (0000)</a>`}},
		{`{"account_name_verification": {"response": {"code": "9<b>"}}}`, []string{`Name: <a href="/codes/name/9%3Cb%3E">9&lt;b&gt;</a>`}},
		{`{"gpa_order": {"funding": {"gateway_log": {"response": {"code": "402", "data": {"jit_funding": {"decline_reason": "CLOSED_ACCOUNT"}}}}}}}`,
			[]string{`Gateway's reason: <a href="/codes/reason/CLOSED_ACCOUNT">Account closed in your system (CLOSED_ACCOUNT)</a>`}},
		{`{"network_metadata": {"outgoing_response_code": "51", "incoming_response_code": "91"}}`,
			[]string{`Told to the network: <a href="/codes/network/51">Insufficient funds (51)</a>`, `Told by the network: <a href="/codes/network/91">Issuer unavailable (91)</a>`}},
	}
	for _, tt := range tests {
		var m marqeta.Transaction
		if err := json.Unmarshal([]byte(tt.body), &m); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range codeFacts(m) {
			var b strings.Builder
			if err := f.Value.Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			got = append(got, f.Label+": "+b.String())
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.body, got, tt.want)
		}
	}
}
