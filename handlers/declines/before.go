package declines

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/auth"
)

// hour is how far back a cause is looked for.
const hour = time.Hour

// began says what was changed shortly before the first decline of a group: the latest
// change of its own card product or of a spend control or funding source; empty when there
// was none. Moves of single cards and users are left to the group's page.
func (h *Handler) began(ctx context.Context, g store.DeclineGroup, product string) (string, error) {
	entries, err := h.store.ChangesBefore(ctx, upTo(g), hour, most)
	if err != nil {
		return "", fmt.Errorf("look what was changed before: %w", err)
	}
	for _, e := range entries {
		if !concerns(e, g) {
			continue
		}
		name := ""
		if e.Target == g.CardProductToken {
			name = product
		}
		return "Began " + ago(g.FirstSeen.Sub(e.StartedAt)) + " after " + done(e, name), nil
	}
	return "", nil
}

// upTo is the end of the second in which a group began: the platform tells no less.
func upTo(g store.DeclineGroup) time.Time { return g.FirstSeen.Add(time.Second - time.Microsecond) }

const most = 20

// concerns reports whether a change may have caused every decline of a group.
func concerns(e store.AuditEntry, g store.DeclineGroup) bool {
	switch {
	case e.Area == "card-products":
		return e.Target == g.CardProductToken
	case e.Area == "funding-sources":
		return true
	}
	return strings.HasPrefix(e.Area, "spend-controls/")
}

// before tells what changed in the hour before a group's first decline, the latest first:
// what operators changed here, and what cards and users went through.
func (h *Handler) before(ctx context.Context, g store.DeclineGroup) ([]ui.Event, error) {
	entries, err := h.store.ChangesBefore(ctx, upTo(g), hour, most)
	if err != nil {
		return nil, fmt.Errorf("look what was changed before: %w", err)
	}
	moves, err := h.store.TransitionsBefore(ctx, upTo(g), hour, most)
	if err != nil {
		return nil, fmt.Errorf("look what cards and users went through before: %w", err)
	}
	type step struct {
		at time.Time
		ui.Event
	}
	var steps []step
	who := auth.From(ctx)
	for _, e := range entries {
		event := ui.Event{At: ui.ClockOf(e.StartedAt), Icon: "edit", Tone: ui.Note, Text: ui.Capital(done(e, "")), Href: changed(e), Detail: "By " + e.OperatorEmail + ", through this console."}
		if who.May(auth.ReadAudit) {
			event.Href = "/audit/" + strconv.FormatInt(e.ID, 10)
		}
		steps = append(steps, step{e.StartedAt, event})
	}
	for _, t := range moves {
		steps = append(steps, step{t.At, moved(t)})
	}
	slices.SortStableFunc(steps, func(a, b step) int { return b.at.Compare(a.at) })
	var out []ui.Event
	for _, s := range steps {
		out = append(out, s.Event)
	}
	return out, nil
}

func moved(t store.Transition) ui.Event {
	event := ui.Event{At: ui.ClockOf(t.At), Icon: "card", Tone: ui.Plain, Href: "/cards/" + url.PathEscape(t.Card),
		Text: "Card " + ui.Short(t.Card) + " became " + strings.ToLower(ui.Name(t.State)), Detail: "Told by a notification."}
	if t.User != "" {
		event.Icon, event.Href = "user", "/users/"+url.PathEscape(t.User)
		event.Text = "User " + ui.Short(t.User) + " became " + strings.ToLower(ui.Name(t.State))
	}
	if t.Reason != "" {
		event.Detail = "Told by a notification: " + ui.Name(t.Reason)
	}
	return event
}
