package certifications

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/certify"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
)

// runForm is what was typed. Its passwords are used and forgotten.
type runForm struct {
	Gateway         string `form:"gateway"`
	Username        string `form:"username"`
	Password        string `form:"password"`
	Headers         string `form:"headers"`
	Webhook         string `form:"webhook"`
	WebhookUsername string `form:"webhook_username"`
	WebhookPassword string `form:"webhook_password"`
	WebhookSecret   string `form:"webhook_secret"`
	SHA256          bool   `form:"sha256"`
	Currency        string `form:"currency"`
	Product         string `form:"product"`
	Source          string `form:"source"`
	FundedUser      string `form:"funded_user"`
	FundedCard      string `form:"funded_card"`
	LittleUser      string `form:"little_user"`
	LittleCard      string `form:"little_card"`
	EmptyUser       string `form:"empty_user"`
	EmptyCard       string `form:"empty_card"`
	Limit           string `form:"limit"`
	Load            string `form:"load"`
	Skip            string `form:"skip"`
	Confirm         string `form:"confirmation"`
}

// proposed is what an empty form holds.
func proposed() runForm {
	d := certify.Defaults()
	return runForm{
		Currency: d.Currency, Product: d.Product, Source: d.Source, FundedUser: d.Funded.User, FundedCard: d.Funded.Card,
		LittleUser: d.Little.User, LittleCard: d.Little.Card, EmptyUser: d.Empty.User, EmptyCard: d.Empty.Card,
		Limit: strconv.FormatInt(d.Limit.Milliseconds(), 10), Load: strconv.Itoa(d.Load),
	}
}

// fields are the form's names of the settings that have others.
var fields = map[string]string{
	"header": "headers", "funding-source": "source", "funded-user": "funded_user", "funded-card": "funded_card", "little-user": "little_user",
	"little-card": "little_card", "empty-user": "empty_user", "empty-card": "empty_card",
}

// settings reads the form; what cannot be used is in the errors.
func (in runForm) settings() (certify.Settings, form.Errors) {
	errs := form.Errors{}
	s := certify.Settings{
		Gateway:  certify.Address{URL: in.Gateway, Username: in.Username, Password: marqeta.Secret(in.Password), Headers: headers(in.Headers, errs)},
		Webhook:  certify.Address{URL: in.Webhook, Username: in.WebhookUsername, Password: marqeta.Secret(in.WebhookPassword)},
		Secret:   marqeta.Secret(in.WebhookSecret),
		SHA256:   in.SHA256,
		Currency: strings.ToUpper(in.Currency), Product: in.Product, Source: in.Source,
		Funded: certify.Holder{User: in.FundedUser, Card: in.FundedCard},
		Little: certify.Holder{User: in.LittleUser, Card: in.LittleCard},
		Empty:  certify.Holder{User: in.EmptyUser, Card: in.EmptyCard},
		Limit:  time.Duration(number(in.Limit)) * time.Millisecond, Load: number(in.Load),
	}
	for word := range strings.FieldsFuncSeq(in.Skip, func(r rune) bool { return r == ',' || r == ' ' }) {
		s.Skip = append(s.Skip, number(word))
	}
	if in.Gateway == "" {
		errs.Add("gateway", "Fill this in.")
	}
	for _, f := range s.Check() {
		field := fields[f.Field]
		if field == "" {
			field = f.Field
		}
		errs.Add(field, f.Text)
	}
	return s, errs
}

// number reads a whole number; what is none is out of every bound.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n > 1_000_000 {
		return -1
	}
	return n
}

// headers reads one header a line: its name, a colon, and the value.
func headers(text string, errs form.Errors) map[string]marqeta.Secret {
	out := map[string]marqeta.Secret{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			errs.Add("headers", "Write one header a line, as Name: value.")
			continue
		}
		out[strings.TrimSpace(name)] = marqeta.Secret(strings.TrimSpace(value))
	}
	return out
}

// Create starts a run and leads to the page that follows it.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	var in runForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	s, errs := in.settings()
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, in, errs)
	}
	operator := auth.From(r.Context())
	c := store.Certification{
		Name: h.changes.NewKey(), Gateway: certify.Place(s.Gateway.URL), Webhook: certify.Place(s.Webhook.URL), Currency: s.Currency,
		LimitMillis: s.Limit.Milliseconds(), OperatorID: operator.ID, OperatorEmail: operator.Email,
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "certifications", Action: "certify gateway", Target: c.Gateway, Path: of(c.Name),
		Request: map[string]any{"run": c.Name, "webhook": c.Webhook, "currency": c.Currency, "limit_ms": c.LimitMillis, "load": s.Load, "users": []string{s.Funded.User, s.Little.User, s.Empty.User}},
		Said:    "The certification has begun. This page can be left.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.start(ctx, c, s)
		if errors.Is(err, errBusy) {
			return &problem.Problem{Status: http.StatusConflict, Title: "Enough certifications are under way",
				Detail: "Two go on at a time. Wait for one to end, or stop one. Nothing was begun.", Href: root, Action: "All certifications"}
		}
		return err
	})
}
