package webhooks_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
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

func TestCreateEndpoint(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := listener("ledger")
	in.Set("other_events", "usertransition.active")
	in.Set("secret", secret)
	in.Set("signature_algorithm", "HMAC_SHA_256")
	b.Post("/webhooks", in).Status(http.StatusSeeOther).Follow().Status(http.StatusOK).
		Has("h1", "Ledger").Has("#flashes", "Ledger was created").Has(".headline", "Active").Has("#hears", "Transactions transaction.*").
		Has("#hears", "usertransition.active").Has("#proof", "https://ledger.example.com/marqeta").Has("#proof", "HMAC SHA-256").
		Has("#history", "create endpoint").Has("#raw", "without credentials").Lacks(`.badge:contains("This console")`)
	made := webhookAt(t, app, "ledger")
	if made.Name != "Ledger" || !made.Active || made.Config.URL != "https://ledger.example.com/marqeta" ||
		!slices.Equal(made.Events, []string{"transaction.*", "cardtransition.*", "usertransition.active"}) {
		t.Errorf("Marqeta has %+v", made)
	}
	plain := listener("plain")
	plain.Set("signature_algorithm", "HMAC_SHA_256")
	b.Post("/webhooks", plain).Status(http.StatusSeeOther).Follow().Has("#proof", "Not signed")
}

func TestAFreshFormProposesWhatThisConsoleNeeds(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	p := b.Get("/webhooks/new").Status(http.StatusOK).Has(`input[value="transaction.*"][checked]`, "").Has(`input[value="usertransition.*"][checked]`, "").
		Lacks(`input[value="*"][checked]`).Has("#active[checked]", "")
	if proposed, _ := p.Doc.Find("#basic_auth_password").Attr("value"); !form.Strong(proposed) {
		t.Errorf("proposed %q", proposed)
	}
}

func TestEveryFieldSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, c := range []struct{ field, bad, sentence string }{
		{"name", "", "Fill this in"},
		{"name", strings.Repeat("x", 65), "at most 64"},
		{"name", "two\nlines", "One line"},
		{"token", "", "1 to 36"},
		{"token", "new", "none of the words"},
		{"token", "notifications", "none of the words"},
		{"url", "", "Fill this in"},
		{"url", "http://ledger.example.com", "https://"},
		{"url", "ftp://ledger.example.com", "https://"},
		{"url", "https://me:you@ledger.example.com", "without a password"},
		{"url", "https://ledger.example.com/" + strings.Repeat("x", 255), "at most 255"},
		{"basic_auth_username", "", "Fill this in"},
		{"basic_auth_username", strings.Repeat("x", 51), "at most 50"},
		{"basic_auth_username", "a:b", "no colon"},
		{"basic_auth_password", "", "Fill this in"},
		{"basic_auth_password", "weak", "20 to 50"},
		{"secret", "short", "20 to 50"},
		{"secret", strings.Repeat("x", 51), "20 to 50"},
		{"secret", strings.Repeat("x", 30), "20 to 50"},
		{"signature_algorithm", "ROT13", "offered answers"},
		{"other_events", "cardtransition.fulfillment.*", "behind the first word"},
		{"other_events", strings.Repeat("x", 4001), "at most 4000"},
		{"events", "<b>*</b>", ""},
	} {
		in := listener("wrong")
		in.Set(c.field, c.bad)
		p := b.Post("/webhooks", in).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Nothing was created").Lacks("main b:contains('*')")
		if c.sentence != "" {
			p.Has("#"+c.field+"-error", c.sentence).Has(`[role="alert"] a[href="#`+c.field+`"]`, c.sentence)
		}
		if strings.Contains(p.Body, password) {
			t.Errorf("%s %q: the password came back", c.field, c.bad)
		}
	}
	none := listener("wrong")
	none.Del("events")
	b.Post("/webhooks", none).Status(http.StatusUnprocessableEntity).Has("#events-error", "Choose at least one").
		Has(`#basic_auth_password[value=""]`, "").Has("#basic_auth_password-error", "Type it again").Has(`#name[value="Ledger"]`, "")
	if _, err := app.Program.Webhook(t.Context(), "wrong"); !marqeta.IsNotFound(err) {
		t.Errorf("something reached Marqeta: %v", err)
	}
}

func TestARefusalOfMarqetaIsShownAboveTheForm(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/webhooks", listener("twice")).Status(http.StatusSeeOther)
	other := listener("twice")
	other.Set("name", "Another")
	b.Post("/webhooks", other).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused").Has(`[role="alert"]`, "(409").
		Has(`#name[value="Another"]`, "").Lacks(`[role="alert"] a[href="#active"]`)
}

func TestTheLimitOfActiveEndpointsIsExplained(t *testing.T) {
	t.Parallel()
	app := webtest.New(t) // with the console's own, four more may be active
	b := app.As(auth.Admin)
	for i := range 4 {
		b.Post("/webhooks", listener(fmt.Sprintf("w%d", i))).Status(http.StatusSeeOther)
	}
	b.Get("/webhooks").Has(".pager", "5 of at most 5 active")
	sixth := listener("w5")
	b.Post("/webhooks", sixth).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused").
		Has(`[role="alert"] a[href="#active"]`, "5 endpoints are active, as many as Marqeta allows")
	sixth.Del("active")
	b.Post("/webhooks", sixth).Status(http.StatusSeeOther).Follow().Has(".headline", "Inactive")
	b.Submit("/webhooks/w5/edit", url.Values{"active": {"true"}, "events": {"*"}}).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"] a[href="#active"]`, "as many as Marqeta allows")
}

func TestADoubleClickMakesOne(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := listener("once")
	in.Set("request_key", "one-form")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { b.Post("/webhooks", in) })
	}
	wait.Wait()
	done, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "once"}, store.Page{})
	if err != nil || len(done.Rows) != 1 || done.Rows[0].Outcome != store.OutcomeDone {
		t.Errorf("entries %+v, %v", done.Rows, err)
	}
	all, err := app.Program.Webhooks(t.Context(), marqeta.WebhookFilter{})
	if err != nil || all.Count != 2 {
		t.Errorf("%d endpoints, %v", all.Count, err)
	}
}

func TestSilenceLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := listener("lost")
	in.Set("request_key", "again")
	app.Mute()
	b.Post("/webhooks", in).Status(http.StatusBadGateway).Has("h1", "outcome is not known")
	app.Wake()
	b.Post("/webhooks", in).Status(http.StatusSeeOther).Follow().Has("h1", "Ledger")
	all, err := app.Program.Webhooks(t.Context(), marqeta.WebhookFilter{})
	if err != nil || all.Count != 2 {
		t.Errorf("%d endpoints, %v", all.Count, err)
	}
}

func TestProductionAsksForTheProgramsName(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	b := app.As(auth.Admin)
	in := listener("real")
	b.Post("/webhooks", in).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "program.example")
	in.Set("confirmation", "program.example")
	b.Post("/webhooks", in).Status(http.StatusSeeOther)
}

func TestThePreviewFollowsTheFormWithoutSecrets(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/webhooks/new").Has(`form[hx-params="not basic_auth_password,secret"]`, "")
	in := listener("ledger")
	in.Set("secret", secret)
	p := b.Aim("request").Get("/webhooks/new?"+in.Encode()).Status(http.StatusOK).Has("#request", "POST /v3/webhooks").
		Has("#request", `"basic_auth_password": "…"`).Has("#request", `"cardtransition.*"`)
	if strings.Contains(p.Body, password) || strings.Contains(p.Body, secret) || strings.Contains(p.Body, "<form") {
		t.Errorf("the preview is %s", p.Body)
	}
}

func TestHostileNamesAreText(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	in := listener("evil")
	in.Set("name", `"><script>alert(1)</script>`)
	b.Post("/webhooks", in).Status(http.StatusSeeOther).Follow().Has("h1", `"><script>alert(1)</script>`).Lacks("main script")
	b.Get("/webhooks").Has("tbody", `"><script>alert(1)</script>`).Lacks("main script")
	b.Get("/webhooks/evil/edit").Lacks("main script")
}
