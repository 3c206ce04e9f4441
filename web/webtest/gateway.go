package webtest

import (
	"context"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/store"
)

// The objects that Gateway makes.
const (
	GatewaySourceToken  = "gateway_source_01"
	GatewayProductToken = "gateway_card_product"
	GatewayUserToken    = "user_grace"
	GatewayCardToken    = "card_grace_01"
)

// Gateway makes a card product whose purchases the console decides on itself, with a
// user and her card, and puts an amount of USD on her account.
func (a *App) Gateway(balance string) {
	a.T.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	start, err := marqeta.ParseDate("2020-05-01")
	must(a.T, err)
	_, err = a.Program.CreateGatewayFundingSource(ctx, marqeta.GatewayFundingSourceRequest{
		Token: GatewaySourceToken, Name: "Carddeck", URL: a.Machines.URL + "/jit/marqeta", Active: new(true),
		BasicAuthUsername: GatewayUsername, BasicAuthPassword: GatewayPassword,
	})
	must(a.T, err)
	_, err = a.Program.CreateCardProduct(ctx, marqeta.CardProductRequest{
		Token: GatewayProductToken, Name: "Gateway Card Product", StartDate: start,
		Config: &marqeta.CardProductConfig{
			Fulfillment:   &marqeta.FulfillmentConfig{PaymentInstrument: "VIRTUAL_PAN"},
			POI:           &marqeta.POIConfig{ECommerce: new(true), ATM: new(true)},
			CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: new(true)},
			JITFunding: &marqeta.JITFundingConfig{ProgramGatewayFundingSource: &marqeta.GatewayFundingConfig{
				Enabled: new(true), FundingSourceToken: GatewaySourceToken, RefundsDestination: marqeta.RefundsToGateway,
			}},
		},
	})
	must(a.T, err)
	_, err = a.Program.CreateUser(ctx, marqeta.UserRequest{Token: GatewayUserToken, FirstName: "Grace", LastName: "Ljung"})
	must(a.T, err)
	_, err = a.Program.CreateCard(ctx, marqeta.CardRequest{Token: GatewayCardToken, UserToken: GatewayUserToken, CardProductToken: GatewayProductToken})
	must(a.T, err)
	amount, err := marqeta.MustAmount(balance).Minor(2)
	must(a.T, err)
	if amount > 0 {
		_, err = a.Store.CreditFromShell(ctx, store.ShellCredit{
			Holder: ledger.Holder{Kind: ledger.User, Token: GatewayUserToken}, Currency: "USD", Amount: amount, Memo: "for a test", By: "test",
		})
		must(a.T, err)
	}
}

// Ask simulates a message about the gateway's card and waits until the console has
// learnt of it from the notification.
func (a *App) Ask(kind marqeta.SimulationKind, in marqeta.Simulation) marqeta.Transaction {
	a.T.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if in.CardToken == "" && in.PrecedingRelatedTransactionToken == "" {
		in.CardToken = GatewayCardToken
	}
	made, err := a.Program.Simulate(ctx, kind, in)
	must(a.T, err)
	_, err = a.Store.WaitTransaction(ctx, made.Token)
	must(a.T, err)
	return made
}
