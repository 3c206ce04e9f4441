package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/store"
	"carddeck/views/webhooks"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// complete says up to when nothing is missing, and lets who may have the gaps filled.
func (h *Handler) complete(ctx context.Context) (webhooks.Complete, error) {
	c, known, err := h.store.Coverage(ctx)
	if err != nil {
		return webhooks.Complete{}, fmt.Errorf("read the coverage: %w", err)
	}
	out := webhooks.Complete{Title: "Not compared with Marqeta yet", Text: "Every ten minutes the console compares what was received with the list of transactions that Marqeta keeps."}
	if known {
		const layout = "2 January 2006, 15:04"
		out.Title = "Complete up to " + c.Until.Format(layout) + " UTC"
		out.Text = "Every transaction that Marqeta lists since " + c.Since.Format(layout) + " UTC has come here. Compared last at " + c.PassedAt.Format("15:04:05") +
			" UTC; what is younger than six hours may still appear in the list."
	}
	if auth.From(ctx).May(auth.RunNotifications) {
		out.Fill, out.Key = received+"/backfill", h.changes.NewKey()
	}
	return out, nil
}

// Backfill fills the gaps since the watermark.
func (h *Handler) Backfill(w http.ResponseWriter, r *http.Request) error {
	return h.changes.Carry(w, r, change.Change{
		Area: "notifications", Action: "fill gaps", Target: "transactions", Request: map[string]string{}, Path: received, Repeatable: true,
	}, func(ctx context.Context, ch *change.Change) error {
		from := time.Time{}
		c, known, err := h.store.Coverage(ctx)
		if err != nil {
			return fmt.Errorf("read the coverage: %w", err)
		}
		if known {
			from = c.Until
		}
		found, err := h.platform.Backfill(ctx, from, time.Time{}, auth.From(ctx).Email)
		if err != nil {
			return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta did not tell everything", Err: errors.New(err.Error()),
				Detail: "What it told until then is recorded. Try it again in a while.", Href: received, Action: "Received notifications"}
		}
		ch.Said = told(found)
		return nil
	})
}

func told(b store.Backfill) string {
	if b.Missing+b.Behind == 0 {
		return fmt.Sprintf("Nothing is missing among the %d transactions that Marqeta lists.", b.Looked)
	}
	return fmt.Sprintf("%d transactions were missing and %d had gone on; they are recorded now.", b.Missing, b.Behind)
}
