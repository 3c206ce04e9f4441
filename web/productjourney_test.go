package web_test

import (
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestAProductManagerInChromium makes a card product for Managed JIT Funding from an
// empty console, in the flow that the page offers, then edits, clones, exports and
// imports it.
func TestAProductManagerInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { productManager(t, true) })
	t.Run("without script", func(t *testing.T) { productManager(t, false) })
}

func productManager(t *testing.T, script bool) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)
	send := func() {
		t.Helper()
		tab.Press(`main form[method="post"] .form-foot button[type="submit"]`)
		if text := browser.Value[string](tab, `document.querySelector("main [role=alert]")?.textContent ?? ""`); text != "" {
			t.Fatalf("refused on %s: %s", tab.Path(), text)
		}
	}
	shown := func(selector string) bool {
		return browser.Value[bool](tab, `document.querySelector(`+quote(selector)+`).checkVisibility()`)
	}
	product := func(token string) marqeta.CardProduct {
		t.Helper()
		p, err := app.Program.CardProduct(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	token := func() string { return tab.Path()[strings.LastIndex(tab.Path(), "/")+1:] }

	tab.Go("/card-products")
	tab.Press(`main a[href="/card-products/new"]`)
	if shown("#funding") {
		t.Error("the second question is open before the first is answered")
	}
	tab.Type("#name", "Courier cards")
	if !shown("#funding") || shown("#years") {
		t.Error("a name opens the second question and no later one")
	}
	tab.Press(`.for-managed button[formaction]`)
	tab.Type("#name", "Program money")
	send()
	if !strings.HasPrefix(tab.Path(), "/card-products/new") || browser.Value[string](tab, `document.querySelector("#name").value`) != "Courier cards" {
		t.Fatalf("the way back leads to %s", tab.Path())
	}
	if got := tab.Text("#in-words"); !strings.Contains(got, "draws the money from Program money") {
		t.Errorf("in words: %s", got)
	}
	tab.Click("#atm")
	if script {
		tab.Wait(`#request`)
	}
	send()
	made := product(token())
	if kind, source := made.Funding(); kind != marqeta.FundingManaged || source == "" || !*made.Config.POI.ATM || made.Name != "Courier cards" {
		t.Errorf("made %+v", made)
	}

	tab.Press(`main a[href$="/edit"]`)
	tab.Type("#name", "Courier cards, north")
	if script {
		tab.Wait("#changes .differences")
	}
	send()
	if got := tab.Text(".differences"); !strings.Contains(got, "Courier cards, north") {
		t.Errorf("the comparison says %s", got)
	}
	send()
	if got := product(made.Token).Name; got != "Courier cards, north" {
		t.Errorf("the name is %s", got)
	}

	tab.Press(`main a[href$="/clone"]`)
	send()
	if clone := product(token()); clone.Token == made.Token || clone.Name != "Copy of Courier cards, north" || !*clone.Config.POI.ATM {
		t.Errorf("cloned %+v", clone)
	}

	file := app.As(auth.Product).Get("/card-products/" + made.Token + "/export.json").Status(http.StatusOK).Body
	tab.Go("/card-products/new/import")
	tab.Type("#document", file)
	tab.Type("#into", "courier-south")
	send()
	if got := tab.Text("h1"); !strings.Contains(got, "Create Courier cards, north?") {
		t.Fatalf("the review says %s", got)
	}
	send()
	if copied := product("courier-south"); copied.Name != "Courier cards, north" || !*copied.Config.POI.ATM {
		t.Errorf("imported %+v", copied)
	}
	tab.Quiet()
}

// TestAPreviewAsksWhereItsFormSays leaves a field for a button that leads elsewhere: the
// preview that the field starts must not go where the button would.
func TestAPreviewAsksWhereItsFormSays(t *testing.T) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	signIn(t, app, tab)
	tab.Front()
	tab.Go("/card-products/new")
	if on := browser.Value[string](tab, `(() => {
		document.addEventListener("htmx:beforeSend", e => {
			document.body.dataset.asked = e.detail.requestConfig.verb + " " + e.detail.requestConfig.path;
		});
		const name = document.querySelector("#name");
		name.value = "Courier cards";
		name.dispatchEvent(new Event("change", {bubbles: true}));
		document.querySelector(".for-managed button[formaction]").focus();
		return document.activeElement.getAttribute("formaction");
	})()`); on != "/card-products/new/funding-source" {
		t.Fatalf("the focus is on what leads to %s", on)
	}
	tab.Wait("body[data-asked]")
	if asked := browser.Value[string](tab, `document.body.dataset.asked`); asked != "get /card-products/new" {
		t.Errorf("the preview asked %s", asked)
	}
	if at := tab.Path(); at != "/card-products/new" {
		t.Errorf("the page went to %s, although no button was pressed", at)
	}
	tab.Quiet()
}
