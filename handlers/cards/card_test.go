package cards_test

import (
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/webtest"
)

// must ends the test when something that it stands on failed.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// start makes what a card needs: the user ada and the card product classic, whose
// cards are born unactivated.
func start(t testing.TB) *webtest.App {
	t.Helper()
	app := webtest.New(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada", FirstName: "Ada", LastName: "Lindqvist"})
	must(t, err)
	from, err := marqeta.ParseDate("2026-01-01")
	must(t, err)
	_, err = app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{
		Token: "classic", Name: "Classic", StartDate: from,
		Config: &marqeta.CardProductConfig{Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN}},
	})
	must(t, err)
	return app
}

// issue makes a card of ada at the platform, past the console, and moves it on.
func issue(t testing.TB, app *webtest.App, token string, moves ...marqeta.CardState) marqeta.Card {
	t.Helper()
	card, err := app.Program.CreateCard(t.Context(), marqeta.CardRequest{Token: token, UserToken: "ada", CardProductToken: "classic"})
	must(t, err)
	for _, to := range moves {
		move(t, app, token, to)
	}
	return card
}

func move(t testing.TB, app *webtest.App, token string, to marqeta.CardState) {
	t.Helper()
	_, err := app.Program.TransitionCard(t.Context(), marqeta.CardTransitionRequest{
		CardToken: token, State: to, ReasonCode: "01", Channel: marqeta.ChannelAPI,
	})
	must(t, err)
}

func state(t testing.TB, app *webtest.App, token string) marqeta.CardState {
	t.Helper()
	card, err := app.Program.Card(t.Context(), token)
	must(t, err)
	return card.State
}

// fill is a form's answers as pairs of names and values.
func fill(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}
