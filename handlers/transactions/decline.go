package transactions

import (
	"net/url"

	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/decided"
)

// verdict says what a decline comes to, in view of what the notification and the trace
// tell and what the card product asks for.
func verdict(t store.Transaction, a around, raw []byte, tr explain.Trace) dictionary.Verdict {
	return decided.Verdict(t, parse(raw), a.product, tr)
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
		if at := where(l.Object, t, a); at.token != "" {
			return []ui.Step{{Text: "Open the " + string(l.Object), Icon: at.icon, Href: at.path + url.PathEscape(at.token)}}
		}
	}
	return nil
}

// spot is the page of an object that a decline speaks of; no token, no page.
type spot struct{ path, icon, token string }

func where(o dictionary.Object, t store.Transaction, a around) spot {
	switch o {
	case dictionary.Card:
		return spot{"/cards/", "card", t.CardToken}
	case dictionary.User:
		return spot{"/users/", "user", t.UserToken}
	case dictionary.CardProduct:
		return spot{"/card-products/", "product", t.CardProductToken}
	case dictionary.FundingSource:
		return spot{"/funding-sources/", "bank", a.product.FundingSourceToken}
	}
	return spot{}
}
