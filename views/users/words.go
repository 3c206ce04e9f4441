package users

import (
	"strings"

	"carddeck/views/ui"
)

// Status words a user's status, as Marqeta names it.
func Status(status string) ui.Mark {
	switch status {
	case "ACTIVE":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	case "UNVERIFIED":
		return ui.Mark{Tone: ui.Note, Icon: "todo", Text: "Unverified"}
	case "LIMITED":
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Limited"}
	case "SUSPENDED":
		return ui.Mark{Tone: ui.Caution, Icon: "pause", Text: "Suspended"}
	case "CLOSED":
		return ui.Mark{Tone: ui.Plain, Icon: "x", Text: "Closed"}
	case "TERMINATED":
		return ui.Mark{Tone: ui.Plain, Icon: "lock", Text: "Terminated"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: ui.Capital(strings.ToLower(status))}
}
