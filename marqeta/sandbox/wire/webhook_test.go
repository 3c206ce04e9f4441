package wire_test

import (
	"testing"

	"carddeck/marqeta/sandbox/wire"
)

func TestSubscriptions(t *testing.T) {
	t.Parallel()
	w := func(events ...string) wire.WebhookFields { return wire.WebhookFields{Active: true, Events: events} }
	for _, c := range []struct {
		hook  wire.WebhookFields
		event string
		want  bool
	}{
		{w("*"), "transaction.authorization", true},
		{w("*"), "directdepositaccounttransition.active", true},
		{w("transaction.*"), "transaction.authorization.clearing.chargeback", true},
		{w("transaction.*"), "cardtransition.state.activated", false},
		{w("transaction.authorization"), "transaction.authorization", true},
		{w("transaction.authorization"), "transaction.authorization.clearing", false},
		{w("directdeposittransition.*"), "directdepositaccounttransition.active", false},
		{w("directdeposittransition.*"), "directdeposittransition.state.pending", true},
		{w("chargebacktransition.case.won", "chargebacktransition.case.lost"), "chargebacktransition.case.lost", true},
		{w("usertransition.active"), "usertransition.suspended", false},
		{wire.WebhookFields{Events: []string{"*"}}, "usertransition.active", false},
	} {
		if got := c.hook.Wants(c.event); got != c.want {
			t.Errorf("%v wants %s = %v", c.hook.Events, c.event, got)
		}
	}
}

func TestSubscriptionStrings(t *testing.T) {
	t.Parallel()
	const password = "Aa1!aaaaaaaaaaaaaaaa"
	for event, valid := range map[string]bool{
		"*": true, "transaction.*": true, "transaction.account.funding.auth_plus_capture": true, "transaction.token.activation-request": true,
		"chargebacktransition.written.off.issuer": true, "digitalwallettokentransition.*": true, "threedstransition.completion": true,
		"cardtransition.fulfillment.*": false, "transaction": false, "transaction.": false, ".authorization": false, "*.authorization": false,
		"transaction*": false, "Transaction.authorization": false, "transaction.authorization ": false, "": false,
	} {
		f := wire.NewWebhook().WebhookFields
		f.Name, f.Events = "hook", []string{event}
		f.Config.URL, f.Config.Username, f.Config.Password = "https://hooks.example/", "hook", password
		if err := f.Check(); (err == nil) != valid {
			t.Errorf("%q: %v", event, err)
		}
	}
}
