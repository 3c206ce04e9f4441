package webhooks

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/listing"
)

// countTo is how many notifications of a status are counted.
const countTo = 100

// health says how the receiver is: when it last heard of Marqeta, and what is left to
// look at.
func (h *Handler) health(ctx context.Context) (webhooks.Health, error) {
	last, err := h.store.ListNotifications(ctx, store.NotificationFilter{}, store.Page{Limit: 1})
	if err != nil {
		return webhooks.Health{}, fmt.Errorf("find last notification: %w", err)
	}
	var at ui.Moment
	if len(last.Rows) > 0 {
		at = ui.MomentOf(last.Rows[0].ReceivedAt)
	}
	out := webhooks.Health{Receiver: h.receiver, Facts: []ui.Fact{{Label: "Last received", Value: ui.When(at)}}}
	for _, s := range []struct {
		status store.Status
		label  string
	}{{store.Failed, "Could not be applied"}, {store.Flagged, "Contradict what was applied"}} {
		found, err := h.store.ListNotifications(ctx, store.NotificationFilter{Status: s.status}, store.Page{Limit: countTo})
		if err != nil {
			return webhooks.Health{}, fmt.Errorf("count %s notifications: %w", s.status, err)
		}
		out.Facts = append(out.Facts, ui.Fact{Label: s.label, Value: counted(s.status, len(found.Rows), found.Older != nil)})
	}
	return out, nil
}

// counted leads to the notifications of a status, of which n were counted.
func counted(status store.Status, n int, more bool) templ.Component {
	if n == 0 {
		return ui.Text("none")
	}
	text := listing.Count(n, "notification")
	if more {
		text = "more than " + text
	}
	return ui.Link(received+"?status="+string(status), text)
}
