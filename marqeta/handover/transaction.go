package handover

import (
	"encoding/json"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
)

// Evidence is what is known of a transaction.
type Evidence struct {
	Transaction marqeta.Transaction
	LastFour    string // of the card, where the transaction does not tell it
	Raw         []byte // as the platform sent it
	ReceivedAt  marqeta.Time
	Signature   string
	Life        []Step // oldest first, the transaction among them
	Verdict     dictionary.Verdict
	Trace       explain.Trace
	Then        AsOfThen
}

// Of writes a transaction down. What may not leave the house goes when the bundle is
// sealed, save of the notification, where it goes here.
func Of(e Evidence, r *Redactor) Transaction {
	t := e.Transaction
	content := r.Content(e.Raw)
	out := Transaction{
		Token: t.Token, Identifier: t.Identifier, Type: t.Type, State: t.State,
		CardToken: t.CardToken, LastFour: lastFour(e), UserToken: t.UserToken, ActingUserToken: t.ActingUserToken, BusinessToken: t.BusinessToken, CardProductToken: t.CardProductToken,
		CreatedTime: t.CreatedTime, UserTransactionTime: t.UserTransactionTime, SettlementDate: t.SettlementDate,
		Amount: t.Amount, RequestAmount: t.RequestAmount, CurrencyCode: t.CurrencyCode, CurrencyConversion: t.CurrencyConversion,
		Response: t.Response, ApprovalCode: t.ApprovalCode, Network: t.Network, Subnetwork: t.Subnetwork,
		NetworkReferenceID: t.NetworkReferenceID, AcquirerReferenceData: t.AcquirerReferenceData,
		StandInBy: t.StandInBy, StandInApprovedBy: t.StandInApprovedBy, StandInReason: t.StandInReason,
		Merchant:    Merchant{t.CardAcceptor.Name, t.CardAcceptor.MID, t.CardAcceptor.MCC, t.CardAcceptor.NetworkMID, t.CardAcceptor.City, t.CardAcceptor.CountryCode},
		Explanation: explained(e), GatewayLog: gatewayLog(content), AsOfThen: e.Then, Lifecycle: list(e.Life),
		Notification: Notification{e.ReceivedAt, e.Signature, content},
	}
	if out.RequestAmount.IsZero() {
		out.RequestAmount = t.Amount
	}
	if a := t.Acquirer; a != nil {
		out.RetrievalReferenceNumber, out.SystemTraceAuditNumber = a.RetrievalReferenceNumber, a.SystemTraceAuditNumber
	}
	if n := t.NetworkMetadata; n != nil {
		out.OutgoingResponseCode, out.IncomingResponseCode = n.OutgoingResponseCode, n.IncomingResponseCode
	}
	out.Missing = list(missing(out, e))
	return out
}

func lastFour(e Evidence) string {
	if c := e.Transaction.Card; c != nil && c.LastFour != "" {
		return c.LastFour
	}
	return e.LastFour
}

func explained(e Evidence) Explanation {
	out := Explanation{DecidedBy: e.Trace.DecidedBy.Words(), Exact: e.Trace.Exact, Checks: []Check{}}
	if v := e.Verdict; v.Known {
		out.Words, out.Meaning = v.Words, v.Meaning
	}
	if e.Trace.DecidedBy == "" {
		out.DecidedBy = ""
		for _, c := range e.Trace.Candidates {
			out.MayBe = append(out.MayBe, c.Words())
		}
	}
	for _, l := range e.Trace.Lines {
		out.Checks = append(out.Checks, Check{
			Name: string(l.Check), Result: string(l.Result), RestsOn: string(l.Rests), Code: l.Code, Control: l.Control, Guess: l.Guess, Values: l.Values,
		})
	}
	return out
}

// gatewayLog takes the log out of a redacted transaction.
func gatewayLog(content []byte) json.RawMessage {
	type order struct {
		Funding struct {
			Log json.RawMessage `json:"gateway_log"`
		} `json:"funding"`
	}
	var t struct {
		Order  order `json:"gpa_order"`
		Unload order `json:"gpa_order_unload"`
	}
	if json.Unmarshal(content, &t) != nil {
		return nil
	}
	if len(t.Order.Funding.Log) > 0 {
		return t.Order.Funding.Log
	}
	return t.Unload.Funding.Log
}
