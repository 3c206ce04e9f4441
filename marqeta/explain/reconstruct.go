package explain

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// Reconstruct rebuilds a trace from the notification and what is known beside it. It
// names a check as the one that decided only where the notification, or objects that are
// provably as they were, leave no other.
func Reconstruct(e Evidence) Trace {
	t := e.Transaction
	opinions := map[dictionary.Check]opinion{}
	for _, c := range dictionary.Checks() {
		opinions[c] = e.opinion(c)
	}
	out := Trace{Code: t.Response.Code}
	switch {
	case t.State == marqeta.StateError || !ofCard(t.Type):
	case t.Approved():
		out.DecidedBy = approvedBy(t)
	default:
		out.Candidates = narrow(t.Response.Code, Candidates(t), opinions)
		if len(out.Candidates) == 1 {
			out.DecidedBy, out.Candidates = out.Candidates[0], nil
		}
	}
	for _, c := range dictionary.Checks() {
		l := Line{Check: c, Rests: opinions[c].rests, Values: opinions[c].values, Control: opinions[c].token}
		l.Result = out.result(t, c, opinions[c].result)
		switch {
		case c == out.DecidedBy && l.Result == Failed:
			l.Code, l.Guess = t.Response.Code, guessed(t.Response.Code, c)
			if _, sure := DecidedBy(t); sure {
				l.Rests = Reported
			} else {
				l.Rests = Derived
			}
		case l.Result == Unknown:
			l.Rests = Nothing
		case l.Rests == Nothing:
			l.Rests = Derived // from where the check stands in the order
		}
		out.Lines = append(out.Lines, l)
	}
	return out
}

// narrow takes off the candidates that provably passed. Of those left the first decides
// if it provably failed; one that is left alone decides without proof only where the
// code means nothing else.
func narrow(code marqeta.ResponseCode, candidates []dictionary.Check, opinions map[dictionary.Check]opinion) []dictionary.Check {
	if len(candidates) < 2 {
		return candidates
	}
	left := slices.DeleteFunc(slices.Clone(candidates), func(c dictionary.Check) bool { return opinions[c].result == Passed })
	if len(left) == 0 {
		return candidates
	}
	failed := slices.DeleteFunc(slices.Clone(left), func(c dictionary.Check) bool { return opinions[c].result != Failed })
	switch {
	case len(failed) == 1 && failed[0] == left[0]:
		return failed
	case len(left) == 1 && (plain(code) || opinions[left[0]].token != ""):
		return left
	case len(left) == 1:
		return candidates
	}
	return left
}

// plain reports whether Marqeta publishes everything that a code means.
func plain(code marqeta.ResponseCode) bool { return code == insufficient || code == "1864" }

// guessed reports whether Marqeta leaves open that the check gives the code.
func guessed(code marqeta.ResponseCode, c dictionary.Check) bool {
	return code == notPermitted || (code == "1864" && c == dictionary.AccountState) || (code == unconfigured && c == dictionary.Funds)
}

// result says how a check ended, in view of what decided and of what the evidence says
// of the check itself.
func (t Trace) result(of marqeta.Transaction, c dictionary.Check, own Result) Result {
	switch {
	case t.DecidedBy == "" && len(t.Candidates) == 0:
		return Unknown
	case of.Approved():
		return t.approved(of, c)
	}
	order := dictionary.Checks()
	at, first, last := slices.Index(order, c), slices.Index(order, t.DecidedBy), slices.Index(order, t.DecidedBy)
	if t.DecidedBy == "" {
		first, last = slices.Index(order, t.Candidates[0]), slices.Index(order, t.Candidates[len(t.Candidates)-1])
	}
	switch {
	case c == t.DecidedBy:
		return Failed
	case c == dictionary.GatewayAsked && t.DecidedBy == dictionary.StandIn:
		return stoodInFor(of)
	case at > last:
		return NotReached
	case at < first && own == Failed:
		return Unknown // the order is not published, and this one speaks against it
	case at < first:
		return Passed
	}
	return Unknown // passed or not reached, unless it is the one
}

// stoodInFor says what became of a gateway in whose place another decided: it failed, or
// nobody asked.
func stoodInFor(t marqeta.Transaction) Result {
	if gatewayLog(t) == nil {
		return NotReached
	}
	return Failed
}

// approved says how a check ended that refused nothing. What tells of something that has
// happened already is not decided at all; it only moves money.
func (t Trace) approved(of marqeta.Transaction, c dictionary.Check) Result {
	switch {
	case t.DecidedBy == dictionary.StandIn && c == dictionary.StandIn:
		return Passed
	case t.DecidedBy == dictionary.StandIn:
		return Unknown
	case c == dictionary.StandIn, c == dictionary.GatewayAsked && t.DecidedBy != dictionary.GatewayAsked:
		return NotReached
	case asks(of), c == dictionary.Message, c == dictionary.Funds:
		return Passed
	}
	return NotReached
}
