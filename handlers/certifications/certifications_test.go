package certifications_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/certify"
	"carddeck/marqeta/certify/certifytest"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// gateway starts one with a flaw, and gives what a form says of it.
func gateway(t *testing.T, flaw string) url.Values {
	t.Helper()
	server := httptest.NewServer(certifytest.New(flaw, func(time.Duration) {}).Routes())
	t.Cleanup(server.Close)
	return url.Values{
		"gateway": {server.URL + "/jit?key=in-the-address"}, "username": {certifytest.Username}, "password": {certifytest.Password}, "headers": {"X-Route: in-a-header"},
		"webhook": {server.URL + "/webhook"}, "webhook_username": {certifytest.Username}, "webhook_password": {certifytest.Password}, "webhook_secret": {certifytest.Signature},
		"load": {"5"},
	}
}

// ended reloads a run's page, as somebody without script does, until it has ended.
func ended(t *testing.T, b *webtest.Browser, path string) *webtest.Page {
	t.Helper()
	for late := time.Now().Add(time.Minute); ; {
		p := b.Get(path).Status(http.StatusOK)
		if p.Doc.Find("[hx-trigger]").Length() == 0 {
			return p
		}
		if time.Now().After(late) {
			t.Fatalf("it does not end: %s", p.Text("main"))
		}
	}
}

func TestCertifyAGateway(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	b.Get("/certifications").Has(".empty h2", "No gateway was certified yet")
	b.Get("/certifications/new").Has("#scenarios", "Force post").Has("main", "kept nowhere")
	run := b.Submit("/certifications/new", gateway(t, "")).Status(http.StatusSeeOther).To()
	page := ended(t, b, run).Has("#far", "Passed").Has("main", "23 of 23 scenarios passed").Has("#results", "1 question answered")
	link, _ := page.Doc.Find("#results a").First().Attr("href")
	b.Get(link).Status(http.StatusOK).Has("h1", "1. Authorization and clearing").Has("#exchanges", "What was sent").Has(".code", "pgfs.authorization").Has("main", "As it must be")
	b.Get(run + "/scenarios/24").Status(http.StatusNotFound)
	b.Get(run+"/report").Status(http.StatusOK).Has(".panel h2", "Passed").Has("button[data-print]", "Print").Has("main", "Run by")
	b.Get("/certifications").Has("#runs", "23 of 23")
	again, _ := page.Doc.Find(`a[href^="/certifications/new?"]`).Attr("href")
	b.Get(again).Has("main", "Which gateway is asked?")

	text := b.Get(run + "/report.json").Status(http.StatusOK).Body
	var r certify.Report
	if err := json.Unmarshal([]byte(text), &r); err != nil || !r.Passed() {
		t.Errorf("the JSON report: %v", err)
	}
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{}, store.Page{})
	i := slices.IndexFunc(entries.Rows, func(e store.AuditEntry) bool { return e.Action == "certify gateway" })
	if err != nil || i < 0 || entries.Rows[i].Outcome != store.OutcomeDone {
		t.Fatalf("audited %+v, %v", entries.Rows, err)
	}
	everything := text + b.Get(run).Body + b.Get(run+"/report").Body + b.Get("/certifications").Body + string(entries.Rows[i].Request)
	for _, secret := range []string{certifytest.Password, certifytest.Signature, "in-a-header", "in-the-address"} {
		if strings.Contains(everything, secret) {
			t.Errorf("a page, the report or the trail holds %q", secret)
		}
	}
	app.As(auth.Auditor).Get(run).Status(http.StatusOK)
	app.As(auth.Auditor).Get("/certifications/new").Status(http.StatusForbidden)
}

func TestAFaultIsNamed(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Product)
	run := b.Submit("/certifications/new", gateway(t, "invents a reason")).Status(http.StatusSeeOther).To()
	ended(t, b, run).Has("#far", "Failed").Has("#results", "not in the platform's enumeration")
	b.Get(run+"/scenarios/14").Has("table", "reason-unknown").Has("table", "DO_NOT_HONOR")
	b.Get(run+"/report").Has("main", "reason-unknown").Has(".code", "DO_NOT_HONOR")
}

func TestAFormThatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for field, tt := range map[string]struct{ value, want string }{
		"gateway":     {"http://gateway.example/jit", "must use https"},
		"headers":     {"X-Route", "Write one header a line"},
		"webhook":     {"nowhere", "must be an absolute"},
		"limit":       {"soon", "between 100 and 7000 ms"},
		"load":        {"0", "Between 1 and"},
		"skip":        {"11, 40", "There is no scenario 40"},
		"empty_user":  {"", "1 to 36"},
		"little_user": {"certify_funded", "must be different"},
		"currency":    {"dollars", "no currency"},
	} {
		t.Run(field, func(t *testing.T) {
			in := gateway(t, "")
			in.Set(field, tt.value)
			p := b.Submit("/certifications/new", in).Status(http.StatusUnprocessableEntity).Has("#"+field+"-error", tt.want).Has(".callout", "Nothing was begun").
				Has("#password-help", "type it again")
			if strings.Contains(p.Body, certifytest.Password) {
				t.Error("the page holds the password")
			}
		})
	}
	b.Submit("/certifications/new", url.Values{"gateway": {""}}).Status(http.StatusUnprocessableEntity).Has("#gateway-error", "Fill this in")
}

func TestARunIsStopped(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	hangs := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-hangs:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(hangs); server.Close() })
	run := b.Submit("/certifications/new", url.Values{"gateway": {server.URL}, "limit": {"7000"}}).Status(http.StatusSeeOther).To()
	b.Get(run).Has("#far", "Running").Has("main", "0 of 23 scenarios played").Has("#results", "To come")
	b.Post(run+"/cancel", url.Values{"request_key": {"stop"}}).Status(http.StatusSeeOther)
	ended(t, b, run).Has("#far", "Stopped").Has("main", "It was stopped by hand").Has("#results", "Not played")
	b.Post(run+"/cancel", url.Values{"request_key": {"again"}}).Status(http.StatusConflict)
	b.Get("/certifications/nothing").Status(http.StatusNotFound)
}

// A run whose console has ended is told as broken off, with what it had found.
func TestARunOfAnotherLifeIsBrokenOff(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	ctx := t.Context()
	id, err := app.Store.AddCertification(ctx, store.Certification{Name: "before", Gateway: "https://gateway.example/jit", Currency: "USD", LimitMillis: 3000})
	if err != nil {
		t.Fatal(err)
	}
	evidence, _ := json.Marshal(certify.Result{Number: 1, Title: "Authorization and clearing", Outcome: certify.Passed, Verdict: "As it must be."})
	if err := app.Store.AddCertificationResult(ctx, store.CertificationResult{CertificationID: id, Number: 1, Outcome: "passed", Verdict: "As it must be.", Evidence: evidence}); err != nil {
		t.Fatal(err)
	}
	b := app.As(auth.Ops)
	b.Get("/certifications/before").Has("#far", "Running").Lacks(`form[action$="/cancel"]`)
	app.Later(30 * time.Minute)
	b.Get("/certifications/before").Has("#far", "Broken off").Has("main", "The console that made this run has ended").Has("#results", "As it must be")
	b.Get("/certifications/before/report").Has(".panel h2", "Not finished")
}

func TestProductionIsConfirmed(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "api.marqeta.com"}))
	b := app.As(auth.Admin)
	b.Submit("/certifications/new", gateway(t, "")).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "api.marqeta.com")
}
