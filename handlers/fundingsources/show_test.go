package fundingsources_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestTheEmptyListTeaches(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/funding-sources").Status(http.StatusOK).Has(".empty", "Managed JIT Funding").Has(`.empty a[href="/funding-sources/new?kind=program"]`, "New program").
		Has("#lookup", "Marqeta gives out no list")
	b.Get("/funding-sources?kind=programgateway").Has(".empty", "No program gateway yet").Has(`.empty a[href="/funding-sources/new?kind=programgateway"]`, "")
	app.As(auth.Support).Get("/funding-sources").Status(http.StatusOK).Lacks(`a[href^="/funding-sources/new"]`)
}

func TestTheListTellsKindsAndUse(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", bank("fs")).Status(http.StatusSeeOther)
	b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther)
	list := b.Get("/funding-sources").Has(".pager", "2 funding sources")
	for row, cells := range map[string][]string{
		"Gatekeeper": {"Active", "Program gateway", "https://gateway.example.com/jit", "no card product yet"},
		"House bank": {"Active", "Program", "none", "no card product yet"},
	} {
		for _, cell := range cells {
			list.Has(`tbody tr:contains("`+row+`") td:contains("`+cell+`")`, cell)
		}
	}
	b.Get("/funding-sources?kind=program").Has("tbody", "House bank").Lacks("tbody tr + tr")
	for _, token := range []string{"one", "two"} {
		must(t, app.Store.PutCardProduct(t.Context(), store.CardProduct{Token: token, Name: "Product " + token, Active: true, Funding: "managed", FundingSourceToken: "fs"}))
	}
	b.Get("/funding-sources").Has("tbody tr:contains('House bank')", "2 card products")
	b.Get("/funding-sources/fs").Has("#products", "Used by 2 card products").Has(`#products a[href="/card-products/one"]`, "Product one")
}

func TestLookUpByToken(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	_, err := app.Program.CreateFundingSource(t.Context(), marqeta.FundingSourceRequest{Token: "elsewhere", Name: "Made elsewhere"})
	must(t, err)
	_, err = app.Program.CreateGatewayFundingSource(t.Context(), marqeta.GatewayFundingSourceRequest{
		Token: "gw-elsewhere", Name: "Gate elsewhere", URL: "https://gate.example.com", BasicAuthUsername: "marqeta", BasicAuthPassword: password,
	})
	must(t, err)
	b.Get("/funding-sources").Lacks("tbody")
	b.Get("/funding-sources?look_up=elsewhere").Status(http.StatusSeeOther).Follow().Has("h1", "Made elsewhere").Has(".headline", "Program")
	b.Get("/funding-sources?look_up=gw-elsewhere").Follow().Has("h1", "Gate elsewhere").Has(".headline", "Program gateway")
	b.Get("/funding-sources").Has("tbody", "Made elsewhere").Has("tbody", "Gate elsewhere")
	b.Get("/funding-sources?look_up="+url.QueryEscape("no/such thing")).Status(http.StatusSeeOther).Follow().
		Status(http.StatusNotFound).Has("h1", "no such funding source").Has(`a[href="/funding-sources"]`, "All funding sources")
}

func TestATokenOfBothKindsIsTheOneThatThisConsoleKnows(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", gatekeeper("both")).Status(http.StatusSeeOther)
	_, err := app.Program.CreateFundingSource(t.Context(), marqeta.FundingSourceRequest{Token: "both", Name: "House bank"})
	must(t, err)
	b.Get("/funding-sources/both").Has("h1", "Gatekeeper")
	b.Submit("/funding-sources/both/edit", url.Values{"name": {"Doorman"}}).Status(http.StatusSeeOther)
	if g := gatewayAt(t, app, "both"); g.Name != "Doorman" {
		t.Errorf("the gateway is called %s", g.Name)
	}
}

func TestShowWhileMarqetaIsSilent(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther)
	app.Silence()
	b.Get("/funding-sources/gw").Status(http.StatusOK).Has(".callout", "Marqeta did not answer").Has("h1", "Gatekeeper").
		Has("#gateway", "https://gateway.example.com/jit").Lacks("#raw")
	b.Get("/funding-sources").Status(http.StatusOK).Has("tbody", "Gatekeeper")
	b.Get("/funding-sources/unheard").Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
}

func TestNewCardProductWithThis(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", bank("fs")).Status(http.StatusSeeOther)
	b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther)
	for source, kind := range map[string]string{"fs": "managed", "gw": "gateway"} {
		step, _ := b.Get("/funding-sources/" + source).Doc.Find(`a[href^="/card-products/new"]`).Attr("href")
		b.Submit(step, url.Values{"token": {"cp-" + source}, "name": {"Cards of " + source}}).Status(http.StatusSeeOther)
		made, err := app.Program.CardProduct(t.Context(), "cp-"+source)
		must(t, err)
		if got, token := made.Funding(); string(got) != kind || token != source {
			t.Errorf("funded %s by %s, want %s by %s", got, token, kind, source)
		}
		b.Get("/funding-sources/"+source).Has("#products", "Cards of "+source)
	}
	app.As(auth.Support).Get("/funding-sources/fs").Lacks(`a[href^="/card-products/new"]`).Lacks(`a[href$="/edit"]`)
}

func TestRelatedLeadsToTheOrders(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Support)
	orders, _ := b.Get("/funding-sources/" + webtest.SourceToken).Doc.Find("#related a").Attr("href")
	b.Get(orders).Status(http.StatusOK).Has("tbody tr", "10.00")
}

func TestHostileNamesAreText(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for token, name := range map[string]string{"fs1": `<script>alert(1)</script>`, "fs2": `"><img src=x onerror=alert(1)>`, "fs3": "\u202egnip {{.}} \xff"} {
		in := bank(token)
		in.Set("name", name)
		shown := strings.ToValidUTF8(name, "\uFFFD")
		b.Post("/funding-sources", in).Status(http.StatusSeeOther).Follow().Lacks("main script").Lacks("main img").
			Has("h1", shown)
		b.Get("/funding-sources/" + token + "/edit").Status(http.StatusOK).Lacks("main script").Lacks("main img")
	}
	b.Get("/funding-sources").Lacks("main script").Lacks("main img").Has("tbody", "<script>alert(1)</script>")
	b.Get("/audit").Lacks("main script").Lacks("main img")
}
