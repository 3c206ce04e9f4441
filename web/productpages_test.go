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
	everyWay := func(name string) {
		t.Helper()
		for _, dark := range []bool{false, true} {
			tab.Dark(dark)
			for _, width := range []int64{1440, 375} {
				full := name + map[bool]string{false: "-light", true: "-dark"}[dark] + map[int64]string{1440: "-1440", 375: "-375"}[width]
				tab.Size(width, 900)
				for browser.Value[int](tab, `document.getAnimations().length`) > 0 { // colours are on their way
				}
				tab.Accessible(full)
				tab.Fits(full)
				tab.Shoot(full)
			}
		}
		tab.Size(1440, 900)
	}
	tab.Go("/card-products/new")
	everyWay("product-new")
	tab.Go("/card-products/" + webtest.ProductToken + "/clone")
	everyWay("product-clone")
	tab.Click(`[name="funding"][value="gateway"]`)
	everyWay("product-gateway")
	tab.Go("/card-products/new/import")
	tab.Type("#document", "{\n  \"name\": 7,\n  \"colour\": \"red\"\n}")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	everyWay("product-import-wrong")
	tab.Type("#document", "{\"name\": \"Fleet\", \"start_date\": \"2026-04-01\", \"config\": {\"poi\": {\"atm\": true}}}")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	everyWay("product-import-review")
	const edit = "/card-products/" + webtest.ProductToken + "/edit"
	tab.Go(edit + "?q=pin")
	everyWay("product-search")
	tab.Go(edit)
	tab.Type("#name", "Travel cards")
	tab.Wait("#changes .differences")
	tab.Type(`[id="end_date"]`, "2036-12-31")
	tab.Wait("#changes .differences li:nth-child(2)")
	everyWay("product-editor")
	tab.Press(`form[method="post"] .form-foot button[type="submit"]`)
	everyWay("product-review")
	tab.Quiet()
}
