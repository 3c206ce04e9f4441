package cards_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// TestControlsInForce looks at the panel from the card, its user and its product: each
// shows the controls that apply to it, and no other.
func TestControlsInForce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial() // spends 10.00 USD
	app.Chores()
	b := app.As(auth.Support)
	card, user, product := "/cards/"+webtest.CardToken, "/users/"+webtest.UserToken, "/card-products/"+webtest.ProductToken
	for _, page := range []string{card, user, product} {
		b.Get(page).Status(http.StatusOK).Has("#in-force", "None: nothing but")
	}
	ok := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	limit := func(token, amount string, a marqeta.Association, window marqeta.VelocityWindow) {
		t.Helper()
		ok(app.Program.CreateVelocityControl(t.Context(), marqeta.VelocityControlRequest{
			Token: token, Name: token, AmountLimit: new(marqeta.MustAmount(amount)), CurrencyCode: "USD", Window: window, Association: &a,
		}))
	}
	ok(app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "bob"}))
	limit("everybody", "10", marqeta.Association{}, marqeta.DayWindow)
	limit("product", "100", marqeta.Association{CardProductToken: webtest.ProductToken}, marqeta.TransactionWindow)
	limit("ada", "40", marqeta.Association{UserToken: webtest.UserToken}, marqeta.MonthWindow)
	limit("bob", "40", marqeta.Association{UserToken: "bob"}, marqeta.MonthWindow)
	ok(app.Program.CreateAuthControl(t.Context(), marqeta.AuthControlRequest{Token: "no-casinos", Name: "no casinos", MerchantScope: &marqeta.MerchantScope{MCC: "7995"}}))
	ok(app.Program.CreateAuthControl(t.Context(), marqeta.AuthControlRequest{Token: "off", Name: "off", Active: new(false), MerchantScope: &marqeta.MerchantScope{MCC: "7995"}}))
	ok(app.Program.CreateExemptMID(t.Context(), marqeta.ExemptMIDRequest{Token: "canteen", Name: "canteen", MID: "99"}))

	for _, page := range []string{card, user} {
		p := b.Get(page).Status(http.StatusOK)
		p.Has("#in-force", "everybody 10.00 USD a day, everywhere").Has("#in-force .is-bad", "0.00 USD").Has("#in-force", "product 100.00 USD each time, everywhere").
			Has("#in-force", "ada 40.00 USD a month, everywhere").Has("#in-force", "30.00 USD").Has("#in-force", "no casinos At MCC 7995, always").Has("#in-force", "canteen At merchant 99")
		if n := p.Doc.Find("#in-force tbody tr").Length(); n != 5 {
			t.Errorf("%s lists %d controls, want 5", page, n)
		}
	}
	p := b.Get(product).Has("#in-force", "everybody").Has("#in-force", "product").Lacks("#in-force meter")
	if n := p.Doc.Find("#in-force tbody tr").Length(); n != 4 {
		t.Errorf("the card product lists %d controls, want 4", n)
	}
	app.Silence()
	b.Get(card).Status(http.StatusOK).Has("#in-force", "Marqeta did not say which")
}
