package webtest

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/uuid"

	"carddeck/store"
	"carddeck/web/auth"
)

// Browser keeps cookies and follows no redirect by itself.
type Browser struct {
	app    *App
	client *http.Client
	aim    string
}

// As gives a browser that somebody with this role is signed in on.
func (a *App) As(role auth.Role) *Browser {
	a.T.Helper()
	ctx := context.Background()
	email := uuid.NewString() + "@example.com"
	operator, err := a.Store.AddOperator(ctx, store.Operator{
		Email: email, Name: "Test Operator", Role: string(role), Active: true,
	})
	must(a.T, err)
	secret, hash := auth.NewLink()
	must(a.T, a.Store.AddSignInLink(ctx, hash, operator.ID, time.Now().Add(time.Minute)))
	b := a.Anybody()
	// Tries without an address count as those of one account.
	b.Post("/sign-in/"+secret, url.Values{"email": {email}}).Status(http.StatusSeeOther)
	return b
}

// Anybody gives a browser that nobody is signed in on.
func (a *App) Anybody() *Browser {
	jar, err := cookiejar.New(nil)
	must(a.T, err)
	return &Browser{app: a, client: &http.Client{
		Jar: jar, Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Aim gives the same browser asking, as htmx does, for one region alone.
func (b *Browser) Aim(region string) *Browser {
	aimed := *b
	aimed.aim = region
	return &aimed
}

// Get opens a page.
func (b *Browser) Get(path string) *Page {
	b.app.T.Helper()
	return b.do(http.MethodGet, path, "")
}

// Post sends a form.
func (b *Browser) Post(path string, form url.Values) *Page {
	b.app.T.Helper()
	return b.do(http.MethodPost, path, form.Encode())
}

// Submit opens the page at path, fills the named fields of its form, and sends it as a
// browser would: with every hidden, prefilled and checked control of that form. A value
// of "" unchecks a box.
func (b *Browser) Submit(path string, fill url.Values) *Page {
	b.app.T.Helper()
	page := b.Get(path).Status(http.StatusOK)
	form := page.Doc.Find(`main form[method="post"]`).First()
	if form.Length() == 0 {
		b.app.T.Fatalf("GET %s: no form to send", path)
	}
	action, _ := form.Attr("action")
	return b.Post(action, filled(form, fill))
}

// Send fills the named fields of the page's own form and sends it, as Submit does.
func (p *Page) Send(fill url.Values) *Page {
	p.t.Helper()
	form := p.Doc.Find(`main form[method="post"]`).First()
	action, ok := form.Attr("action")
	if !ok {
		p.t.Fatalf("%s: no form to send", p.call)
	}
	return p.browser.Post(action, filled(form, fill))
}

func filled(form *goquery.Selection, fill url.Values) url.Values {
	values := url.Values{}
	form.Find("input[name], select[name], textarea[name]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		kind, _ := s.Attr("type")
		value, _ := s.Attr("value")
		switch {
		case goquery.NodeName(s) == "select":
			value, _ = s.Find("option[selected]").First().Attr("value")
			if s.Find("option[selected]").Length() == 0 {
				value, _ = s.Find("option").First().Attr("value")
			}
		case goquery.NodeName(s) == "textarea":
			value = s.Text()
		case kind == "checkbox" || kind == "radio":
			if _, on := s.Attr("checked"); !on {
				return
			}
		}
		values.Set(name, value)
	})
	for name, given := range fill {
		if len(given) == 1 && given[0] == "" {
			values.Del(name)
			continue
		}
		values[name] = given
	}
	return values
}

func (b *Browser) do(method, path, body string) *Page {
	t := b.app.T
	t.Helper()
	req, err := http.NewRequest(method, b.app.People.URL+path, strings.NewReader(body))
	must(t, err)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.aim != "" {
		req.Header.Set("HX-Request", "true")
		req.Header.Set("HX-Target", b.aim)
	}
	resp, err := b.client.Do(req)
	must(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(t, err)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(text)))
	must(t, err)
	return &Page{t: t, call: method + " " + path, browser: b, Code: resp.StatusCode, Header: resp.Header, Body: string(text), Doc: doc}
}

// Page is an answer.
type Page struct {
	t       testing.TB
	call    string
	browser *Browser
	Code    int
	Header  http.Header
	Body    string
	Doc     *goquery.Document
}

// Status fails the test unless the answer has this status.
func (p *Page) Status(want int) *Page {
	p.t.Helper()
	if p.Code != want {
		p.t.Fatalf("%s: got status %d, want %d\n%s", p.call, p.Code, want, p.Text("main"))
	}
	return p
}

// Has fails the test unless an element that the selector finds contains the text.
func (p *Page) Has(selector, text string) *Page {
	p.t.Helper()
	found := p.Doc.Find(selector)
	if found.Length() == 0 {
		p.t.Errorf("%s: nothing is at %s\n%s", p.call, selector, p.Text("main"))
	} else if !strings.Contains(squeeze(found.Text()), text) {
		p.t.Errorf("%s: at %s: got %q, want %q in it", p.call, selector, squeeze(found.Text()), text)
	}
	return p
}

// Lacks fails the test when the selector finds something.
func (p *Page) Lacks(selector string) *Page {
	p.t.Helper()
	if found := p.Doc.Find(selector); found.Length() > 0 {
		p.t.Errorf("%s: %s is there: %q", p.call, selector, squeeze(found.Text()))
	}
	return p
}

// Text gives the words of the first element that the selector finds.
func (p *Page) Text(selector string) string { return squeeze(p.Doc.Find(selector).First().Text()) }

// To gives where the answer redirects; it fails the test when it does not.
func (p *Page) To() string {
	p.t.Helper()
	to := p.Header.Get("Location")
	if to == "" {
		p.t.Fatalf("%s: status %d leads nowhere\n%s", p.call, p.Code, p.Text("main"))
	}
	return to
}

// Follow opens the page that the answer redirects to.
func (p *Page) Follow() *Page {
	p.t.Helper()
	return p.browser.Get(p.To())
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// Cookies gives the browser's cookies, for requests that are made without it.
func (b *Browser) Cookies() []*http.Cookie {
	u, err := url.Parse(b.app.People.URL)
	must(b.app.T, err)
	return b.client.Jar.Cookies(u)
}
