package control

import (
	"slices"
	"time"

	"carddeck/marqeta"
)

// judge is a control, or several, under replay.
type judge interface {
	refuses(e Event) bool        // as things stand before the event
	take(e Event, declined bool) // the event came to pass, or was declined
}

// Replay compares what stored transactions met with what they would have met after a
// change. Events are added in the order in which they were decided.
//
// A transaction would have been declined when it was approved and the changed control
// refuses it while the present one does not; it would have passed when it was declined
// with a code of the control's kind, and the present control refuses it while the changed
// one does not. What would have been declined counts as declined from there on, and what
// follows it never happens.
type Replay struct {
	before, after judge
	codes         []marqeta.ResponseCode // with which the kind of control refuses
	result        Result
	cards         [2]map[string]bool
}

// Result is what a replay found out.
type Result struct {
	Looked   int // transactions that were judged
	Earlier  int // transactions before them that only filled the windows
	From, To time.Time
	Declined Found // approved, and would have been declined
	Passed   Found // declined, and would have passed
}

// Found is one side of the result.
type Found struct {
	Count    int
	Cards    int
	Amounts  map[string]int64 // minor units by currency
	Examples []Event          // the newest, newest last
}

// examples is how many transactions of each side are kept.
const examples = 50

// The codes with which a velocity control and an authorization control refuse.
var (
	limitCodes = []marqeta.ResponseCode{"1817", "1834"}
	ruleCodes  = []marqeta.ResponseCode{"1025"}
)

// ReplayLimit replays a velocity control before and after a change; an inactive control
// stands for none. Digits is the number of decimals of a currency.
func ReplayLimit(before, after marqeta.VelocityControl, groups Groups, digits func(currency string) uint8) (*Replay, error) {
	was, err := newLimiter(before, groups, digits(before.CurrencyCode))
	if err != nil {
		return nil, err
	}
	is, err := newLimiter(after, groups, digits(after.CurrencyCode))
	if err != nil {
		return nil, err
	}
	return newReplay(was, is, limitCodes), nil
}

// ReplayRules replays the authorization controls and exemptions of a program before and
// after a change of the control with this token, which is judged as though it had always
// been in force. Deny says that the program denies whatever no control allows.
func ReplayRules(before, after Set, groups Groups, changed string, deny bool) *Replay {
	return newReplay(rules{before, groups, deny, changed}, rules{after, groups, deny, changed}, ruleCodes)
}

func newReplay(before, after judge, codes []marqeta.ResponseCode) *Replay {
	return &Replay{
		before: before, after: after, codes: codes, cards: [2]map[string]bool{{}, {}},
		result: Result{Declined: Found{Amounts: map[string]int64{}}, Passed: Found{Amounts: map[string]int64{}}},
	}
}

// Add judges an event; an early one only fills the windows.
func (r *Replay) Add(e Event) {
	if e.Early {
		r.result.Earlier++
		r.before.take(e, e.Declined)
		r.after.take(e, e.Declined)
		return
	}
	r.result.Looked++
	if r.result.From.IsZero() {
		r.result.From = e.At
	}
	r.result.To = e.At
	was, is := r.before.refuses(e), r.after.refuses(e)
	declined := e.Declined
	switch {
	case !e.Declined && is && !was:
		declined = true
		r.note(0, &r.result.Declined, e, e.Amount)
	case e.Declined && was && !is && slices.Contains(r.codes, e.Code):
		declined = false
		e.Amount = e.asked()
		r.note(1, &r.result.Passed, e, e.Amount)
	}
	r.before.take(e, e.Declined)
	r.after.take(e, declined)
}

func (r *Replay) note(side int, f *Found, e Event, amount int64) {
	f.Count++
	f.Amounts[e.Currency] += amount
	if !r.cards[side][e.Card] {
		r.cards[side][e.Card] = true
		f.Cards++
	}
	if f.Examples = append(f.Examples, e); len(f.Examples) > examples {
		f.Examples = f.Examples[1:]
	}
}

// Result gives what was found out so far.
func (r *Replay) Result() Result { return r.result }

// Since gives from when on earlier transactions fill the window of a control that holds an
// instant; the zero time when none do.
func Since(at time.Time, controls ...marqeta.VelocityControl) (first time.Time) {
	for _, v := range controls {
		if from, _ := Bounds(v.Window, at); v.Active && !from.IsZero() && (first.IsZero() || from.Before(first)) {
			first = from
		}
	}
	return first
}
