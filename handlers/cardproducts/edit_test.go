package cardproducts_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestEditComparesThenSendsOnlyWhatDiffers(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-edit"))
	review := b.Submit("/card-products/cp-edit/edit", url.Values{"name": {"Renamed"}, "config.poi.atm": {"true"}, "config.poi.ecommerce": {"false"}}).
		Status(http.StatusOK).Has("h1", "Save changes to Courier cards?").
		Has(".differences li:nth-child(1)", "Courier cardsRenamed").Has(".differences li:nth-child(3)", "poi.atm NoYes").
		Has("#in-words", "in shops and at cash machines").Has("button.btn-primary", "Save 3 fields")
	if sent := review.Text(".code"); sent != `{ "name": "Renamed", "config": { "poi": { "ecommerce": false, "atm": true } } }` {
		t.Errorf("the request is %s", sent)
	}
	if made, err := app.Program.CardProduct(t.Context(), "cp-edit"); err != nil || made.Name != "Courier cards" {
		t.Errorf("comparing changed something: %+v, %v", made, err)
	}
	review.Send(nil).Status(http.StatusSeeOther).Follow().Has("h1", "Renamed").Has("#flashes", "3 fields").Has("#history", "change card product")
	made, err := app.Program.CardProduct(t.Context(), "cp-edit")
	if err != nil || !*made.Config.POI.ATM || *made.Config.POI.ECommerce || made.Config.CardLifeCycle.ExpirationOffset.Value != 3 {
		t.Errorf("Marqeta has %+v, %v", made.Config.POI, err)
	}
	review.Send(nil).Status(http.StatusSeeOther) // the same click again is the same change
	done, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "cp-edit"}, store.Page{})
	if err != nil || len(done.Rows) != 2 {
		t.Errorf("%d entries, %v", len(done.Rows), err)
	}
}

func TestEditSaysWhatIsWrongAndKeepsTheRest(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-wrong-edit"))
	const managed = "config.jit_funding.program_funding_source."
	for field, wrong := range map[string]string{
		"name": strings.Repeat("x", 41), "end_date": "2020-01-01", "config.poi.atm": "maybe", "config.fulfillment.payment_instrument": "WOODEN",
		"config.card_life_cycle.card_service_code": "7", "config.fulfillment.bin_prefixes": "12", "config.card_life_cycle.expiration_offset.value": " ",
		managed + "enabled": "perhaps",
	} {
		p := b.Submit("/card-products/cp-wrong-edit/edit", url.Values{field: {wrong}, "config.fulfillment.package_id": {"77"}}).Status(http.StatusUnprocessableEntity)
		p.Has(`[id="`+field+`-error"]`, ".").Has(`[role="alert"]`, "Nothing was changed").Has(`details[open] [id="`+field+`"]`, "").
			Has(`[id="config.fulfillment.package_id"][value="77"]`, "")
	}
	b.Submit("/card-products/cp-wrong-edit/edit", url.Values{managed + "enabled": {"true"}}).Has(`[id="`+managed+`funding_source_token-error"]`, "Name one")
	b.Submit("/card-products/cp-wrong-edit/edit", nil).Status(http.StatusUnprocessableEntity).Has("#name-error", "Nothing differs")
	b.Submit("/card-products/cp-wrong-edit/edit", url.Values{managed + "funding_source_token": {"nobody"}, managed + "enabled": {"true"}}).
		Status(http.StatusOK).Send(nil).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused").Has(".differences", "nobody")
}

func TestSearchLeavesOutFieldsAndLosesNothing(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-search"))
	page := b.Get("/card-products/cp-search/edit?q=quasi").Status(http.StatusOK).Has("details[open]", "Where may the cards be used?").Lacks(`#name`)
	found := page.Send(url.Values{"config.transaction_controls.allow_quasi_cash": {"true"}, "q": {"cash machines"}, "find": {"true"}}).Status(http.StatusOK)
	found.Has(`[id="config.poi.atm"]`, "Yes").Lacks(`select[id="config.transaction_controls.allow_quasi_cash"]`).
		Has(`input[type="hidden"][name="config.transaction_controls.allow_quasi_cash"][value="true"]`, "").Has("#differences", "Quasi-cash")
	found.Send(url.Values{"config.poi.atm": {"true"}}).Has(".differences", "Quasi-cash").Has(".differences", "Cash machines").
		Has(`button[formaction="/card-products/cp-search/review"]`, "Back to the fields")
	b.Post("/card-products/cp-search/review", url.Values{"config.poi.atm": {"true"}, "find": {"true"}}).Has("#differences", "Cash machines").Has("#name", "")
	b.Get("/card-products/cp-search/edit?q=nothing-like-it").Has(".empty h2", "No field matches")
	b.Aim("changes").Post("/card-products/cp-search/review", url.Values{"name": {"Other"}}).Has(".differences", "Other").Lacks("form").Lacks(".sidebar")
	b.Aim("fields").Post("/card-products/cp-search/review", url.Values{"q": {"pin"}}).Has("details", "PIN for every purchase").Lacks("form")
}

func TestEditTellsThatSomebodyElseWasFaster(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-raced"))
	review := b.Submit("/card-products/cp-raced/edit", url.Values{"config.poi.atm": {"true"}}).Status(http.StatusOK)
	if _, err := app.Program.UpdateCardProduct(t.Context(), "cp-raced", marqeta.CardProductRequest{Name: "Theirs"}); err != nil {
		t.Fatal(err)
	}
	again := review.Send(nil).Status(http.StatusUnprocessableEntity).Has(".callout", "Somebody changed this card product")
	again.Send(nil).Status(http.StatusSeeOther).Follow().Has("h1", "Theirs")
}

func TestATextCanBeEmptied(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-empty"))
	const field = "config.transaction_controls.quasi_cash_exempt_mids"
	b.Post("/card-products/cp-empty", url.Values{field: {"123456"}}).Status(http.StatusSeeOther)
	b.Get("/card-products/cp-empty/edit").Has(`[id="`+field+`"][value="123456"]`, "")
	b.Post("/card-products/cp-empty", url.Values{field: {""}}).Status(http.StatusSeeOther).Follow().Lacks(`#flashes:contains("another value")`)
	made, err := app.Program.CardProduct(t.Context(), "cp-empty")
	if err != nil || made.Config.TransactionControls.QuasiCashExemptMIDs != "" {
		t.Errorf("%+v, %v", made.Config.TransactionControls, err)
	}
}
