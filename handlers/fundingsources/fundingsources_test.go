package fundingsources_test

import (
	"net/url"
	"testing"

	"carddeck/handlers/fundingsources"
	"carddeck/marqeta"
	"carddeck/web/form"
	"carddeck/web/webtest"
)

const (
	password = "Gate-Way-Passw0rd-1234"
	apiKey   = "k3y-that-nobody-may-see"
)

// must ends the test when something that it stands on failed.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bank is the form of a program funding source as somebody fills it in.
func bank(token string) url.Values {
	return url.Values{"kind": {"program"}, "token": {token}, "name": {"House bank"}, "active": {"true"}}
}

// gatekeeper is the form of a program gateway as somebody fills it in.
func gatekeeper(token string) url.Values {
	return url.Values{
		"kind": {"programgateway"}, "token": {token}, "name": {"Gatekeeper"}, "active": {"true"},
		"url": {"https://gateway.example.com/jit"}, "basic_auth_username": {"marqeta"}, "basic_auth_password": {password},
		"timeout_millis": {"2500"}, "headers[0].name": {"X-Key"}, "headers[0].value": {apiKey},
	}
}

func gatewayAt(t testing.TB, app *webtest.App, token string) marqeta.GatewayFundingSource {
	t.Helper()
	g, err := app.Program.GatewayFundingSource(t.Context(), token)
	must(t, err)
	return g
}

func TestProposedPasswordsAreStrongAndUnlike(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		p := form.ProposePassword()
		if !form.Strong(p) || seen[p] {
			t.Fatalf("proposed %q, seen before: %t", p, seen[p])
		}
		seen[p] = true
	}
}

func TestUsedWords(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"no card product yet":        fundingsources.UsedWords(0, false),
		"1 card product":             fundingsources.UsedWords(1, false),
		"7 card products":            fundingsources.UsedWords(7, false),
		"more than 20 card products": fundingsources.UsedWords(20, true),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
