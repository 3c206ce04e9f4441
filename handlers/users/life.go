package users

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// life words a user's transitions, given newest first. Each begins where the one
// before it ended.
func life(transitions []marqeta.UserTransition) []ui.Transition {
	var out []ui.Transition
	for i, t := range transitions {
		line := ui.Transition{
			At: ui.MomentOf(t.CreatedTime.Time), To: statusMark(t.Status), Why: reason(t), Said: t.Reason,
			Channel: ui.ChannelOf(string(t.Channel)), Token: t.Token,
		}
		if i+1 < len(transitions) {
			line.From = statusMark(transitions[i+1].Status).Text
		}
		out = append(out, line)
	}
	return out
}

// since says since when a user has the status, and why, as far as the newest
// transition to it tells.
func since(u marqeta.User, transitions []marqeta.UserTransition) string {
	i := slices.IndexFunc(transitions, func(t marqeta.UserTransition) bool { return t.Status == u.Status })
	if i != 0 {
		return "" // the newest transition led elsewhere, so the list and the user disagree
	}
	t := transitions[i]
	return ui.Since(statusMark(u.Status).Text, ui.MomentOf(t.CreatedTime.Time), reason(t), t.Reason)
}

func reason(t marqeta.UserTransition) string {
	return ui.ReasonOf(string(t.ReasonCode), t.ReasonCode.Words())
}
