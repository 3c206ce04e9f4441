package engine

import (
	"maps"
	"strings"
)

// Outside is what came of asking the program's own gateway.
type Outside struct {
	Approved bool
	Amount   int64          // funded, at most what was asked
	Reason   string         // decline_reason, empty if none was given
	Failure  string         // why there is no answer to go by, empty if there is one
	Values   map[string]any // of the exchange, for the trace
}

// reasons are the published codes of decline reasons. What has none gets the one
// of a transaction that is not permitted, as a guess, and a memo of its own.
var reasons = map[string]string{
	"INVALID_AMOUNT":                   "1883",
	"INSUFFICIENT_FUNDS":               "1884",
	"TRANSACTION_NOT_PERMITTED":        "1885",
	"SUSPECTED_FRAUD":                  "1886",
	"AMOUNT_LIMIT_EXCEEDED":            "1887",
	"TRANSACTION_COUNT_LIMIT_EXCEEDED": "1888",
	"DUPLICATE_TRANSACTION":            "1889",
}

// checkGateway asks for the gateway's decision, or takes it where it is there. The
// gateway is asked last, and nothing but a yes of its own approves.
func checkGateway(a *Attempt, v *Verdict) finding {
	if v.Model != Gateway {
		return finding{skip: true}
	}
	v.Asked, v.Asking = true, v.Amount
	if a.StandIn != nil && a.Outside == nil {
		return finding{skip: true, why: "Commando Mode is switched on", values: map[string]any{"asked_minor_units": v.Asking}}
	}
	if !a.Funding.SourceActive {
		return finding{code: "1016", why: "the gateway is switched off", values: map[string]any{"funding_source_active": false}}
	}
	if a.Outside == nil && a.Funding.dry() {
		return finding{code: "1016", why: "the funding source cannot be drawn on"}
	}
	if a.Outside == nil {
		v.Undecided = true
		return finding{skip: true}
	}
	v.DecidedBy = "gateway"
	f := finding{values: map[string]any{"asked_minor_units": v.Asking}}
	maps.Copy(f.values, a.Outside.Values)
	switch {
	case a.Outside.Failure != "" && a.StandIn != nil:
		f.handed = true
	case a.Outside.Approved && a.Outside.Amount < v.Amount:
		v.Code, v.Amount = Partial, a.Outside.Amount
		f.values["approved_minor_units"] = v.Amount
	case a.Outside.Approved:
	case a.Outside.Reason == "":
		f.code = "1016" // also without an answer: the codes of 2025 for that are not published
	default:
		if f.code = reasons[a.Outside.Reason]; f.code == "" {
			f.code, f.memo, f.guess = "1885", spelled(a.Outside.Reason), true
		}
	}
	return f
}

// spelled gives the memo of a reason without a code, empty for what is no reason: a
// gateway may answer anything.
func spelled(reason string) string {
	const longest = 64
	strange := func(r rune) bool { return r != '_' && (r < 'A' || r > 'Z') }
	if len(reason) > longest || strings.ContainsFunc(reason, strange) {
		return ""
	}
	return "JIT response " + strings.ToLower(strings.ReplaceAll(reason, "_", " "))
}
