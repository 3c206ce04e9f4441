package dictionary_test

import (
	"encoding/json"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

func TestExplain(t *testing.T) {
	t.Parallel()
	type evidence = dictionary.Evidence
	tests := []struct {
		code  marqeta.ResponseCode
		have  evidence
		words string
		check dictionary.Check
	}{
		{"1016", evidence{}, "not sufficient funds", ""},
		{"1016", evidence{Funding: marqeta.FundingStandard, Gateway: dictionary.NotAsked}, "account balance too low", dictionary.Funds},
		{"1016", evidence{Funding: marqeta.FundingManaged, Gateway: dictionary.NotAsked}, "program funding source empty", dictionary.Funds},
		{"1016", evidence{Funding: marqeta.FundingGateway, Gateway: dictionary.NotAsked}, "gateway not asked", dictionary.Funds},
		{"1016", evidence{Funding: marqeta.FundingGateway, Gateway: dictionary.TimedOut}, "gateway too slow", dictionary.GatewayAsked},
		{"1016", evidence{Gateway: dictionary.Refused}, "gateway declined without a published reason", dictionary.GatewayAsked},
		{"1016", evidence{Gateway: dictionary.Broken}, "gateway failed", dictionary.GatewayAsked},
		{"1025", evidence{}, "not permitted to this cardholder", ""},
		{"1025", evidence{Security: "0001"}, "security code wrong", dictionary.SecurityCode},
		{"1025", evidence{AddressBars: true}, "address does not match", dictionary.AVS},
		{"1025", evidence{Check: dictionary.AVS}, "address does not match", dictionary.AVS},
		{"1025", evidence{Security: "0001", Check: dictionary.QuasiCash}, "quasi-cash not allowed", dictionary.QuasiCash},
		{"1025", evidence{Barred: dictionary.NearCash}, "quasi-cash not allowed", dictionary.QuasiCash},
		{"1025", evidence{Barred: dictionary.Online}, "not allowed at this kind of terminal", dictionary.PointOfInteraction},
		{"1025", evidence{Control: "No gambling"}, "merchant blocked by a control", dictionary.AuthorizationControls},
		{"1025", evidence{Check: dictionary.AccountState}, "no cash before verification", dictionary.AccountState},
		{"1864", evidence{Check: dictionary.AccountState}, "not abroad before verification", dictionary.AccountState},
		{"1864", evidence{Check: dictionary.Country}, "country not allowed", dictionary.Country},
		{"1806", evidence{CardState: "UNACTIVATED"}, "card never activated", dictionary.CardState},
		{"1806", evidence{CardState: "TERMINATED"}, "card terminated", dictionary.CardState},
		{"1806", evidence{CardState: "ACTIVE"}, "card not active", dictionary.CardState},
		{"1813", evidence{UserStatus: "UNVERIFIED"}, "user not verified", dictionary.AccountState},
		{"1813", evidence{UserStatus: "SUSPENDED"}, "user suspended", dictionary.AccountState},
		{"1813", evidence{UserStatus: "CLOSED"}, "user closed", dictionary.AccountState},
		{"1813", evidence{UserStatus: "ACTIVE"}, "account owner not active", dictionary.AccountState},
		{"1002", evidence{ExpiryTyped: dictionary.Differs}, "wrong expiry date typed", dictionary.Expiry},
		{"1002", evidence{ExpiryTyped: dictionary.Matches}, "flagged as suspicious", dictionary.Risk},
		{"1808", evidence{Check: dictionary.Funds}, "card without funding", dictionary.Funds},
		{"1808", evidence{Check: dictionary.CardProductState}, "card product not in force", dictionary.CardProductState},
		{"1885", evidence{Reason: "CLOSED_ACCOUNT"}, "account closed in your system", dictionary.GatewayAsked},
		{"1885", evidence{Reason: "TRANSACTION_NOT_PERMITTED"}, "gateway declined: not permitted", dictionary.GatewayAsked},
		{"1885", evidence{Reason: "DO_NOT_HONOR"}, "gateway declined: not permitted", dictionary.GatewayAsked},
	}
	for _, tt := range tests {
		got := dictionary.Explain(tt.code, tt.have)
		if !got.Known || got.Words != tt.words || got.Check != tt.check {
			t.Errorf("%s with %+v: %q by %q", tt.code, tt.have, got.Words, got.Check)
		}
	}
}

func TestAnUnknownCodeKeepsThePlatformsWords(t *testing.T) {
	t.Parallel()
	got := dictionary.Explain("1999", dictionary.Evidence{Outcome: marqeta.Response{Memo: "Gateway weary"}})
	if got.Known || got.Code != "1999" || got.Memo != "Gateway weary" || got.Words != "" {
		t.Errorf("%+v", got)
	}
}

func TestAnAddressBarsByTheRuleOfTheCardProduct(t *testing.T) {
	t.Parallel()
	on, off := new(true), new(false)
	strict := &marqeta.AVSControl{Validate: on, DeclineOnAddressNumberMismatch: on, DeclineOnPostalCodeMismatch: on}
	postal := &marqeta.AVSControl{Validate: on, DeclineOnAddressNumberMismatch: off, DeclineOnPostalCodeMismatch: on}
	tests := []struct {
		code string
		rule *marqeta.AVSControl
		want bool
	}{
		{"0001", nil, false}, {"0001", &marqeta.AVSControl{}, false}, {"0001", postal, true}, {"0100", postal, false},
		{"0100", strict, true}, {"0201", postal, true}, {"0000", strict, false}, {"0303", strict, false}, {"", strict, false}, {"01", strict, false},
		{"0101", &marqeta.AVSControl{Validate: off, DeclineOnPostalCodeMismatch: on}, false},
	}
	for _, tt := range tests {
		if got := dictionary.AddressBars(tt.code, tt.rule); got != tt.want {
			t.Errorf("%q under %+v: %t", tt.code, tt.rule, got)
		}
	}
}

func TestEvidenceOfATransaction(t *testing.T) {
	t.Parallel()
	tests := []struct {
		order  string
		asked  dictionary.Asked
		reason string
	}{
		{`null`, dictionary.NotAsked, ""},
		{`{"funding": {}}`, dictionary.NotAsked, ""},
		{`{"funding": {"gateway_log": {"timed_out": true}}}`, dictionary.TimedOut, ""},
		{`{"funding": {"gateway_log": {"response": {"code": "97"}}}}`, dictionary.TimedOut, ""},
		{`{"funding": {"gateway_log": {"response": {"code": 402, "data": {"jit_funding": {"decline_reason": "CLOSED_ACCOUNT"}}}}}}`, dictionary.Refused, "CLOSED_ACCOUNT"},
		{`{"funding": {"gateway_log": {"response": {"code": "402"}}}}`, dictionary.Refused, ""},
		{`{"funding": {"gateway_log": {"response": {"code": "200"}}}}`, dictionary.Agreed, ""},
		{`{"funding": {"gateway_log": {"response": {"code": "500"}}}}`, dictionary.Broken, ""},
		{`{"funding": {"gateway_log": {}}}`, dictionary.Broken, ""},
	}
	for _, tt := range tests {
		var of marqeta.Transaction
		body := `{"gpa_order": ` + tt.order + `, "response": {"code": "1016", "memo": "m", "additional_information": "Daily"},
			"card_security_code_verification": {"response": {"code": "0001"}}}`
		if err := json.Unmarshal([]byte(body), &of); err != nil {
			t.Fatal(err)
		}
		e := dictionary.EvidenceOf(of)
		if e.Gateway != tt.asked || e.Reason != tt.reason || e.Control != "Daily" || e.Security != "0001" || e.Outcome.Memo != "m" {
			t.Errorf("%s: %+v", tt.order, e)
		}
	}
}
