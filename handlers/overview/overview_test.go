package overview_test

import (
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestGuideLeadsFromEachStepToTheNext(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/").Has("#guide + .panel-note", "0 of 6 done").Has(`.guide a.btn-primary[href="/funding-sources/new?kind=program"]`, "Create").
		Has(`.guide a[href="/cards/new"]`, "Issue").Has(".facts", "Last receivednone")

	if err := app.Store.PutFundingSource(t.Context(), store.FundingSource{Token: "fs", Name: "Bank", Kind: "program", Active: true}); err != nil {
		t.Fatal(err)
	}
	if err := app.Store.PutCardProduct(t.Context(), store.CardProduct{Token: "cp", Name: "Fleet", Funding: "managed", Active: true}); err != nil {
		t.Fatal(err)
	}
	if err := app.Store.PutUser(t.Context(), store.User{Token: "u-ada", FirstName: "Ada", LastName: "\u202eLindqvist"}); err != nil {
		t.Fatal(err)
	}
	b.Get("/").Has("#guide + .panel-note", "3 of 6 done").Has(".guide", "Ada \ufffdLindqvist").
		Has(`.guide a.btn-primary[href="/cards/new?card_product_token=cp&user_token=u-ada"]`, "Issue")
}

func TestFiguresLeadToTheRowsBehindThem(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	state := marqeta.CardTransitionRequest{Token: "t-1", CardToken: webtest.CardToken, State: marqeta.CardSuspended, ReasonCode: "01", Channel: marqeta.ChannelAdmin}
	if _, err := app.Program.TransitionCard(t.Context(), state); err != nil {
		t.Fatal(err)
	}
	app.Authorize("12.00", "Blue Fox Diner")
	page := app.As(auth.Auditor).Get("/")
	page.Has(".figure", "50.0 %").Has("#causes", "Declines by cause").
		Has(`.pairs a[href^="/transactions?state=DECLINED&response_code=1003&from=20"]`, "Card suspended").
		Has(`.pairs a[href="/codes/response/1003"]`, "1003").
		Has(`.facts a[href^="/webhooks/notifications/"]`, "")
	if last := page.Text(`.facts a[href^="/webhooks/notifications/"]`); last != "authorization" && !strings.HasPrefix(last, "card: ") {
		t.Errorf("the last notification was %q", last)
	}
}
