package transactions

import (
	"context"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	"carddeck/views/environment"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/spend"
)

// cures offers what cures a decline: each remedy of its code, with the page that does it
// for whoever may. All these pages lead back here.
func cures(ctx context.Context, t store.Transaction, a around, v dictionary.Verdict, tr explain.Trace, newKey func() string) []views.Cure {
	var out []views.Cure
	for _, r := range v.Remedies {
		c := views.Cure{Text: r.Text, Who: "Done by: " + string(r.Who)}
		offered := ways{t, a, tr, environment.From(ctx).Simulates()}.of(r.Action)
		if len(offered) == 0 {
			out = append(out, c)
		}
		for i, d := range offered {
			if i > 0 || d.words != "" {
				c.Text = d.words
			}
			c.Aside = d.aside
			if c.Step = d.step(); c.Step.Post != "" {
				c.Step.Key = newKey()
			}
			if d.whyNot == "" && !auth.From(ctx).May(d.need) {
				c.Step = ui.Step{}
				c.Who += ". This takes the permission to " + string(d.need) + ": ask " + holders(d.need)
			}
			out = append(out, c)
		}
	}
	return out
}

// holders names the roles that include a permission.
func holders(p auth.Permission) string {
	var names []string
	for _, r := range auth.Roles() {
		if r.May(p) {
			names = append(names, string(r))
		}
	}
	return strings.Join(names, " or ")
}

// settled is the reason proposed for what support puts right: the activity was validated.
const settled = "19"

// doing is a page of this console that carries a remedy out.
type doing struct {
	text, icon, href string
	post             string // in place of href
	words            string // the remedy in words, where the dictionary's are of another way
	need             auth.Permission
	whyNot           string
	aside            bool // it shows, or asks again, and mends nothing
}

func (d doing) step() ui.Step {
	return ui.Step{Text: d.text, Icon: d.icon, Href: d.href, Post: d.post, WhyNot: d.whyNot}
}

// ways knows the pages that carry out the remedies of one decline.
type ways struct {
	store.Transaction
	around    around
	trace     explain.Trace
	simulates bool
}

func (p ways) of(a dictionary.Action) []doing {
	if own := p.ours(a); own != nil {
		return own
	}
	switch a {
	case dictionary.ReinstateCard:
		return p.one("Reinstate the card", "play", p.card("/reinstate?reason_code="+settled), auth.MoveCards, p.cardIs("SUSPENDED", "LIMITED"))
	case dictionary.ActivateCard:
		return p.one("Activate the card", "ok", p.card("/activate"), auth.MoveCards, p.cardIs("UNACTIVATED"))
	case dictionary.IssueCard:
		return p.one("Issue a card", "card", "/cards/new?user_token="+url.QueryEscape(holder(p.Transaction))+"&card_product_token="+url.QueryEscape(p.CardProductToken), auth.CreateCards, "")
	case dictionary.ActivateUser:
		return p.one("Activate the user", "ok", "/users/"+url.PathEscape(p.idle())+"/activate?reason_code="+settled, auth.MoveUsers, p.userIs())
	case dictionary.EditUser:
		return p.one("Edit the user", "edit", "/users/"+url.PathEscape(holder(p.Transaction))+"/edit", auth.WriteUsers, "")
	case dictionary.RaiseVelocity:
		return p.limit()
	case dictionary.LiftAuthorization:
		return p.rule()
	case dictionary.LoadAccount:
		if p.trace.DecidedBy == dictionary.GatewayAsked {
			return p.gateway() // the balance is one that it keeps
		}
		return p.one("Load the account", "plus", "/gpa-orders/new?user_token="+url.QueryEscape(p.UserToken)+"&currency_code="+url.QueryEscape(p.Currency)+
			"&amount="+url.QueryEscape(p.missing())+"&funding_source_token="+url.QueryEscape(p.around.product.FundingSourceToken), auth.LoadAccounts, "")
	case dictionary.FundSource:
		return p.edit(p.payer(), "Edit the funding source", "bank", "/funding-sources/", auth.WriteFundingSources)
	case dictionary.EditCardProduct:
		return p.edit(p.CardProductToken, "Edit the card product", "product", "/card-products/", auth.WriteCardProducts)
	}
	return p.aside(a)
}

func (p ways) one(text, icon, href string, need auth.Permission, whyNot string) []doing {
	join := "?"
	if strings.Contains(href, "?") {
		join = "&"
	}
	return []doing{{text: text, icon: icon, need: need, whyNot: whyNot, href: href + join + "back=" + url.QueryEscape(path(p.Token)+"?next=again")}}
}

// edit is one of an object that may not be known.
func (p ways) edit(token, text, icon, base string, need auth.Permission) []doing {
	if token == "" {
		return nil
	}
	return p.one(text, icon, base+url.PathEscape(token)+"/edit", need, "")
}

// payer is the funding source behind the card, as far as it is known.
func (p ways) payer() string {
	if p.trace.DecidedBy == dictionary.StandIn {
		return p.trace.Line(dictionary.StandIn).Values.Text("program_funding_source")
	}
	if s, ok := p.around.source(); ok {
		return s.Token
	}
	return p.around.product.FundingSourceToken
}

func (p ways) card(verb string) string { return "/cards/" + url.PathEscape(p.CardToken) + verb }

// cardIs says why a card in another state than these cannot be moved.
func (p ways) cardIs(states ...string) string {
	now := p.around.card.State
	for _, s := range states {
		if now == s || now == "" {
			return ""
		}
	}
	return "The card is " + strings.ToLower(now) + " by now."
}

// idle is the user who was not active: who holds the card, or who owns the account.
func (p ways) idle() string {
	l := p.trace.Line(dictionary.AccountState)
	status := marqeta.UserStatus(l.Values.Text("status"))
	if l.Values.Text("account_owner_status") != "" && (status == marqeta.UserActive || status == marqeta.UserLimited) {
		return p.UserToken
	}
	return holder(p.Transaction)
}

func (p ways) userIs() string {
	if u := p.around.user; u.Token == p.idle() && u.Status == string(marqeta.UserActive) {
		return "The user is active by now."
	}
	return ""
}

// limit raises the velocity control that refused, or takes it out of force.
func (p ways) limit() []doing {
	token := p.refuser(dictionary.VelocityControls).Control
	if token == "" {
		return p.one("Look at the velocity controls", "limit", spend.Velocity.Path()+"?user="+url.QueryEscape(holder(p.Transaction)), auth.ReadSpendControls, "")
	}
	raise := p.one("Raise the limit", "limit", spend.Velocity.Of(token)+"/edit", auth.WriteSpendControls, "")
	lift := p.one("Deactivate the control", "pause", spend.Velocity.Of(token)+"/deactivate", auth.WriteSpendControls, "")
	lift[0].words = "Or take the control out of force for everybody."
	return append(raise, lift...)
}

// refuser is the line of a control that refused: who stands in has controls of its own.
func (p ways) refuser(c dictionary.Check) explain.Line {
	if p.trace.DecidedBy == dictionary.StandIn {
		c = dictionary.StandIn
	}
	return p.trace.Line(c)
}

// rule lifts the authorization control that denied the merchant. Where the program denies
// what no control allows, there is none to lift but one to make.
func (p ways) rule() []doing {
	l := p.refuser(dictionary.AuthorizationControls)
	switch {
	case l.Values.Text("default") == "deny":
		return p.one("Allow the merchant", "plus", spend.Auth.Path()+"/new?mid="+url.QueryEscape(p.MID)+"&active=true", auth.WriteSpendControls, "")
	case l.Control == "":
		return p.one("Look at the controls", "limit", spend.Auth.Path(), auth.ReadSpendControls, "")
	}
	lift := p.one("Deactivate the control", "pause", spend.Auth.Of(l.Control)+"/deactivate", auth.WriteSpendControls, "")
	exempt := p.one("Exempt the merchant", "plus", spend.Exempt.Path()+"/new?mid="+url.QueryEscape(p.MID)+"&active=true", auth.WriteSpendControls, "")
	exempt[0].words = "Or exempt this merchant from all controls."
	return append(lift, exempt...)
}

// missing is what the account lacks for the purchase, as it is typed.
func (p ways) missing() string {
	digits := store.Digits(p.Currency)
	asked := marqeta.AmountFromMinor(max(p.RequestAmountMinor, p.AmountMinor), digits)
	if available, known := p.trace.Line(dictionary.Funds).Values.Amount("available", digits); known {
		asked = asked.Sub(available)
	}
	return asked.Fixed(digits)
}
