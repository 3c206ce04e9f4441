package cards

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/transition"
)

// Move is one way of changing a card's state.
type Move struct {
	transition.Move
	to   marqeta.CardState
	from []marqeta.CardState // empty for any state that may end in to
}

// The moves of a card. Activate and Reinstate end in the same state, but not for the
// same card.
var (
	Activate = Move{Move: transition.Move{
		Verb: "activate", Text: "Activate", Done: "activated", Icon: "ok", Usual: "00",
		Effect: "Purchases can be made with this card at once.",
		Detail: "The user must be active too, or Marqeta refuses.", Tone: ui.Note,
	}, to: marqeta.CardActive, from: []marqeta.CardState{marqeta.CardUnactivated}}
	Suspend = Move{Move: transition.Move{
		Verb: "suspend", Text: "Suspend", Done: "suspended", Icon: "pause",
		Effect: "Every new purchase with this card is declined until it is reinstated.",
		Detail: "What was authorized before is still cleared.", Tone: ui.Caution,
	}, to: marqeta.CardSuspended}
	Reinstate = Move{Move: transition.Move{
		Verb: "reinstate", Text: "Reinstate", Done: "reinstated", Icon: "play",
		Effect: "Purchases can be made with this card again at once.",
		Detail: "Make sure that the cause of the suspension is gone.", Tone: ui.Note,
	}, to: marqeta.CardActive, from: []marqeta.CardState{marqeta.CardSuspended, marqeta.CardLimited}}
	Terminate = Move{Move: transition.Move{
		Verb: "terminate", Text: "Terminate", Done: "terminated", Icon: "x",
		Effect: "This is for ever: a terminated card never works again, and nothing brings it back.",
		Detail: "What was authorized before is still cleared. The user needs a new card. To stop purchases for a while, suspend it instead.", Tone: ui.Bad,
	}, to: marqeta.CardTerminated}
)

// whyNot says why a card in a state cannot be moved so; empty when it can.
func (m Move) whyNot(s marqeta.CardState) string {
	legal := slices.Contains(s.Next(), m.to) && (len(m.from) == 0 || slices.Contains(m.from, s))
	switch {
	case legal:
		return ""
	case s == marqeta.CardTerminated:
		return "The card is terminated, for ever."
	case s == m.to:
		return "The card is " + m.already() + " already."
	case s == marqeta.CardUnactivated:
		return "The card was never activated."
	case m.Verb == Activate.Verb:
		return "The card was activated before; reinstate it."
	}
	return "Marqeta knows no such step from the state " + string(s) + "."
}

// already words the state in which the move would end.
func (m Move) already() string {
	if m.to == marqeta.CardActive {
		return "active"
	}
	return m.Done
}

func (m Move) path(token string) string { return path(token) + "/" + m.Verb }
