package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

var production = environment.Environment{Kind: environment.Production, Name: "program.example"}

// unconfirmed are the posts that ask for no confirmation, since they leave nothing
// behind at Marqeta.
var unconfirmed = map[string]string{
	"POST /webhooks/notifications/{id}/retry":     "our own copy",
	"POST /audit/{id}/settle":                     "only asks",
	"POST /audit/{id}/done":                       "our own trail",
	"POST /audit/{id}/refused":                    "our own trail",
	"POST /card-products/{token}/review":          "only compares",
	"POST /spend-controls/previews/velocity":      "only tries against what happened",
	"POST /spend-controls/previews/authorization": "only tries against what happened",
	"POST /spend-controls/previews/{id}/cancel":   "ends a try",
	"POST /card-products/new/import/review":       "only compares",
	"POST /transactions/{token}/case":             "our own case",
	"POST /declines/{id}/case":                    "our own case",
	"POST /cases/{id}":                            "our own case",
	"POST /cases/{id}/note":                       "our own case",
	"POST /cases/{id}/assign":                     "our own case",
	"POST /cases/{id}/wait":                       "our own case",
	"POST /cases/{id}/resolve":                    "our own case",
	"POST /cases/{id}/reopen":                     "our own case",
	"POST /cases/{id}/links":                      "our own case",
	"POST /cases/{id}/links/{link}/remove":        "our own case",
	"POST /repairs/{id}/ask":                      "only asks",
	"POST /repairs/{id}/propose":                  "a second person confirms it",
	"POST /repairs/{id}/acknowledge":              "our own queue",
	"POST /reconciliations":                       "only compares",
	"POST /reconciliations/{day}/explain":         "our own notes",
	"POST /webhooks/notifications/backfill":       "only asks",
	"POST /certifications/{name}/cancel":          "ends a rehearsal",
	"POST /gateways/alarms/{id}/close":            "our own alarm",
	"POST /sign-in":                               "our own session",
	"POST /sign-in/{link}":                        "our own session",
	"POST /sign-out":                              "our own session",
	"POST /preferences/theme":                     "a cookie",
}

// TestEveryChangeInProductionAsksForTheProgramsName goes over the route table, so that a
// new change cannot be forgotten.
func TestEveryChangeInProductionAsksForTheProgramsName(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(production))
	tx := app.Tutorial()
	b := app.As(auth.Admin)
	load := url.Values{"token": {"load-1"}, "user_token": {webtest.UserToken}, "amount": {"5.00"}, "currency_code": {"USD"},
		"funding_source_token": {webtest.SourceToken}, "confirmation": {production.Name}}
	b.Post("/gpa-orders", load).Status(http.StatusSeeOther)
	tokens := map[string]string{
		"card-products": webtest.ProductToken, "funding-sources": webtest.SourceToken, "cards": webtest.CardToken,
		"users": webtest.UserToken, "gpa-orders": "load-1", "webhooks": "carddeck-console",
		"transactions": tx.Token, "spend-controls": controls(t, app),
	}
	group := strings.TrimPrefix(declinePages(t, app)["decline-group"], "/declines/")
	proposal := strings.TrimPrefix(b.Post("/proposals", url.Values{"holder": {webtest.UserToken}, "kind": {"credit"}, "contra": {"funding"}, "amount": {"1.00"},
		"currency_code": {"USD"}, "memo": {"first money"}, "confirmation": {production.Name}}).To(), "/proposals/")
	before := app.Changed()
	for _, route := range app.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if _, free := unconfirmed[route.Pattern]; method != http.MethodPost || free {
			continue
		}
		area, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		path = strings.ReplaceAll(path, "{token}", tokens[area])
		path = strings.ReplaceAll(path, "{source}", "default:")
		if id, named := map[string]string{"declines": group, "proposals": proposal}[area]; named {
			path = strings.ReplaceAll(path, "{id}", id)
		}
		if route.Need == auth.Simulate || strings.HasSuffix(path, "/pin") {
			b.Post(strings.ReplaceAll(path, "{step}", "clearing"), nil).Status(http.StatusNotFound)
			continue
		}
		for _, typed := range []string{"", "program", "PROGRAM.EXAMPLE", "production"} {
			form := url.Values{"kind": {"program"}, "token": {"new-1"}, "name": {"Name"}, "first_name": {"Ada"}, "user_token": {webtest.UserToken},
				"card_product_token": {webtest.ProductToken}, "amount": {"1.00"}, "currency_code": {"USD"}, "funding_source_token": {webtest.SourceToken},
				"reason_code": {"00"}, "active": {"true"}, "confirmation": {typed}}
			p := b.Post(path, form)
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Text("#confirmation-error"), production.Name) {
				t.Errorf("%s with %q typed: status %d: %s", route.Pattern, typed, p.Code, p.Text("main"))
			}
		}
	}
	if n := app.Changed() - before; n > 0 {
		t.Errorf("%d changes reached the platform", n)
	}
}

func TestEveryPageSaysThatItIsProduction(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(production))
	tx := app.Tutorial()
	b := app.As(auth.Admin)
	all := pages(app, tx.Token)
	for _, absent := range []string{"simulator", "simulator-decline", "simulator-clearing", "simulator-older", "card-pin", "clearing"} {
		b.Get(all[absent]).Status(http.StatusNotFound).Has(".band", "Production")
		delete(all, absent)
	}
	for name, path := range all {
		p := b.Get(path)
		if p.Code >= 500 || !strings.Contains(p.Text(".band"), production.Name) {
			t.Errorf("%s: status %d, band %q", name, p.Code, p.Text(".band"))
		}
		p.Lacks(`a[href^="/simulator"]`)
	}
	for _, p := range []*webtest.Page{
		app.Anybody().Get("/sign-in"), app.Anybody().Post("/sign-in/none", nil), app.As(auth.Support).Get("/operators"), b.Get("/sign-in/%00"),
		b.Post("/users", url.Values{"first_name": {strings.Repeat("a", 300<<10)}}),
	} {
		p.Has(".band", production.Name)
	}
}

// controls makes a spend control and a group of every kind, all with one token, and
// gives that.
func controls(t *testing.T, app *webtest.App) string {
	t.Helper()
	const token = "one-of-each"
	ctx, p, limit := t.Context(), app.Program, marqeta.MustAmount("10.00")
	_, velocity := p.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{Token: token, AmountLimit: &limit, CurrencyCode: "USD", Window: "DAY"})
	_, authorization := p.CreateAuthControl(ctx, marqeta.AuthControlRequest{Token: token, Name: token, MerchantScope: &marqeta.MerchantScope{MCC: "5812"}})
	_, exempt := p.CreateExemptMID(ctx, marqeta.ExemptMIDRequest{Token: token, Name: token, MID: "11111"})
	_, categories := p.CreateMCCGroup(ctx, marqeta.MCCGroupRequest{Token: token, Name: token, MCCs: []string{"5812"}})
	_, merchants := p.CreateMerchantGroup(ctx, marqeta.MerchantGroupRequest{Token: token, Name: token, MIDs: []string{"11111"}})
	if err := errors.Join(velocity, authorization, exempt, categories, merchants); err != nil {
		t.Fatal(err)
	}
	return token
}
