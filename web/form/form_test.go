package form_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/web/form"
	"carddeck/web/problem"
)

type sample struct {
	Name   string `form:"name" validate:"required,max=5"`
	Token  string `form:"token" validate:"omitempty,token"`
	Amount string `form:"amount" validate:"omitempty,amount"`
	URL    string `form:"url" validate:"omitempty,webhook_url"`
	Secret string `form:"secret" validate:"omitempty,strong"`
	On     bool   `form:"on"`
}

func post(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/x?name=query", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestReadTrimsAndIgnoresTheAddressOnPost(t *testing.T) {
	var in sample
	if err := form.Read(post("name=+%20ada%0a&on=true&role=admin&name2=x"), &in); err != nil {
		t.Fatal(err)
	}
	if in.Name != "ada" || !in.On {
		t.Errorf("read %+v", in)
	}
	in = sample{}
	if err := form.Read(post(""), &in); err != nil || in.Name != "" {
		t.Errorf("an empty body read the address: %+v, %v", in, err)
	}
	in = sample{}
	if err := form.Read(httptest.NewRequest(http.MethodGet, "/x?name=+query", nil), &in); err != nil || in.Name != "query" {
		t.Errorf("GET: %+v, %v", in, err)
	}
}

func TestReadSurvivesHostileBodies(t *testing.T) {
	for _, body := range []string{"%zz", "name=%ff%fe", "on=maybe", "name[0]=x", "name.x=y", strings.Repeat("a[1000000]=1&", 10)} {
		var in sample
		err := form.Read(post(body), &in)
		if err == nil {
			continue
		}
		if p, ok := problem.As(err); !ok || p.Status != http.StatusBadRequest {
			t.Errorf("%q: %v", body, err)
		}
	}
	r := post("name=" + strings.Repeat("x", 100))
	r.Body = http.MaxBytesReader(httptest.NewRecorder(), r.Body, 10)
	if p, ok := problem.As(form.Read(r, &sample{})); !ok || p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("a body above the limit: %+v", p)
	}
}

func TestCheckSaysOneSentenceAField(t *testing.T) {
	for name, in := range map[string]sample{
		"name":   {Name: "   "},
		"token":  {Name: "a", Token: "a b"},
		"amount": {Name: "a", Amount: "1e9"},
		"url":    {Name: "a", URL: "http://example.com/hook"},
		"secret": {Name: "a", Secret: "short"},
	} {
		in.Name = strings.TrimSpace(in.Name)
		errs := form.Check(in)
		if len(errs) != 1 || !strings.HasSuffix(errs[name], ".") {
			t.Errorf("%s: %v", name, errs)
		}
	}
	if errs := form.Check(sample{Name: "123456"}); errs["name"] != "Marqeta takes at most 5 characters." {
		t.Errorf("max: %v", errs)
	}
	if errs := form.Check(sample{Name: "ok", Token: "a.b_c-1", Amount: "10.00", URL: "https://example.com/x", Secret: "Receiver-Passw0rd-ok"}); len(errs) != 0 {
		t.Errorf("all well: %v", errs)
	}
}

func TestTokens(t *testing.T) {
	for token, want := range map[string]bool{
		"a": true, "card_ada-01.x": true, strings.Repeat("x", 36): true, strings.Repeat("x", 37): false,
		"": false, "new": false, "..": false, ".": false, "a/b": false, "a b": false, "ä": false, "a\x00": false, "a?b": false,
	} {
		if form.Token(token) != want {
			t.Errorf("Token(%q) = %t", token, !want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.com/hook": true, "http://127.0.0.1:8081/x": true, "http://localhost:1": true, "http://[::1]:80/": true,
		"http://example.com": false, "ftp://example.com": false, "//example.com": false, "https://": false, "https://u:p@example.com": false,
		"https://example.com/#x": false, "javascript:alert(1)": false, "https://exa mple.com": false, "http://127.0.0.1.evil.example": false, "http://2130706433": false,
	} {
		if form.Address(address) != want {
			t.Errorf("Address(%q) = %t", address, !want)
		}
	}
}

func TestPreviewQuotesForTheShell(t *testing.T) {
	p := form.Preview("https://host/v3", "POST", "/users/it's", map[string]string{"name": "O'Neil $(rm) `x`"})
	if !strings.Contains(p.Curl, `'https://host/v3/users/it'\''s'`) || !strings.Contains(p.Curl, `O'\''Neil $(rm)`) {
		t.Errorf("curl line:\n%s", p.Curl)
	}
	if strings.Contains(p.Curl, "u003c") || !strings.Contains(p.Body, "\n  ") {
		t.Errorf("body:\n%s", p.Body)
	}
}

func TestRefusalNamesFieldsInPageOrder(t *testing.T) {
	errs := form.Errors{}
	errs.Add("b", "two.")
	errs.Add("a", "one.")
	errs.Add("a", "another.")
	r := errs.Refusal("Nothing was created", "REF", nil)
	if r.Title != "Nothing was created: 2 answers need a change" || errs["a"] != "one." {
		t.Errorf("%+v", r)
	}
}
