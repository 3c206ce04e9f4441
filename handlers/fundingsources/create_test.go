package fundingsources_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/webtest"
)

func TestTheKindIsAskedFirst(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/funding-sources/new").Status(http.StatusOK).Lacks("input[name=name]").
		Has(`a[href="/funding-sources/new?kind=program"]`, "Program funding source").
		Has(`a[href="/funding-sources/new?kind=programgateway"]`, "Program gateway")
	b.Get("/funding-sources/new?kind=program").Status(http.StatusOK).Has("[aria-current=true]", "Program funding source").Lacks("input[name=url]")
	b.Get("/funding-sources/new?kind=programgateway").Status(http.StatusOK).Has("[aria-current=true]", "Program gateway").Has(".question", "Address")
	b.Get("/funding-sources/new?kind=lottery").Status(http.StatusOK).Lacks("input[name=name]")
	b.Post("/funding-sources", url.Values{"name": {"x"}}).Status(http.StatusUnprocessableEntity).Has(`[role=alert]`, "choose the kind")
}

func TestCreateProgramFundingSource(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Submit("/funding-sources/new?kind=program", url.Values{"token": {"fs-bank"}, "name": {"House bank"}}).
		Status(http.StatusSeeOther).Follow().Status(http.StatusOK).
		Has("h1", "House bank").Has("#flashes", "House bank was created").Has(".headline", "Active").Has(".headline", "Managed JIT Funding").
		Has("#products", "No card product draws from it yet").Has("#history", "create program funding source").Has("#history", "Done").
		Has("#raw pre", `"name": "House bank"`).Lacks("#gateway")
	made, err := app.Program.FundingSource(t.Context(), "fs-bank")
	must(t, err)
	if made.Name != "House bank" || !made.Active {
		t.Errorf("Marqeta has %+v", made)
	}
	kept, err := app.Store.FundingSource(t.Context(), "fs-bank")
	if err != nil || kept.Kind != "program" || kept.Name != "House bank" || !kept.Active || kept.CreatedAt.IsZero() {
		t.Errorf("the local copy is %+v, %v", kept, err)
	}
}

func TestCreateProgramGateway(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := gatekeeper("gw")
	in.Set("use_mtls", "true")
	b.Post("/funding-sources", in).Status(http.StatusSeeOther).Follow().Status(http.StatusOK).
		Has("h1", "Gatekeeper").Has("#gateway", "https://gateway.example.com/jit").Has("#gateway", "2.5 s").Has("#gateway", "marqeta").
		Has("#gateway", "X-Key").Has("#gateway", "Client certificate (mTLS)Yes").Has("#history", "create program gateway")
	made := gatewayAt(t, app, "gw")
	if made.URL != "https://gateway.example.com/jit" || made.BasicAuthUsername != "marqeta" || made.TimeoutMillis != 2500 ||
		!made.Active || !made.UseMTLS || made.CustomHeader["X-Key"] != apiKey || len(made.CustomHeader) != 1 {
		t.Errorf("Marqeta has %+v", made)
	}
	kept, err := app.Store.FundingSource(t.Context(), "gw")
	if err != nil || kept.Kind != "programgateway" || kept.URL != made.URL {
		t.Errorf("the local copy is %+v, %v", kept, err)
	}
}

func TestAFreshGatewayFormProposesAPasswordOnce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	proposed, _ := b.Get("/funding-sources/new?kind=programgateway").Doc.Find("#basic_auth_password").Attr("value")
	if !form.Strong(proposed) {
		t.Errorf("proposed %q", proposed)
	}
	// It is one that Marqeta takes.
	b.Submit("/funding-sources/new?kind=programgateway", url.Values{
		"token": {"gw"}, "name": {"Gate"}, "url": {"https://gateway.example.com"}, "basic_auth_username": {"marqeta"},
	}).Status(http.StatusSeeOther)
	// A password in an address is not taken up.
	b.Get("/funding-sources/new?kind=programgateway&name=x&url=https://a.example&basic_auth_password="+password).
		Has(`#basic_auth_password[value=""]`, "").Has("#request", `"basic_auth_password": "…"`)
}

func TestEveryFieldSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, c := range []struct{ kind, field, bad, sentence string }{
		{"program", "name", "", "Fill this in"},
		{"program", "name", "  ", "Fill this in"},
		{"program", "name", strings.Repeat("é", 51), "at most 50"},
		{"program", "name", "two\nlines", "One line"},
		{"program", "name", "nothing\x07here", "One line"},
		{"program", "token", "", "1 to 36"},
		{"program", "token", "a/b", "1 to 36"},
		{"program", "token", "new", "not the word new"},
		{"gateway", "name", "", "Fill this in"},
		{"gateway", "url", "", "Fill this in"},
		{"gateway", "url", "http://gateway.example.com", "https://"},
		{"gateway", "url", "https://user:pass@gateway.example.com", "without a password"},
		{"gateway", "url", "javascript:alert(1)", "https://"},
		{"gateway", "url", "https://gateway.example.com/" + strings.Repeat("x", 250), "at most 250"},
		{"gateway", "basic_auth_username", "", "Fill this in"},
		{"gateway", "basic_auth_username", strings.Repeat("x", 51), "at most 50"},
		{"gateway", "basic_auth_username", "mar:qeta", "no colon"},
		{"gateway", "basic_auth_password", "", "Fill this in"},
		{"gateway", "basic_auth_password", "short-Pa55", "20 to 50"},
		{"gateway", "basic_auth_password", strings.Repeat("Aa1-", 13), "20 to 50"},
		{"gateway", "basic_auth_password", "no-capital-letters-123", "capital"},
		{"gateway", "timeout_millis", "", "1000 to 7000"},
		{"gateway", "timeout_millis", "999", "1000 to 7000"},
		{"gateway", "timeout_millis", "7001", "1000 to 7000"},
		{"gateway", "timeout_millis", "3000.5", "1000 to 7000"},
		{"gateway", "headers[1].name", "Authorization", "Marqeta sends this header itself"},
		{"gateway", "headers[0].value", "", "Type the value"},
		{"gateway", "headers[2].value", "lonely", ""},
	} {
		in := bank("fs-wrong")
		if c.kind == "gateway" {
			in = gatekeeper("fs-wrong")
		}
		in.Set(c.field, c.bad)
		p := b.Post("/funding-sources", in).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Nothing was created")
		if c.sentence != "" {
			p.Has(`[id="`+c.field+`-error"]`, c.sentence).Has(`[role="alert"] a[href="#`+c.field+`"]`, c.sentence).
				Has(`[id="`+c.field+`"][aria-invalid="true"]`, "")
		}
		if strings.Contains(p.Body, password) || strings.Contains(p.Body, apiKey) {
			t.Errorf("%s %q: a secret came back", c.field, c.bad)
		}
	}
	for _, read := range []func() error{
		func() error { _, err := app.Program.FundingSource(t.Context(), "fs-wrong"); return err },
		func() error { _, err := app.Program.GatewayFundingSource(t.Context(), "fs-wrong"); return err },
	} {
		if err := read(); !marqeta.IsNotFound(err) {
			t.Errorf("something reached Marqeta: %v", err)
		}
	}
}

func TestWhatWasTypedStaysAndSecretsAreAskedForAgain(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := gatekeeper("gw")
	in.Set("name", "")
	in.Del("active")
	b.Post("/funding-sources", in).Status(http.StatusUnprocessableEntity).
		Has(`#token[value="gw"]`, "").Has(`#url[value="https://gateway.example.com/jit"]`, "").Has(`#basic_auth_username[value="marqeta"]`, "").
		Has(`#timeout_millis[value="2500"]`, "").Has(`[id="headers[0].name"][value="X-Key"]`, "").Lacks("#active[checked]").
		Has(`#basic_auth_password[value=""]`, "").Has("#basic_auth_password-error", "Type it again").
		Has(`[id="headers[0].value"][value=""]`, "").Has(`[id="headers[0].value-error"]`, "Type it again").
		Has(`[role="alert"]`, "3 answers need a change")
}

func TestARefusalOfMarqetaIsShownAboveTheForm(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, in := range []url.Values{bank("fs-taken"), gatekeeper("gw-taken")} {
		b.Post("/funding-sources", in).Status(http.StatusSeeOther)
		in.Set("name", "Another name")
		p := b.Post("/funding-sources", in).Status(http.StatusUnprocessableEntity).
			Has(`[role="alert"]`, "Marqeta refused").Has(`[role="alert"]`, "(409").Has(`#name[value="Another name"]`, "")
		if strings.Contains(p.Body, password) {
			t.Error("the password came back")
		}
	}
}

func TestADoubleClickMakesOne(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := gatekeeper("gw")
	in.Set("request_key", "one-form")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { b.Post("/funding-sources", in) })
	}
	wait.Wait()
	done, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "gw"}, store.Page{})
	if err != nil || len(done.Rows) != 1 || done.Rows[0].Outcome != store.OutcomeDone {
		t.Errorf("entries %+v, %v", done.Rows, err)
	}
	if to := b.Post("/funding-sources", in).Status(http.StatusSeeOther).To(); to != "/funding-sources/gw" {
		t.Errorf("the second click leads to %s", to)
	}
}

func TestSilenceLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := gatekeeper("gw")
	in.Set("request_key", "again")
	app.Mute()
	b.Post("/funding-sources", in).Status(http.StatusBadGateway).Has("h1", "outcome is not known")
	app.Wake()
	b.Post("/funding-sources", in).Status(http.StatusSeeOther).Follow().Has("h1", "Gatekeeper")
	if g := gatewayAt(t, app, "gw"); g.Version != "0" {
		t.Errorf("it was made or changed more than once: version %s", g.Version)
	}
}

func TestProductionAsksForTheProgramsName(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	b := app.As(auth.Admin)
	in := bank("fs-real")
	b.Post("/funding-sources", in).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "program.example")
	in.Set("confirmation", "program.example")
	b.Post("/funding-sources", in).Status(http.StatusSeeOther)
}

func TestThePreviewFollowsTheFormWithoutSecrets(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	page := b.Get("/funding-sources/new?kind=programgateway")
	page.Has(`form[hx-params="not basic_auth_password,headers[0].value,headers[1].value,headers[2].value"]`, "")
	in := gatekeeper("gw")
	p := b.Aim("request").Get("/funding-sources/new?"+in.Encode()).Status(http.StatusOK).
		Has("#request", "POST /v3/fundingsources/programgateway").Has("#request", `"basic_auth_password": "…"`).Has("#request", `"X-Key": "…"`).
		Has("#request", `"timeout_millis": 2500`).Lacks("html > body > header")
	if strings.Contains(p.Body, password) || strings.Contains(p.Body, apiKey) || strings.Contains(p.Body, "<form") {
		t.Errorf("the preview is %s", p.Body)
	}
	b.Aim("request").Get("/funding-sources/new?"+bank("fs").Encode()).Has("#request", "POST /v3/fundingsources/program").Has("#request", `"name": "House bank"`)
}
