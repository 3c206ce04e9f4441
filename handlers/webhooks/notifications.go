package webhooks

import (
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// Notifications shows what was received, the last first.
func (h *Handler) Notifications(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListNotifications(r.Context(), store.NotificationFilter{
		Family: l.Get("family"), Status: store.Status(l.Get("status")), Token: l.Get("token"),
	}, page)
	if err != nil {
		return fmt.Errorf("list notifications: %w", err)
	}
	health, err := h.health(r.Context())
	if err != nil {
		return err
	}
	p := webhooks.NotificationsPage{
		Tabs: tabs(received), Health: health, Filter: filter(l), Chips: chips(l), Clear: l.Bare(),
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "notification"), Empty: nothingReceived(l),
	}
	if p.Complete, err = h.complete(r.Context()); err != nil {
		return err
	}
	for _, n := range found.Rows {
		p.Rows = append(p.Rows, webhooks.NotificationRow{
			Mark: statusMark(n.Status), Href: notificationPath(n.ID), Family: familyWords(n.Family), Type: typeWords(n),
			State: n.State, Token: n.Token, TokenHref: objectPath(n), Received: ui.MomentOf(n.ReceivedAt),
			Duplicates: duplicateWords(n.Duplicates), OnlyToken: l.With("token", n.Token),
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Received notifications", Section: "/webhooks", Fragments: []string{webhooks.Received}, Body: webhooks.Notifications(p),
	})
}

// families are the ones to choose from; others may stand in the address.
var families = []string{
	webhook.Transaction, webhook.CardTransition, webhook.UserTransition, "businesstransition",
	"digitalwallettokentransition", "chargebacktransition", "threedstransition", webhook.Unknown,
}

var statuses = []store.Status{store.Applied, store.Stored, store.Failed, store.Flagged, store.Kept}

func filter(l listing.List) webhooks.Filter {
	f := webhooks.Filter{
		Family: ui.Field{Name: "family", Value: l.Get("family")}, Families: []ui.Option{{Value: "", Text: "Every kind"}},
		Status: ui.Field{Name: "status", Value: l.Get("status")}, Statuses: []ui.Option{{Value: "", Text: "Every status"}},
		Token: l.Get("token"),
	}
	for _, family := range families {
		f.Families = append(f.Families, ui.Option{Value: family, Text: familyWords(family)})
	}
	for _, s := range statuses {
		f.Statuses = append(f.Statuses, ui.Option{Value: string(s), Text: statusMark(s).Text})
	}
	return f
}

func chips(l listing.List) []ui.Chip {
	var out []ui.Chip
	for _, c := range []struct{ key, label, value string }{
		{"family", "Kind", familyWords(l.Get("family"))},
		{"status", "Status", statusMark(store.Status(l.Get("status"))).Text},
		{"token", "Token", l.Get("token")},
	} {
		if l.Filtered(c.key) {
			out = append(out, ui.Chip{Label: c.label, Value: c.value, Remove: l.Without(c.key)})
		}
	}
	return out
}

func nothingReceived(l listing.List) ui.Empty {
	if l.Filtered("family", "status", "token") {
		return ui.Empty{Title: "No notification matches", Text: "Take a filter away to see more."}
	}
	return ui.Empty{
		Title: "Nothing received yet",
		Text: "Marqeta posts a notification for each authorization, clearing and change of a card or user to the active endpoints. " +
			"Simulate a purchase, or send a ping from an endpoint's page to try the way.",
		Href: "/webhooks", Action: "Look at the endpoints",
	}
}

// objectPath leads to the object that a notification speaks of, where its token alone
// tells.
func objectPath(n store.Notification) string {
	if n.Family == webhook.Transaction && !strings.HasPrefix(n.Token, "sha256:") {
		return transactionPath(n.Token)
	}
	return ""
}
