package cards

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// Move is one way of changing a card's state.
type Move struct {
	verb   string // last part of its address: "suspend"
	text   string // of its button: "Suspend"
	done   string // "suspended"
	icon   string
	to     marqeta.CardState
	from   []marqeta.CardState // empty for any state that may end in to
	usual  marqeta.ReasonCode  // proposed as the reason
	effect string
	detail string
	tone   ui.Tone
}

// The moves of a card. Activate and Reinstate end in the same state, but not for the
// same card.
var (
	Activate = Move{
		verb: "activate", text: "Activate", done: "activated", icon: "ok",
		to: marqeta.CardActive, from: []marqeta.CardState{marqeta.CardUnactivated}, usual: "00",
		effect: "Purchases can be made with this card at once.",
		detail: "The user must be active too, or Marqeta refuses.", tone: ui.Note,
	}
	Suspend = Move{
		verb: "suspend", text: "Suspend", done: "suspended", icon: "pause", to: marqeta.CardSuspended,
		effect: "Every new purchase with this card is declined until it is reinstated.",
		detail: "What was authorized before is still cleared.", tone: ui.Caution,
	}
	Reinstate = Move{
		verb: "reinstate", text: "Reinstate", done: "reinstated", icon: "play",
		to: marqeta.CardActive, from: []marqeta.CardState{marqeta.CardSuspended, marqeta.CardLimited},
		effect: "Purchases can be made with this card again at once.",
		detail: "Make sure that the cause of the suspension is gone.", tone: ui.Note,
	}
	Terminate = Move{
		verb: "terminate", text: "Terminate", done: "terminated", icon: "x", to: marqeta.CardTerminated,
		effect: "This is for ever: a terminated card never works again, and nothing brings it back.",
		detail: "What was authorized before is still cleared. The user needs a new card. To stop purchases for a while, suspend it instead.", tone: ui.Bad,
	}
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
	case m.verb == Activate.verb:
		return "The card was activated before; reinstate it."
	}
	return "Marqeta knows no such step from the state " + string(s) + "."
}

// already words the state in which the move would end.
func (m Move) already() string {
	if m.to == marqeta.CardActive {
		return "active"
	}
	return m.done
}

func (m Move) path(token string) string { return path(token) + "/" + m.verb }
