package users_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestShow(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	must(t, app.Store.PutCardProduct(t.Context(), store.CardProduct{Token: webtest.ProductToken, Name: "Example Card Product"}))
	app.As(auth.Auditor).Get("/users/"+webtest.UserToken).Status(http.StatusOK).
		Has("h1", "Ada Lindqvist").Has(".headline .badge", "Active").Has(".headline-why", "Active since").
		Has(`#cards a[href="/cards/`+webtest.CardToken+`"]`, "••").Has(`#cards a[href="/cards?user=`+webtest.UserToken+`"]`, "All cards").
		Has("#cards tbody", "Example Card Product").
		Has("#balances tbody", "10.00").
		Has("#transitions tbody", "CardHolder creation").
		Has(`#related a[href="/transactions?user=`+webtest.UserToken+`"]`, "List").
		Has("#raw", `"first_name"`).
		Lacks(".headline .btn") // looking only
	app.As(auth.Auditor).Get("/users/nobody").Status(http.StatusNotFound).Has("h1", "There is no such user").Has(`a[href="/users"]`, "All users")
}

func TestIdentityNumbersAreHidden(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{
		Token: "ada", SSN: "123-45-6789", Identifications: []marqeta.IdentificationRequest{{Type: "PASSPORT_NUMBER", Value: "X1234567"}},
	})
	must(t, err)
	page := app.As(auth.Admin).Get("/users/ada").Status(http.StatusOK).Has("#raw", `"ssn": "…"`).Has("#raw", "without identity numbers")
	for _, secret := range []string{"6789", "X1234567", "____"} {
		if strings.Contains(page.Body, secret) {
			t.Errorf("the page shows %q", secret)
		}
	}
}

func TestHostileNamesAreText(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{
		Token: "evil", FirstName: "<script>alert(1)</script>", LastName: "\u202e\"><img src=x>", Address1: "<i>street</i>",
		Metadata: marqeta.Metadata{"<b>": "javascript:alert(1)"},
	})
	must(t, err)
	b := app.As(auth.Admin)
	b.Get("/users/evil").Status(http.StatusOK).Has("h1", "<script>alert(1)</script> \ufffd\"><img src=x>").Has("#facts", "<i>street</i>").
		Lacks("main script").Lacks("main img").Lacks("main i").Lacks("#metadata dt b")
	b.Get("/users").Status(http.StatusOK).Has("tbody", "<script>alert(1)</script>").Lacks("main script").Lacks("main img")
	page := b.Get("/users/evil/edit").Status(http.StatusOK).Lacks("main script").Lacks("main img")
	if got, _ := page.Doc.Find(`input[name="last_name"]`).Attr("value"); got != "\u202e\"><img src=x>" {
		t.Errorf("the form changed the name to %q", got) // a form shows what it would send
	}
	b.Get("/users/evil/suspend").Status(http.StatusOK).Has("h1", "<script>").Lacks("main script")
}

func TestShowKeepsTheCardsItMeets(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	from, err := marqeta.ParseDate("2026-01-01")
	must(t, err)
	_, err = app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{Token: "classic", Name: "Classic", StartDate: from})
	must(t, err)
	for i := range 12 {
		_, err := app.Program.CreateCard(t.Context(), marqeta.CardRequest{Token: fmt.Sprintf("c%d", i), UserToken: "ada", CardProductToken: "classic"})
		must(t, err)
	}
	page := app.As(auth.Admin).Get("/users/ada").Status(http.StatusOK)
	if got := page.Doc.Find("#cards tbody tr").Length(); got != 10 {
		t.Errorf("got %d cards on the page, want the ten last changed", got)
	}
	page.Doc.Find("#cards tbody a[data-open]").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		if _, err := app.Store.Card(t.Context(), strings.TrimPrefix(href, "/cards/")); err != nil {
			t.Errorf("%s was not kept: %v", href, err)
		}
	})
}

func TestSilentPlatform(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	must(t, app.Store.PutUser(t.Context(), store.User{Token: "ada", FirstName: "Ada", Email: "ada@example.com", Status: "SUSPENDED"}))
	must(t, app.Store.PutCard(t.Context(), store.Card{Token: "c1", UserToken: "ada", LastFour: "4417", State: "ACTIVE"}))
	b := app.As(auth.Admin)
	app.Silence()
	before := time.Now()
	page := b.Get("/users/ada").Status(http.StatusOK).
		Has(".callout.is-caution", "Marqeta did not answer just now").Has("h1", "Ada").Has(".headline .badge", "Suspended").
		Has("#cards", "This console's own copies").Has("#cards tbody", "•• 4417").
		Has("#balances", "Marqeta did not answer").Has("#transitions", "Marqeta did not answer").Lacks("#raw")
	if took := time.Since(before); took > 3*time.Second {
		t.Errorf("the page took %v", took)
	}
	if strings.Contains(page.Body, "Corporate card holder") {
		t.Error("the page tells what the copy does not have")
	}
	b.Get("/users").Status(http.StatusOK).Has("tbody", "Ada")
	b.Get("/users/unknown").Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
}
