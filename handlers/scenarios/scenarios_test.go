package scenarios_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/scenario"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const pump = `{
  "name": "pump",
  "title": "Fuel <pump>",
  "parameters": {"merchant": "Riverside Fuel"},
  "program": {"funding": "managed"},
  "steps": [
    {"name": "hold", "simulate": "authorization", "amount": "1.00", "with": {"card_acceptor": {"name": "{merchant}"}}, "expect": {"state": "PENDING"}},
    {"name": "pay", "simulate": "authorization.clearing", "amount": "40", "follows": "hold", "expect": {"card_acceptor.name": "{merchant}"}}
  ]
}`

// ended reloads a run's page, as somebody without script does, until it has ended.
func ended(t *testing.T, b *webtest.Browser, path string) *webtest.Page {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); ; {
		p := b.Get(path).Status(http.StatusOK)
		if p.Doc.Find("[hx-trigger]").Length() == 0 {
			return p
		}
		if time.Now().After(late) {
			t.Fatalf("it does not end: %s", p.Text("main"))
		}
	}
}

func TestWriteAScenarioAndPlayIt(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	b.Get("/scenarios").Has(".empty h2", "No scenario of your own yet").Has("#presets", "Several partial clearings")
	page := b.Submit("/scenarios/new", url.Values{"file_text": {pump}}).Status(http.StatusSeeOther)
	if page.To() != "/scenarios/pump" {
		t.Fatalf("leads to %s", page.To())
	}
	page.Follow().Has("h1", "Fuel <pump>").Has("#steps", "Simulate authorization of 1.00").Has("#steps", "state PENDING").Has("#history", "create scenario")
	b.Get("/scenarios").Has("#own", "Fuel <pump>")

	b.Submit("/scenarios/pump", url.Values{"p.merchant": {""}}).Status(http.StatusUnprocessableEntity).Has(`[id="p.merchant-error"]`, "Fill this in")
	run := b.Submit("/scenarios/pump", url.Values{"p.merchant": {"Elsewhere"}}).Status(http.StatusSeeOther).To()
	done := ended(t, b, run).Has("#far", "As expected").Has("main", "2 of 2 steps taken, 2 as expected").Has("td.clip", "Elsewhere").Has(`a[href^="/transactions/"]`, "The transaction")
	link, _ := done.Doc.Find(`a[href^="/transactions/"]`).First().Attr("href")
	b.Get(link).Status(http.StatusOK).Has("h1", "Elsewhere")
	b.Get("/scenarios").Has("#runs", "2 of 2")
	b.Aim("run").Get(run).Status(http.StatusOK).Lacks("html nav").Has("#far", "As expected")

	b.Submit("/scenarios/pump/edit", url.Values{"file_text": {strings.Replace(pump, "PENDING", "DECLINED", 1)}}).Status(http.StatusSeeOther)
	run = b.Submit("/scenarios/pump", nil).To()
	ended(t, b, run).Has("#far", "Not as expected").Has("main", "1 as expected").Has("table", "Differs")

	b.Submit("/scenarios/pump/delete", nil).Status(http.StatusSeeOther).Follow().Has(".empty h2", "No scenario of your own yet")
	b.Get("/scenarios/pump").Status(http.StatusNotFound)
}

func TestAFileThatIsWrongIsKeptInTheForm(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	for name, tt := range map[string]struct{ file, want string }{
		"field":  {strings.Replace(pump, `"amount": "40"`, `"amont": "40"`, 1), "line 8: steps[1].amont"},
		"step":   {strings.Replace(pump, `"follows": "hold"`, `"follows": "held"`, 1), "line 8: steps[1].follows"},
		"preset": {strings.Replace(pump, `"pump"`, `"decline"`, 1), "A built-in scenario has this name."},
		"empty":  {" ", "This is not JSON"},
		"script": {"<script>alert(1)</script>", "line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			p := b.Post("/scenarios", url.Values{"file_text": {tt.file}}).Status(http.StatusUnprocessableEntity)
			p.Has("#file_text-error", tt.want).Has(".callout", "Nothing was kept")
			if got := p.Doc.Find("#file_text").Text(); strings.TrimSpace(got) != strings.TrimSpace(tt.file) {
				t.Errorf("the text is lost: %q", got)
			}
		})
	}
	b.Post("/scenarios", url.Values{"file_text": {pump}}).Status(http.StatusSeeOther)
	b.Post("/scenarios", url.Values{"file_text": {pump}}).Status(http.StatusUnprocessableEntity).Has("#file_text-error", "Another scenario has this name")
}

func TestAFileIsUploaded(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Product)
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("request_key", "one")
	_ = w.WriteField("file_text", "not this")
	part, _ := w.CreateFormFile("upload", "pump.json")
	_, _ = part.Write([]byte(pump))
	_ = w.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, app.People.URL+"/scenarios", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	for _, c := range b.Cookies() {
		req.AddCookie(c)
	}
	resp, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/scenarios/pump" {
		t.Errorf("answered %d, %s", resp.StatusCode, resp.Header.Get("Location"))
	}
}

func TestPresetsArePlayedAndExported(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	ended(t, b, b.Submit("/scenarios/partial-clearings", nil).Status(http.StatusSeeOther).To()).Has("#far", "As expected").Has("main", "questions to the gateway")
	b.Get("/scenarios/partial-clearings/edit").Status(http.StatusConflict).Has("h1", "This scenario is built in")
	b.Get("/scenarios/new?from=decline").Has("#file_text", `"name": "decline-copy"`)
	p := b.Get("/scenarios/decline/file").Status(http.StatusOK)
	if s, err := scenario.Parse([]byte(p.Body)); err != nil || s.Name != "decline" || !strings.Contains(p.Header.Get("Content-Disposition"), "decline.json") {
		t.Errorf("exported %v, %s", err, p.Body)
	}
	app.As(auth.Auditor).Get("/scenarios").Status(http.StatusForbidden)
}

func TestARunIsStopped(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	slow := strings.Replace(pump, "managed", "gateway", 1)
	slow = strings.Replace(slow, `"amount": "1.00"`, `"amount": "1.00", "gateway": "delay"`, 1)
	slow = strings.Replace(slow, `"state": "PENDING"`, `"state": "DECLINED"`, 1)
	b.Post("/scenarios", url.Values{"file_text": {slow}}).Status(http.StatusSeeOther)
	run := b.Submit("/scenarios/pump", nil).To()
	b.Get(run).Has("#far", "Playing").Has("main", "Stop it")
	b.Post(run+"/cancel", url.Values{"request_key": {"stop"}}).Status(http.StatusSeeOther)
	ended(t, b, run).Has("#far", "Stopped").Has("main", "Not taken")
	b.Get("/scenarios/runs/nothing").Status(http.StatusNotFound)
}

func TestWhatMarqetaCannotReachIsSaid(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.marqeta.com"}))
	app.As(auth.Ops).Get("/scenarios/decline").Has("main", "Marqeta cannot reach this machine").Lacks(`button.btn-primary`)
	production := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "api.marqeta.com"}))
	production.As(auth.Admin).Get("/scenarios").Status(http.StatusNotFound)
}
