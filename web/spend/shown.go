package spend

import (
	"context"
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/change"
)

// Trail is where the changes of an object are looked up.
type Trail interface {
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// History gives what was done to an object through this console.
func History(ctx context.Context, t Trail, k Kind, token string) ([]ui.Change, error) {
	found, err := t.ListAudit(ctx, store.AuditFilter{Area: k.Trail(), Target: token}, store.Page{Limit: 20})
	if err != nil {
		return nil, fmt.Errorf("list changes of %s: %w", k.Name, err)
	}
	return change.History(found.Rows), nil
}

// MarkDuring says whether an object with a period is in force at an instant.
func MarkDuring(active bool, start, end marqeta.Time, now time.Time) ui.Mark {
	switch {
	case !active || control.During(start, end, now):
		return Mark(active)
	case now.Before(start.Time):
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "To come"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "x", Text: "Over"}
}

// Empty says that nothing matches a filter, or what a kind is good for.
func (k Kind) Empty(filtered, mayWrite bool, text string) ui.Empty {
	if filtered {
		return ui.Empty{Title: "No " + k.Name + " matches", Text: "Remove a filter, or look at all of them.", Href: k.Path(), Action: "All of them"}
	}
	e := ui.Empty{Title: "No " + k.Name + " yet", Text: text}
	if mayWrite {
		e.Href, e.Action = k.Path()+"/new", "New "+k.Name
	}
	return e
}
