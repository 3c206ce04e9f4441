package cards_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
)

func TestEdit(t *testing.T) {
	t.Parallel()
	app := start(t)
	_, err := app.Program.CreateCard(t.Context(), marqeta.CardRequest{
		Token: "c1", UserToken: "ada", CardProductToken: "classic", Metadata: marqeta.Metadata{"desk": "7", "note": "first\nsecond"},
	})
	must(t, err)
	b := app.As(auth.Admin)
	page := b.Get("/cards/c1/edit").Status(http.StatusOK).Has("#request", "PUT /v3/cards/c1")
	if got, want := page.Doc.Find("textarea").Text(), "desk=7\nnote=first\\nsecond"; got != want {
		t.Errorf("the pairs as shown: got %q, want %q", got, want)
	}
	b.Submit("/cards/c1/edit", fill("expedite", "true")).Status(http.StatusSeeOther).Follow().
		Has("#flashes", "was changed.").Has("#history", "change card")
	card, err := app.Program.Card(t.Context(), "c1")
	must(t, err)
	if !card.Expedite || card.Metadata["note"] != "first\nsecond" {
		t.Errorf("what was left alone changed: got %+v", card)
	}
	b.Submit("/cards/c1/edit", fill("metadata", "", "expedite", "")).Status(http.StatusSeeOther)
	card, err = app.Program.Card(t.Context(), "c1")
	must(t, err)
	if card.Expedite || len(card.Metadata) != 0 {
		t.Errorf("what was taken away stayed: got %+v", card)
	}
}

func TestEditSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1")
	b := app.As(auth.Admin)
	b.Post("/cards/c1/edit", fill("metadata", "a=1\na=2")).Status(http.StatusUnprocessableEntity).
		Has("#metadata-error", "Line 2 repeats the name a.").Has(`[role="alert"]`, "Nothing was changed").Has("textarea", "a=1 a=2")
	b.Get("/cards/nobody/edit").Status(http.StatusNotFound)
	app.As(auth.Support).Post("/cards/c1/edit", fill("metadata", "a=1")).Status(http.StatusForbidden)
}
