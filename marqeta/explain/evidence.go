package explain

import (
	"slices"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

// Evidence is what is known of a transaction beside its notification. Everything may be
// missing. Objects are as they are now; they speak of then only as far as their own times
// prove that they have not changed since.
type Evidence struct {
	Transaction     marqeta.Transaction
	Card            *marqeta.Card
	CardTransitions []marqeta.CardTransition // any order
	User            *marqeta.User
	UserTransitions []marqeta.UserTransition // any order
	CardProduct     *marqeta.CardProduct     // read from Marqeta, not an older copy
	Controls        *control.Set             // of every level that reaches the card
	Groups          control.Groups
}

// at is when the decision fell. The platform writes it in whole seconds.
func (e Evidence) at() time.Time { return e.Transaction.CreatedTime.Time }

// before reports whether something happened before the decision beyond doubt: of two
// things in one second nobody knows the order.
func (e Evidence) before(t marqeta.Time) bool {
	return !t.IsZero() && !e.at().IsZero() && t.Truncate(time.Second).Before(e.at().Truncate(time.Second))
}

// sameSecond reports whether something happened in the second of the decision.
func (e Evidence) sameSecond(t marqeta.Time) bool {
	return t.Truncate(time.Second).Equal(e.at().Truncate(time.Second))
}

// standing is a state with since when and why, as far as they are known.
type standing struct {
	state  string
	since  marqeta.Time
	code   marqeta.ReasonCode
	reason string
}

func (s standing) into(v Values, name string) {
	v.put(name, s.state)
	v.put("since", s.since)
	v.put("reason_code", string(s.code))
	v.put("reason", s.reason)
}

// card gives the card's state at the decision; empty where the evidence leaves it open.
func (e Evidence) card() standing {
	changes := make([]change, 0, len(e.CardTransitions))
	for _, t := range e.CardTransitions {
		changes = append(changes, change{t.CreatedTime, standing{string(t.State), t.CreatedTime, t.ReasonCode, t.Reason}})
	}
	s, open := e.last(changes)
	if s.state == "" && !open && e.Card != nil && e.before(e.Card.LastModifiedTime) {
		s.state, s.reason = string(e.Card.State), e.Card.StateReason
	}
	return s
}

// user gives the user's status at the decision; empty where the evidence leaves it open.
func (e Evidence) user() standing {
	changes := make([]change, 0, len(e.UserTransitions))
	for _, t := range e.UserTransitions {
		changes = append(changes, change{t.CreatedTime, standing{string(t.Status), t.CreatedTime, t.ReasonCode, t.Reason}})
	}
	s, open := e.last(changes)
	if s.state == "" && !open && e.User != nil && e.before(e.User.LastModifiedTime) {
		s.state = string(e.User.Status)
	}
	return s
}

// change is a transition of either kind.
type change struct {
	at marqeta.Time
	to standing
}

// last gives the standing that the last change before the decision left. It is open when
// the state changed in the very second of the decision. Some transitions, such as those
// of a card's delivery, repeat the state and do not begin it anew.
func (e Evidence) last(changes []change) (s standing, open bool) {
	slices.SortStableFunc(changes, func(a, b change) int { return a.at.Compare(b.at.Time) })
	for _, c := range changes {
		switch {
		case c.to.state == "" || c.to.state == s.state:
		case e.before(c.at):
			s = c.to
		case e.sameSecond(c.at):
			return standing{}, true
		}
	}
	return s, false
}

// product gives the card product if it is today as it was then.
func (e Evidence) product() *marqeta.CardProduct {
	if e.CardProduct == nil || !e.before(e.CardProduct.LastModifiedTime) {
		return nil
	}
	return e.CardProduct
}

func isTrue(b *bool) bool { return b != nil && *b }
