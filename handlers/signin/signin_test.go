package signin_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const password = "correct horse battery"

var hashed = sync.OnceValues(func() (string, error) { return auth.HashPassword(password) })

func operator(t *testing.T, app *webtest.App) store.Operator {
	t.Helper()
	hash, err := hashed()
	if err != nil {
		t.Fatal(err)
	}
	o, err := app.Store.AddOperator(t.Context(), store.Operator{
		Email: "ada@example.com", Name: "Ada Lindqvist", Role: string(auth.Admin), PasswordHash: hash, Active: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func link(t *testing.T, app *webtest.App, o store.Operator) string {
	t.Helper()
	secret, hash := auth.NewLink()
	if err := app.Store.AddSignInLink(t.Context(), hash, o.ID, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return "/sign-in/" + secret
}

func enter(b *webtest.Browser, email, password, next string) *webtest.Page {
	return b.Post("/sign-in", url.Values{"email": {email}, "password": {password}, "next": {next}})
}

func TestPasswordLetsInWithAStrictCookie(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	operator(t, app)
	b := app.Anybody()
	p := enter(b, " ADA@example.com ", password, "/cards?state=ACTIVE").Status(http.StatusSeeOther)
	if p.To() != "/cards?state=ACTIVE" {
		t.Errorf("led to %s", p.To())
	}
	cookie := p.Header.Get("Set-Cookie")
	for _, part := range []string{"Path=/", "HttpOnly", "SameSite=Lax", "Max-Age="} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	b.Get("/cards").Status(http.StatusOK)
}

// Nothing in the answer tells an account that exists from one that does not.
func TestEveryFailureLooksAlike(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	o := operator(t, app)
	answer := func(email, password string) string {
		p := enter(app.Anybody(), email, password, "").Status(http.StatusUnprocessableEntity)
		return strings.ReplaceAll(p.Body, strings.ReplaceAll(email, "\x00", "\uFFFD"), "")
	}
	unknown := answer("bob@example.com", password)
	wrong := answer("ada@example.com", "wrong horse battery")
	if err := app.Store.SetOperatorActive(t.Context(), o.ID, false); err != nil {
		t.Fatal(err)
	}
	disabled := answer("ada@example.com", password)
	for name, got := range map[string]string{"wrong password": wrong, "disabled": disabled, "NUL": answer("ada\x00@example.com", password)} {
		if got != unknown {
			t.Errorf("%s: the page differs from that of an unknown account", name)
		}
	}
}

// Whoever fails to come in is written down, with the reason and without what was typed.
func TestFailuresAreWrittenDown(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	o := operator(t, app)
	enter(app.Anybody(), "correct horse battery", "typed in the wrong field", "")
	enter(app.Anybody(), o.Email, "wrong horse battery", "")
	app.Anybody().Post("/sign-in/none", nil).Status(http.StatusGone)
	found, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Outcome: store.OutcomeRefused}, store.Page{})
	if err != nil || len(found.Rows) != 3 {
		t.Fatalf("%d failures are written down, %v", len(found.Rows), err)
	}
	for i, want := range []struct {
		who, what, why string
		id             int64
	}{
		{"somebody", "sign in by link", "The link was used or too old.", 0},
		{o.Email, "sign in by password", "The password was wrong.", o.ID},
		{"somebody", "sign in by password", "No operator has the address that was typed.", 0},
	} {
		got := found.Rows[i]
		if got.OperatorEmail != want.who || got.Action != want.what || got.Detail != want.why || got.OperatorID != want.id || got.Reference == "" {
			t.Errorf("written down as %+v, want %+v", got, want)
		}
	}
	app.As(auth.Admin).Get("/audit?outcome=refused").Has("main table", "sign in by password").Has("main table", "The password was wrong.")
}

func TestTenFailuresRestTheAccountAndALinkStillWorks(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	o := operator(t, app)
	for range 10 {
		if err := app.Store.CountSignInFailure(t.Context(), o.ID, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	enter(app.Anybody(), o.Email, password, "").Status(http.StatusUnprocessableEntity)
	app.Anybody().Post(link(t, app, o), nil).Status(http.StatusSeeOther)
	app.Later(31 * time.Minute)
	enter(app.Anybody(), o.Email, password, "").Status(http.StatusSeeOther)
	if got, err := app.Store.Operator(t.Context(), o.ID); err != nil || got.FailedSignIns != 0 {
		t.Errorf("after a success %d failures are left, %v", got.FailedSignIns, err)
	}
}

// Failures are counted by the address of the connection, whatever headers claim.
func TestGuessingIsThrottled(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	o := operator(t, app)
	codes := map[int]int{}
	for i := range 7 {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, app.People.URL+"/sign-in",
			strings.NewReader(url.Values{"email": {o.Email}, "password": {"wrong horse battery"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-For", "203.0.113."+string(rune('0'+i)))
		req.Header.Set("X-Real-IP", "203.0.113."+string(rune('0'+i)))
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		codes[resp.StatusCode]++
	}
	// The minute may turn over in between, so one more may pass.
	if codes[http.StatusUnprocessableEntity] < 5 || codes[http.StatusTooManyRequests] == 0 {
		t.Errorf("statuses %v", codes)
	}
}

func TestOneLinkLetsOneIn(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	path := link(t, app, operator(t, app))
	app.Anybody().Get(path).Status(http.StatusOK) // looking at it does not spend it
	var in, gone, slow atomic.Int32
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			switch p := app.Anybody().Post(path, nil); p.Code {
			case http.StatusSeeOther:
				in.Add(1)
			case http.StatusGone:
				gone.Add(1)
			case http.StatusTooManyRequests:
				slow.Add(1)
			default:
				t.Errorf("status %d", p.Code)
			}
		})
	}
	wait.Wait()
	if in.Load() != 1 || gone.Load() == 0 {
		t.Errorf("%d got in, %d were too late, %d too many", in.Load(), gone.Load(), slow.Load())
	}
}

func TestWhoeverLosesAccessIsOutAtOnce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	o := operator(t, app)
	b := app.Anybody()
	b.Post(link(t, app, o), nil).Status(http.StatusSeeOther)
	b.Get("/operators").Status(http.StatusOK)
	if err := app.Store.SetOperatorRole(t.Context(), o.ID, string(auth.Support)); err != nil {
		t.Fatal(err)
	}
	b.Get("/operators").Status(http.StatusForbidden)
	if err := app.Store.SetOperatorRole(t.Context(), o.ID, "king"); err != nil {
		t.Fatal(err)
	}
	b.Get("/cards").Status(http.StatusForbidden)
	if err := app.Store.SetOperatorActive(t.Context(), o.ID, false); err != nil {
		t.Fatal(err)
	}
	b.Get("/").Status(http.StatusSeeOther)
	app.Anybody().Post(link(t, app, o), nil).Status(http.StatusForbidden)
	if err := app.Store.EndSessionsOf(t.Context(), o.ID); err != nil {
		t.Fatal(err)
	}
	if err := app.Store.SetOperatorActive(t.Context(), o.ID, true); err != nil {
		t.Fatal(err)
	}
	b.Get("/").Status(http.StatusSeeOther)
}

func TestSignOutEndsACopiedCookieToo(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	do := func(method, path string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), method, app.People.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp
	}
	do(http.MethodPost, link(t, app, operator(t, app)))
	home, err := url.Parse(app.People.URL)
	if err != nil {
		t.Fatal(err)
	}
	copied := jar.Cookies(home)
	if at := do(http.MethodGet, "/cards").Request.URL.Path; at != "/cards" || len(copied) != 1 {
		t.Fatalf("at %s with %d cookies", at, len(copied))
	}
	do(http.MethodPost, "/sign-out")
	if left := jar.Cookies(home); len(left) > 0 {
		t.Errorf("cookies are left: %v", left)
	}
	jar.SetCookies(home, copied)
	if at := do(http.MethodGet, "/cards").Request.URL.Path; at != "/sign-in" {
		t.Errorf("the copied cookie led to %s", at)
	}
}

func TestNextStaysHere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, next := range []string{
		"//evil.example", "https://evil.example", `/\evil.example`, `\\evil.example`, "/%2Fevil.example", "/%5Cevil.example", "/\tevil", "javascript:alert(1)",
		"http:evil.example", "///evil.example", "/%09/evil.example", "/sign-out", "", "%00", "/..//evil.example", "/a/..//evil.example",
	} {
		to := b.Get("/sign-in?next=" + url.QueryEscape(next)).Status(http.StatusSeeOther).To()
		if u, err := url.Parse(to); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
			t.Errorf("next %q leads to %q", next, to)
		}
	}
	long := "/transactions?q=" + strings.Repeat("a", 9000)
	if to := app.Anybody().Get(long).Status(http.StatusSeeOther).To(); len(to) > 4096 {
		t.Errorf("an address of %d characters is handed on", len(to))
	}
}
