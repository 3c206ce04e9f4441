package webhooks

import (
	"net/http"
	"slices"
	"strings"
	"unicode"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// endpointForm holds the answers of the form, as typed.
type endpointForm struct {
	Token     string   `form:"token"`
	Name      string   `form:"name" validate:"required,max=64"`
	URL       string   `form:"url" validate:"required,max=255,webhook_url"`
	Username  string   `form:"basic_auth_username" validate:"max=50"`
	Password  string   `form:"basic_auth_password" validate:"omitempty,strong"`
	Secret    string   `form:"secret" validate:"omitempty,strong"`
	Algorithm string   `form:"signature_algorithm" validate:"omitempty,oneof=HMAC_SHA_1 HMAC_SHA_256"`
	Events    []string `form:"events"`
	Other     string   `form:"other_events" validate:"max=4000"`
	Active    bool     `form:"active"`

	// What the page showed before it was changed: address, credentials and signature
	// are sent together, and only when one of them changes.
	WasURL       string   `form:"was_url"`
	WasAlgorithm string   `form:"was_algorithm"`
	HeaderNames  []string `form:"header_name"`
}

// read reads the form. A secret never comes from an address.
func read(r *http.Request) (endpointForm, error) {
	var f endpointForm
	err := form.Read(r, &f)
	if r.Method == http.MethodGet {
		f.Password, f.Secret = "", ""
	}
	return f, err
}

// fresh is what the form proposes before anything is typed.
func fresh(token string) endpointForm {
	return endpointForm{Token: token, Password: form.ProposePassword(), Algorithm: marqeta.SignatureSHA256, Events: ownEvents, Active: true}
}

// forget takes away what is secret and asks for it once more.
func (f *endpointForm) forget(errs form.Errors) {
	const again = "Type it again; what was sent is not kept on this page."
	if f.Password != "" {
		errs.Add("basic_auth_password", again)
	}
	if f.Secret != "" {
		errs.Add("secret", again)
	}
	f.Password, f.Secret = "", ""
}

// events are all that are chosen and typed, each once. Everything includes the rest.
func (f endpointForm) events() []string {
	var out []string
	for _, e := range append(slices.Clone(f.Events), typedEvents(f.Other)...) {
		if e == everything {
			return []string{everything}
		}
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// check says what is wrong: each field's own rules, then the rules between them.
// changed says that the endpoint exists already, with credentials that may stay.
func (f endpointForm) check(changed bool) form.Errors {
	errs := form.Check(f)
	if strings.ContainsFunc(f.Name, unicode.IsControl) {
		errs.Add("name", "One line, without control characters.")
	}
	if strings.Contains(f.Username, ":") || strings.ContainsFunc(f.Username, unicode.IsControl) {
		errs.Add("basic_auth_username", "A user name has no colon and no control characters.")
	}
	events := f.events()
	if len(events) == 0 {
		errs.Add("events", "Choose at least one; an endpoint without events hears nothing.")
	}
	if wrong := checkEvents(events); wrong != "" {
		errs.Add("other_events", wrong)
	}
	if f.configured() {
		missing := "Fill this in; your endpoint knows Marqeta by it."
		if changed {
			missing = "Type it again: Marqeta takes address, credentials and signature only together."
		}
		if f.Username == "" {
			errs.Add("basic_auth_username", missing)
		}
		if f.Password == "" {
			errs.Add("basic_auth_password", missing)
		}
	}
	return errs
}

// configured reports whether anything changes about where notifications go and how
// they prove who sent them.
func (f endpointForm) configured() bool {
	return f.URL != f.WasURL || f.Username != "" || f.Password != "" || f.Secret != "" || f.Algorithm != f.WasAlgorithm
}

// request is what the answers mean for Marqeta. kept is what the endpoint has beyond
// the form, which a config that is sent whole would take away.
func (f endpointForm) request(kept marqeta.WebhookConfig) marqeta.WebhookRequest {
	out := marqeta.WebhookRequest{Token: f.Token, Name: f.Name, Active: &f.Active, Events: f.events()}
	if !f.configured() {
		return out
	}
	out.Config = &marqeta.WebhookConfigRequest{
		URL: f.URL, BasicAuthUsername: f.Username, BasicAuthPassword: marqeta.Secret(f.Password),
		Secret: marqeta.Secret(f.Secret), CustomHeader: kept.CustomHeader,
	}
	if f.Secret != "" || f.WasURL != "" {
		out.Config.SignatureAlgorithm = f.Algorithm
	}
	if kept.UseMTLS {
		out.Config.UseMTLS = &kept.UseMTLS
	}
	return out
}

// answers is the form as an existing endpoint would have been made by it.
func answers(w marqeta.Webhook) endpointForm {
	f := endpointForm{
		Token: w.Token, Name: w.Name, URL: w.Config.URL, Algorithm: w.Config.SignatureAlgorithm, Active: w.Active,
		WasURL: w.Config.URL, WasAlgorithm: w.Config.SignatureAlgorithm,
	}
	var other []string
	for _, e := range w.Events {
		if hasBox(e) {
			f.Events = append(f.Events, e)
		} else {
			other = append(other, e)
		}
	}
	f.Other = strings.Join(other, "\n")
	for name := range w.Config.CustomHeader {
		f.HeaderNames = append(f.HeaderNames, name)
	}
	slices.Sort(f.HeaderNames)
	return f
}
