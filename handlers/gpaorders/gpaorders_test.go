package gpaorders_test

import (
	"context"
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

// start makes a program with a funding source, Ada whose card is funded by Managed JIT
// Funding, and Ben whose card spends the balance on his account. An admin has looked at
// all of it, so that the console keeps copies.
func start(t testing.TB, opts ...webtest.Option) *webtest.App {
	t.Helper()
	app := webtest.New(t, opts...)
	ctx, p := t.Context(), app.Program
	on := true
	_, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "northwind", Name: "Northwind operating account", Active: &on})
	must(t, err)
	from, err := marqeta.ParseDate("2020-05-01")
	must(t, err)
	for token, jit := range map[string]*marqeta.JITFundingConfig{
		"prepaid": nil,
		"travel": {ProgramFundingSource: &marqeta.ProgramFundingConfig{
			Enabled: &on, FundingSourceToken: "northwind", RefundsDestination: marqeta.RefundsToProgramFundingSource,
		}},
	} {
		_, err = p.CreateCardProduct(ctx, marqeta.CardProductRequest{Token: token, Name: token, StartDate: from, Config: &marqeta.CardProductConfig{
			POI:           &marqeta.POIConfig{Other: &marqeta.OtherPOI{Allow: &on}},
			Fulfillment:   &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN},
			CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: &on}, JITFunding: jit,
		}})
		must(t, err)
	}
	admin := app.As(auth.Admin)
	admin.Get("/funding-sources/northwind").Status(200)
	for user, product := range map[string]string{"ada": "travel", "ben": "prepaid"} {
		_, err := p.CreateUser(ctx, marqeta.UserRequest{Token: user, FirstName: strings.ToUpper(user[:1]) + user[1:], LastName: "Okafor"})
		must(t, err)
		_, err = p.CreateCard(ctx, marqeta.CardRequest{Token: "card_" + user, UserToken: user, CardProductToken: product})
		must(t, err)
		for _, path := range []string{"/users/" + user, "/cards/card_" + user, "/card-products/" + product} {
			admin.Get(path).Status(200)
		}
	}
	return app
}

// buy makes a purchase at the platform and waits for its notification.
func buy(t testing.TB, app *webtest.App, kind marqeta.SimulationKind, card, amount, merchant string) marqeta.Transaction {
	t.Helper()
	a := marqeta.MustAmount(amount)
	made, err := app.Program.Simulate(t.Context(), kind, marqeta.Simulation{
		CardToken: card, Amount: &a, CardAcceptor: &marqeta.SimulationCardAcceptor{Name: merchant, MID: "11111"},
	})
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err = app.Store.WaitTransaction(ctx, made.Token)
	must(t, err)
	return made
}

func fill(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func balance(t testing.TB, app *webtest.App, user string) string {
	t.Helper()
	b, err := app.Program.Balances(t.Context(), user)
	must(t, err)
	return b.GPA.AvailableBalance.Fixed(2)
}

var load = fill("user_token", "ben", "amount", "250", "funding_source_token", "northwind", "memo", "opening balance", "token", "load_ben")

func TestLoadAndUnload(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	b.Get("/gpa-orders/new").Status(200).Has("#user_token-list option[value=ben]", "Ben Okafor").
		Has("#funding_source_token option[value=northwind]", "Northwind operating account").Has("#request pre", `"currency_code": "USD"`)
	page := b.Submit("/gpa-orders/new", load)
	if to := page.Status(http.StatusSeeOther).To(); to != "/gpa-orders/load_ben" {
		t.Fatalf("loading leads to %s", to)
	}
	page.Follow().Status(200).
		Has("h1", "Loaded: 250.00 USD onto the account of Ben Okafor").Has("#flashes", "was loaded with 250 USD").
		Has(".badge", "Completed").Has(`#source a[href="/funding-sources/northwind"]`, "Northwind operating account").
		Has("#source", "opening balance").Has("#history", "load account").Has("#raw pre", `"token": "load_ben"`).
		Has(`.actions a[href="/gpa-orders/load_ben/unload"]`, "Unload")
	if got := balance(t, app, "ben"); got != "250.00" {
		t.Errorf("the balance is %s", got)
	}

	ask := b.Get("/gpa-orders/load_ben/unload").Status(200).Has("#request h2", "/v3/gpaorders/unloads").Has("#request pre", `"original_order_token": "load_ben"`)
	if got := ask.Doc.Find("#amount").AttrOr("value", ""); got != "250.00" {
		t.Errorf("the proposed amount is %q", got)
	}
	back := b.Submit("/gpa-orders/load_ben/unload", fill("amount", "100", "token", "back_1"))
	back.Status(http.StatusSeeOther).Follow().Status(200).
		Has("h1", "Unloaded: 100.00 USD from the account of Ben Okafor").Has(`#related a[href="/gpa-orders/load_ben"]`, "load_ben")
	if got := balance(t, app, "ben"); got != "150.00" {
		t.Errorf("the balance is %s", got)
	}
	b.Get("/gpa-orders/load_ben").Has("#unloads", "−100.00 USD").Has(`#unloads a[href="/gpa-orders/back_1"]`, "back_1")
	if got := b.Get("/gpa-orders/load_ben/unload").Doc.Find("#amount").AttrOr("value", ""); got != "150.00" {
		t.Errorf("the proposed amount is %q", got)
	}
	b.Submit("/gpa-orders/load_ben/unload", fill("amount", "200")).Status(422).Has(".callout", "Marqeta refused").Has(".callout", "Unload amount is greater")
	b.Submit("/gpa-orders/load_ben/unload", nil).Status(http.StatusSeeOther)
	b.Get("/gpa-orders/load_ben").Lacks(`a[href$="/unload"]`).Has(`button[aria-disabled]`, "Unload")
}

// A balance lets purchases pass without the source being asked; whoever loads is told.
func TestJITUsersAreWarnedAbout(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	b.Get("/gpa-orders/new").Has(".question-note", "spent first, without anybody being asked").Lacks("#request .callout")
	b.Aim("request").Get("/gpa-orders/new?user_token=ada").Status(200).Has("#request .callout", "Purchases would pass").Has("#request .callout", "Managed JIT Funding").Lacks("nav")
	b.Aim("request").Get("/gpa-orders/new?user_token=ben").Status(200).Lacks("#request .callout")
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	for _, tt := range []struct{ field, value, says string }{
		{"user_token", "", "Fill this in"}, {"amount", "", "Fill this in"}, {"amount", "0", "above zero"}, {"amount", "1.001", "above zero"},
		{"amount", "ten", "above zero"}, {"currency_code", "", "Fill this in"}, {"currency_code", "ABCD", "currency code"},
		{"funding_source_token", "", "Fill this in"}, {"memo", strings.Repeat("m", 100), "at most 99"}, {"token", "a b", "letters"}, {"token", "new", "not the word new"},
	} {
		answers := fill("user_token", "ben", "amount", "10", "currency_code", "USD", "funding_source_token", "northwind", "token", "t1")
		answers.Set(tt.field, tt.value)
		b.Post("/gpa-orders", answers).Status(422).Has("#"+tt.field+"-error", tt.says).Has(".callout", "Nothing was loaded")
	}
	yen := fill("user_token", "ben", "amount", "10.5", "currency_code", "JPY", "funding_source_token", "northwind", "token", "t1")
	b.Post("/gpa-orders", yen).Status(422).Has("#amount-error", "fewer decimals")
	b.Post("/gpa-orders", fill("user_token", "nobody", "amount", "10", "currency_code", "USD", "funding_source_token", "northwind", "token", "t2")).
		Status(422).Has(".callout", "Marqeta refused")
	b.Submit("/gpa-orders/new", load).Status(http.StatusSeeOther)
	b.Post("/gpa-orders/load_ben/unload", fill("amount", "", "token", "u1")).Status(422).Has("#amount-error", "Fill this in")
	b.Post("/gpa-orders/load_ben/unload", fill("amount", "1", "token", "")).Status(422).Has("#token-error", "letters")
	if got := balance(t, app, "ben"); got != "250.00" {
		t.Errorf("the balance is %s", got)
	}
}

func TestDoubleClicks(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	form := fill("user_token", "ben", "amount", "10", "currency_code", "USD", "funding_source_token", "northwind", "token", "l1", "request_key", "k1")
	first := b.Post("/gpa-orders", form).Status(http.StatusSeeOther).To()
	if second := b.Post("/gpa-orders", form).Status(http.StatusSeeOther).To(); second != first {
		t.Errorf("the second click leads to %s, the first to %s", second, first)
	}
	back := fill("amount", "10", "token", "u1", "request_key", "k2")
	first = b.Post("/gpa-orders/l1/unload", back).Status(http.StatusSeeOther).To()
	if second := b.Post("/gpa-orders/l1/unload", back).Status(http.StatusSeeOther).To(); second != first {
		t.Errorf("the second click leads to %s, the first to %s", second, first)
	}
	if got := balance(t, app, "ben"); got != "0.00" {
		t.Errorf("the balance is %s", got)
	}
}

// A load carries our own token: after no answer, the same form settles it.
func TestWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	b.Submit("/gpa-orders/new", load).Status(http.StatusSeeOther)
	form := fill("user_token", "ben", "amount", "10", "currency_code", "USD", "funding_source_token", "northwind", "token", "l1", "request_key", "k1")
	app.Mute()
	began := time.Now()
	b.Post("/gpa-orders", form).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a mute platform kept the page waiting for %s", took)
	}
	app.Wake()
	b.Post("/gpa-orders", form).Status(http.StatusSeeOther)
	if got := balance(t, app, "ben"); got != "260.00" {
		t.Errorf("the balance is %s", got)
	}
	app.Silence()
	b.Get("/gpa-orders/load_ben").Status(200).Has("h1", "Loaded: 250.00 USD").Has(".callout", "Marqeta did not answer just now")
	b.Get("/gpa-orders/nobody").Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
	b.Get("/gpa-orders").Status(200).Has("tbody", "250.00 USD")
}

func TestProductionAsksForItsName(t *testing.T) {
	t.Parallel()
	app := start(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	b := app.As(auth.Ops)
	b.Get("/gpa-orders/new").Status(200).Has("legend", "This is production")
	b.Submit("/gpa-orders/new", load).Status(422).Has("#confirmation-error", "program.example")
	sure := fill("confirmation", "program.example")
	for key, value := range load {
		sure[key] = value
	}
	b.Submit("/gpa-orders/new", sure).Status(http.StatusSeeOther)
	b.Submit("/gpa-orders/load_ben/unload", nil).Status(422).Has("#confirmation-error", "program.example")
	b.Submit("/gpa-orders/load_ben/unload", fill("confirmation", "program.example")).Status(http.StatusSeeOther)
}

func TestWhoMayLoad(t *testing.T) {
	t.Parallel()
	app := start(t)
	support, auditor := app.As(auth.Support), app.As(auth.Auditor)
	support.Get("/gpa-orders/new").Status(http.StatusForbidden)
	support.Post("/gpa-orders", load).Status(http.StatusForbidden)
	app.As(auth.Ops).Submit("/gpa-orders/new", load).Status(http.StatusSeeOther)
	auditor.Get("/gpa-orders/load_ben").Status(200).Lacks(".actions a")
	auditor.Post("/gpa-orders/load_ben/unload", fill("amount", "1")).Status(http.StatusForbidden)
	stored, err := app.Store.GPAOrder(t.Context(), "load_ben")
	must(t, err)
	if stored.Kind != "load" || stored.AmountMinor != 25000 || stored.FundingSourceToken != store.MaskFundingSource("northwind") {
		t.Errorf("the local copy is %+v", stored)
	}
}
