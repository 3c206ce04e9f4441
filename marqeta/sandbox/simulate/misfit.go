package simulate

import "carddeck/marqeta/sandbox/engine"

// misfit says why the purchase has no place for a message any more, nothing if it
// has. A clearing always has one: the merchant was paid. So has a reversal that only
// tells what was done.
func (m *message) misfit() (misfit engine.Misfit) {
	const nothingToFollow, reversedBefore, completedBefore = "1812", "1017", "1018"
	s := m.purchase.State
	refuse := func(code, why string) {
		misfit = engine.Misfit{Code: code, Why: why, Guess: code == nothingToFollow, Values: map[string]any{
			"original": m.named.Token, "asked_minor_units": m.asked, "opened_minor_units": s.Opened, "held_minor_units": s.Held,
			"cleared_minor_units": s.Cleared, "reversed_minor_units": s.Reversed,
		}}
	}
	switch {
	case m.kind.opens() || m.forced:
	case m.purchase.Declined:
		refuse(nothingToFollow, "the original was declined")
	case m.in.older.windowDays > 0 && m.Clock().After(m.named.Created.AddDate(0, 0, m.in.older.windowDays)):
		refuse(nothingToFollow, "the original is older than find_original_window_days")
	case m.kind.posts() && !m.in.older.financialAdvice:
	case m.in.older.advised && (m.releases() || m.kind.step == undoing):
	case m.kind.step == undoing:
		if s.Reversed >= s.Cleared {
			refuse(reversedBefore, "nothing is left to be taken back")
		}
	case m.finished() && s.Cleared == 0:
		refuse(reversedBefore, "nothing is held any more, and nothing was cleared")
	case m.finished():
		refuse(completedBefore, "nothing is held any more")
	}
	return misfit
}

// finished reports whether nothing of the purchase is held any more.
func (m *message) finished() bool {
	s := m.purchase.State
	return s.Held == 0 && (s.Opened > 0 || s.Cleared > 0 || s.Single || m.purchase.Reversed)
}
