package codes

import (
	"net/http"
	"net/url"

	"carddeck/marqeta/dictionary"
	views "carddeck/views/codes"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows one family, narrowed by words.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	chosen := dictionary.Family(l.Get("family"))
	if _, ok := families[chosen]; !ok {
		chosen = dictionary.Responses
	}
	query := l.Get("q")
	p := views.ListPage{Family: string(chosen), Query: query, About: families[chosen].about, Empty: nothing(query)}
	for _, f := range dictionary.Families() {
		p.Tabs = append(p.Tabs, ui.Tab{Text: families[f].tab, Href: listPath(f, query), Current: f == chosen})
	}
	for _, e := range dictionary.Search(chosen, query) {
		p.Rows = append(p.Rows, views.Row{
			Code: e.Code, Href: ui.CodePath(string(e.Family), e.Code),
			Words: ui.Capital(e.Words), Meaning: e.Meaning, Guess: e.Guess, Check: decidedBy(e),
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Codes", Section: "/codes", Fragments: []string{views.Region}, Body: views.List(p),
	})
}

func listPath(f dictionary.Family, query string) string {
	values := url.Values{}
	if f != dictionary.Responses {
		values.Set("family", string(f))
	}
	if query != "" {
		values.Set("q", query)
	}
	if len(values) == 0 {
		return "/codes"
	}
	return "/codes?" + values.Encode()
}

func nothing(query string) ui.Empty {
	return ui.Empty{
		Title:  "No code of this family says “" + ui.Name(query) + "”",
		Text:   "Every word has to occur in the code, the memo or its meaning. Try fewer words or another family. Codes that no source explains are not listed.",
		Action: "All response codes", Href: "/codes",
	}
}
