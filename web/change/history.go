package change

import (
	"strconv"

	"carddeck/store"
	"carddeck/views/ui"
)

// History words audit entries for an object's page.
func History(entries []store.AuditEntry) []ui.Change {
	var out []ui.Change
	for _, e := range entries {
		out = append(out, ui.Change{
			At: ui.MomentOf(e.StartedAt), Who: e.OperatorEmail, What: e.Action,
			Outcome: Outcome(e.Outcome), Detail: e.Detail, Href: "/audit/" + strconv.FormatInt(e.ID, 10),
		})
	}
	return out
}

// Outcome words how a change ended.
func Outcome(o store.Outcome) ui.Mark {
	switch o {
	case store.OutcomeDone:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Done"}
	case store.OutcomeRefused:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Refused"}
	case store.OutcomeOpen:
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Under way"}
	default:
		return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Outcome unknown"}
	}
}
