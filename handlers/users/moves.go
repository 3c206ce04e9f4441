package users

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/transition"
)

// Move is one way of changing a user's status.
type Move struct {
	transition.Move
	to marqeta.UserStatus
}

// The moves of a user, each to its own status.
var (
	Activate = Move{Move: transition.Move{
		Verb: "activate", Text: "Activate", Done: "activated", Icon: "ok",
		Effect: "The user may load money, activate cards and spend.",
		Detail: "Make sure that whatever held the user back is settled.", Tone: ui.Note,
	}, to: marqeta.UserActive}
	Suspend = Move{Move: transition.Move{
		Verb: "suspend", Text: "Suspend", Done: "suspended", Icon: "pause",
		Effect: "Every purchase with any card of the user is declined, and no money can be loaded.",
		Detail: "What was authorized before is still cleared. Activating the user again ends it.", Tone: ui.Caution,
	}, to: marqeta.UserSuspended}
	Limit = Move{Move: transition.Move{
		Verb: "limit", Text: "Limit", Done: "limited", Icon: "warn",
		Effect: "The user may do only what the account holder group allows before identity is verified.",
		Detail: "The group's own controls say how much that is.", Tone: ui.Caution,
	}, to: marqeta.UserLimited}
	Unverify = Move{Move: transition.Move{
		Verb: "unverify", Text: "Unverify", Done: "set to unverified", Icon: "todo",
		Effect: "The user counts as not verified: no money can be loaded and no card activated.",
		Detail: "Verifying the identity, or activating the user, ends it.", Tone: ui.Caution,
	}, to: marqeta.UserUnverified}
	Close = Move{Move: transition.Move{
		Verb: "close", Text: "Close", Done: "closed", Icon: "x",
		Effect: "The account is closed: no loads, no new cards, no purchases.",
		Detail: "It is meant to be the end. Opening it again can need a role at Marqeta that this console's credentials lack.", Tone: ui.Bad,
	}, to: marqeta.UserClosed}
	Terminate = Move{Move: transition.Move{
		Verb: "terminate", Text: "Terminate", Done: "terminated", Icon: "lock",
		Effect: "This is for ever: nothing brings a terminated user back.",
		Detail: "Marqeta asks for the role of an admin or a program manager.", Tone: ui.Bad,
	}, to: marqeta.UserTerminated}
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

func (m Move) path(token string) string { return path(token) + "/" + m.Verb }
