package cardproducts_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// courier is a form as somebody fills it in.
func courier(token string) url.Values {
	return url.Values{
		"token": {token}, "name": {"Courier cards"}, "start_date": {"2026-03-01"}, "funding": {"standard"},
		"payment_instrument": {"VIRTUAL_PAN"}, "years": {"3"}, "ecommerce": {"true"}, "poi_other": {"true"}, "active": {"true"},
	}
}

func TestCreateMakesACardProductAtMarqeta(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-courier")).Status(http.StatusSeeOther).Follow().
		Status(http.StatusOK).Has("h1", "Courier cards").Has("#flashes", "was created").Has("#history", "create card product").Has("#history", "Done")
	made, err := app.Program.CardProduct(t.Context(), "cp-courier")
	if err != nil {
		t.Fatal(err)
	}
	if kind, _ := made.Funding(); kind != marqeta.FundingStandard || made.Config.CardLifeCycle.ExpirationOffset.Value != 3 || *made.Config.POI.ATM {
		t.Errorf("Marqeta has %+v", made)
	}
	b.Get("/card-products").Has("table tbody tr", "Courier cards")
	b.Get("/card-products?funding=managed").Has(".empty h2", "funded this way")
}

func TestCreateForManagedFundingNamesTheSource(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	form := courier("cp-managed")
	form.Set("funding", "managed")
	b.Post("/card-products", form).Status(http.StatusUnprocessableEntity).
		Has("#funding_source_token-error", "cannot work without it").
		Has(`input[name="name"][value="Courier cards"]`, "").
		Has(`.callout a[href="#funding_source_token"]`, "Program funding source")
	if _, err := app.Program.CreateFundingSource(t.Context(), marqeta.FundingSourceRequest{Token: "fs", Name: "Bank"}); err != nil {
		t.Fatal(err)
	}
	form.Set("funding_source_token", "fs")
	b.Post("/card-products", form).Status(http.StatusSeeOther).Follow().Has("#funding", "Back to the program funding source").Has("#in-words", "draws the money from the program funding source")
	made, err := app.Program.CardProduct(t.Context(), "cp-managed")
	if err != nil {
		t.Fatal(err)
	}
	if kind, source := made.Funding(); kind != marqeta.FundingManaged || source != "fs" {
		t.Errorf("funding %s from %s", kind, source)
	}
}

func TestEveryFieldSaysWhatIsWrong(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	for field, bad := range map[string]string{
		"name": strings.Repeat("x", 41), "token": "a b", "start_date": "31.12.2026", "end_date": "2026-02-01",
		"funding": "loan", "payment_instrument": "WOODEN", "years": "99", "accepted_countries_token": strings.Repeat("x", 51), "refunds_destination": "me",
	} {
		form := courier("cp-wrong")
		form.Set(field, bad)
		b.Post("/card-products", form).Status(http.StatusUnprocessableEntity).Has("#"+field+"-error", ".").Has(`[role="alert"]`, "Nothing was created")
	}
	if _, err := app.Program.CardProduct(t.Context(), "cp-wrong"); !marqeta.IsNotFound(err) {
		t.Errorf("something reached Marqeta: %v", err)
	}
}

func TestARefusalOfMarqetaIsShownAboveTheForm(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-twice")).Status(http.StatusSeeOther)
	other := courier("cp-twice")
	other.Set("name", "Another name")
	b.Post("/card-products", other).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "Marqeta refused").Has(`[role="alert"]`, "(4").Has(`input[name="name"][value="Another name"]`, "")
	refused, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Outcome: store.OutcomeRefused}, store.Page{})
	if err != nil || len(refused.Rows) != 1 {
		t.Errorf("refused entries: %v, %v", refused.Rows, err)
	}
}

func TestADoubleClickMakesOne(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	form := courier("cp-double")
	form.Set("request_key", "one-form")
	codes := make([]int, 10)
	var wait sync.WaitGroup
	for i := range codes {
		wait.Go(func() { codes[i] = b.Post("/card-products", form).Code })
	}
	wait.Wait()
	done, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "cp-double"}, store.Page{})
	if err != nil || len(done.Rows) != 1 || done.Rows[0].Outcome != store.OutcomeDone {
		t.Errorf("%d entries, %v, codes %v", len(done.Rows), err, codes)
	}
	b.Post("/card-products", form).Status(http.StatusSeeOther)
}

func TestSilenceIsAnUnknownOutcomeThatIsSettled(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)

	app.Mute() // it is made, and nobody hears of it
	form := courier("cp-mute")
	form.Set("request_key", "mute")
	b.Post("/card-products", form).Status(http.StatusBadGateway).Has("h1", "outcome is not known").Has(".sign-in", "never makes a second object")
	app.Wake()
	b.Get("/").Has("#work ~ *, section", "Outcome unknown")
	entry := b.Get("/audit?outcome=unknown").Status(http.StatusOK).Doc.Find("table a[data-open]").First()
	href, _ := entry.Attr("href")
	b.Post(href+"/settle", nil).Status(http.StatusSeeOther)
	b.Get(href).Has(".headline", "Done").Has(".headline", "it was carried out")

	app.Silence() // nothing happens
	b.Post("/card-products", courier("cp-silent")).Status(http.StatusBadGateway)
	app.Wake()
	entry = b.Get("/audit?outcome=unknown").Doc.Find("table a[data-open]").First()
	href, _ = entry.Attr("href")
	b.Post(href+"/settle", nil)
	// That nothing is there yet does not mean that nothing comes: half a minute has to pass.
	b.Get(href).Has(".headline", "Outcome unknown").Has("#flashes", "does not settle it yet")
}

func TestTheSameFormAfterSilenceMakesOne(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	form := courier("cp-again")
	form.Set("request_key", "again")
	app.Mute()
	b.Post("/card-products", form).Status(http.StatusBadGateway)
	app.Wake()
	b.Post("/card-products", form).Status(http.StatusSeeOther).Follow().Has("h1", "Courier cards")
	found, err := app.Program.CardProducts(t.Context(), marqeta.ListOptions{})
	if err != nil || found.Count != 1 {
		t.Errorf("%d card products, %v", found.Count, err)
	}
}

func TestTheFormFollowsItsAddress(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Get("/card-products/new?name=Fleet&funding=gateway&gateway_token=gw&atm=true").Status(http.StatusOK).
		Has(`input[name="name"][value="Fleet"]`, "").Has(`input[value="gateway"][checked]`, "").Has(".code", `"atm": true`)
	part := b.Aim("request").Get("/card-products/new?name=Fleet&funding=standard").Status(http.StatusOK).Lacks("html body .sidebar").Lacks("form")
	if !strings.Contains(part.Body, `"Fleet"`) && !strings.Contains(part.Body, "&#34;Fleet&#34;") {
		t.Errorf("the preview says %s", part.Body)
	}
}

func TestNewChoosesTheOnlyFundingSource(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/card-products/new").Has(`#funding_source_token option[selected][value=""]`, "None yet")
	source := func(token string, active bool) {
		t.Helper()
		if err := app.Store.PutFundingSource(t.Context(), store.FundingSource{Token: token, Name: token, Kind: "program", Active: active}); err != nil {
			t.Fatal(err)
		}
	}
	source("fs-asleep", false)
	source("fs-main", true)
	b.Get("/card-products/new").Has(`#funding_source_token option[selected][value="fs-main"]`, "fs-main").Has("#request", "fs-main")
	source("fs-second", true)
	b.Get("/card-products/new").Has(`#funding_source_token option[selected][value=""]`, "Choose one")
}
