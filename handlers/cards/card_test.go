package cards_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// holding makes a card with its user and card product at the platform and waits until
// the console's own copies know it.
func holding(t *testing.T, app *webtest.App, token string, user marqeta.UserRequest) marqeta.Card {
	t.Helper()
	ctx := t.Context()
	if _, err := app.Program.CreateUser(ctx, user); err != nil {
		t.Fatal(err)
	}
	product(t, app)
	made, err := app.Program.CreateCard(ctx, marqeta.CardRequest{Token: token, UserToken: user.Token, CardProductToken: "classic"})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func product(t *testing.T, app *webtest.App) {
	t.Helper()
	start, err := marqeta.ParseDate("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{
		Token: "classic", Name: "Classic", StartDate: start,
		Config: &marqeta.CardProductConfig{Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN}},
	}); err != nil {
		t.Fatal(err)
	}
}

func TestShow(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	card := holding(t, app, "ada-card", marqeta.UserRequest{Token: "ada", FirstName: "Ada", LastName: "Lindqvist"})
	page := app.As(auth.Admin).Get("/cards/ada-card").Status(http.StatusOK)
	page.Has("h1", "Unactivated virtual card •• "+card.LastFour+" of Ada Lindqvist")
	t.Log(page.Text("main"))
}
