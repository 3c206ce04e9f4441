package transactions

import (
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/ui"
)

// explain says what a decline comes to, in view of what the notification tells and how
// the card product is funded.
func explain(t store.Transaction, a around, raw []byte) dictionary.Verdict {
	e := dictionary.EvidenceOf(parse(raw))
	e.Funding = marqeta.FundingKind(a.product.Funding)
	e.Outcome.Memo = t.ResponseMemo
	return dictionary.Explain(marqeta.ResponseCode(t.ResponseCode), e)
}

// because gives the clause that ends a decline's headline: our words, else what the
// platform said itself.
func because(v dictionary.Verdict) string {
	switch {
	case v.Known:
		return v.Reason()
	case v.Memo != "":
		return "Marqeta says “" + v.Memo + "”"
	}
	return "no reason was told"
}

// then says what a decline means and what cures it.
func then(v dictionary.Verdict) string {
	switch {
	case v.Known && len(v.Remedies) > 0:
		return v.Meaning + " " + v.Remedies[0].Text
	case v.Known:
		return v.Meaning
	case v.Memo != "":
		return "Marqeta says “" + ui.Name(v.Memo) + "”. Its support can tell more by the transaction's token."
	}
	return "Marqeta gave no words with this code; its support can tell more by the transaction's token."
}

// byNow compares a decline with what its cause has become since, so that a cardholder
// on the phone hears whether to try again; empty where nothing can be said.
func byNow(t store.Transaction, a around) string {
	if t.State != "DECLINED" {
		return ""
	}
	switch t.ResponseCode {
	case "1003", "1806":
		switch a.card.State {
		case "ACTIVE":
			return "By now the card is active."
		case "TERMINATED":
			return "By now the card is terminated, for ever."
		}
	case "1813":
		if a.user.Active {
			return "By now the user is active."
		}
	case "1864":
		if t.Country != "" {
			return "This purchase came from " + t.Country + "."
		}
	}
	return ""
}

// remedy leads to what a decline was about, as the first thing to do.
func remedy(t store.Transaction, a around, v dictionary.Verdict) []ui.Step {
	if t.State != "DECLINED" {
		return nil
	}
	for _, l := range v.Look {
		if token := map[dictionary.Object]string{
			dictionary.Card: t.CardToken, dictionary.User: t.UserToken,
			dictionary.CardProduct: t.CardProductToken, dictionary.FundingSource: a.product.FundingSourceToken,
		}[l.Object]; token != "" {
			place := places[l.Object]
			return []ui.Step{{Text: "Open the " + string(l.Object), Icon: place.icon, Href: place.path + url.PathEscape(token)}}
		}
	}
	return nil
}

// places are the pages of the objects that explain a decline.
var places = map[dictionary.Object]struct{ path, icon string }{
	dictionary.Card: {"/cards/", "card"}, dictionary.User: {"/users/", "user"},
	dictionary.CardProduct: {"/card-products/", "product"}, dictionary.FundingSource: {"/funding-sources/", "bank"},
}
