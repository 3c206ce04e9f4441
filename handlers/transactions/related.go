package transactions

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// fundingFacts tells of the gpa_order behind a transaction; none without one.
func fundingFacts(t store.Transaction, a around) []ui.Fact {
	if t.GPAOrderToken == "" {
		return nil
	}
	out := []ui.Fact{
		{Label: "GPA order", Value: ui.Token(t.GPAOrderToken, "/gpa-orders/"+url.PathEscape(t.GPAOrderToken))},
		{Label: "Funding source type", Value: ui.Text(sourceType(t.FundingType))},
		{Label: "Funding source", Value: sourceFact(t, a)},
	}
	if o := a.order; o.Token != "" {
		out = append(out,
			ui.Fact{Label: "State", Value: ui.Text(ui.Capital(orderState(o.State)))},
			ui.Fact{Label: "Latest amount", Value: ui.Amount(ui.MoneyOf(o.AmountMinor, o.Currency))},
			ui.Fact{Label: "Response of the order", Value: ui.Code(ui.ResponseCodes, o.ResponseCode, o.ResponseMemo)})
		if o.Method != "" {
			out = append(out, ui.Fact{Label: "Method", Value: ui.Text(o.Method)})
		}
	}
	return out
}

// fundingTitle asks what the facts answer: an unload gives money back.
func fundingTitle(o store.GPAOrder) string {
	if o.Kind == "unload" {
		return "Where the money went"
	}
	return "Where the money came from"
}

// orderState words the state of a gpa_order.
func orderState(state string) string {
	if state == "COMPLETION" {
		return "completed"
	}
	return strings.ToLower(state)
}

// sourceType words funding.source.type with the word itself.
func sourceType(kind string) string {
	switch kind {
	case "program":
		return "program: Managed JIT Funding, from the program funding source"
	case "programgateway":
		return "programgateway: Gateway JIT Funding, your gateway was asked"
	case "paymentcard":
		return "paymentcard: the user's own payment card"
	}
	return kind
}

// sourceFact links the funding source. Orders carry only the last four characters of
// its token; where several fit, the mask is shown as it came.
func sourceFact(t store.Transaction, a around) templ.Component {
	if s, ok := a.source(); ok {
		return ui.Link("/funding-sources/"+url.PathEscape(s.Token), s.Name)
	}
	if token := a.product.FundingSourceToken; token != "" && store.MaskFundingSource(token) == t.FundingSourceToken {
		return ui.Token(token, "/funding-sources/"+url.PathEscape(token))
	}
	return ui.Text(t.FundingSourceToken)
}

// noFunding says why a transaction has no gpa_order.
func noFunding(t store.Transaction, a around) string {
	switch {
	case t.State == "DECLINED":
		return "There is no GPA order: it was refused before any funding source was asked."
	case views.ActOf(t.Type) == views.Inquires, t.AmountMinor == 0:
		return "There is no GPA order: no money was needed."
	case a.product.Funding == "managed", a.product.Funding == "gateway":
		return "There is no GPA order, though the card product funds by JIT: the balance on the user's account covered it, so nobody was asked."
	}
	return "There is no GPA order: the money came from the balance on the user's account."
}

// related is what the transaction points to, by name where a copy is kept.
func related(t store.Transaction, a around) []ui.Fact {
	var out []ui.Fact
	add := func(label, token, base, name, state string) {
		if token == "" {
			return
		}
		if name == "" {
			name = ui.Short(token)
		}
		out = append(out, ui.Fact{Label: label, Value: ui.Link(base+url.PathEscape(token), list(name, strings.ToLower(state)))})
	}
	add("Card", t.CardToken, "/cards/", card(t.LastFour), a.card.State)
	add("User", t.UserToken, "/users/", a.user.FullName(), a.user.Status)
	if t.ActingUserToken != t.UserToken {
		add("Acting user", t.ActingUserToken, "/users/", "", "")
	}
	add("Card product", t.CardProductToken, "/card-products/", a.product.Name, "")
	if s, ok := a.source(); ok {
		add("Funding source", s.Token, "/funding-sources/", s.Name, "")
	} else if a.product.FundingSourceToken != "" {
		add("Funding source", a.product.FundingSourceToken, "/funding-sources/", a.payer.Name, "")
	}
	add("GPA order", t.GPAOrderToken, "/gpa-orders/", "", orderState(a.order.State))
	if t.CardToken != "" {
		out = append(out, ui.Fact{Label: "Transactions of this card", Value: ui.Link("/transactions?card="+url.QueryEscape(t.CardToken), "List")})
	}
	if t.DeclineGroup != "" {
		out = append(out, ui.Fact{Label: "Declines of this cause", Value: ui.Link("/declines/"+url.PathEscape(t.DeclineGroup), "Group")})
	}
	if t.MID != "" {
		out = append(out, ui.Fact{Label: "At this merchant", Value: ui.Link("/transactions?mid="+url.QueryEscape(t.MID), "List")})
	}
	return out
}
