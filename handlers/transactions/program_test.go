package transactions_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/web/webtest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// start makes a program at the platform: Ada's card is funded by Managed JIT Funding,
// Ben's by the 250.00 on his account. The console has opened both, so that it keeps
// copies.
func start(t testing.TB, opts ...webtest.Option) *webtest.App {
	t.Helper()
	app := webtest.New(t, opts...)
	ctx, p := t.Context(), app.Program
	on := true
	_, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "northwind", Name: "Northwind operating account", Active: &on})
	must(t, err)
	product := func(token string, jit *marqeta.JITFundingConfig) {
		from, err := marqeta.ParseDate("2020-05-01")
		must(t, err)
		_, err = p.CreateCardProduct(ctx, marqeta.CardProductRequest{Token: token, Name: token, StartDate: from, Config: &marqeta.CardProductConfig{
			POI:           &marqeta.POIConfig{ECommerce: &on, ATM: &on, Other: &marqeta.OtherPOI{Allow: &on}},
			Fulfillment:   &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN},
			CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: &on},
			JITFunding:    jit,
		}})
		must(t, err)
	}
	product("travel", &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{
		Enabled: &on, FundingSourceToken: "northwind", RefundsDestination: marqeta.RefundsToProgramFundingSource,
	}})
	product("prepaid", nil)
	for user, card := range map[string]string{"ada": "travel", "ben": "prepaid"} {
		_, err := p.CreateUser(ctx, marqeta.UserRequest{Token: user, FirstName: strings.ToUpper(user[:1]) + user[1:], LastName: "Lindqvist"})
		must(t, err)
		_, err = p.CreateCard(ctx, marqeta.CardRequest{Token: "card_" + user, UserToken: user, CardProductToken: card})
		must(t, err)
	}
	_, err = p.CreateGPAOrder(ctx, marqeta.GPAOrderRequest{
		Token: "load_ben", UserToken: "ben", Amount: marqeta.MustAmount("250"), CurrencyCode: "USD", FundingSourceToken: "northwind",
	})
	must(t, err)
	return app
}

// purchase describes what is simulated past the console.
type purchase struct {
	kind     marqeta.SimulationKind
	card     string
	amount   string
	merchant string
	mid      string
	mcc      string
	after    string // the preceding transaction
}

// simulate makes a transaction at the platform and waits for its notification.
func simulate(t testing.TB, app *webtest.App, in purchase) marqeta.Transaction {
	t.Helper()
	made := send(t, app, in)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err := app.Store.WaitTransaction(ctx, made.Token)
	must(t, err)
	return made
}

// send makes a transaction at the platform.
func send(t testing.TB, app *webtest.App, in purchase) marqeta.Transaction {
	t.Helper()
	amount := marqeta.MustAmount(in.amount)
	request := marqeta.Simulation{CardToken: in.card, PrecedingRelatedTransactionToken: in.after, Amount: &amount, Network: "VISA"}
	if in.kind == "" {
		in.kind = marqeta.SimulateAuthorization
	}
	if in.merchant != "" {
		request.CardAcceptor = &marqeta.SimulationCardAcceptor{Name: in.merchant, MID: in.mid, MCC: in.mcc, City: "Berkeley", CountryCode: "USA"}
	}
	made, err := app.Program.Simulate(t.Context(), in.kind, request)
	must(t, err)
	return made
}

func suspend(t testing.TB, app *webtest.App, card string) {
	t.Helper()
	_, err := app.Program.TransitionCard(t.Context(), marqeta.CardTransitionRequest{
		CardToken: card, State: "SUSPENDED", ReasonCode: "01", Channel: marqeta.ChannelAPI,
	})
	must(t, err)
}

// related counts the transactions of a card at the platform.
func related(t testing.TB, app *webtest.App, card string) int {
	t.Helper()
	page, err := app.Program.Transactions(t.Context(), marqeta.TransactionFilter{CardToken: card})
	must(t, err)
	return len(page.Data)
}

// fill is a form's answers as pairs of names and values.
func fill(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

const aegis = "Aegis Fleet Services"

// ten is a purchase of 10.00 with Ada's card.
var ten = purchase{card: "card_ada", amount: "10", merchant: aegis, mid: "11111", mcc: "6411"}
