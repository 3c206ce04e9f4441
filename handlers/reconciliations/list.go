package reconciliations

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/reconciliations"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/reconcile"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// List shows the days that were compared, the latest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	return h.list(w, r, http.StatusOK, h.now().UTC().AddDate(0, 0, -1).Format(time.DateOnly), nil)
}

func (h *Handler) list(w http.ResponseWriter, r *http.Request, status int, day string, errs form.Errors) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListReconciliations(r.Context(), page)
	if err != nil {
		return fmt.Errorf("list reconciliations: %w", err)
	}
	p := views.ListPage{Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "day"), Empty: ui.Empty{Title: "No day was compared yet",
		Text: "Each day is compared by itself six hours after it has ended, when the platform has had the time to list everything."}}
	if p.Complete, err = h.complete(r.Context()); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteRepairs) {
		p.Running = &views.Running{
			Key: h.changes.NewKey(), Refusal: errs.Refusal("Nothing was compared", reqlog.From(r.Context()).Reference, []ui.Fault{{Field: "day", Text: "Day"}}),
			Day: ui.Field{Name: "day", Label: "Day, UTC", Type: "date", Value: day, Error: errs["day"], Help: "What is missing here is read from the platform first. A day of many transactions takes a while."},
		}
	}
	for _, one := range found.Rows {
		p.Rows = append(p.Rows, row(one))
	}
	return render.Page(w, r, status, render.View{Title: "Daily reconciliation", Section: section, Body: views.List(p)})
}

func row(r store.Reconciliation) views.Row {
	return views.Row{
		Day: r.Day, Href: path(r.Day), Mark: mark(r), Ours: humanize.Comma(r.Ours), Theirs: humanize.Comma(r.Theirs), Matched: humanize.Comma(r.Matched),
		Explained: humanize.Comma(r.Explained), Open: humanize.Comma(r.Unexplained), Ran: ui.MomentOf(r.RanAt), By: by(r.ByWhom),
	}
}

func mark(r store.Reconciliation) ui.Mark {
	switch {
	case r.Unexplained > 0:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Open differences"}
	case r.Explained > 0:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "All explained"}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "The same"}
}

func by(who string) string {
	if who == "" {
		return "the console"
	}
	return ui.Name(who)
}

// complete words the watermark.
func (h *Handler) complete(ctx context.Context) (string, error) {
	c, known, err := h.store.Coverage(ctx)
	switch {
	case err != nil:
		return "", fmt.Errorf("read the coverage: %w", err)
	case !known:
		return "Nothing was compared with the platform yet. The console does so every ten minutes.", nil
	}
	const layout = "2 January 2006, 15:04"
	return "Complete up to " + c.Until.Format(layout) + " UTC: every transaction that the platform lists since " + c.Since.Format(layout) +
		" UTC has come here. The platform may list what is younger only hours later.", nil
}

// Run has a day compared, which goes on when the request is over.
func (h *Handler) Run(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Day string `form:"day" json:"day"`
	}
	if err := form.Read(r, &in); err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, in.Day)
	errs := form.Errors{}
	switch {
	case err != nil:
		errs.Add("day", "Give a day as year, month and day, such as 2026-03-02.")
	case day.After(h.now().UTC()):
		errs.Add("day", "It has not begun yet.")
	}
	if len(errs) > 0 {
		return h.list(w, r, http.StatusUnprocessableEntity, in.Day, errs)
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "reconciliations", Action: "compare day", Target: in.Day, Request: in, Path: path(in.Day), Repeatable: true,
		Said: "The comparison has begun.",
	}, func(ctx context.Context, _ *change.Change) error {
		if errors.Is(h.platform.Begin(ctx, day, auth.From(ctx).Email), reconcile.ErrBusy) {
			return &problem.Problem{Status: http.StatusServiceUnavailable, Title: "Enough days are being compared",
				Detail: "One is compared at a time, and others wait for it already. Nothing was begun; try it in a while.", Href: "/reconciliations", Action: "All days"}
		}
		return nil
	})
}
