package dictionary

import "carddeck/marqeta"

// Evidence is what is known of a decline beside its code. Every fact may be missing; a
// missing one decides nothing. States are those at the time of the purchase.
type Evidence struct {
	Check       Check               // that failed, where a trace tells it
	Funding     marqeta.FundingKind // of the card product
	Gateway     Asked               // what gateway_log tells
	Reason      string              // decline_reason of the gateway's answer
	CardState   string              // UNACTIVATED, ACTIVE, SUSPENDED, TERMINATED
	UserStatus  string              // UNVERIFIED, LIMITED, ACTIVE, SUSPENDED, CLOSED
	ExpiryTyped Comparison          // the expiration sent with the purchase, with the card's
	Security    string              // code of the security code's verification
	AddressBars bool                // the card product declines for what address verification found
	Control     string              // name of the control that refused
	Barred      Place               // a use that the card product does not allow, where this was one
	Outcome     marqeta.Response    // the platform's words, where it gave any
}

// Asked is what became of the question to the gateway.
type Asked string

// What can become of it.
const (
	NotAsked Asked = "not asked" // no gateway_log: the decision ended before it
	TimedOut Asked = "timed out"
	Refused  Asked = "refused" // 402
	Agreed   Asked = "agreed"  // 200
	Broken   Asked = "broken"  // any other answer, or none
)

// Comparison is how two values compare.
type Comparison string

// The comparisons.
const (
	Matches Comparison = "matches"
	Differs Comparison = "differs"
)

// Place is a kind of use that a card product allows or not.
type Place string

// The places.
const (
	CashMachine Place = "cash machine"
	Online      Place = "online"
	Shop        Place = "shop"
	NearCash    Place = "quasi-cash" // chips, money orders, foreign cash
)

// decided reports whether check ended the decision: as the trace tells it, else as the
// hint has it.
func (e Evidence) decided(check Check, hint bool) bool {
	if e.Check != "" {
		return e.Check == check
	}
	return hint
}

// AskedOf reads what became of the question to the gateway.
func AskedOf(log *marqeta.GatewayLog) Asked {
	switch {
	case log == nil:
		return NotAsked
	case log.TimedOut:
		return TimedOut
	case log.Response == nil:
		return Broken
	case log.Response.Code == "402":
		return Refused
	case log.Response.Code == "200":
		return Agreed
	case log.Response.Code == "97": // a client library meets this in place of timed_out
		return TimedOut
	}
	return Broken
}

// ReasonOf reads the decline_reason of the gateway's answer.
func ReasonOf(log *marqeta.GatewayLog) string {
	if log == nil || log.Response == nil || log.Response.Data == nil || log.Response.Data.JITFunding == nil {
		return ""
	}
	return log.Response.Data.JITFunding.DeclineReason
}

// AddressBars reports whether a card product's rule declines for what an address code
// says. A mismatch alone is no reason: most card products let some of them pass.
func AddressBars(code string, rule *marqeta.AVSControl) bool {
	if len(code) != 4 || rule == nil || is(rule.Validate, false) {
		return false
	}
	return code[:2] == "01" && is(rule.DeclineOnAddressNumberMismatch, true) ||
		code[2:] == "01" && is(rule.DeclineOnPostalCodeMismatch, true)
}

func is(b *bool, value bool) bool { return b != nil && *b == value }

// EvidenceOf gathers what a transaction itself tells. Funding, states, the card product's
// rules and the check that failed are for the caller to add.
func EvidenceOf(t marqeta.Transaction) Evidence {
	e := Evidence{Gateway: NotAsked, Control: t.Response.AdditionalInformation, Outcome: t.Response}
	if o := t.GPAOrder; o != nil {
		e.Gateway, e.Reason = AskedOf(o.Funding.GatewayLog), ReasonOf(o.Funding.GatewayLog)
	}
	if v := t.CardSecurityCodeVerification; v != nil {
		e.Security = string(v.Response.Code)
	}
	return e
}

// Verdict is an explanation fitted to the evidence. If is the case that was picked, empty
// when the code is plain or nothing told its meanings apart. Known is false for a code
// without any source; there is nothing but the platform's own words then.
type Verdict struct {
	Explanation
	Code  marqeta.ResponseCode
	Memo  string
	If    string
	Known bool
}

// Explain says what a response code comes to in view of the evidence.
func Explain(code marqeta.ResponseCode, e Evidence) Verdict {
	v := Verdict{Code: code, Memo: e.Outcome.Memo}
	entry, ok := Lookup(Responses, string(code))
	if !ok {
		return v
	}
	v.Known, v.Explanation = true, entry.Explanation
	if v.Memo == "" {
		v.Memo = entry.Memo
	}
	if reason, ok := Lookup(Reasons, e.Reason); ok && code == unpublishedReason && e.Reason != "TRANSACTION_NOT_PERMITTED" {
		v.Explanation, v.If = reason.Explanation, "the gateway's reason was "+e.Reason
		return v
	}
	for _, c := range entry.Cases {
		if c.Fits(e) {
			v.Explanation, v.If = c.Explanation, c.If
			break
		}
	}
	return v
}

// unpublishedReason is the code under which the sandbox reports decline reasons whose own
// codes Marqeta does not publish.
const unpublishedReason = "1885"
