package simulate

// misfit gives the code that refuses a message which its purchase has no place
// for any more, empty if it has. A clearing always has one: the merchant was paid.
// So has a reversal that only tells what was done.
func (m *message) misfit() (code, why string, guess bool) {
	const nothingToFollow, reversedBefore, completedBefore = "1812", "1017", "1018"
	s := m.purchase.State
	switch {
	case m.kind.opens() || m.forced:
	case m.purchase.Declined:
		return nothingToFollow, "the original was declined", true
	case m.in.older.windowDays > 0 && m.Clock().After(m.named.Created.AddDate(0, 0, m.in.older.windowDays)):
		return nothingToFollow, "the original is older than find_original_window_days", true
	case m.kind.posts() && !m.in.older.financialAdvice:
	case m.in.older.advised && (m.releases() || m.kind.step == undoing):
	case m.kind.step == undoing:
		if s.Reversed >= s.Cleared {
			return reversedBefore, "", false
		}
	case m.finished() && s.Cleared == 0:
		return reversedBefore, "", false
	case m.finished():
		return completedBefore, "", false
	}
	return "", "", false
}

// finished reports whether nothing of the purchase is held any more.
func (m *message) finished() bool {
	s := m.purchase.State
	return s.Held == 0 && (s.Opened > 0 || s.Cleared > 0 || s.Single || m.purchase.Reversed)
}
