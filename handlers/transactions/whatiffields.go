package transactions

import (
	"fmt"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/form"
)

// draw is the form, as it was filled in.
func (s supposed) draw() views.WhatIfForm {
	f := s.form
	field := func(name, label, value, help string) ui.Field {
		return ui.Field{Name: name, Label: label, Value: value, Help: help, Error: s.errs[name], MaxLength: 36}
	}
	choice := func(name, label, value string, options ...ui.Option) views.Choice {
		return views.Choice{Field: field(name, label, value, ""), Options: append([]ui.Option{{Text: "As it is"}}, options...)}
	}
	entered := func(name, label, value string) views.Choice {
		c := choice(name, label, value)
		c.Options[0].Text = "As it was"
		for _, how := range []string{"right", "wrong", "none"} {
			c.Options = append(c.Options, ui.Option{Value: how, Text: ui.Capital(entryWords[how])})
		}
		return c
	}
	was := func(v string) string {
		if v == "" {
			return ""
		}
		return "It was " + ui.Name(v) + "."
	}
	p := views.WhatIfForm{
		Action: path(s.Token) + "/what-if", Clear: path(s.Token) + "/what-if", Open: len(f.Rule) > 0,
		Request: []ui.Field{
			field("amount", "Amount in "+s.Currency, f.Amount, was(amountOf(max(s.RequestAmountMinor, s.AmountMinor), s.Currency))),
			field("mcc", "Merchant category", f.MCC, was(s.MCC)), field("mid", "Merchant id", f.MID, was(s.MID)),
			field("country", "Country of the merchant", f.Country, was(s.Country)), field("card", "Another card", f.Another, "Its token."),
		},
		Choices: []views.Choice{entered("pin", "PIN", f.PIN), entered("cvv", "Security code", f.CVV), entered("expiration", "Expiration date", f.Expiration)},
		Objects: []views.Choice{
			choice("card_state", "Card state", f.Card, words("ACTIVE", "SUSPENDED", "LIMITED", "TERMINATED")...),
			choice("user_status", "User status", f.User, words("ACTIVE", "SUSPENDED", "LIMITED", "CLOSED")...),
		},
		Money: field("load", "More money on the account, in "+s.Currency, f.Load, ""),
	}
	if s.gateway() {
		p.Choices = append(p.Choices, choice("gateway", "Your gateway", f.Gateway, ui.Option{Value: "approves", Text: "Approves"}, ui.Option{Value: "declines", Text: "Declines"}))
	}
	s.drawControls(&p)
	for _, r := range rules {
		p.Rules = append(p.Rules, choice("rule["+r.path+"]", ui.Capital(r.words), f.Rule[r.path], ui.Option{Value: "true", Text: "Yes"}, ui.Option{Value: "false", Text: "No"}))
	}
	p.Refusal = s.errs.Refusal("Nothing was decided with your changes", "", faultOrder(p, s.errs))
	return p
}

func words(states ...string) (out []ui.Option) {
	for _, v := range states {
		out = append(out, ui.Option{Value: v, Text: ui.Capital(strings.ToLower(v))})
	}
	return out
}

// gateway reports whether a gateway funds the card.
func (s supposed) gateway() bool {
	return explain.Told(s.now.Trace).Line(dictionary.Funds).Values.Text("model") == "programgateway" || s.FundingType == "programgateway" || s.now.Outcome == marqeta.TrialUndecided
}

// drawControls are the fields of the spend controls that count for the user.
func (s supposed) drawControls(p *views.WhatIfForm) {
	for _, l := range s.limits {
		if l.CurrencyCode != s.Currency {
			continue
		}
		name, uses := s.limitName(l.Token), "any number of uses"
		if l.UsageLimit != nil {
			uses = fmt.Sprintf("%d of %s left", l.Available.Uses, count(int64(*l.UsageLimit), "use"))
		}
		left := ui.DecimalOf(l.Available.Amount.String(), l.CurrencyCode).String() + " of " + ui.DecimalOf(l.AmountLimit.String(), l.CurrencyCode).String() + " left"
		amount, often := "limit["+l.Token+"]", "uses["+l.Token+"]"
		p.Limits = append(p.Limits, views.LimitFields{
			Amount: ui.Field{Name: amount, Label: "“" + name + "” allows, in " + s.Currency, Value: s.form.Limit[l.Token], Help: "Now " + left + ".", Error: s.errs[amount], MaxLength: 20},
			Uses:   ui.Field{Name: often, Label: "“" + name + "” allows uses", Value: s.form.Uses[l.Token], Help: "Now " + uses + ".", Error: s.errs[often], MaxLength: 9},
			Off:    ui.Check{Name: "off[" + l.Token + "]", Label: "“" + name + "” is out of force", On: s.form.Off[l.Token] != ""},
		})
	}
	for _, token := range s.deniers() {
		p.Checks = append(p.Checks, ui.Check{Name: "lift[" + token + "]", Label: "The authorization control " + ui.Short(token) + " is out of force", On: s.form.Lift[token] != ""})
	}
	if len(p.Checks) > 0 {
		p.Checks = append(p.Checks, ui.Check{Name: "exempt", Label: "The merchant is exempt from authorization controls, for this user", On: s.form.Exempt != ""})
	}
}

// deniers are the authorization controls that had a say, then or now.
func (s supposed) deniers() (out []string) {
	add := func(tr explain.Trace) {
		if c := tr.Line(dictionary.AuthorizationControls).Control; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if s.then != nil {
		add(*s.then)
	}
	add(explain.Told(s.now.Trace))
	for token := range s.form.Lift {
		if !slices.Contains(out, token) {
			out = append(out, token)
		}
	}
	return out
}

// faultOrder names the fields as they stand on the page.
func faultOrder(p views.WhatIfForm, errs form.Errors) (out []ui.Fault) {
	add := func(f ui.Field) { out = append(out, ui.Fault{Field: f.Name, Text: f.Label}) }
	for _, f := range p.Request {
		add(f)
	}
	for _, c := range slices.Concat(p.Choices, p.Objects) {
		add(c.Field)
	}
	add(p.Money)
	for _, l := range p.Limits {
		add(l.Amount)
		add(l.Uses)
	}
	for _, c := range p.Rules {
		add(c.Field)
	}
	for name := range errs {
		if !slices.ContainsFunc(out, func(f ui.Fault) bool { return f.Field == name }) {
			out = append(out, ui.Fault{Field: name, Text: "Your changes"})
		}
	}
	return out
}
