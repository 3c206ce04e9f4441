package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// Declines are brought about again, whatever the transaction tells of their cause.
func TestFromADecline(t *testing.T) {
	t.Parallel()
	p := platform(t)
	standard := marqeta.CardProduct{}
	gateway := marqeta.CardProduct{Config: marqeta.CardProductConfig{JITFunding: &marqeta.JITFundingConfig{
		ProgramGatewayFundingSource: &marqeta.GatewayFundingConfig{Enabled: new(true), FundingSourceToken: "theirs"}}}}
	for code, tt := range map[marqeta.ResponseCode]struct {
		product marqeta.CardProduct
		order   *marqeta.GPAOrder
	}{
		"1002": {product: standard}, "1003": {product: standard}, "1004": {product: standard}, "1005": {product: standard},
		"1016": {product: standard}, "1025": {product: standard}, "1806": {product: standard}, "1813": {product: standard},
		"1817": {product: standard}, "1834": {product: standard},
		"1886": {product: gateway, order: &marqeta.GPAOrder{JITFunding: &marqeta.JITFunding{DeclineReason: "SUSPECTED_FRAUD"}}},
	} {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			happened := marqeta.Transaction{
				Token: "theirs", Type: "authorization", State: marqeta.StateDeclined, Amount: marqeta.MustAmount("12.50"), CurrencyCode: "USD",
				Response: marqeta.Response{Code: code}, GPAOrder: tt.order, CardToken: "theirs", UserToken: "theirs",
				CardAcceptor: marqeta.CardAcceptor{Name: "Fox {1}", MID: "99887", MCC: "5812"},
			}
			s, err := scenario.FromPurchase("again", []marqeta.Transaction{happened}, tt.product)
			if err != nil {
				t.Fatal(err)
			}
			read, err := scenario.Parse(s.Format())
			if err != nil || strings.Contains(string(s.Format()), "theirs") {
				t.Fatalf("%v\n%s", err, s.Format())
			}
			report, err := scenario.Play(t.Context(), p, read, scenario.Options{})
			if err != nil || !report.Passed {
				t.Errorf("%v, %+v\n%s", err, report.Steps, s.Format())
			}
		})
	}
	for _, kind := range []string{"gpa.credit", "authorization.reversal"} {
		if _, err := scenario.FromPurchase("again", []marqeta.Transaction{{Type: kind}}, standard); !errors.Is(err, scenario.ErrNoPurchase) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
