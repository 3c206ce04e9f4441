package webtest

import (
	"context"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// SourceToken is the funding source that every sandbox has.
const SourceToken = scenario.SandboxFunding

// The objects that Tutorial makes.
const (
	ProductToken = "example_card_product"
	UserToken    = "user_ada"
	CardToken    = "card_ada_01"
)

// Tutorial takes the program through the steps of Configuring Managed JIT Funding and
// gives the authorization, once its notification has been applied.
func (a *App) Tutorial() marqeta.Transaction {
	a.T.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	yes := true
	start, err := marqeta.ParseDate("2020-05-01")
	must(a.T, err)
	_, err = a.Program.CreateCardProduct(ctx, marqeta.CardProductRequest{
		Token: ProductToken, Name: "Example Card Product", StartDate: start,
		Config: &marqeta.CardProductConfig{
			Fulfillment:   &marqeta.FulfillmentConfig{PaymentInstrument: "VIRTUAL_PAN"},
			POI:           &marqeta.POIConfig{ECommerce: &yes, ATM: &yes},
			CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: &yes},
			JITFunding: &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{
				Enabled: &yes, FundingSourceToken: SourceToken, RefundsDestination: marqeta.RefundsToProgramFundingSource,
			}},
		},
	})
	must(a.T, err)
	_, err = a.Program.CreateUser(ctx, marqeta.UserRequest{Token: UserToken, FirstName: "Ada", LastName: "Lindqvist", Email: "ada@example.com"})
	must(a.T, err)
	_, err = a.Program.CreateCard(ctx, marqeta.CardRequest{Token: CardToken, UserToken: UserToken, CardProductToken: ProductToken})
	must(a.T, err)
	return a.Authorize("10.00", "Aegis Fleet Services")
}

// Authorize simulates a purchase on the tutorial's card and waits until the console has
// learnt of it from the notification.
func (a *App) Authorize(amount, merchant string) marqeta.Transaction {
	a.T.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	asked := marqeta.MustAmount(amount)
	made, err := a.Program.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{
		CardToken: CardToken, Amount: &asked, Network: "VISA",
		CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", Name: merchant, City: "Berkeley", State: "CA", PostalCode: "94702", CountryCode: "USA"},
	})
	must(a.T, err)
	_, err = a.Store.WaitTransaction(ctx, made.Token)
	must(a.T, err)
	return made
}
