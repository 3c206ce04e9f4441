package handover

import (
	"slices"
	"strings"
)

// NotIncluded is what support may ask for beyond a bundle.
func NotIncluded() []string {
	return []string{
		"The whole card number, security code, PIN and expiration date: they are never kept here, and support finds the card by its token.",
		"Names, addresses, email addresses and telephone numbers of the cardholder: support reads them by the user token.",
		"The message as the card network sent it (ISO 8583): the platform alone has it.",
		"Logs of our own gateway: this console sees what the platform's gateway_log says, not the gateway itself.",
	}
}

// missing says what a bundle lacks of one transaction, each with the reason.
func missing(t Transaction, e Evidence) []string {
	var out []string
	lacks := func(is bool, sentence string) {
		if is {
			out = append(out, sentence)
		}
	}
	declined := e.Transaction.Declined()
	lacks(t.CardToken == "", "card_token: the transaction names no card.")
	lacks(t.CardToken != "" && t.LastFour == "", "card_last_four: neither the notification nor our copy of the card tells it.")
	lacks(t.UserToken == "" && t.BusinessToken == "", "user_token: the transaction names no user.")
	lacks(t.ApprovalCode == "" && declined, "approval_code: a decline has none.")
	lacks(t.ApprovalCode == "" && !declined, "approval_code: the notification does not tell it.")
	lacks(t.NetworkReferenceID == "", "network_reference_id: the notification does not tell it.")
	lacks(t.AcquirerReferenceData == "" && strings.Contains(t.Type, "clearing"), "acquirer_reference_data: the notification does not tell it, though clearings usually do.")
	lacks(t.AcquirerReferenceData == "" && !strings.Contains(t.Type, "clearing"), "acquirer_reference_data: it usually comes with the clearing, and this is none.")
	lacks(t.RetrievalReferenceNumber == "", "retrieval_reference_number: the notification does not tell it.")
	lacks(t.Merchant.MID == "" || t.Merchant.MCC == "", "merchant: "+strings.Join(unnamed(t.Merchant), " and ")+" not told.")
	lacks(t.Response.Code == "", "response.code: the notification does not tell it.")
	lacks(t.GatewayLog == nil, "gateway_log: no gateway was asked, or the decision ended before.")
	lacks(e.ReceivedAt.IsZero(), "notification: it has not come; the content was read from the API.")
	lacks(t.Notification.Content == nil, "content: what the platform sent cannot be read as JSON.")
	if !e.Trace.Exact && slices.ContainsFunc(t.Explanation.Checks, func(c Check) bool { return c.Result == "cannot be known" }) {
		out = append(out, "explanation: some checks cannot be known from outside; the platform can tell them.")
	}
	return append(out, uncaptured(t)...)
}

func unnamed(m Merchant) []string {
	var out []string
	if m.MID == "" {
		out = append(out, "mid")
	}
	if m.MCC == "" {
		out = append(out, "mcc")
	}
	return out
}

// uncaptured names what of then is not known: this console had not seen it yet.
func uncaptured(t Transaction) []string {
	var names []string
	then := t.AsOfThen
	for name, lacks := range map[string]bool{
		"card": then.Card == nil && t.CardToken != "", "user": then.User == nil && t.UserToken != "",
		"card_product": then.CardProduct == nil && t.CardProductToken != "", "spend_controls": then.Controls == nil,
	} {
		if lacks {
			names = append(names, name)
		}
	}
	var out []string
	for _, s := range []struct {
		name string
		*Standing
	}{{"card", then.Card}, {"user", then.User}} {
		if s.Standing != nil && s.SameSecond {
			out = append(out, "as_of_then."+s.name+": it changed within the second of the transaction, so which was first is not known.")
		}
	}
	if len(names) == 0 {
		return out
	}
	slices.Sort(names)
	return append(out, "as_of_then."+strings.Join(names, ", ")+": not captured, as this console had not seen it by then.")
}
