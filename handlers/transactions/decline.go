package transactions

import (
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
)

// reason explains a response code: the clause of a headline, and what to do next.
type reason struct {
	because string
	then    string
	look    string // at what: "card", "user", "card product" or "funding source"; empty for none of them
}

// reasons holds the codes that operators meet most. Causes and advice come from
// Marqeta's support articles and developer guides on transaction declines.
var reasons = map[marqeta.ResponseCode]reason{
	"1001": {"the card has expired", "Compare the card's expiration with the day of the purchase. A new card is the remedy.", "card"},
	"1002": {"the card details look suspicious", "Most often a wrong expiration date was typed. Compare it with the card and let the user type it again.", "card"},
	"1003": {"the card is suspended", "The card's last transition says who suspended it and why. Reinstating the card lets the next purchase through.", "card"},
	"1004": {"the card was reported stolen", "The card is terminated for good. Confirm the report with the user and issue a new one.", "card"},
	"1005": {"the card was reported lost", "The card is terminated for good. Confirm the report with the user and issue a new one.", "card"},
	"1011": {"the card is not known", "A wrong number, the number before a reissue, or a card of another program.", ""},
	"1012": {"the user is not known", "The user has to exist before the card is used.", ""},
	"1014": {"the user has no account in this currency", "Check in which currencies the program keeps accounts.", ""},
	"1015": {"Marqeta cannot process this request", "The network sent something unsupported. The user can do nothing about it; report it to Marqeta.", ""},
	"1016": {"not sufficient funds", "With standard funding the account holds too little. With Managed JIT Funding the program funding source is empty or inactive. With Gateway JIT Funding the gateway said no without a reason.", "funding source"},
	"1017": {"it is reversed already", "The earlier reversal is in the lifecycle. Nothing is left to release.", ""},
	"1018": {"it is completed already", "The clearing is in the lifecycle. What was paid can only be refunded.", ""},
	"1019": {"what came later prevents the reversal", "The lifecycle shows what came later.", ""},
	"1020": {"what came later prevents the void", "The lifecycle shows what came later.", ""},
	"1021": {"the original was voided", "Nothing is left that could follow it.", ""},
	"1022": {"there is no savings account", "The cash machine asked for a savings account. Choose checking there.", ""},
	"1023": {"there is no checking account", "The cash machine asked for an account that the user does not have.", ""},
	"1025": {"the card product does not permit this kind of purchase", "Look where the cards of the card product work: shops, online, cash machines, quasi-cash.", "card product"},
	"1806": {"the card is not active", "The card was never activated, or it is terminated. Activate it, or let the user use the new one.", "card"},
	"1808": {"the card is not configured", "The card product or its funding is not complete: is it active, has it started, is its funding source active?", "card product"},
	"1809": {"the PIN is wrong", "A wrong PIN or none was entered. Let the user try again or set a new one.", "card"},
	"1810": {"the amount is not valid", "The merchant's side sent no usable amount.", ""},
	"1813": {"the user is not active", "The user is suspended, closed or not verified. The user's last transition says why.", "user"},
	"1814": {"the user is not configured", "Something about the user was never set up. Compare with a user whose cards work.", "user"},
	"1815": {"the user has expired", "The user's end date has passed.", "user"},
	"1816": {"the original transaction was not found", "The message named an earlier transaction that Marqeta does not know.", ""},
	"1817": {"the number of uses is used up", "A velocity control counts the uses in a window. Its name is in the response's additional information.", ""},
	"1834": {"the amount limit is reached", "A velocity control adds up the amounts in a window. Its name is in the response's additional information.", ""},
	"1842": {"the account could not be loaded", "The funding source did not give the money. Look at the GPA order.", "funding source"},
	"1864": {"the country is not allowed", "The card product lists the countries in which its cards work.", "card product"},
	"1883": {"the gateway called the amount invalid", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1884": {"the gateway saw not sufficient funds", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1885": {"the gateway does not permit it", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1886": {"the gateway suspects fraud", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1887": {"the gateway's amount limit is reached", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1888": {"the gateway's usage limit is reached", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
	"1889": {"the gateway called it a duplicate", "Your gateway decided. Look up the decision by its JIT Funding token.", ""},
}

// because gives the clause that ends a decline's headline: our words, else the short
// words of the code, else what the platform said itself.
func because(t store.Transaction) string {
	code := marqeta.ResponseCode(t.ResponseCode)
	if r, ok := reasons[code]; ok {
		return r.because
	}
	if words, ok := marqeta.ResponseWords(code); ok {
		return words
	}
	if t.ResponseMemo != "" {
		return "Marqeta says “" + t.ResponseMemo + "”"
	}
	return "no reason was told"
}

// then says what to look at after a decline.
func then(t store.Transaction) string {
	if r, ok := reasons[marqeta.ResponseCode(t.ResponseCode)]; ok {
		return r.then
	}
	if t.ResponseMemo != "" {
		return "Marqeta says “" + ui.Name(t.ResponseMemo) + "”. Its support can tell more by the transaction's token."
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
func remedy(t store.Transaction, a around) []ui.Step {
	if t.State != "DECLINED" {
		return nil
	}
	step := func(text, icon, base, token string) []ui.Step {
		if token == "" {
			return nil
		}
		return []ui.Step{{Text: text, Icon: icon, Href: base + url.PathEscape(token)}}
	}
	switch reasons[marqeta.ResponseCode(t.ResponseCode)].look {
	case "card":
		return step("Open the card", "card", "/cards/", t.CardToken)
	case "user":
		return step("Open the user", "user", "/users/", t.UserToken)
	case "card product":
		return step("Open the card product", "product", "/card-products/", t.CardProductToken)
	case "funding source":
		return step("Open the funding source", "bank", "/funding-sources/", a.product.FundingSourceToken)
	}
	return nil
}
