package codes_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta/dictionary"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestListNarrowsByWordsAndFamily(t *testing.T) {
	t.Parallel()
	b := webtest.New(t).As(auth.Support)
	all := b.Get("/codes").Status(http.StatusOK).
		Has(`.tabs [aria-current]`, "Response codes").
		Has(`.nav-item[aria-current]`, "Codes").
		Has(`td a[href="/codes/response/1003"]`, "Card suspended")
	if got, want := all.Doc.Find("#codes tbody tr").Length(), len(dictionary.All(dictionary.Responses)); got != want {
		t.Errorf("%d codes are listed, want %d", got, want)
	}
	b.Get("/codes?q=suspended").Has(`td a[href="/codes/response/1003"]`, "").Lacks(`td a[href="/codes/response/0000"]`).
		Has(`.tabs a[href="/codes?family=avs&q=suspended"]`, "Address")
	b.Get("/codes?q=1864").Has(`td a[href="/codes/response/1864"]`, "Country not allowed")
	b.Get("/codes?family=reason&q=closed").Has(`td a[href="/codes/reason/CLOSED_ACCOUNT"]`, "").Has(`.tabs [aria-current]`, "Decline reasons")
	b.Get("/codes?family=nonsense").Has(`.tabs [aria-current]`, "Response codes")
	b.Get("/codes?q="+url.QueryEscape("<script>")).Has(".empty h2", "No code of this family says “<script>”").Lacks("main script").
		Has(`.empty a[href="/codes"]`, "All response codes")
}

func TestEveryCodeHasItsPage(t *testing.T) {
	t.Parallel()
	b := webtest.New(t).As(auth.Support)
	for _, f := range dictionary.Families() {
		for _, e := range dictionary.All(f) {
			p := b.Get("/codes/"+string(f)+"/"+e.Code).Status(http.StatusOK).
				Has("h1", ui.Capital(e.Words)+" ("+e.Code+")").Has(".headline-why", e.Meaning).Has("#cardholder p", e.Cardholder).
				Has("#cardholder [data-copy]", "")
			if got := p.Doc.Find("#causes li").Length(); got != len(e.Causes) {
				t.Errorf("%s %s: %d causes, want %d", f, e.Code, got, len(e.Causes))
			}
			if got := p.Doc.Find("#look tbody tr").Length(); got != len(e.Look) {
				t.Errorf("%s %s: %d things to look at, want %d", f, e.Code, got, len(e.Look))
			}
			if got := p.Doc.Find("#remedies tbody tr").Length(); got != len(e.Remedies) {
				t.Errorf("%s %s: %d remedies, want %d", f, e.Code, got, len(e.Remedies))
			}
			if got := p.Doc.Find("#cases tbody tr").Length(); got != len(e.Cases) {
				t.Errorf("%s %s: %d cases, want %d", f, e.Code, got, len(e.Cases))
			}
			if got := p.Doc.Find(`.actions a[href="/transactions?response_code=` + e.Code + `"]`).Length(); (got == 1) != (f == dictionary.Responses) {
				t.Errorf("%s %s: %d links to its transactions", f, e.Code, got)
			}
		}
	}
}

// A code without a source is shown with what the platform said, and nothing is made up.
func TestAnUnknownCodeIsShownAsItCame(t *testing.T) {
	t.Parallel()
	b := webtest.New(t).As(auth.Support)
	b.Get("/codes/response/1999").Status(http.StatusNotFound).
		Has("h1", "Response code 1999 is not explained").Has(".badge", "Unknown").
		Has(`.actions a[href="/transactions?response_code=1999"]`, "Transactions with this code").Lacks("#cardholder")
	b.Get("/codes/avs/0404").Status(http.StatusNotFound).Has("h1", "Address code 0404").Lacks(".headline .actions a")
	b.Get("/codes/response/"+url.PathEscape("<b>&x")).Status(http.StatusNotFound).Has("h1", "<b>&x").
		Has(`.actions a[href="/transactions?response_code=%3Cb%3E%26x"]`, "")
	b.Get("/codes/nonsense/1016").Status(http.StatusNotFound).Has("h1", "There is no such family of codes")
}
