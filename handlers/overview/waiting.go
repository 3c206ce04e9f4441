package overview

import (
	"cmp"
	"context"
	"net/url"
	"strconv"
	"strings"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/overview"
	"carddeck/views/ui"
	"carddeck/web/auth"
)

// waiting is what needs somebody, each list cut at shown.
type waiting struct {
	unknown []store.AuditEntry
	failed  []store.Notification
	flagged []store.Notification
	last    *store.Notification
	alarms  []store.GatewayAlarm
	sick    error
}

const shown = 20

func (h *Handler) waiting(ctx context.Context) (waiting, error) {
	w := waiting{sick: h.store.Healthy()}
	unknown, err := h.store.ListAudit(ctx, store.AuditFilter{Outcome: store.OutcomeUnknown}, store.Page{Limit: shown})
	if err != nil {
		return w, err
	}
	failed, err := h.store.ListNotifications(ctx, store.NotificationFilter{Status: store.Failed}, store.Page{Limit: shown})
	if err != nil {
		return w, err
	}
	flagged, err := h.store.ListNotifications(ctx, store.NotificationFilter{Status: store.Flagged}, store.Page{Limit: shown})
	if err != nil {
		return w, err
	}
	last, err := h.store.ListNotifications(ctx, store.NotificationFilter{}, store.Page{Limit: 1})
	if err != nil {
		return w, err
	}
	alarms, err := h.store.ListAlarms(ctx, true, store.Page{Limit: shown})
	if err != nil {
		return w, err
	}
	w.unknown, w.failed, w.flagged, w.last, w.alarms = unknown.Rows, failed.Rows, flagged.Rows, first(last.Rows), alarms.Rows
	return w, nil
}

// work lists what waits, as far as the operator may open it.
func (w waiting) work(o auth.Operator) []overview.Work {
	var out []overview.Work
	if w.sick != nil && o.May(auth.ReadWebhooks) {
		out = append(out, overview.Work{Mark: ui.Mark{Tone: ui.Bad, Icon: "warn", Text: "Receiver stopped"},
			Text: "The database refused to keep a message. Start the console again; nothing acknowledged is lost.", Href: "/webhooks", Action: "Webhooks"})
	}
	if n := len(w.unknown); n > 0 && o.May(auth.ReadAudit) {
		out = append(out, overview.Work{Mark: ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Outcome unknown"},
			Text: upTo(n, "change") + " without an answer from Marqeta", Href: "/audit?outcome=unknown", Action: "Settle"})
	}
	if n := len(w.failed); n > 0 && o.May(auth.ReadWebhooks) {
		out = append(out, overview.Work{Mark: ui.Mark{Tone: ui.Bad, Icon: "warn", Text: "Not applied"},
			Text: upTo(n, "notification") + " could not be applied", Href: "/webhooks/notifications?status=failed", Action: "Review"})
	}
	if n := len(w.flagged); n > 0 && o.May(auth.ReadWebhooks) {
		out = append(out, overview.Work{Mark: ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Contradiction"},
			Text: upTo(n, "notification") + " with the token of another and different content", Href: "/webhooks/notifications?status=flagged", Action: "Review"})
	}
	if n := len(w.alarms); n > 0 && o.May(auth.ReadGateways) {
		out = append(out, overview.Work{Mark: ui.Mark{Tone: ui.Bad, Icon: "warn", Text: "Alarm"},
			Text: upTo(n, "alarm") + ", the latest: " + string(w.alarms[0].Kind), Href: "/gateways#alarms", Action: "Look"})
	}
	return out
}

func (w waiting) receiving() (ui.Mark, []ui.Fact) {
	if w.last == nil {
		return ui.Mark{Tone: ui.Plain, Icon: "pending", Text: "None received yet"}, []ui.Fact{
			{Label: "Last received", Value: ui.Text("none")},
			{Label: "What comes", Value: ui.Text("Every transaction and every change of a card or user, once something happens.")},
		}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Receiving"}, []ui.Fact{
		{Label: "Last received", Value: ui.When(ui.MomentOf(w.last.ReceivedAt))},
		{Label: "It was", Value: ui.Link("/webhooks/notifications/"+url.PathEscape(strconv.FormatInt(w.last.ID, 10)), lastWords(*w.last))},
		{Label: "Not applied", Value: ui.Text(upTo(len(w.failed), "notification"))},
		{Label: "Contradictions", Value: ui.Text(upTo(len(w.flagged), "notification"))},
	}
}

// lastWords says what a notification was about: the event as Marqeta writes it, and for
// a change of state, whose.
func lastWords(n store.Notification) string {
	event := cmp.Or(n.Type, strings.ToLower(n.State), "an unknown event")
	switch n.Family {
	case webhook.CardTransition:
		return "card: " + event
	case webhook.UserTransition:
		return "user: " + event
	}
	return event
}

// upTo words a count that was cut at shown.
func upTo(n int, noun string) string {
	switch {
	case n >= shown:
		return strconv.Itoa(shown) + " or more " + noun + "s"
	case n == 1:
		return "1 " + noun
	case n == 0:
		return "none"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
