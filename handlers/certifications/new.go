package certifications

import (
	"fmt"
	"net/http"

	"carddeck/marqeta/certify"
	views "carddeck/views/certifications"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// New draws the form; the address may carry what an earlier run was made with.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := proposed()
	if err := form.Read(r, &in); err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, in, form.Errors{})
}

// draw shows the form. Passwords are not given back: a page would keep them.
func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, in runForm, errs form.Errors) error {
	text := func(name, label, value, help string) ui.Field {
		return ui.Field{Name: name, Label: label, Value: value, Help: help, Error: errs[name], MaxLength: 255}
	}
	token := func(name, label, value, help string) ui.Field {
		f := text(name, label, value, help)
		f.Mono, f.MaxLength = true, 36
		return f
	}
	again := ""
	if len(errs) > 0 {
		again = " It was not kept: type it again."
	}
	secret := func(name, label, help string) ui.Field {
		f := text(name, label, "", help+again)
		f.Mono, f.Autofill, f.Optional = true, "new-password", true
		return f
	}
	optional := func(f ui.Field) ui.Field { f.Optional = true; return f }
	wide := func(f ui.Field) ui.Field { f.Wide, f.MaxLength = true, 1000; return f }
	p := views.NewPage{
		Key: h.changes.NewKey(),
		Gateway: []ui.Field{
			wide(text("gateway", "Address", in.Gateway, "https://, or http:// on this machine.")),
			optional(text("username", "User name", in.Username, "Of its Basic authentication.")),
			secret("password", "Password", "Used for this run, kept nowhere."),
		},
		Headers: optional(wide(text("headers", "Headers", "", "One a line, as Name: value. Used for this run, kept nowhere."+again))),
		Webhook: []ui.Field{
			optional(wide(text("webhook", "Address", in.Webhook, "Of the webhook that keeps the same books."))),
			optional(text("webhook_username", "User name", in.WebhookUsername, "Of its Basic authentication.")),
			secret("webhook_password", "Password", "Used for this run, kept nowhere."),
			secret("webhook_secret", "Signing secret", "Empty: notifications are not signed."),
		},
		SHA256: ui.Check{Name: "sha256", Label: "Sign with HMAC-SHA-256", Help: "In place of HMAC-SHA-1, which is Marqeta's default.", On: in.SHA256},
		Holders: []ui.Field{
			token("funded_user", "User with money", in.FundedUser, fmt.Sprintf("At least %d %s available.", certify.FundedNeeds, in.Currency)),
			token("funded_card", "A card of theirs", in.FundedCard, "Any token, if the gateway looks no cards up."),
			token("little_user", "User with a little", in.LittleUser, fmt.Sprintf("About %d, less than 30.", certify.LittleNeeds)),
			token("little_card", "A card of theirs", in.LittleCard, ""),
			token("empty_user", "User without money", in.EmptyUser, "Nothing available, and no overdraft."),
			token("empty_card", "A card of theirs", in.EmptyCard, ""),
			token("product", "Card product", in.Product, "As every question names it."),
			token("source", "Funding source", in.Source, "As every question names it, masked."),
		},
		Limits: []ui.Field{
			text("limit", "Limit in milliseconds", in.Limit, "The platform's default is 3000; it can be set up to 7000."),
			text("load", "Purchases under load", in.Load, "Four at a time, of 1 each."),
			text("currency", "Currency", in.Currency, "Of the accounts."),
		},
		Skip:      optional(text("skip", "Leave out", in.Skip, "Numbers of scenarios that the program has no use for, such as 11, 21.")),
		Foot:      ui.Foot{Note: "You will be recorded as the one who started it.", Cancel: root, Submit: "Certify the gateway", Confirm: in.Confirm, Error: errs["confirmation"]},
		Scenarios: scenarios(),
	}
	p.Refusal = errs.Refusal("Nothing was begun", reqlog.From(r.Context()).Reference, order(p))
	return render.Page(w, r, status, render.View{Title: "Certify a gateway", Section: root, Body: views.New(p)})
}

// scenarios says what a run goes through, and what each asks of the gateway.
func scenarios() (all []views.Scenario) {
	for _, sc := range certify.Scenarios() {
		needs := sc.Needs
		if sc.Webhook {
			needs += " A webhook."
		}
		all = append(all, views.Scenario{Number: sc.Number, Title: sc.Title, About: sc.About, Needs: needs})
	}
	return all
}

// order names the fields as they stand on the page.
func order(p views.NewPage) []ui.Fault {
	var out []ui.Fault
	for _, group := range [][]ui.Field{p.Gateway, {p.Headers}, p.Webhook, p.Holders, p.Limits, {p.Skip}} {
		for _, f := range group {
			out = append(out, ui.Fault{Field: f.Name, Text: f.Label})
		}
	}
	return out
}
