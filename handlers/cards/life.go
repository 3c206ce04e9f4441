package cards

import (
	"cmp"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// issued is the transition that Marqeta writes when it makes a card.
const issued = "fulfillment.issued"

// newestFirst puts transitions in the order in which they can have happened. Marqeta's
// times have seconds, and its lists put a card's creation before what followed within
// the same one.
func newestFirst(transitions []marqeta.CardTransition) []marqeta.CardTransition {
	out := slices.Clone(transitions)
	slices.SortStableFunc(out, func(a, b marqeta.CardTransition) int {
		if c := b.CreatedTime.Compare(a.CreatedTime.Time); c != 0 {
			return c
		}
		return cmp.Compare(birth(a), birth(b))
	})
	return out
}

func birth(t marqeta.CardTransition) int {
	if t.Type == issued {
		return 1
	}
	return 0
}

// life words a card's transitions, given newest first. Each begins where the one
// before it ended.
func life(transitions []marqeta.CardTransition) []ui.Transition {
	var out []ui.Transition
	for i, t := range transitions {
		line := ui.Transition{
			At: ui.MomentOf(t.CreatedTime.Time), To: stateMark(t.State), Why: reason(t), Said: t.Reason,
			Channel: ui.ChannelOf(string(t.Channel)), Token: t.Token,
		}
		if i+1 < len(transitions) {
			line.From = stateMark(transitions[i+1].State).Text
		}
		if step, ok := strings.CutPrefix(t.Type, "fulfillment."); ok {
			line.Why = "Fulfillment: " + strings.ReplaceAll(step, "_", " ")
		}
		out = append(out, line)
	}
	return out
}

// since says since when a card has its state, and why: from the transition that
// brought it, or from the card alone while there is none to be had.
func since(c marqeta.Card, transitions []marqeta.CardTransition) string {
	state := stateMark(c.State).Text
	i := slices.IndexFunc(transitions, func(t marqeta.CardTransition) bool {
		return strings.HasPrefix(t.Type, "state.") || t.Type == issued
	})
	if i < 0 || transitions[i].State != c.State {
		return ui.Since(state, ui.Moment{}, c.StateReason)
	}
	t := transitions[i]
	return ui.Since(state, ui.MomentOf(t.CreatedTime.Time), reason(t), t.Reason)
}

// reason words why a state was changed. A new card's code says what will happen to it,
// not what did.
func reason(t marqeta.CardTransition) string {
	if t.Type == issued {
		return ""
	}
	return ui.ReasonOf(string(t.ReasonCode), t.ReasonCode.Words())
}
