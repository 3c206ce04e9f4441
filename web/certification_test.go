package web_test

import (
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/certify"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/webtest"
)

// The console's own decision endpoint, books and receiver pass the certification that the
// console offers to everybody.
func TestOwnEndpointIsCertified(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	for user, amount := range map[string]int64{"certify_funded": 1500_00, "certify_little": 20_00} {
		_, err := app.Store.CreditFromShell(t.Context(), store.ShellCredit{
			Holder: ledger.Holder{Kind: ledger.User, Token: user}, Currency: "USD", Amount: amount, Memo: "certification", By: "test",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s := certify.Defaults()
	s.Gateway = certify.Address{URL: app.Machines.URL + "/jit/marqeta", Username: webtest.GatewayUsername, Password: marqeta.Secret(webtest.GatewayPassword)}
	s.Webhook = certify.Address{URL: app.Machines.URL + "/webhooks/marqeta", Username: webtest.ReceiverUsername, Password: marqeta.Secret(webtest.ReceiverPassword)}
	r, err := certify.Run(t.Context(), s, certify.Options{})
	if err != nil || !r.Passed() || r.Count(certify.Passed) != len(certify.Scenarios()) {
		t.Errorf("%v, %d passed", err, r.Count(certify.Passed))
		for _, result := range r.Results {
			t.Logf("%d %s %s: %s %v", result.Number, result.Outcome, result.Title, result.Verdict, result.Notes)
			for _, c := range result.Checks {
				if c.Fault != "" {
					t.Logf("    %s: want %s, got %s", c.What, c.Want, c.Got)
				}
			}
		}
	}
}
