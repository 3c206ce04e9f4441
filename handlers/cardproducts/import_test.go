package cardproducts_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const importPath = "/card-products/new/import"

// settled gives a card product with values that the guided form does not ask for.
func settled(t *testing.T, app *webtest.App, token string) {
	t.Helper()
	day, err := marqeta.ParseDate("2026-03-01")
	if err != nil {
		t.Fatal(err)
	}
	_, err = app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{
		Token: token, Name: "Fleet", StartDate: day,
		Config: &marqeta.CardProductConfig{
			POI:                 &marqeta.POIConfig{ATM: new(true)},
			TransactionControls: &marqeta.TransactionControls{AlwaysRequireICC: new(true), NotificationLanguage: "deu"},
			CardLifeCycle:       &marqeta.CardLifeCycle{ExpirationOffset: &marqeta.ExpirationOffset{Unit: "MONTHS", Value: 18}},
			JITFunding:          &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{Enabled: new(true), FundingSourceToken: webtest.SourceToken, RefundsDestination: marqeta.RefundsWaterfall}},
			Fulfillment:         &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN, PackageID: "77"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func values(t *testing.T, app *webtest.App, token string) productfields.Values {
	t.Helper()
	made, err := app.Program.CardProduct(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	v, err := productfields.Read(made.Raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestACloneHasEverythingButNameAndStart(t *testing.T) {
	app := webtest.New(t)
	settled(t, app, "cp-original")
	b := app.As(auth.Product)
	b.Submit("/card-products/cp-original/clone", url.Values{"token": {"cp-clone"}, "atm": {""}}).Status(http.StatusSeeOther).Follow().Has("h1", "Copy of Fleet")
	var names []string
	for _, c := range productfields.Compare(values(t, app, "cp-original"), values(t, app, "cp-clone")) {
		names = append(names, c.Field.Path)
	}
	if got := strings.Join(names, " "); got != "name start_date config.poi.atm" {
		t.Errorf("the clone differs in %s", got)
	}
}

func TestAnExportMadeIntoAnotherTokenIsTheSameProduct(t *testing.T) {
	app := webtest.New(t)
	settled(t, app, "cp-source")
	b := app.As(auth.Product)
	file := b.Get("/card-products/cp-source/export.json").Status(http.StatusOK)
	if again := b.Get("/card-products/cp-source/export.json"); again.Body != file.Body || !json.Valid([]byte(file.Body)) {
		t.Error("the file is not the same twice, or is no JSON")
	}
	if d := file.Header.Get("Content-Disposition"); d != `attachment; filename="card-product-cp-source.json"` {
		t.Error(d)
	}
	review := b.Post(importPath+"/review", url.Values{"document": {file.Body}, "into": {"cp-target"}}).Status(http.StatusOK).
		Has("h1", "Create Fleet?").Has(".differences", "always_require_icc").Has("#in-words", "18 months").Has("button.btn-primary", "Create card product")
	review.Send(nil).Status(http.StatusSeeOther).Follow().Has("h1", "Fleet")
	if differ := productfields.Compare(values(t, app, "cp-source"), values(t, app, "cp-target")); len(differ) > 0 {
		t.Errorf("%+v", differ)
	}
	review.Send(nil).Status(http.StatusSeeOther) // a second click has nothing left to do
	b.Post(importPath+"/review", url.Values{"document": {file.Body}}).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "nothing to change")
	changed := strings.Replace(file.Body, `"atm": true`, `"atm": false`, 1)
	b.Post(importPath+"/review", url.Values{"document": {changed}, "into": {"cp-target"}}).Status(http.StatusOK).
		Has("h1", "Change Fleet?").Has(".differences", "Cash machines").Has(".code", `"atm": false`).
		Send(nil).Status(http.StatusSeeOther).Follow().Has("#history", "change card product")
	if differ := productfields.Compare(values(t, app, "cp-source"), values(t, app, "cp-target")); len(differ) != 1 {
		t.Errorf("%+v", differ)
	}
}

func TestAnImportSaysLineAndField(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	for document, want := range map[string]string{
		"": "Choose a file", "{\n\"name\": 7}": "Line 2, name: A text", "{\n\n\"colour\": \"red\"}": "Line 3, colour: No such member",
		"{\"name\": \"x\"": "ends too early", "{\"start_date\":\"2026-01-01\"}": "name: Fill this in", "{\"token\":\"a b\"}": "token: 1 to 36",
	} {
		for _, path := range []string{importPath + "/review", importPath} {
			b.Post(path, url.Values{"document": {document}}).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, want)
		}
	}
	b.Post(importPath, url.Values{"document": {`{"token":"cp-refused","name":"x","start_date":"2026-01-01","config":{"fulfillment":{"bin_prefix":"42"}}}`}}).
		Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused")
}

func TestTheFlowMakesAFundingSourceFirst(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	away := b.Get("/card-products/new/funding-source?funding=managed&name=Fleet&atm=true&request_key=k&start_date=2026-03-01").Status(http.StatusSeeOther)
	back := b.Submit(away.To(), url.Values{"name": {"Program money"}}).Status(http.StatusSeeOther)
	back.Follow().Status(http.StatusOK).Has(`#name[value="Fleet"]`, "").Has(`#atm[checked]`, "").
		Has(`#funding_source_token option[selected]`, "Program money").Has("#in-words", "draws the money from Program money")
	app.As(auth.Product).Get("/card-products/new").Lacks(`[formaction]`).Has(".for-managed", "An admin makes one")
}
