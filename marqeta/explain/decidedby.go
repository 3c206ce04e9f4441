package explain

import (
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// DecidedBy names the check that ended a decision, from the notification alone: the one
// that refused, or who answered for the money of an approval. It is sure where the
// notification leaves no other check; else it is the likeliest, empty where none is.
func DecidedBy(t marqeta.Transaction) (check dictionary.Check, sure bool) {
	switch {
	case t.State == marqeta.StateError || !ofCard(t.Type):
		return "", false
	case t.Approved():
		return approvedBy(t), true
	}
	switch candidates := Candidates(t); len(candidates) {
	case 0:
		return "", false
	case 1:
		return candidates[0], true
	default:
		return likeliest(t, candidates), false
	}
}

// Candidates gives the checks that may have refused a transaction, in the order in which
// they run, as far as the notification tells them apart. None means that the code is of
// no source.
func Candidates(t marqeta.Transaction) []dictionary.Check {
	if t.StandInBy != "" {
		return []dictionary.Check{dictionary.StandIn} // it is asked last, and told only where it was
	}
	entry, _ := dictionary.Lookup(dictionary.Responses, string(t.Response.Code))
	checks := entry.Checks()
	switch t.Response.Code {
	case insufficient:
		checks = payers(t)
	case notPermitted:
		checks = forbidding(t)
	}
	if entry.Guess {
		checks = nil
	}
	order := dictionary.Checks()
	slices.SortFunc(checks, func(a, b dictionary.Check) int { return slices.Index(order, a) - slices.Index(order, b) })
	return checks
}

// Response codes that several checks give.
const (
	insufficient marqeta.ResponseCode = "1016"
	notPermitted marqeta.ResponseCode = "1025"
)

// likeliest is what a program meets most with the code, by the notification.
func likeliest(t marqeta.Transaction, candidates []dictionary.Check) dictionary.Check {
	switch {
	case t.Response.Code == notPermitted:
		return ""
	case slices.Contains(candidates, dictionary.Country):
		return dictionary.Country
	}
	return candidates[0]
}

// asks reports whether the transaction asked for a decision, in place of telling what
// has happened already.
func asks(t marqeta.Transaction) bool {
	return (t.Opener() && !strings.HasSuffix(t.Type, "refund")) || strings.HasSuffix(t.Type, ".incremental")
}

// approvedBy says who answered for an approval. Only what asks is put to a gateway: a
// clearing repeats the log of its authorization.
func approvedBy(t marqeta.Transaction) dictionary.Check {
	switch {
	case t.StandInApprovedBy != "" || strings.HasSuffix(t.Type, ".standin"):
		return dictionary.StandIn
	case asks(t) && gatewayLog(t) != nil:
		return dictionary.GatewayAsked
	}
	return dictionary.Funds
}

// payers are those that may have had too little: a gateway where one was to be asked,
// whether or not it could be. Without an order the card product has to tell.
func payers(t marqeta.Transaction) []dictionary.Check {
	switch source := sourceType(t); {
	case gatewayLog(t) != nil, source == "programgateway":
		return []dictionary.Check{dictionary.GatewayAsked}
	case source != "":
		return []dictionary.Check{dictionary.Funds}
	}
	return []dictionary.Check{dictionary.Funds, dictionary.GatewayAsked}
}

// forbidding are the rules that the kind of purchase can meet. A security code that did
// not match ends the decision itself.
func forbidding(t marqeta.Transaction) []dictionary.Check {
	if v := t.CardSecurityCodeVerification; v != nil && v.Response.Code == "0001" {
		return []dictionary.Check{dictionary.SecurityCode}
	}
	checks := []dictionary.Check{dictionary.SecurityCode, dictionary.PointOfInteraction}
	if takesCash(t) || quasiCash(t) {
		checks = append(checks, dictionary.AccountState)
	}
	if v := t.AddressVerification; v != nil && strings.Contains(string(v.Response.Code), "01") {
		checks = append(checks, dictionary.AVS)
	}
	if quasiCash(t) {
		checks = append(checks, dictionary.QuasiCash)
	}
	if !credit(t) && !inquiry(t) {
		checks = append(checks, dictionary.AuthorizationControls)
	}
	return checks
}

func ofCard(kind string) bool {
	return slices.ContainsFunc([]string{"authorization", "pindebit", "refund", "account.funding", "original.credit"}, func(family string) bool {
		return kind == family || strings.HasPrefix(kind, family+".")
	})
}

func takesCash(t marqeta.Transaction) bool {
	return strings.Contains(t.Type, ".atm.") || t.CashBackAmount.Sign() > 0 || strings.Contains(channel(t), "ATM")
}

func quasiCash(t marqeta.Transaction) bool { return strings.Contains(t.Type, "quasi.cash") }

func credit(t marqeta.Transaction) bool {
	return strings.HasPrefix(t.Type, "refund") || strings.HasPrefix(t.Type, "original.credit") || strings.HasPrefix(t.Type, "pindebit.refund")
}

func inquiry(t marqeta.Transaction) bool { return strings.HasSuffix(t.Type, "balanceinquiry") }

// channel is where the card was used, as either transaction model spells it.
func channel(t marqeta.Transaction) string {
	said := ""
	if m := t.TransactionMetadata; m != nil {
		said = m.PaymentChannel
	}
	if poi := t.CardAcceptor.POI; said == "" && poi != nil {
		said = string(poi.Channel)
	}
	return strings.ToUpper(said)
}

func gatewayLog(t marqeta.Transaction) *marqeta.GatewayLog {
	f := funding(t)
	if f == nil {
		return nil
	}
	return f.GatewayLog
}

func sourceType(t marqeta.Transaction) string {
	f := funding(t)
	if f == nil {
		return ""
	}
	return f.Source.Type
}

func funding(t marqeta.Transaction) *marqeta.Funding {
	switch {
	case t.GPAOrder != nil:
		return &t.GPAOrder.Funding
	case t.GPAOrderUnload != nil:
		return &t.GPAOrderUnload.Funding
	}
	return nil
}
