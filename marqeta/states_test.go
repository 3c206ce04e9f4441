package marqeta_test

import (
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestUserStatuses(t *testing.T) {
	t.Parallel()
	all := []marqeta.UserStatus{marqeta.UserUnverified, marqeta.UserLimited, marqeta.UserActive, marqeta.UserSuspended, marqeta.UserClosed, marqeta.UserTerminated}
	want := map[marqeta.UserStatus][]marqeta.UserStatus{
		"UNVERIFIED": {"ACTIVE", "CLOSED", "TERMINATED"},
		"LIMITED":    {"ACTIVE", "SUSPENDED", "CLOSED"},
		"ACTIVE":     {"SUSPENDED", "CLOSED", "UNVERIFIED"},
		"SUSPENDED":  {"ACTIVE", "LIMITED", "UNVERIFIED", "CLOSED", "TERMINATED"},
		"CLOSED":     {"ACTIVE", "LIMITED", "UNVERIFIED", "SUSPENDED", "TERMINATED"},
		"TERMINATED": nil,
		"NEWS":       nil,
	}
	for from, to := range want {
		got := from.NextStatuses()
		if !slices.Equal(got, to) {
			t.Errorf("from %s to %v, want %v", from, got, to)
		}
		for _, s := range got {
			if !slices.Contains(all, s) || s == from {
				t.Errorf("from %s to %s", from, s)
			}
		}
		if len(got) > 0 {
			got[0] = "CHANGED"
			if from.NextStatuses()[0] == "CHANGED" {
				t.Errorf("the table of %s can be changed from outside", from)
			}
		}
	}
}

func TestCardStates(t *testing.T) {
	t.Parallel()
	for from, want := range map[marqeta.CardState][]marqeta.CardState{
		"UNACTIVATED": {"ACTIVE", "TERMINATED"},
		"ACTIVE":      {"SUSPENDED", "TERMINATED"},
		"SUSPENDED":   {"ACTIVE", "TERMINATED"},
		"LIMITED":     {"ACTIVE", "SUSPENDED", "TERMINATED"},
		"TERMINATED":  nil,
		"UNSUPPORTED": nil,
		"":            nil,
	} {
		if got := from.Next(); !slices.Equal(got, want) {
			t.Errorf("from %s to %v, want %v", from, got, want)
		}
	}
}

func TestReasonCodes(t *testing.T) {
	t.Parallel()
	reasons := marqeta.Reasons()
	if len(reasons) != 32 || !slices.IsSortedFunc(reasons, func(a, b marqeta.Reason) int { return strings.Compare(string(a.Code), string(b.Code)) }) {
		t.Errorf("%d reasons, or out of order", len(reasons))
	}
	for _, r := range reasons {
		if len(r.Code) != 2 || r.Words == "" || r.Code.Words() != r.Words {
			t.Errorf("reason %+v", r)
		}
	}
	if marqeta.ReasonCode("10").Words() != "reported lost" || marqeta.ReasonCode("86").Words() != "" {
		t.Error("words belong to other codes")
	}
}

func TestResponseCodes(t *testing.T) {
	t.Parallel()
	for code, success := range map[marqeta.ResponseCode]bool{"0000": true, "0002": true, "1830": true, "1016": false, "0001": false, "": false} {
		if code.Success() != success {
			t.Errorf("%s: success is %v", code, code.Success())
		}
	}
}

func TestFundingOfACardProduct(t *testing.T) {
	t.Parallel()
	on, off := new(true), new(false)
	managed := &marqeta.ProgramFundingConfig{Enabled: on, FundingSourceToken: "fs"}
	gateway := &marqeta.GatewayFundingConfig{Enabled: on, FundingSourceToken: "gw"}
	for _, c := range []struct {
		config *marqeta.JITFundingConfig
		kind   marqeta.FundingKind
		source string
	}{
		{nil, marqeta.FundingStandard, ""},
		{&marqeta.JITFundingConfig{}, marqeta.FundingStandard, ""},
		{&marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{FundingSourceToken: "fs"}}, marqeta.FundingStandard, ""},
		{&marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{Enabled: off, FundingSourceToken: "fs"}}, marqeta.FundingStandard, ""},
		{&marqeta.JITFundingConfig{ProgramFundingSource: managed}, marqeta.FundingManaged, "fs"},
		{&marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{Enabled: off}, ProgramGatewayFundingSource: gateway}, marqeta.FundingGateway, "gw"},
		{&marqeta.JITFundingConfig{PaymentCardFundingSource: &marqeta.PaymentCardFundingConfig{Enabled: on}}, marqeta.FundingPaymentCard, ""},
	} {
		p := marqeta.CardProduct{Config: marqeta.CardProductConfig{JITFunding: c.config}}
		if kind, source := p.Funding(); kind != c.kind || source != c.source {
			t.Errorf("%+v is funded by %s %q, want %s %q", c.config, kind, source, c.kind, c.source)
		}
	}
}

func TestBalanceInACurrency(t *testing.T) {
	t.Parallel()
	euro := marqeta.Balance{CurrencyCode: "EUR", LedgerBalance: marqeta.MustAmount("7")}
	b := marqeta.Balance{CurrencyCode: "USD", LedgerBalance: marqeta.MustAmount("5"), Balances: map[string]marqeta.Balance{"EUR": euro}}
	if got, ok := b.In("EUR"); !ok || got.LedgerBalance != euro.LedgerBalance {
		t.Errorf("in EUR %+v, %v", got, ok)
	}
	if got, ok := b.In("USD"); !ok || got.LedgerBalance != b.LedgerBalance {
		t.Errorf("in USD %+v, %v", got, ok)
	}
	if _, ok := b.In("JPY"); ok {
		t.Error("an account without yen has a balance in yen")
	}
}

func TestUserName(t *testing.T) {
	t.Parallel()
	if got := (marqeta.User{FirstName: " Ada ", LastName: "Ferris"}).Name(); got != "Ada Ferris" {
		t.Errorf("name is %q", got)
	}
}
