package web_test

import (
	"context"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/webtest"
)

// declinePages refuses purchases on a card of its own and gives the pages about them.
func declinePages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	const card = "card_ada_stopped"
	if _, err := app.Program.CreateCard(ctx, marqeta.CardRequest{Token: card, UserToken: webtest.UserToken, CardProductToken: webtest.ProductToken}); err != nil {
		t.Fatal(err)
	}
	stop := marqeta.CardTransitionRequest{Token: "stop", CardToken: card, State: marqeta.CardSuspended, ReasonCode: "01", Channel: marqeta.ChannelAdmin}
	if _, err := app.Program.TransitionCard(ctx, stop); err != nil {
		t.Fatal(err)
	}
	for _, amount := range []string{"12.00", "1240.50"} {
		made, err := app.Program.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: card, Amount: new(marqeta.MustAmount(amount)),
			Network: "VISA", CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", MCC: "5812", Name: "Blue Fox Diner", CountryCode: "USA"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := app.Store.WaitTransaction(ctx, made.Token); err != nil {
			t.Fatal(err)
		}
	}
	found, err := app.Store.ListDeclineGroups(ctx, store.DeclineFilter{}, store.Page{})
	if err != nil || len(found.Rows) == 0 {
		t.Fatalf("%d groups, %v", len(found.Rows), err)
	}
	here := "/declines/" + found.Rows[0].ID
	return map[string]string{"declines": "/declines", "declines-none": "/declines?code=none", "decline-group": here, "decline-resolve": here + "/resolve"}
}
