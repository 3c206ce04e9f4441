// Package explain says how a transaction was decided, check by check, from what is known
// of it. It is pure. Where the evidence leaves more than one answer it names them all and
// says that it cannot be known: what it says for sure is never wrong.
//
// Marqeta publishes neither the names of its checks nor their order. Both are those of
// this project's sandbox, and package dictionary lists them.
package explain

import (
	"maps"
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// Trace is how a transaction was decided.
type Trace struct {
	DecidedBy  dictionary.Check   // empty where it cannot be known
	Candidates []dictionary.Check // which it may have been, where it cannot be known
	Code       marqeta.ResponseCode
	Exact      bool // the sandbox told it; else it is rebuilt from what is known
	Lines      []Line
}

// Line is one check.
type Line struct {
	Check   dictionary.Check
	Result  Result
	Rests   Basis
	Code    marqeta.ResponseCode // when it failed
	Control string               // token of the spend control that decided; empty where none did
	Values  Values               // what was compared, as far as it is known
	Guess   bool                 // Marqeta does not publish this check's rule or code
}

// Result is how a check ended.
type Result string

// The results.
const (
	Passed     Result = "passed"
	Failed     Result = "failed"
	NotReached Result = "not reached"
	Unknown    Result = "cannot be known"
)

// Basis is what a line rests on.
type Basis string

// The bases, the surest first.
const (
	Exact    Basis = "exact"    // the sandbox told it
	Reported Basis = "reported" // it stands in the notification
	Derived  Basis = "derived"  // it follows from objects as of then, or from another check
	Nothing  Basis = "cannot be known"
)

// Line gives the line of a check.
func (t Trace) Line(c dictionary.Check) Line {
	for _, l := range t.Lines {
		if l.Check == c {
			return l
		}
	}
	return Line{Check: c, Result: Unknown, Rests: Nothing}
}

// Deciding gives the line of the check that decided; false where it cannot be known.
func (t Trace) Deciding() (Line, bool) { return t.Line(t.DecidedBy), t.DecidedBy != "" }

// Told takes over the trace that the sandbox keeps.
func Told(t marqeta.Trace) Trace {
	out := Trace{DecidedBy: dictionary.Check(t.DecidedBy), Code: t.ResponseCode, Exact: true}
	for _, c := range t.Checks {
		l := Line{Check: dictionary.Check(c.Name), Result: results[c.Result], Rests: Exact, Code: c.Code, Control: c.ControlToken, Values: c.Values, Guess: c.Guess}
		if l.Result == "" {
			l.Result = Unknown
		}
		out.Lines = append(out.Lines, l)
	}
	return out
}

// Since adds to a trace that the sandbox told what it does not keep: since when the card
// or the user stood as they did, and why.
func (t Trace) Since(e Evidence) Trace {
	lines := slices.Clone(t.Lines)
	for i, l := range lines {
		name, was := "", standing{}
		switch l.Check {
		case dictionary.CardState:
			name, was = "state", e.card()
		case dictionary.AccountState:
			name, was = "status", e.user()
		}
		if was.state == "" || was.state != l.Values.Text(name) {
			continue
		}
		lines[i].Values = maps.Clone(l.Values)
		was.into(lines[i].Values, name)
	}
	t.Lines = lines
	return t
}

var results = map[marqeta.CheckResult]Result{marqeta.CheckPassed: Passed, marqeta.CheckFailed: Failed, marqeta.CheckNotReached: NotReached}
