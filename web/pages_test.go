package web_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestPagesInChromium opens every page of the console, empty and full, wide and narrow,
// light and dark. axe-core may find nothing, the browser may complain of nothing, and no
// page may scroll sideways.
func TestPagesInChromium(t *testing.T) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	tab.Go("/sign-in")
	tab.Accessible("sign-in")
	signIn(t, app, tab)

	for name, path := range map[string]string{"overview-empty": "/", "transactions-empty": "/transactions", "cards-empty": "/cards"} {
		tab.Go(path)
		tab.Accessible(name)
		tab.Shoot(name)
	}

	tx := app.Tutorial()
	app.Authorize("12.00", "Blue Fox Diner")
	all := pages(app, tx.Token)
	maps.Copy(all, spendPages(t, app))
	maps.Copy(all, scenarioPages(t, app))
	maps.Copy(all, certificationPages(t, app))
	maps.Copy(all, declinePages(t, app))
	maps.Copy(all, gatewayPages(t, app))
	maps.Copy(all, casePages(t, app))
	for name, path := range all {
		tab.Go(path)
		tab.EveryWay(name)
	}
	tab.Quiet()
}

func pages(app *webtest.App, tx string) map[string]string {
	return map[string]string{
		"overview": "/", "search": "/search?q=ada", "search-none": "/search?q=nothing-like-it",
		"transactions": "/transactions", "transaction": "/transactions/" + tx,
		"what-if": "/transactions/" + tx + "/what-if", "what-if-changed": "/transactions/" + tx + "/what-if?card_state=SUSPENDED&amount=10",
		"clearing": "/transactions/" + tx + "/clearing", "gpa-orders": "/gpa-orders", "gpa-order": gpaOrder(app, tx), "gpa-order-new": "/gpa-orders/new",
		"cards": "/cards", "card": "/cards/" + webtest.CardToken, "card-new": "/cards/new", "card-pin": "/cards/" + webtest.CardToken + "/pin", "card-suspend": "/cards/" + webtest.CardToken + "/suspend",
		"users": "/users", "user": "/users/" + webtest.UserToken, "user-new": "/users/new", "user-edit": "/users/" + webtest.UserToken + "/edit",
		"card-products": "/card-products", "card-product": "/card-products/" + webtest.ProductToken, "card-product-new": "/card-products/new",
		"card-product-clone": "/card-products/" + webtest.ProductToken + "/clone", "card-product-import": "/card-products/new/import",
		"card-product-edit": "/card-products/" + webtest.ProductToken + "/edit",
		"funding-sources":   "/funding-sources", "funding-source": "/funding-sources/" + webtest.SourceToken, "funding-source-new": "/funding-sources/new",
		"funding-source-gateway": "/funding-sources/new?kind=programgateway",
		"simulator":              "/simulator", "simulator-decline": "/simulator/decline", "simulator-clearing": "/simulator?kind=authorization.clearing", "simulator-older": "/simulator?kind=older/financial", "webhooks": "/webhooks", "webhook": "/webhooks/carddeck-console", "webhook-new": "/webhooks/new", "webhook-ping": "/webhooks/carddeck-console/ping",
		"notifications": "/webhooks/notifications", "notification": "/webhooks/notifications/1",
		"codes": "/codes", "codes-none": "/codes?q=nothing-like-it", "code": "/codes/response/1016", "code-unknown": "/codes/response/1999",
		"repairs": "/repairs", "reconciliations": "/reconciliations", "audit": "/audit", "operators": "/operators", "not-found": "/nowhere", "refused": "/card-products/none",
	}
}

func gpaOrder(app *webtest.App, tx string) string {
	t, err := app.Store.Transaction(app.T.Context(), tx)
	if err != nil {
		app.T.Fatal(err)
	}
	return "/gpa-orders/" + url.PathEscape(t.GPAOrderToken)
}

// signIn signs an admin in on the tab by a sign-in link, as the printed one does.
func signIn(t *testing.T, app *webtest.App, tab *browser.Tab) {
	t.Helper()
	signInAs(t, app, tab, "owner@localhost")
}

// signInAs is signIn for one of several admins.
func signInAs(t *testing.T, app *webtest.App, tab *browser.Tab, email string) {
	t.Helper()
	operator, err := app.Store.AddOperator(t.Context(), store.Operator{Email: email, Name: "Owner", Role: string(auth.Admin), Active: true})
	if err != nil {
		t.Fatal(err)
	}
	secret, hash := auth.NewLink()
	if err := app.Store.AddSignInLink(t.Context(), hash, operator.ID, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	tab.Go("/sign-in/" + secret)
	tab.Wait(".sidebar, form[data-auto-submit]")
	if strings.HasPrefix(tab.Path(), "/sign-in/") && !browser.Value[bool](tab, `!!document.querySelector(".sidebar")`) {
		tab.Press("form[data-auto-submit] button")
	}
	tab.Wait(".sidebar")
}
