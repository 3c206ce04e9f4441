package web_test

import (
	"testing"

	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestCardProductPagesInChromium looks at the pages of card products that only appear
// in the middle of something, as TestPagesInChromium looks at the others.
func TestCardProductPagesInChromium(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	signIn(t, app, tab)
	tab.Go("/card-products/new")
	tab.EveryWay("product-new")
	tab.Go("/card-products/" + webtest.ProductToken + "/clone")
	tab.EveryWay("product-clone")
	tab.Click(`[name="funding"][value="gateway"]`)
	tab.EveryWay("product-gateway")
	tab.Go("/card-products/new/import")
	tab.Type("#document", "{\n  \"name\": 7,\n  \"colour\": \"red\"\n}")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	tab.EveryWay("product-import-wrong")
	tab.Type("#document", "{\"name\": \"Fleet\", \"start_date\": \"2026-04-01\", \"config\": {\"poi\": {\"atm\": true}}}")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	tab.EveryWay("product-import-review")
	const edit = "/card-products/" + webtest.ProductToken + "/edit"
	tab.Go(edit + "?q=pin")
	tab.EveryWay("product-search")
	tab.Go(edit)
	tab.Type("#name", "Travel cards")
	tab.Wait("#changes .differences")
	tab.Type(`[id="end_date"]`, "2036-12-31")
	tab.Wait("#changes .differences li:nth-child(2)")
	tab.EveryWay("product-editor")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	tab.EveryWay("product-review")
	tab.Quiet()
}
