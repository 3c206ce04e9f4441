package users

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// Move is one way of changing a user's status.
type Move struct {
	verb   string // last part of its address: "suspend"
	text   string // of its button: "Suspend"
	done   string // "suspended"
	icon   string
	to     marqeta.UserStatus
	effect string
	detail string
	tone   ui.Tone
}

// The moves of a user, each to its own status.
var (
	Activate = Move{
		verb: "activate", text: "Activate", done: "activated", icon: "ok", to: marqeta.UserActive,
		effect: "The user may load money, activate cards and spend.",
		detail: "Make sure that whatever held the user back is settled.", tone: ui.Note,
	}
	Suspend = Move{
		verb: "suspend", text: "Suspend", done: "suspended", icon: "pause", to: marqeta.UserSuspended,
		effect: "Every purchase with any card of the user is declined, and no money can be loaded.",
		detail: "What was authorized before is still cleared. Activating the user again ends it.", tone: ui.Caution,
	}
	Limit = Move{
		verb: "limit", text: "Limit", done: "limited", icon: "warn", to: marqeta.UserLimited,
		effect: "The user may do only what the account holder group allows before identity is verified.",
		detail: "The group's own controls say how much that is.", tone: ui.Caution,
	}
	Unverify = Move{
		verb: "unverify", text: "Unverify", done: "set to unverified", icon: "todo", to: marqeta.UserUnverified,
		effect: "The user counts as not verified: no money can be loaded and no card activated.",
		detail: "Verifying the identity, or activating the user, ends it.", tone: ui.Caution,
	}
	Close = Move{
		verb: "close", text: "Close", done: "closed", icon: "x", to: marqeta.UserClosed,
		effect: "The account is closed: no loads, no new cards, no purchases.",
		detail: "It is meant to be the end. Opening it again can need a role at Marqeta that this console's credentials lack.", tone: ui.Bad,
	}
	Terminate = Move{
		verb: "terminate", text: "Terminate", done: "terminated", icon: "lock", to: marqeta.UserTerminated,
		effect: "This is for ever: nothing brings a terminated user back.",
		detail: "Marqeta asks for the role of an admin or a program manager.", tone: ui.Bad,
	}
)

var moves = []Move{Activate, Suspend, Limit, Unverify, Close, Terminate}

// whyNot says why a user in a status cannot be moved so; empty when it can.
func (m Move) whyNot(s marqeta.UserStatus) string {
	switch {
	case slices.Contains(s.NextStatuses(), m.to):
		return ""
	case s == m.to:
		return "That is the user's status already."
	case s == marqeta.UserTerminated:
		return "The user is terminated, for ever."
	}
	return "Marqeta knows no step from " + string(s) + " to " + string(m.to) + "."
}

// danger reports whether the move is hard or impossible to take back.
func (m Move) danger() bool { return m.tone == ui.Bad }

func (m Move) path(token string) string { return path(token) + "/" + m.verb }
