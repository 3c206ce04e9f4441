package transactions

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"carddeck/marqeta"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/spend"
)

// suggestions words what would let the request pass.
func suggestions(ctx context.Context, s supposed) []views.Way {
	var out []views.Way
	for _, suggested := range s.now.Suggestions {
		w, query, whole := views.Way{}, url.Values{}, true
		for _, step := range suggested.Steps {
			d := s.step(step)
			line := views.WayStep{Text: d.text, Reach: reach[step.Kind]}
			switch {
			case d.href == "":
			case auth.From(ctx).May(d.need):
				line.Do = ui.Step{Text: d.do, Href: d.href}
			default:
				line.Ask = "Ask " + holders(d.need)
			}
			w.Steps = append(w.Steps, line)
			maps.Copy(query, d.query)
			whole = whole && len(d.query) > 0
		}
		if whole {
			w.Try = path(s.Token) + "/what-if?" + query.Encode()
		}
		out = append(out, w)
	}
	return out
}

// reach words whom a step changes something for.
var reach = map[string]string{
	"retry": "this purchase", "card": "this card", "user": "this user", "limit": "everybody under the limit", "control": "everybody under the control",
	"product": "all cards of the product", "source": "all who draw on the source", "money": "the account", "gateway": "whatever your gateway decides",
}

// suggestedStep is a step in words, the page that does it, and this page's address for it.
type suggestedStep struct {
	text  string
	do    string
	href  string
	need  auth.Permission
	query url.Values
}

func query(name, value string) url.Values { return url.Values{name: {value}} }

func (s supposed) step(st marqeta.TrialStep) suggestedStep {
	switch st.Kind {
	case "retry":
		return retries[st.What]
	case "card":
		verb, words := "/activate", "Activate the card"
		if st.From == "SUSPENDED" || st.From == "LIMITED" {
			verb, words = "/reinstate", "Reinstate the card"
		}
		return suggestedStep{words, words, "/cards/" + url.PathEscape(s.CardToken) + verb, auth.MoveCards, query("card_state", st.To)}
	case "user":
		return s.person(st)
	case "limit":
		return s.raise(st)
	case "control":
		return s.control(st)
	case "product":
		return s.rule(st)
	case "source":
		return suggestedStep{"Activate the funding source " + ui.Short(st.Change.Token), "Edit the funding source", "/funding-sources/" + url.PathEscape(st.Change.Token) + "/edit", auth.WriteFundingSources, nil}
	case "money":
		amount := ui.DecimalOf(st.To, s.Currency).String()
		return suggestedStep{"Load " + amount, "Load the account", "/gpa-orders/new?" + url.Values{
			"user_token": {s.UserToken}, "currency_code": {s.Currency}, "amount": {st.To},
		}.Encode(), auth.LoadAccounts, query("load", st.To)}
	}
	return suggestedStep{text: "The customer's gateway approves it", query: query("gateway", string(st.Gateway))}
}

// retries are what a cardholder or a terminal does otherwise.
var retries = map[string]suggestedStep{
	"pin":        {text: "The cardholder enters the right PIN", query: query("pin", "right")},
	"cvv":        {text: "The cardholder enters the right security code", query: query("cvv", "right")},
	"expiration": {text: "The cardholder enters the right expiration date", query: query("expiration", "right")},
	"address":    {text: "The cardholder gives the billing address that is on file", query: query("address", "right")},
	"chip":       {text: "The terminal reads the chip", query: query("chip", "true")},
}

func (s supposed) person(st marqeta.TrialStep) suggestedStep {
	user := "/users/" + url.PathEscape(holder(s.Transaction))
	switch {
	case st.What == "kyc":
		return suggestedStep{"The user is verified (KYC)", "Open the user", user, auth.ReadUsers, nil}
	case st.Change.Token != holder(s.Transaction):
		return suggestedStep{text: "Activate the owner of the account, " + ui.Short(st.Change.Token)}
	}
	return suggestedStep{"Activate the user", "Activate the user", user + "/activate", auth.MoveUsers, query("user_status", st.To)}
}

func (s supposed) raise(st marqeta.TrialStep) suggestedStep {
	token := st.Change.Token
	out := suggestedStep{do: "Edit the limit", href: spend.Velocity.Of(token) + "/edit", need: auth.WriteSpendControls}
	if st.What == "usage_limit" {
		out.text, out.query = "Raise “"+s.limitName(token)+"” from "+st.From+" to "+st.To+" uses", query("uses["+token+"]", st.To)
		return out
	}
	from, to := ui.DecimalOf(st.From, s.Currency).String(), ui.DecimalOf(st.To, s.Currency).String()
	out.text, out.query = "Raise “"+s.limitName(token)+"” from "+from+" to "+to, query("limit["+token+"]", st.To)
	return out
}

func (s supposed) control(st marqeta.TrialStep) suggestedStep {
	token := st.Change.Token
	switch {
	case st.What == "allow":
		return suggestedStep{"Allow the merchant " + ui.Name(st.To), "Allow the merchant", spend.Auth.Path() + "/new?mid=" + url.QueryEscape(st.To) + "&active=true", auth.WriteSpendControls, nil}
	case st.What == "exempt":
		return suggestedStep{"Exempt the merchant " + ui.Name(st.To) + " from authorization controls, for this user", "Exempt the merchant",
			spend.Exempt.Path() + "/new?mid=" + url.QueryEscape(st.To) + "&active=true", auth.WriteSpendControls, query("exempt", "true")}
	case st.Change.Resource == "velocitycontrols":
		return suggestedStep{"Deactivate the velocity control “" + s.limitName(token) + "”", "Deactivate it", spend.Velocity.Of(token) + "/deactivate", auth.WriteSpendControls, query("off["+token+"]", "true")}
	}
	return suggestedStep{"Deactivate the authorization control " + ui.Short(token), "Deactivate it", spend.Auth.Of(token) + "/deactivate", auth.WriteSpendControls, query("lift["+token+"]", "true")}
}

// rule is a step on the card product.
func (s supposed) rule(st marqeta.TrialStep) suggestedStep {
	out := suggestedStep{do: "Edit the card product", href: "/card-products/" + url.PathEscape(s.CardProductToken) + "/edit", need: auth.WriteCardProducts}
	words, known := ruleWords(st.What)
	switch {
	case known:
		out.text, out.query = "Card product, "+words+": "+yesNo(st.To), query("rule["+st.What+"]", st.To)
	case strings.HasSuffix(st.What, "accepted_countries_token"):
		out.text = "Card product: accept every country that is not under embargo (" + st.To + ")"
	default:
		out.text = "Card product: " + st.What + " " + st.From + " becomes " + st.To
	}
	return out
}

// rules are the switches of a card product that decisions look at, as their paths and
// in words.
var rules = []struct{ path, words string }{
	{"active", "it is active"},
	{"config.poi.atm", "cash machines and cash back"},
	{"config.poi.ecommerce", "purchases online"},
	{"config.poi.other.allow", "purchases in shops"},
	{"config.poi.other.card_presence_required", "the card must be present"},
	{"config.poi.other.cardholder_presence_required", "the cardholder must be present"},
	{"config.transaction_controls.always_require_pin", "a PIN is always wanted"},
	{"config.transaction_controls.always_require_icc", "the chip is always wanted"},
	{"config.transaction_controls.require_card_not_present_card_security_code", "a security code is wanted where the card is not present"},
	{"config.transaction_controls.allow_chip_fallback", "the stripe may stand in for the chip"},
	{"config.transaction_controls.allow_quasi_cash", "quasi-cash"},
	{"config.transaction_controls.allow_gpa_auth", "the account's own balance may pay"},
	{"config.transaction_controls.ignore_card_suspended_state", "a suspended card is let through"},
	{"config.transaction_controls.enable_partial_auth_approval", "a part may be approved"},
}

func ruleWords(path string) (string, bool) {
	i := slices.IndexFunc(rules, func(r struct{ path, words string }) bool { return r.path == path })
	if i < 0 {
		return "", false
	}
	return rules[i].words, true
}

func yesNo(v string) string {
	if v == "true" {
		return "yes"
	}
	return "no"
}

var entryWords = map[string]string{"right": "entered right", "wrong": "entered wrong", "none": "not entered"}
