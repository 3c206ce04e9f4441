package cases_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/handover"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// download reads a case's bundle.
func download(t *testing.T, b *webtest.Browser, here string) (handover.Bundle, string) {
	t.Helper()
	p := b.Get(here + "/bundle.json").Status(http.StatusOK)
	if got := p.Header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="case-`) || p.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%s: %q, %q", here, got, p.Header.Get("Content-Type"))
	}
	var out handover.Bundle
	if err := json.Unmarshal([]byte(p.Body), &out); err != nil {
		t.Fatalf("%v\n%s", err, p.Body)
	}
	return out, p.Body
}

func TestTheBundleHoldsWhatSupportAsksFor(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx, _ := declined(t, app)
	b := app.As(auth.Support)
	here := b.Post("/transactions/"+tx+"/case", nil).To()
	b.Submit(here+"/edit", url.Values{"expected": {"An approval."}})

	got, _ := download(t, b, here)
	if got.Schema != handover.Schema || got.Case.Number != 1 || got.Case.Expected != "An approval." || got.MadeAt.IsZero() || len(got.Transactions) != 1 || len(got.NotIncluded) == 0 {
		t.Fatalf("%+v", got)
	}
	if got.Program.Environment != "embedded sandbox" || !strings.HasSuffix(got.Program.API, "/v3") {
		t.Errorf("program: %+v", got.Program)
	}
	one := got.Transactions[0]
	for what, pair := range map[string][2]string{
		"token": {one.Token, tx}, "card": {one.CardToken, webtest.CardToken}, "user": {one.UserToken, webtest.UserToken}, "card product": {one.CardProductToken, webtest.ProductToken},
		"address": {one.URL, got.Program.API + "/transactions/" + tx}, "amount": {one.RequestAmount.String(), "12"}, "currency": {one.CurrencyCode, "USD"},
		"code": {string(one.Response.Code), "1003"}, "words": {one.Explanation.Words, "card suspended"}, "decided": {one.Explanation.DecidedBy, "card state"},
		"merchant": {one.Merchant.Name, "Blue Fox Diner"}, "mid": {one.Merchant.MID, "11111"}, "then": {one.AsOfThen.Card.State, "SUSPENDED"},
		"user then": {one.AsOfThen.User.State, "ACTIVE"}, "life": {one.Lifecycle[0].Token, tx},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
	if len(one.LastFour) != 4 || one.CreatedTime.IsZero() || !one.Explanation.Exact || len(one.Explanation.Checks) == 0 || one.AsOfThen.CardProduct == nil ||
		len(one.AsOfThen.CardProduct.Config) == 0 || one.AsOfThen.Controls == nil || one.Notification.ReceivedAt.IsZero() || !strings.Contains(string(one.Notification.Content), tx) {
		t.Errorf("%+v", one)
	}
	if missing := strings.Join(one.Missing, "\n"); !strings.Contains(missing, "gateway_log: no gateway was asked") || !strings.Contains(missing, "approval_code: a decline has none") {
		t.Errorf("missing: %s", missing)
	}

	page := b.Get(here+"/bundle").Status(http.StatusOK).Has("h1", "Card suspended (1003)").Has("#expected", "An approval.").Has("#transaction-1", tx).Has("#transaction-1", webtest.CardToken).
		Has("#transaction-1", one.LastFour).Has("#transaction-1-why", "Decided by card state; exact").Has("#transaction-1-why tbody", "state SUSPENDED").
		Has("#transaction-1-then", "SUSPENDED, since ").Has("#transaction-1-content pre", `"`+tx+`"`).Has("#not-included", "whole card number").Has("#redaction", "Texts are searched")
	page.Has("#transaction-1", " UTC").Has("#program", "embedded sandbox").Lacks("main script")
}

// Who took which bundle is in the trail; looking at its page is no taking.
func TestADownloadOfABundleIsAudited(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx, _ := declined(t, app)
	b := app.As(auth.Support)
	here := b.Post("/transactions/"+tx+"/case", nil).To()
	b.Get(here + "/bundle").Status(http.StatusOK)
	_, file := download(t, b, here)
	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "cases"}, store.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var taken []store.AuditEntry
	for _, e := range trail.Rows {
		if e.Action == "download bundle" {
			taken = append(taken, e)
		}
	}
	want := fmt.Sprintf(`{"sha256":"%x"}`, sha256.Sum256([]byte(file)))
	if len(taken) != 1 || taken[0].Target != "1" || taken[0].Outcome != store.OutcomeDone || taken[0].OperatorEmail == "" || string(taken[0].Request) != want {
		t.Errorf("the trail has %+v, want %s", taken, want)
	}
}

// The canaries are planted wherever somebody can write: the cardholder's record, the
// merchant's name, the reason of a transition, the names of controls and products, the
// title and the text of the case, and the answer of a gateway.
func TestNoCanaryIsInABundle(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	const (
		canaries = "Quentin Zwick quentin@canary.example 4111 1111 1111 1111 +1 510 555 0142 078-05-1120 9 Canary Row password=Canary-Passw0rd"
		user     = "u-1"
		card     = "c-1"
	)
	date, err := marqeta.ParseDate("1987-03-02")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.Program.CreateUser(ctx, marqeta.UserRequest{Token: user, FirstName: "Quentin", LastName: "Zwick", Email: "quentin@canary.example", Phone: "+15105550142",
		Address1: "9 Canary Row", City: "Zwickau", State: "CA", PostalCode: "94601", Country: "USA", BirthDate: date, Metadata: marqeta.Metadata{"note": canaries}}); err != nil {
		t.Fatal(err)
	}
	if _, err := app.Program.CreateCard(ctx, marqeta.CardRequest{Token: card, UserToken: user, CardProductToken: webtest.ProductToken, Metadata: marqeta.Metadata{"pan": "4111111111111111"}}); err != nil {
		t.Fatal(err)
	}
	limit := marqeta.MustAmount("5.00")
	if _, err := app.Program.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{Token: "v-1", Name: "For Quentin Zwick, quentin@canary.example", AmountLimit: &limit,
		CurrencyCode: "USD", Window: marqeta.DayWindow, Association: &marqeta.Association{UserToken: user}}); err != nil {
		t.Fatal(err)
	}
	app.Chores()
	amount := marqeta.MustAmount("12.00")
	made, err := app.Program.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: card, Amount: &amount, Network: "VISA",
		CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", Name: "PAYPAL *QUENTINZWICK +15105550142", City: "Berkeley", CountryCode: "USA"},
		CardOptions:  &marqeta.SimulationCardOptions{BillingAddress: &marqeta.SimulationBillingAddress{FirstName: "Quentin", LastName: "Zwick", Address: "9 Canary Row", Zip: "94601"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := app.Store.WaitTransaction(ctx, made.Token)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := app.Store.Notification(ctx, kept.NotificationID)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw.Raw), "QUENTIN") || kept.State != "DECLINED" {
		t.Fatalf("the canaries are not in the notification: %s", raw.Raw)
	}
	b := app.As(auth.Support)
	for _, action := range []string{"/transactions/" + made.Token + "/case", "/declines/" + kept.DeclineGroup + "/case"} {
		here := b.Post(action, nil).To()
		b.Submit(here+"/edit", url.Values{"title": {canaries}, "expected": {canaries}}).Status(http.StatusSeeOther)
		b.Submit(here, url.Values{"note": {canaries}}).Status(http.StatusSeeOther)
		b.Post(here+"/links", url.Values{"url": {"https://canary.example/Quentin"}, "label": {canaries}}).Status(http.StatusSeeOther)
		bundle, file := download(t, b, here)
		page := b.Get(here + "/bundle").Status(http.StatusOK)
		for _, canary := range []string{"quentin", "zwick", "canary", "4111", "555 0142", "5105550142", "078-05", "1987-03-02", "password=canary"} {
			for where, text := range map[string]string{"file": file, "page": page.Doc.Find("main").Text()} {
				if at := strings.Index(strings.ToLower(text), canary); at >= 0 {
					t.Errorf("%s: the %s has %q: …%s…", action, where, canary, text[max(0, at-120):min(len(text), at+120)])
				}
			}
		}
		if !bundle.Redaction.CardholderKnown || bundle.Redaction.Removed == 0 || bundle.Transactions[0].CardToken != card || bundle.Transactions[0].UserToken != user {
			t.Errorf("%s: %+v", action, bundle.Redaction)
		}
	}
}

func TestABundleOfAGroupHoldsTheLatest(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	_, group := declined(t, app)
	last := ""
	for range 6 {
		last = app.Authorize("12.00", "Blue Fox Diner").Token
	}
	b := app.As(auth.Support)
	here := b.Post("/declines/"+group+"/case", nil).To()
	got, _ := download(t, b, here)
	if g := got.DeclineGroup; g == nil || g.Declines != 7 || g.ResponseCode != "1003" || g.Asked[0].Amount.String() != "84" {
		t.Errorf("%+v", g)
	}
	if len(got.Transactions) != 5 || got.Transactions[0].Token != last || !strings.Contains(strings.Join(got.NotIncluded, "\n"), "other 2 declines") {
		t.Errorf("%d transactions, %q", len(got.Transactions), got.NotIncluded)
	}
	b.Get(here+"/bundle").Has("#group", "7 declines on 1 card of 1 user").Has("#transaction-5 h2", "Transaction 5 of 5")
}

// A platform that is silent leaves gaps, which are said, and no error.
func TestABundleIsMadeOfWhatThereIs(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.example"}))
	tx, _ := declined(t, app)
	b := app.As(auth.Support)
	here := b.Post("/transactions/"+tx+"/case", nil).To()
	rebuilt, _ := download(t, b, here)
	if e := rebuilt.Transactions[0].Explanation; e.Exact || e.DecidedBy != "card state" {
		t.Errorf("rebuilt: %+v", e)
	}
	app.Silence()
	got, _ := download(t, b, here)
	if e := got.Transactions[0].Explanation; e.Exact || e.DecidedBy != "card state" || len(e.Checks) == 0 {
		t.Errorf("silent: %+v", e)
	}
	app.Wake()

	// A case about what neither the console nor Marqeta knows any more.
	lost, _, err := app.Store.OpenCase(t.Context(), store.Case{Kind: store.TransactionCase, Subject: "lost", Title: "Lost", OpenedBy: "ada@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	b.Get("/cases/2").Status(http.StatusOK).Has("#subject", "has not come")
	b.Get("/cases/2/bundle").Status(http.StatusNotFound).Has("h1", "no such transaction")
	if lost.ID != 2 {
		t.Errorf("the case has number %d", lost.ID)
	}
	if _, _, err := app.Store.OpenCase(t.Context(), store.Case{Kind: store.DeclineGroupCase, Subject: "lost", Title: "Lost", OpenedBy: "ada@example.com"}); err != nil {
		t.Fatal(err)
	}
	b.Get("/cases/3").Status(http.StatusOK).Has("#subject", "not there any more")
	if none, _ := download(t, b, "/cases/3"); len(none.Transactions) != 0 || !strings.Contains(strings.Join(none.NotIncluded, "\n"), "none of the stored declines") {
		t.Errorf("%+v", none)
	}

	app.Hang()
	began := time.Now()
	download(t, b, here)
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("while the platform hangs it took %s", took)
	}
}

// Of two things in one second nobody knows the order, and the bundle says so.
func TestWhatChangedInTheSameSecondIsNotClaimed(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.example"}))
	tx := app.Tutorial()
	kept, err := app.Store.Transaction(t.Context(), tx.Token)
	if err != nil {
		t.Fatal(err)
	}
	b := app.As(auth.Support)
	here := b.Post("/transactions/"+tx.Token+"/case", nil).To()
	if err := app.Store.PutVersion(t.Context(), store.CardVersions, webtest.CardToken, kept.CreatedTime, 9, store.CardContent{State: "SUSPENDED"}); err != nil {
		t.Fatal(err)
	}
	got, _ := download(t, b, here)
	if card := got.Transactions[0].AsOfThen.Card; card == nil || card.State != "SUSPENDED" || !card.SameSecond {
		t.Errorf("%+v", card)
	}
	if missing := strings.Join(got.Transactions[0].Missing, "\n"); !strings.Contains(missing, "as_of_then.card: it changed within the second") {
		t.Errorf("missing: %s", missing)
	}
}
