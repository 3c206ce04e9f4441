package decided

import (
	"encoding/json"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
)

// Verdict says what a decline comes to, in view of what the notification and the trace
// tell and what our copy of the card product asks for.
func Verdict(t store.Transaction, m marqeta.Transaction, product store.CardProduct, tr explain.Trace) dictionary.Verdict {
	e := evident(dictionary.EvidenceOf(m), tr)
	e.Funding = paidBy(product, tr)
	e.Outcome.Memo = t.ResponseMemo
	if v := m.AddressVerification; v != nil {
		e.AddressBars = dictionary.AddressBars(string(v.Response.Code), addressRule(product, t.AmountMinor == 0))
	}
	return dictionary.Explain(marqeta.ResponseCode(t.ResponseCode), e)
}

// addressRule is the card product's for purchases, or for checks of a card without an
// amount; nil where the copy tells none.
func addressRule(p store.CardProduct, check bool) *marqeta.AVSControl {
	var product marqeta.CardProduct
	if json.Unmarshal(p.Config, &product) != nil {
		return nil
	}
	controls := product.Config.TransactionControls
	if controls == nil || controls.AddressVerification == nil {
		return nil
	}
	if check {
		return controls.AddressVerification.AVMessages
	}
	return controls.AddressVerification.AuthMessages
}

// evident adds to the evidence of a decline's code what its trace knows.
func evident(e dictionary.Evidence, tr explain.Trace) dictionary.Evidence {
	e.Check = tr.DecidedBy
	e.CardState = tr.Line(dictionary.CardState).Values.Text("state")
	e.UserStatus = tr.Line(dictionary.AccountState).Values.Text("status")
	if owner := tr.Line(dictionary.AccountState).Values.Text("account_owner_status"); owner != "" && e.UserStatus == string(marqeta.UserActive) {
		e.UserStatus = string(marqeta.UserActive)
	}
	if l := tr.Line(dictionary.Expiry); l.Result == explain.Failed && l.Values.Text("entered") != "" {
		e.ExpiryTyped = dictionary.Differs
	}
	return e
}

// paidBy tells how the card product is funded: by its copy, else as the trace has it.
func paidBy(p store.CardProduct, tr explain.Trace) marqeta.FundingKind {
	if p.Funding != "" {
		return marqeta.FundingKind(p.Funding)
	}
	switch model := tr.Line(dictionary.Funds).Values.Text("model"); model {
	case "gpa":
		return marqeta.FundingStandard
	case "program":
		return marqeta.FundingManaged
	case "programgateway":
		return marqeta.FundingGateway
	default:
		return marqeta.FundingKind(model)
	}
}
