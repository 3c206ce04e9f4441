package cards_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	answer := b.Submit("/cards/new?user_token=ada&card_product_token=classic", fill("token", "made-here", "metadata", "desk=7\nnote=a=b", "expedite", "true")).
		Status(http.StatusSeeOther)
	if got := answer.To(); got != "/cards/made-here" {
		t.Fatalf("leads to %s", got)
	}
	card, err := app.Program.Card(t.Context(), "made-here")
	must(t, err)
	if card.UserToken != "ada" || !card.Expedite || card.Metadata["note"] != "a=b" || len(card.Metadata) != 2 {
		t.Errorf("at Marqeta: got %+v", card)
	}
	kept, err := app.Store.Card(t.Context(), "made-here")
	must(t, err)
	if kept.LastFour != card.LastFour || kept.State != "UNACTIVATED" || kept.CardProductToken != "classic" {
		t.Errorf("our copy: got %+v", kept)
	}
	answer.Follow().Status(http.StatusOK).
		Has("#flashes", "Card •• "+card.LastFour+" was created.").
		Has("h1", "Unactivated virtual card •• "+card.LastFour+" of Ada Lindqvist").
		Has("#metadata", "a=b").
		Has("#history", "create card").Has("#history", "Done")
}

// The user may be typed as people know him; who is not known so is not guessed.
func TestCreateForAUserByName(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	b.Get("/users/ada").Status(http.StatusOK) // so that the console keeps a copy
	b.Post("/cards", fill("token", "by-name", "user_token", "ada lindqvist", "card_product_token", "classic")).Status(http.StatusSeeOther)
	card, err := app.Program.Card(t.Context(), "by-name")
	must(t, err)
	if card.UserToken != "ada" {
		t.Errorf("it was issued to %q", card.UserToken)
	}
	b.Post("/cards", fill("token", "to-nobody", "user_token", "a-rather-long-address-of-nobody@example.com", "card_product_token", "classic")).
		Status(http.StatusUnprocessableEntity).Has("#user_token-error", "No user known here has this email.")
	b.Get("/cards/new?user_token=Ada+Lindqvist").Status(http.StatusOK).Has("#request", `"user_token": "ada"`)
}

func TestNewIsFilledInAndPreviewed(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Admin)
	page := b.Get("/cards/new?user_token=ada&card_product_token=classic&token=proposed").Status(http.StatusOK).
		Has(`input[name="user_token"][value="ada"]`, "").Has(`input[name="token"][value="proposed"]`, "").
		Has("#request", `"card_product_token": "classic"`).Has("#request", "POST /v3/cards")
	page.Lacks("#request [data-copy*='sandbox_admin']") // the line names variables, never credentials

	region := b.Aim(ui.RequestRegion).Get("/cards/new?user_token=ada&token=&request_key=the-key&metadata=desk%3D7&expedite=true").Status(http.StatusOK)
	region.Lacks("h1").Has("#request", `"desk": "7"`).Has("#request", `"expedite": true`).
		Has("#request", `"token": "the-key"`) // a token left empty is the form's own key
}

func TestCreateSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Admin)
	for _, c := range []struct{ field, value, sentence string }{
		{"user_token", "", "Fill this in."},
		{"user_token", strings.Repeat("x", 37), "Marqeta takes at most 36 characters."},
		{"card_product_token", "", "Fill this in."},
		{"token", "new", "1 to 36 letters"},
		{"token", "a/b", "1 to 36 letters"},
		{"metadata", "nonsense", "Line 1 is not name=value."},
	} {
		answers := fill("user_token", "ada", "card_product_token", "classic", "token", "never-made", "expedite", "true", "request_key", "key-"+c.field)
		answers.Set(c.field, c.value)
		page := b.Post("/cards", answers).Status(http.StatusUnprocessableEntity).
			Has("#"+c.field+"-error", c.sentence).
			Has(`[role="alert"]`, "Nothing was created: one answer needs a change").
			Has(`[role="alert"] a[href="#`+c.field+`"]`, c.sentence).
			Has(`[name="`+c.field+`"][aria-invalid="true"]`, "").
			Has(`input[name="expedite"][checked]`, "")
		if c.field != "metadata" {
			if got, _ := page.Doc.Find(`input[name="` + c.field + `"]`).Attr("value"); got != c.value {
				t.Errorf("%s: what was typed became %q", c.field, got)
			}
		}
	}
	if _, err := app.Program.Card(t.Context(), "never-made"); !marqeta.IsNotFound(err) {
		t.Errorf("a card was made all the same: %v", err)
	}
}

func TestCreateShowsTheRefusal(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Admin)
	answers := fill("user_token", "nobody", "card_product_token", "classic", "token", "refused", "request_key", "one")
	b.Post("/cards", answers).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "Nothing was created: Marqeta refused").
		Has(`[role="alert"]`, "Cardholder not found (400010)").
		Has(`input[name="user_token"][value="nobody"]`, "").
		Has(`input[name="token"][value="refused"]`, "")
	answers.Set("user_token", "ada")
	b.Post("/cards", answers).Status(http.StatusSeeOther) // the same form, put right
	found, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "refused"}, store.Page{})
	must(t, err)
	if len(found.Rows) != 2 || found.Rows[0].Outcome != store.OutcomeDone || found.Rows[1].Outcome != store.OutcomeRefused {
		t.Errorf("audit: got %+v", found.Rows)
	}
}

func TestCreatingTwiceMakesOneCard(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Admin)
	sameForm := fill("user_token", "ada", "card_product_token", "classic", "token", "", "request_key", "once")
	for range 3 {
		if got := b.Post("/cards", sameForm).Status(http.StatusSeeOther).To(); got != "/cards/once" {
			t.Fatalf("leads to %s", got)
		}
	}
	anotherForm := fill("user_token", "ada", "card_product_token", "classic", "token", "once", "request_key", "twice")
	b.Post("/cards", anotherForm).Status(http.StatusSeeOther)
	if got := owned(t, app); got != 1 {
		t.Errorf("ada has %d cards, want 1", got)
	}
}

func owned(t *testing.T, app *webtest.App) int {
	t.Helper()
	page, err := app.Program.CardsByUser(t.Context(), "ada", marqeta.ListOptions{Count: 10})
	must(t, err)
	return len(page.Data)
}

func TestOnlySomeMayCreate(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	for _, role := range []auth.Role{auth.Support, auth.Product, auth.Auditor} {
		b := app.As(role)
		b.Get("/cards/new").Status(http.StatusForbidden)
		b.Post("/cards", url.Values{}).Status(http.StatusForbidden)
		b.Get("/cards").Status(http.StatusOK).Lacks(`a[href="/cards/new"]`)
	}
}

func TestProductionAsksForItsName(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "example-api.marqeta.com"}))
	b := app.As(auth.Admin)
	answers := fill("user_token", "nobody", "card_product_token", "none", "token", "real", "confirmation", "example")
	b.Post("/cards", answers).Status(http.StatusUnprocessableEntity).
		Has("#confirmation-error", "Type example-api.marqeta.com exactly").
		Has(`input[name="confirmation"][value="example"]`, "")
	answers.Set("confirmation", "example-api.marqeta.com")
	b.Post("/cards", answers).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused")
}
