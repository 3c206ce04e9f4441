package merchantgroups_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestCreateFindAndChangeAGroup(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	form := url.Values{"token": {"casinos"}, "name": {"Casinos"}, "mids": {"77777\r\n888 88, 9"}, "active": {"true"}}
	b.Post("/spend-controls/merchant-groups", form).Status(http.StatusSeeOther).Follow().Has("h1", "Casinos holds 3 merchants.").Has("#merchants", "888 88")
	for query, want := range map[string]int{"?q=77777": 1, "?q=7777": 0, "?q=cas": 1} {
		if got := b.Get("/spend-controls/merchant-groups" + query).Doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	b.Get("/spend-controls/merchant-groups/casinos/edit?"+url.Values{"name": {"Casinos"}, "mids": {"77777\nnew one"}, "active": {"true"}}.Encode()).
		Has("#changes del", "3 merchants, with 888 88, 9").Has("#changes ins", "2 merchants, with new one")
	b.Submit("/spend-controls/merchant-groups/casinos/edit", url.Values{"mids": {"77777"}}).Status(http.StatusSeeOther).Follow().Has("h1", "holds 1 merchant.")
	g, err := app.Program.MerchantGroup(t.Context(), "casinos")
	if err != nil || len(g.MIDs) != 1 || !g.Active {
		t.Errorf("Marqeta has %+v, %v", g, err)
	}
	b.Submit("/spend-controls/merchant-groups/casinos/deactivate", nil).Status(http.StatusSeeOther).Follow().Has(".badge", "Inactive")
}

func TestEveryWrongListIsRefusedInTheForm(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	for name, tc := range map[string]struct{ field, value, words string }{
		"a long name": {"name", strings.Repeat("x", 41), "at most 40"},
		"a long MID":  {"mids", strings.Repeat("7", 37), "longer than the 36"},
		"twice":       {"mids", "1\n1", "twice"},
		"too many":    {"mids", numbered(4001), "these are 4001"},
	} {
		t.Run(name, func(t *testing.T) {
			form := url.Values{"token": {"wrong"}, "name": {"Casinos"}, "mids": {"1"}, "active": {"true"}}
			form.Set(tc.field, tc.value)
			b.Post("/spend-controls/merchant-groups", form).Status(http.StatusUnprocessableEntity).Has("#"+tc.field+"-error", tc.words)
		})
	}
}

// numbered is a list of so many merchants.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintln(&b, i)
	}
	return b.String()
}
