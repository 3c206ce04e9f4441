package cards_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"carddeck/handlers/cards"
	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestShow(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	page := app.As(auth.Support).Get("/cards/" + webtest.CardToken).Status(http.StatusOK)
	page.Has("h1", "Active virtual card ••").Has("h1", "of Ada Lindqvist").
		Has(".headline-why", "Active since").
		Has("#transactions tbody tr", "10.00").Has("#transactions tbody tr", "Aegis Fleet Services").
		Has(`#transactions a[href="/transactions?card=`+webtest.CardToken+`"]`, "All transactions").
		Has("#balances tbody", "10.00"). // the hold of the authorization
		Has("#transitions tbody tr:first-child td:nth-child(2)", "Unactivated").
		Has("#transitions tbody tr:first-child td:nth-child(3)", "Active").
		Has(`#related a[href="/users/`+webtest.UserToken+`"]`, "Ada Lindqvist").
		Has(`#related a[href="/card-products/`+webtest.ProductToken+`"]`, "").
		Has("#facts", "111111______").
		Has("#raw", `"card_product_token"`)
	if strings.Contains(page.Body, "cvv") {
		t.Error("the page speaks of a security code")
	}
	user, err := app.Store.User(t.Context(), webtest.UserToken)
	must(t, err)
	if user.FirstName != "Ada" {
		t.Errorf("the user was not kept: got %+v", user)
	}
	app.As(auth.Admin).Get("/cards/nobody").Status(http.StatusNotFound).Has("h1", "There is no such card").Has(`a[href="/cards"]`, "All cards")
}

func TestShowNamesWhatPaysAndWhyItWasDeclined(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	admin := app.As(auth.Admin)
	admin.Get("/funding-sources/" + webtest.SourceToken).Status(http.StatusOK) // looked at once, kept from then on
	admin.Get("/card-products/"+webtest.ProductToken).Has(`#funding a[href="/funding-sources/`+webtest.SourceToken+`"]`, "Program funding")
	move(t, app, webtest.CardToken, marqeta.CardSuspended)
	app.Authorize("12.00", "Shop \u202egnp.exe")
	admin.Get("/cards/"+webtest.CardToken).
		Has(`#related a[href="/funding-sources/`+webtest.SourceToken+`"]`, "Program funding").
		Has("#transactions tbody", "Shop \ufffdgnp.exe").
		Has("#transactions tbody", "Card suspended (1003)")
}

func TestHostileNamesAreText(t *testing.T) {
	t.Parallel()
	app := start(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{
		Token: "evil", FirstName: "<script>alert(1)</script>", LastName: "\u202e\"><img src=x>",
	})
	must(t, err)
	_, err = app.Program.CreateCard(t.Context(), marqeta.CardRequest{
		Token: "c1", UserToken: "evil", CardProductToken: "classic", Metadata: marqeta.Metadata{"<b>": "javascript:alert(1)"},
	})
	must(t, err)
	b := app.As(auth.Admin)
	b.Get("/cards/c1").Status(http.StatusOK).Has("h1", `of <script>alert(1)</script> `+"\ufffd"+`"><img src=x>`).
		Has("#metadata", "<b>").Lacks("main script").Lacks("main img").Lacks("#metadata dt b")
	b.Get("/cards").Status(http.StatusOK).Has("tbody", "<script>alert(1)</script>").Lacks("main script").Lacks("main img")
	b.Get("/cards/new").Status(http.StatusOK).Lacks("main script").Lacks("main img")
	b.Get("/cards/c1/terminate").Status(http.StatusOK).Has(".page-sub", "<script>").Lacks("main script")
}

func TestUserWithoutNameGoesByTheToken(t *testing.T) {
	t.Parallel()
	app := start(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "nameless"})
	must(t, err)
	_, err = app.Program.CreateCard(t.Context(), marqeta.CardRequest{Token: "c1", UserToken: "nameless", CardProductToken: "classic"})
	must(t, err)
	app.As(auth.Admin).Get("/cards/c1").Status(http.StatusOK).Has("h1", "of nameless")
}

func TestSilentPlatform(t *testing.T) {
	t.Parallel()
	app := start(t)
	card := issue(t, app, "c1", marqeta.CardActive)
	b := app.As(auth.Admin)
	b.Get("/cards/c1").Status(http.StatusOK) // the console has a copy now
	app.Silence()
	before := time.Now()
	page := b.Get("/cards/c1").Status(http.StatusOK).
		Has(".callout.is-caution", "Marqeta did not answer just now").
		Has("h1", "Active virtual card •• "+card.LastFour+" of Ada Lindqvist").
		Has("#transitions", "Marqeta did not answer").Has("#balances", "Marqeta did not answer").
		Lacks("#raw")
	if strings.Contains(page.Body, "PIN is set") {
		t.Error("the page tells what the copy does not have")
	}
	if took := time.Since(before); took > 3*time.Second {
		t.Errorf("the page took %v", took)
	}
	b.Get("/cards").Status(http.StatusOK).Has("tbody", "Ada Lindqvist")
	b.Get("/cards/unknown").Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
	b.Get("/cards/c1/edit").Status(http.StatusBadGateway)
}

func TestSilentPlatformLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Admin)
	app.Silence()
	answers := fill("user_token", "ada", "card_product_token", "classic", "token", "lost", "request_key", "k1")
	b.Post("/cards", answers).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	found, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "lost"}, store.Page{})
	must(t, err)
	if len(found.Rows) != 1 || found.Rows[0].Outcome != store.OutcomeUnknown {
		t.Fatalf("audit: got %+v", found.Rows)
	}
	app.Wake()
	b.Post("/cards", answers).Status(http.StatusSeeOther) // the same form again
	if got := owned(t, app); got != 1 {
		t.Errorf("ada has %d cards, want 1", got)
	}
}

// The platform acted and the answer was lost: the same form finds what it made.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	b := app.As(auth.Admin)
	app.Mute()
	suspend := fill("token", "t1", "request_key", "k1", "reason_code", "10")
	b.Post("/cards/c1/suspend", suspend).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	app.Wake()
	if got := state(t, app, "c1"); got != marqeta.CardSuspended {
		t.Fatalf("the card is %s", got)
	}
	b.Post("/cards/c1/suspend", suspend).Status(http.StatusSeeOther).Follow().Has("#flashes", "was suspended.")
	page, err := app.Program.CardTransitions(t.Context(), "c1", marqeta.ListOptions{Count: 20})
	must(t, err)
	if len(page.Data) != 3 {
		t.Errorf("got %d transitions, want 3", len(page.Data))
	}
}

func TestProductionSimulatesNothing(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "example"}))
	must(t, app.Store.PutCard(t.Context(), store.Card{Token: "c1", State: "ACTIVE", LastFour: "4417"}))
	app.Silence()
	app.As(auth.Admin).Get("/cards/c1").Status(http.StatusOK).Has("h1", "•• 4417").Lacks(`.headline a[href*="/simulator"]`)
}

func TestAdoptCompletesWhatTransitionsTold(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	for {
		kept, err := app.Store.Card(t.Context(), "c1")
		if err == nil && kept.State == "ACTIVE" {
			if kept.InstrumentType != "" {
				t.Fatalf("the notification told more than it used to: %+v", kept)
			}
			break
		}
		select {
		case <-t.Context().Done():
			t.Fatal("the notification never came")
		case <-time.After(10 * time.Millisecond):
		}
	}
	area := cards.New(app.Program, app.Store, nil, time.Now)
	must(t, area.Adopt(t.Context()))
	kept, err := app.Store.Card(t.Context(), "c1")
	must(t, err)
	if kept.InstrumentType != "VIRTUAL_PAN" || kept.ModifiedAt.IsZero() || kept.State != "ACTIVE" {
		t.Errorf("got %+v", kept)
	}
	asked := app.Asked()
	must(t, area.Adopt(t.Context()))
	if app.Asked() != asked {
		t.Error("a complete copy was asked for again")
	}
}
