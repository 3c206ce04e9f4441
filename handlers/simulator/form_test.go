package simulator_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
)

func TestCardOptionsReachThePlatformAndNothingElse(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	page := b.Submit("/simulator", fill("cvv", "987", "pin", "4321", "expiration", "0101", "card_present", "false", "amount", "bad"))
	page.Status(422).Has("details[open]", "How is the card presented?")
	// As words of their own: tokens drawn at random hold such digits now and then.
	if regexp.MustCompile(`\b(987|4321)\b`).MatchString(page.Body) {
		t.Error("a secret came back into the page")
	}
	b.Get("/simulator?cvv=987&pin=4321").Status(200)
	wrong := made(t, app, b.Submit("/simulator", fill("expiration", "0101", "cvv", "987")))
	if !wrong.Declined() {
		t.Errorf("a wrong expiration gave %s", wrong.State)
	}
	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "simulator"}, store.Page{})
	must(t, err)
	for _, e := range trail.Rows {
		if strings.Contains(string(e.Request), "987") || !strings.Contains(string(e.Request), `"expiration":"0101"`) {
			t.Errorf("the audit trail says %s", e.Request)
		}
	}
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	tests := []struct{ field, value, says string }{
		{"kind", "authorization.nonsense", "Choose one"},
		{"kind", "older/nonsense", "Choose one"},
		{"follows", strings.Repeat("x", 37), "at most 36"},
		{"original_currency_code", "XXXX", "currency code"},
		{"conversion_rate", "-1", "above zero"},
		{"fee_amount", "x", "above zero"},
		{"billing_zip", "12345678901", "at most 10"},
		{"kind", "", "Fill this in"},
		{"card_token", "", "Fill this in"},
		{"amount", "", "Fill this in"},
		{"amount", "-1", "above zero"},
		{"amount", "1.005", "has 2 decimals"},
		{"amount", "1,5", "a point before the decimals"},
		{"amount", "1,204.50", "nothing between thousands"},
		{"amount", "1e9", "above zero"},
		{"currency_code", "XXXX", "currency code"},
		{"mid", "1", "At least 2"},
		{"mcc", "58", "Exactly 4"},
		{"mcc", "abcd", "Digits only"},
		{"state", "CAL", "at most 2"},
		{"postal_code", "12345678901", "at most 10"},
		{"network", "AMEX", "offered answers"},
		{"cvv", "12", "Exactly 3"},
		{"pin", "12345", "at most 4"},
		{"expiration", "1", "Exactly 4"},
		{"name", strings.Repeat("x", 256), "at most 255"},
	}
	for _, tt := range tests {
		answers := url.Values{}
		answers.Set("kind", "authorization")
		answers.Set("card_token", "card_ada")
		answers.Set("amount", "10")
		answers.Set(tt.field, tt.value)
		if tt.field == "follows" {
			answers.Set("kind", "authorization.clearing")
		}
		page := b.Post("/simulator", answers).Status(422).Has("#"+tt.field+"-error", tt.says).Has(".callout", "Nothing was simulated")
		if tt.field != "cvv" && tt.field != "pin" && tt.field != "kind" && tt.field != "network" {
			if got := page.Doc.Find("#"+tt.field).AttrOr("value", ""); got != tt.value {
				t.Errorf("%s: %q became %q", tt.field, tt.value, got)
			}
		}
	}
	b.Post("/simulator", fill("kind", "authorization.cashback", "card_token", "card_ada", "amount", "10")).Status(422).Has("#cash_back_amount-error", "Fill this in")
	b.Post("/simulator", fill("kind", "account.funding.authorization", "card_token", "card_ada", "amount", "10")).Status(422).Has("#first_name-error", "who sends the money")
	b.Post("/simulator", fill("kind", "pindebit", "card_token", "card_ada", "amount", "0")).Status(422).Has("#amount-error", "above zero")
	b.Post("/simulator", fill("kind", "authorization.reversal", "card_token", "card_ada", "amount", "10")).Status(422).Has("#follows-error", "Name the transaction")
	b.Post("/simulator", fill("kind", "authorization.clearing", "amount", "10")).Status(422).Has("#follows-error", "for a force post")
	b.Post("/simulator", fill("kind", "authorization", "card_token", "card_ada", "amount", "10", "original_amount", "5")).Status(422).Has("#original_currency_code-error", "the merchant's currency").Has("details[open]", "another currency")
	b.Post("/simulator", fill("kind", "authorization", "card_token", "card_ada", "amount", "10", "fee_amount", "5")).Status(422).Has("#fee_type-error", "what kind of fee")
	b.Post("/simulator", fill("kind", "older/authorization", "card_token", "card_ada", "amount", "10")).Status(422).Has("#mid-error", "needs one")
	b.Get("/simulator?kind=older/authorization").Has("#request h2", "/v3/simulate/authorization").Has("#request pre", `"zip": "94702"`)
	if got := count(t, app); got != 0 {
		t.Errorf("the card has %d transactions, want none", got)
	}
}

func TestMarqetasRefusalIsShown(t *testing.T) {
	t.Parallel()
	app := start(t)
	page := app.As(auth.Support).Post("/simulator", fill("kind", "authorization", "card_token", "nobody", "amount", "10", "name", "Kept")).Status(422)
	page.Has(".callout", "Nothing was simulated: Marqeta refused").Has(".callout", "(4")
	if got := page.Doc.Find("#name").AttrOr("value", ""); got != "Kept" {
		t.Errorf("the merchant became %q", got)
	}
}
