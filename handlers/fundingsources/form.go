package fundingsources

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// sourceForm holds the answers of the form, as typed. What only a gateway is asked
// stands apart, so that a program funding source is not checked for it.
type sourceForm struct {
	Kind    string `form:"kind"`
	Token   string `form:"token"`
	Name    string `form:"name" validate:"required,max=50"`
	Active  bool   `form:"active"`
	gateway gatewayForm
}

type gatewayForm struct {
	URL      string   `form:"url" validate:"required,max=250,webhook_url"`
	Username string   `form:"basic_auth_username" validate:"required,max=50"`
	Password string   `form:"basic_auth_password" validate:"omitempty,strong"`
	Timeout  string   `form:"timeout_millis"`
	UseMTLS  bool     `form:"use_mtls"`
	Headers  []header `form:"headers"`

	// What the page showed before it was changed. A change of either needs the
	// password again, and what was left alone is not sent.
	WasURL      string `form:"was_url"`
	WasUsername string `form:"was_username"`
}

// read reads the form. A password never comes from an address.
func read(r *http.Request) (sourceForm, error) {
	var f sourceForm
	if err := form.Read(r, &f); err != nil {
		return f, err
	}
	if f.Kind != gateway {
		return f, nil
	}
	err := form.Read(r, &f.gateway)
	if r.Method == http.MethodGet {
		f.gateway.Password = ""
	}
	f.gateway.Headers = threeHeaders(f.gateway.Headers)
	return f, err
}

// fresh is what the form proposes before anything is typed.
func fresh(kind, token string) sourceForm {
	f := sourceForm{Kind: kind, Token: token, Active: true}
	if kind == gateway {
		f.gateway = gatewayForm{Password: form.ProposePassword(), Timeout: "3000", Headers: threeHeaders(nil)}
	}
	return f
}

// check says what is wrong: each field's own rules, then the rules between them.
// changed says that the funding source exists already, with a password that may stay.
func (f sourceForm) check(changed bool) form.Errors {
	errs := form.Check(f)
	if strings.ContainsFunc(f.Name, unicode.IsControl) {
		errs.Add("name", "One line, without control characters.")
	}
	if f.Kind != gateway {
		return errs
	}
	g := f.gateway
	for field, sentence := range form.Check(g) {
		errs.Add(field, sentence)
	}
	if strings.Contains(g.Username, ":") || strings.ContainsFunc(g.Username, unicode.IsControl) {
		errs.Add("basic_auth_username", "A user name has no colon and no control characters.")
	}
	switch {
	case g.Password == "" && !changed:
		errs.Add("basic_auth_password", "Fill this in; your gateway knows Marqeta by it.")
	case g.Password == "" && g.moved():
		errs.Add("basic_auth_password", "Marqeta wants the password again when the address or the user name changes.")
	}
	if millis, err := strconv.Atoi(g.Timeout); err != nil || millis < 1000 || millis > 7000 {
		errs.Add("timeout_millis", "A whole number from 1000 to 7000.")
	}
	checkHeaders(g.Headers, errs)
	return errs
}

// forget takes away what is secret and asks for it once more.
func (g *gatewayForm) forget(errs form.Errors) {
	const again = "Type it again; what was sent is not kept on this page."
	if g.Password != "" {
		errs.Add("basic_auth_password", again)
		g.Password = ""
	}
	for i := range g.Headers {
		if g.Headers[i].Value != "" {
			errs.Add(headerField(i, "value"), again)
			g.Headers[i].Value = ""
		}
	}
}

// moved reports whether the gateway gets another address or another user name.
func (g gatewayForm) moved() bool { return g.URL != g.WasURL || g.Username != g.WasUsername }

// programRequest is what the answers mean for a program funding source.
func (f sourceForm) programRequest() marqeta.FundingSourceRequest {
	return marqeta.FundingSourceRequest{Token: f.Token, Name: f.Name, Active: &f.Active}
}

// gatewayRequest is what the answers mean for a program gateway. Address and
// credentials go together or not at all. kept are the headers it has.
func (f sourceForm) gatewayRequest(kept map[string]string) marqeta.GatewayFundingSourceRequest {
	g := f.gateway
	millis, _ := strconv.ParseInt(g.Timeout, 10, 64) // an unreadable number is the form's error, and is not sent
	out := marqeta.GatewayFundingSourceRequest{
		Token: f.Token, Name: f.Name, Active: &f.Active, TimeoutMillis: millis, UseMTLS: &g.UseMTLS,
	}
	if g.moved() || g.Password != "" {
		out.URL, out.BasicAuthUsername, out.BasicAuthPassword = g.URL, g.Username, marqeta.Secret(g.Password)
	}
	if headersChanged(g.Headers) {
		out.CustomHeader = headerMap(g.Headers, kept)
	}
	return out
}

// answers is the form as an existing funding source would have been made by it.
func answers(s source) sourceForm {
	f := sourceForm{Kind: s.Kind, Token: s.Token, Name: s.Name, Active: s.Active}
	if g := s.gateway; g != nil {
		f.gateway = gatewayForm{
			URL: g.URL, Username: g.BasicAuthUsername, Timeout: strconv.FormatInt(g.TimeoutMillis, 10), UseMTLS: g.UseMTLS,
			Headers: headersOf(g.CustomHeader), WasURL: g.URL, WasUsername: g.BasicAuthUsername,
		}
	}
	return f
}
