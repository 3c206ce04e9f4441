package simulator_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// start makes a program with one card of Ada's, funded by Managed JIT Funding. An admin
// has looked at it, so that the console keeps copies.
func start(t testing.TB) *webtest.App {
	t.Helper()
	app := webtest.New(t)
	ctx, p := t.Context(), app.Program
	on := true
	_, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "northwind", Name: "Northwind", Active: &on})
	must(t, err)
	from, err := marqeta.ParseDate("2020-05-01")
	must(t, err)
	_, err = p.CreateCardProduct(ctx, marqeta.CardProductRequest{Token: "travel", Name: "Travel cards", StartDate: from, Config: &marqeta.CardProductConfig{
		POI:                 &marqeta.POIConfig{ECommerce: &on, ATM: &on, Other: &marqeta.OtherPOI{Allow: &on}},
		TransactionControls: &marqeta.TransactionControls{AllowQuasiCash: &on},
		Fulfillment:         &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN},
		CardLifeCycle:       &marqeta.CardLifeCycle{ActivateUponIssue: &on},
		JITFunding: &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{
			Enabled: &on, FundingSourceToken: "northwind", RefundsDestination: marqeta.RefundsToProgramFundingSource,
		}},
	}})
	must(t, err)
	_, err = p.CreateUser(ctx, marqeta.UserRequest{Token: "ada", FirstName: "Ada", LastName: "Lindqvist"})
	must(t, err)
	_, err = p.CreateCard(ctx, marqeta.CardRequest{Token: "card_ada", UserToken: "ada", CardProductToken: "travel"})
	must(t, err)
	admin := app.As(auth.Admin)
	for _, path := range []string{"/cards/card_ada", "/users/ada", "/card-products/travel"} {
		admin.Get(path).Status(200)
	}
	return app
}

func fill(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// made gives the local copy of the transaction that an answer leads to.
func made(t testing.TB, app *webtest.App, page *webtest.Page) store.Transaction {
	t.Helper()
	to, _, _ := strings.Cut(page.Status(http.StatusSeeOther).To(), "?")
	page.Follow().Status(200).Lacks("[hx-trigger]")
	found, err := app.Store.Transaction(t.Context(), strings.TrimPrefix(to, "/transactions/"))
	must(t, err)
	return found
}

func count(t testing.TB, app *webtest.App) int {
	t.Helper()
	page, err := app.Program.Transactions(t.Context(), marqeta.TransactionFilter{CardToken: "card_ada"})
	must(t, err)
	return len(page.Data)
}

func TestTheFirstPurchase(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	page := b.Get("/simulator").Status(200).
		Has("#kind option[selected]", "Authorization").
		Has("#card_token-list option[value=card_ada]", "Ada Lindqvist").
		Has("#request", "the merchant asks for its money later").
		Has("#request dd", "by Managed JIT").
		Has("#request pre", `"card_token": "card_ada"`).Has("#request h2", "/v3/simulations/cardtransactions/authorization").
		Lacks("#recent")
	if got := page.Doc.Find("#card_token").AttrOr("value", ""); got != "card_ada" {
		t.Errorf("the proposed card is %q", got)
	}
	// The form works as it is proposed.
	answer := b.Submit("/simulator", nil)
	got := made(t, app, answer)
	if got.Type != "authorization" || got.AmountMinor != 1000 || got.Merchant != "Aegis Fleet Services" || got.State != "PENDING" || got.FundingType != "program" {
		t.Errorf("made %+v", got)
	}
	answer.Follow().Has("h1", "Approved: 10.00 USD at Aegis Fleet Services, money held")
	b.Get("/simulator").Has("#recent", "Simulate authorization at Aegis Fleet Services").Has("#recent", "10.00 USD").
		Has(`#recent a[href="`+answer.To()+`"]`, "authorization")
}

// A decline is what the simulation was for: it leads to the page that explains it.
func TestADeclineIsASuccess(t *testing.T) {
	t.Parallel()
	app := start(t)
	_, err := app.Program.TransitionCard(t.Context(), marqeta.CardTransitionRequest{
		CardToken: "card_ada", State: "SUSPENDED", ReasonCode: "01", Channel: marqeta.ChannelAPI,
	})
	must(t, err)
	b := app.As(auth.Support)
	app.As(auth.Admin).Get("/cards/card_ada").Status(200)
	b.Get("/simulator?card_token=card_ada&kind=authorization").Status(200).Has("#request .callout", "The card is suspended, so a decline is to be expected")
	page := b.Submit("/simulator?card_token=card_ada", fill("amount", "42", "name", "X")).Status(http.StatusSeeOther).Follow().Status(200)
	page.Has("h1", "Declined: 42.00 USD at X, the card is suspended (1003)").Has("#flashes", "was simulated, and declined")
	b.Submit("/simulator?card_token=card_ada", fill("kind", "authorization.clearing")).Follow().Has("h1", "Cleared without an authorization")
}

// Each preset is one purchase, and every page of it offers the message that comes next.
func TestPresetsLeadFromMessageToMessage(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	want := map[string][]string{
		"Restaurant with tip": {"authorization.clearing 5820"}, "Fuel pump": {"authorization.advice 3860", "authorization.clearing 3860"},
		"Hotel with another night": {"authorization.incremental 16000", "authorization.clearing 48000"}, "Online with address and code": {"authorization.clearing 4299", "refund 4299"},
		"Transit": {"authorization.incremental 275", "authorization.clearing 550"}, "Foreign currency": {"authorization.clearing 3255"}, "ATM": nil, "Refund": nil,
	}
	presets := b.Get("/simulator").Doc.Find(`nav[aria-label="Presets"] a`)
	if presets.Length() != len(want) {
		t.Fatalf("there are %d presets", presets.Length())
	}
	for i := range presets.Length() {
		name := strings.TrimSpace(presets.Eq(i).Text())
		answer := b.Submit(presets.Eq(i).AttrOr("href", ""), nil)
		if got := made(t, app, answer); got.Declined() || got.CardToken != "card_ada" {
			t.Errorf("%s: %s %s", name, got.State, got.ResponseMemo)
		}
		for _, next := range want[name] {
			step := answer.Follow().Status(200).Doc.Find(".actions .btn-primary")
			answer = b.Submit(step.AttrOr("href", "/nowhere"), nil)
			if got := made(t, app, answer); fmt.Sprintf("%s %d", got.Type, got.AmountMinor) != next || got.Declined() {
				t.Errorf("%s: %s %d %s, want %s", name, got.Type, got.AmountMinor, got.State, next)
			}
		}
	}
}

func TestADoubleClickIsOneTransaction(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	form := fill("kind", "authorization", "card_token", "card_ada", "amount", "10", "request_key", "twice")
	first := b.Post("/simulator", form).Status(http.StatusSeeOther).To()
	if second := b.Post("/simulator", form).Status(http.StatusSeeOther).To(); second != first {
		t.Errorf("the second click leads to %s, the first to %s", second, first)
	}
	if got := count(t, app); got != 1 {
		t.Errorf("the card has %d transactions, want 1", got)
	}
}

func TestWithoutAnAnswerNothingIsSentTwice(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	form := fill("kind", "authorization", "card_token", "card_ada", "amount", "10", "request_key", "mute")
	app.Mute()
	began := time.Now()
	b.Post("/simulator", form).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a mute platform kept the page waiting for %s", took)
	}
	app.Wake()
	b.Post("/simulator", form).Status(http.StatusBadGateway)
	if got := count(t, app); got != 1 {
		t.Errorf("the card has %d transactions, want 1", got)
	}
	b.Get("/simulator").Has("#recent", "Outcome unknown")
}

func TestHostileNamesAreData(t *testing.T) {
	t.Parallel()
	const hostile = `"><script>alert(1)</script>` + "\u202eevil"
	app := start(t)
	b := app.As(auth.Support)
	b.Get("/simulator?name=" + url.QueryEscape(hostile)).Status(200).Lacks("main script").Lacks("form script")
	got := made(t, app, b.Submit("/simulator", fill("name", hostile)))
	if got.Merchant != hostile {
		t.Errorf("the merchant became %q", got.Merchant)
	}
	page := b.Get("/simulator").Has("#recent", `"><script>alert(1)</script>`).Lacks("main script")
	if strings.Contains(page.Text("#recent"), "\u202e") {
		t.Error("a sign that turns the direction of writing is in the page")
	}
}

func TestWhoMaySimulateWhere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.As(auth.Auditor).Get("/simulator").Status(http.StatusForbidden)
	app.As(auth.Auditor).Post("/simulator", nil).Status(http.StatusForbidden)
	app.As(auth.Support).Get("/simulator").Status(200).Has(`form a[href="/cards/new"]`, "Issue a card")
	live := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	live.As(auth.Admin).Get("/simulator").Status(http.StatusNotFound)
	live.As(auth.Admin).Post("/simulator", nil).Status(http.StatusNotFound)
}

// A card may be named by the digits on it, which a person at the telephone reads out.
func TestCardByItsLastFour(t *testing.T) {
	t.Parallel()
	app := start(t)
	card, err := app.Program.Card(t.Context(), "card_ada")
	must(t, err)
	b := app.As(auth.Admin)
	if got := made(t, app, b.Submit("/simulator", fill("card_token", card.LastFour))); got.CardToken != "card_ada" {
		t.Errorf("simulated with %q", got.CardToken)
	}
	other := "0000"
	if card.LastFour == other {
		other = "0001"
	}
	b.Submit("/simulator", fill("card_token", other)).Status(http.StatusUnprocessableEntity).Has("#card_token-error", "No card known here ends with these digits.")
}
