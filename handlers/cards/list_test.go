package cards_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestListTeachesWhenItIsEmpty(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.As(auth.Admin).Get("/cards").Status(http.StatusOK).
		Has(".empty h2", "No card yet").Has(`.empty a[href="/cards/new"]`, "New card")
	app.As(auth.Auditor).Get("/cards").Status(http.StatusOK).
		Has(".empty h2", "No card yet").Lacks(`a[href="/cards/new"]`)
	app.As(auth.Admin).Get("/cards?user=nobody").Status(http.StatusOK).
		Has(".empty h2", "No card is like this").Has(`.empty a[href="/cards"]`, "All cards")
}

// keep puts cards into the console's own copies, the later the newer.
func keep(t *testing.T, app *webtest.App, n int) {
	t.Helper()
	must(t, app.Store.PutUser(t.Context(), store.User{Token: "ada", FirstName: "Ada", LastName: "Lindqvist", Status: "ACTIVE", Active: true}))
	must(t, app.Store.PutCardProduct(t.Context(), store.CardProduct{Token: "classic", Name: "Classic", Active: true}))
	states := []string{"ACTIVE", "SUSPENDED", "UNACTIVATED", "TERMINATED"}
	for i := range n {
		c := store.Card{
			Token: fmt.Sprintf("card-%03d", i), UserToken: "ada", CardProductToken: "classic", LastFour: fmt.Sprintf("%04d", i),
			State: states[i%4], Expiration: "0329", InstrumentType: "VIRTUAL_PAN",
			CreatedAt: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC), ModifiedAt: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC),
		}
		if i%2 == 1 {
			c.UserToken, c.CardProductToken = "somebody", "something"
		}
		must(t, app.Store.PutCard(t.Context(), c))
	}
}

func TestListRow(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 2)
	page := app.As(auth.Support).Get("/cards").Status(http.StatusOK)
	for i, want := range []string{"Active", "•• 0000", "Ada Lindqvist", "Classic", "Virtual", "03/29", "1 Jan 2026, 00:00:00", "card-000"} {
		if got := page.Text(fmt.Sprintf("tbody tr:last-child td:nth-child(%d)", i+1)); got != want {
			t.Errorf("cell %d: got %q, want %q", i+1, got, want)
		}
	}
	page.Has(`tr:last-child a[href="/cards/card-000"]`, "•• 0000").
		Has(`tr:last-child a[href="/users/ada"]`, "Ada Lindqvist").
		Has(`tr:last-child a[href="/card-products/classic"]`, "Classic").
		Has(`tr:first-child a[href="/users/somebody"]`, "somebody"). // no copy of the user: the token stands in
		Has(`tr:first-child a[href="/card-products/something"]`, "something")
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 12)
	b := app.As(auth.Auditor)
	for _, c := range []struct {
		query string
		rows  int
		chip  string
	}{
		{"user=ada", 6, "User Ada Lindqvist"},
		{"card_product=classic", 6, "Card product Classic · classic"},
		{"state=SUSPENDED", 3, "State Suspended"},
		{"last_four=0007", 1, "Last four 0007"},
		{"user=ada&state=ACTIVE", 3, "User Ada Lindqvist"},
		{"user=+ada+", 6, "User Ada Lindqvist"},
	} {
		page := b.Get("/cards?"+c.query).Status(http.StatusOK).Has(".chips", c.chip)
		if got := page.Doc.Find("tbody tr").Length(); got != c.rows {
			t.Errorf("%s: got %d rows, want %d", c.query, got, c.rows)
		}
	}
	b.Get("/cards?user=ada&state=ACTIVE").
		Has(`.tabs a[aria-current="page"]`, "Active").
		Has(`.tabs a[href="/cards?user=ada"]`, "All"). // a tab keeps the other filters
		Has(`.chips a[href="/cards?state=ACTIVE"]`, "").
		Has(`.filters input[name="state"][value="ACTIVE"]`, "")
}

func TestListPages(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 120)
	b := app.As(auth.Auditor)
	page := b.Get("/cards?user=ada").Has("tbody tr:first-child", "card-118").Has(".pager", "50 cards on this page").Lacks(`a[rel="prev"]`)
	older, _ := page.Doc.Find(`a[rel="next"]`).Attr("href")
	page = b.Get(older).Status(http.StatusOK).Has("tbody tr:last-child", "card-000").Has(".chips", "Ada").Lacks(`a[rel="next"]`)
	if got := page.Doc.Find("tbody tr").Length(); got != 10 {
		t.Errorf("second page: got %d rows, want 10", got)
	}
	newer, _ := page.Doc.Find(`a[rel="prev"]`).Attr("href")
	b.Get(newer).Status(http.StatusOK).Has("tbody tr:first-child", "card-118")
	b.Get("/cards?older=nonsense").Status(http.StatusBadRequest).Has("h1", "The list has no such place")
}

func TestListDrawsItsRegionAlone(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 1)
	app.As(auth.Auditor).Aim(cards.Region).Get("/cards").Status(http.StatusOK).Has("tbody", "card-000").Lacks("h1")
}
