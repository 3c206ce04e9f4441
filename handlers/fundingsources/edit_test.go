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

func TestEditProgramFundingSource(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", bank("fs")).Status(http.StatusSeeOther)
	b.Get("/funding-sources/fs/edit").Has(`#name[value="House bank"]`, "").Has(`#token[readonly][value="fs"]`, "").
		Has("#active[checked]", "").Lacks(".choices").Has("#request", "PUT /v3/fundingsources/program/fs")
	b.Submit("/funding-sources/fs/edit", url.Values{"name": {"Second bank"}, "active": {""}}).Status(http.StatusSeeOther).Follow().
		Has("h1", "Second bank").Has(".headline", "Inactive").Has("#history", "change program funding source")
	changed, err := app.Program.FundingSource(t.Context(), "fs")
	must(t, err)
	if changed.Name != "Second bank" || changed.Active {
		t.Errorf("Marqeta has %+v", changed)
	}
	if kept, err := app.Store.FundingSource(t.Context(), "fs"); err != nil || kept.Name != "Second bank" || kept.Active {
		t.Errorf("the local copy is %+v, %v", kept, err)
	}
	b.Submit("/funding-sources/fs/edit", url.Values{"name": {strings.Repeat("x", 51)}}).Status(http.StatusUnprocessableEntity).
		Has("#name-error", "at most 50").Has(`[role="alert"]`, "Nothing was changed")
}

func TestEditProgramGateway(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther)
	p := b.Get("/funding-sources/gw/edit").Status(http.StatusOK).Has(`#url[value="https://gateway.example.com/jit"]`, "").
		Has(`#timeout_millis[value="2500"]`, "").Has(`#basic_auth_password[value=""]`, "").
		Has(`[id="headers[0].name"][value="X-Key"]`, "").Has(`[id="headers[0].value"][value=""]`, "")
	if strings.Contains(p.Body, password) || strings.Contains(p.Body, apiKey) {
		t.Error("a secret stands on the page")
	}

	// What is left alone stays, credentials and headers included.
	b.Submit("/funding-sources/gw/edit", url.Values{"name": {"Doorman"}, "timeout_millis": {"4000"}}).Status(http.StatusSeeOther)
	g := gatewayAt(t, app, "gw")
	if g.Name != "Doorman" || g.TimeoutMillis != 4000 || g.URL != "https://gateway.example.com/jit" || g.CustomHeader["X-Key"] != apiKey {
		t.Errorf("Marqeta has %+v", g)
	}

	// What was left alone was not even sent.
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "gw"}, store.Page{Limit: 1})
	must(t, err)
	if want := `{"name":"Doorman","active":true,"timeout_millis":4000,"use_mtls":false}`; string(entries.Rows[0].Request) != want {
		t.Errorf("sent %s, want %s", entries.Rows[0].Request, want)
	}

	// A header beside one that stays keeps that one's value, which the page never had.
	b.Submit("/funding-sources/gw/edit", url.Values{"headers[1].name": {"X-Team"}, "headers[1].value": {"blue"}}).Status(http.StatusSeeOther).
		Follow().Has("#gateway", "X-Key, X-Team")
	if g = gatewayAt(t, app, "gw"); g.CustomHeader["X-Key"] != apiKey || g.CustomHeader["X-Team"] != "blue" {
		t.Errorf("headers %v", g.CustomHeader)
	}
	b.Submit("/funding-sources/gw/edit", url.Values{"headers[0].name": {""}, "headers[1].name": {""}}).Status(http.StatusSeeOther)
	if g = gatewayAt(t, app, "gw"); len(g.CustomHeader) != 0 {
		t.Errorf("headers %v", g.CustomHeader)
	}
}

func TestAnotherAddressNeedsThePasswordAgain(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther)
	for field, to := range map[string]string{"url": "https://other.example.com/jit", "basic_auth_username": "someone"} {
		b.Submit("/funding-sources/gw/edit", url.Values{field: {to}}).Status(http.StatusUnprocessableEntity).
			Has("#basic_auth_password-error", "wants the password again").Has(`#`+field+`[value="`+to+`"]`, "")
	}
	b.Submit("/funding-sources/gw/edit", url.Values{"url": {"https://other.example.com/jit"}, "basic_auth_password": {"An0ther-Password-of-ours"}}).
		Status(http.StatusSeeOther)
	if g := gatewayAt(t, app, "gw"); g.URL != "https://other.example.com/jit" || g.BasicAuthUsername != "marqeta" {
		t.Errorf("Marqeta has %+v", g)
	}
	b.Submit("/funding-sources/gw/edit", url.Values{"basic_auth_password": {"weak"}}).Status(http.StatusUnprocessableEntity).
		Has("#basic_auth_password-error", "20 to 50")
}

func TestEditOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/funding-sources/nobody/edit").Status(http.StatusNotFound).Has("h1", "no such funding source")
	b.Post("/funding-sources/nobody", bank("")).Status(http.StatusNotFound).Has("h1", "no such funding source")
	b.Post("/funding-sources/nobody", gatekeeper("")).Status(http.StatusNotFound).Has("h1", "no such funding source")
	b.Post("/funding-sources/nobody", url.Values{"name": {"x"}}).Status(http.StatusBadRequest)
	if _, err := app.Program.FundingSource(t.Context(), "nobody"); !marqeta.IsNotFound(err) {
		t.Errorf("something was made: %v", err)
	}
}

func TestEditWhileMarqetaIsSilent(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/funding-sources", bank("fs")).Status(http.StatusSeeOther)
	app.Silence()
	b.Get("/funding-sources/fs/edit").Status(http.StatusBadGateway).Has("h1", "did not answer")
	b.Post("/funding-sources/fs", bank("")).Status(http.StatusBadGateway).Has("h1", "outcome is not known")
}
