package cases

import (
	"time"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
)

// line words one line of a case's log.
func line(e store.CaseEntry, now time.Time) views.Line {
	out := views.Line{At: when(e.At, now), Who: ui.Name(e.Who), Note: ui.Name(e.Note), Tone: ui.Plain}
	switch e.Kind {
	case store.CaseOpened:
		out.Icon, out.What = "folder", "Opened the case"
	case store.CaseNoted:
		out.Icon, out.Tone, out.What = "edit", ui.Note, "Wrote a note"
	case store.CaseMoved:
		out.Icon, out.Tone, out.What = moved(store.CaseState(e.Subject))
	case store.CaseAssigned:
		out.Icon, out.What = "user", "Assigned it to "+ui.Name(e.Subject)
		if e.Subject == "" {
			out.What = "Assigned it to nobody"
		}
	case store.CaseLinked:
		out.Icon, out.What, out.Href = "link", "Linked "+named(e), e.Subject
		out.Note = ""
	case store.CaseUnlinked:
		out.Icon, out.What, out.Note = "x", "Took off the link "+named(e), ""
	case store.CaseEdited:
		out.Icon, out.What = "edit", "Called it “"+ui.Name(e.Subject)+"”"
		if e.Note != "" {
			out.Note = "What should have happened: " + out.Note
		}
	default:
		out.Icon, out.What = "info", ui.Name(e.Subject)
	}
	return out
}

func named(e store.CaseEntry) string {
	if e.Note != "" {
		return ui.Name(e.Note)
	}
	return host(e.Subject)
}

func moved(to store.CaseState) (icon string, tone ui.Tone, what string) {
	switch to {
	case store.CaseWaiting:
		return "pending", ui.Note, "Set it waiting"
	case store.CaseResolved:
		return "ok", ui.Good, "Resolved it"
	}
	return "undo", ui.Caution, "Opened it again"
}

// when words a time shortly: the day, and the year where it is another.
func when(at, now time.Time) ui.Moment {
	m := ui.MomentOf(at)
	m.Text = at.UTC().Format("2 Jan 15:04")
	if at.UTC().Year() != now.UTC().Year() {
		m.Text = at.UTC().Format("2 Jan 2006")
	}
	return m
}
