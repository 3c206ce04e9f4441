package webhooks

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/pick"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Notification shows what came, what became of it, and what it brought.
func (h *Handler) Notification(w http.ResponseWriter, r *http.Request) error {
	d, err := h.notification(r)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "notifications", Target: strconv.FormatInt(d.ID, 10)}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list runs of notification: %w", err)
	}
	p := notificationPage(d)
	p.History = change.History(history.Rows)
	if auth.From(r.Context()).May(auth.RunNotifications) {
		p.Steps = []ui.Step{{
			Text: "Run again", Icon: "refresh", Post: notificationPath(d.ID) + "/retry",
			Key: h.changes.NewKey(), WhyNot: whyNoRetry(d.Status),
		}}
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: p.Headline.Title, Section: "/webhooks", Body: webhooks.Notification(p),
	})
}

// Raw gives the exact bytes of a notification as a file.
func (h *Handler) Raw(w http.ResponseWriter, r *http.Request) error {
	d, err := h.notification(r)
	if err != nil {
		return err
	}
	head := w.Header()
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="notification-%d.json"`, d.ID))
	head.Set("Content-Length", strconv.Itoa(len(d.Raw)))
	head.Set("Cache-Control", "no-store")
	_, _ = w.Write(d.Raw) // the browser has gone; there is nobody left to tell
	return nil
}

func (h *Handler) notification(r *http.Request) (store.NotificationDetail, error) {
	return pick.Numbered(r, "notification", h.store.Notification, func(error) error { return noNotification() })
}

func noNotification() error {
	return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such notification",
		Detail: "This console has not received it. Check the address, or search for the object that it spoke of.",
		Href:   received, Action: "All notifications"}
}

func notificationPage(d store.NotificationDetail) webhooks.NotificationPage {
	p := webhooks.NotificationPage{
		Headline: ui.Headline{
			Marks: []ui.Mark{statusMark(d.Status)}, Title: familyWords(d.Family) + ": " + typeWords(d.Notification), Code: d.State,
			Why: statusSentence(d.Notification),
			Facts: []ui.Fact{
				{Label: "Received", Value: ui.When(ui.MomentOf(d.ReceivedAt))},
				{Label: "Applied", Value: ui.When(ui.MomentOf(d.AppliedAt))},
				{Label: "Failed attempts", Value: ui.Text(strconv.Itoa(d.Attempts))},
				{Label: "Next attempt", Value: ui.When(ui.MomentOf(d.DueAt))},
				{Label: "Signature", Value: ui.Status(verdictWords(d.Signature))},
				{Label: "Place in its message", Value: ui.Text(fmt.Sprintf("%d, in message %d", d.Position+1, d.MessageID))},
				{Label: "Came again, the same", Value: ui.Text(duplicateWords(d.Duplicates))},
				{Label: "Sent from", Value: ui.Text(d.Remote)},
			},
		},
		Brought: brought(d),
		Raw:     ui.Raw{ID: "raw", Title: "The notification", Bytes: string(d.Raw), Download: notificationPath(d.ID) + "/raw"},
	}
	for _, name := range slices.Sorted(maps.Keys(d.Header)) {
		p.Header = append(p.Header, ui.Fact{Label: name, Value: ui.Text(d.Header[name])})
	}
	for _, v := range d.Versions {
		p.Versions = append(p.Versions, webhooks.NotificationRow{
			Mark: statusMark(v.Status), Href: notificationPath(v.ID), Type: typeWords(v), State: v.State,
			Received: ui.MomentOf(v.ReceivedAt), Duplicates: duplicateWords(v.Duplicates),
		})
	}
	return p
}

// mentions are the objects that a notification names beside its own.
type mentions struct {
	Card        marqeta.Scalar `json:"card_token"`
	User        marqeta.Scalar `json:"user_token"`
	CardProduct marqeta.Scalar `json:"card_product_token"`
	Order       struct {
		Token marqeta.Scalar `json:"token"`
	} `json:"gpa_order"`
}

// brought leads to what the notification is about. What cannot be read of it leads
// nowhere; the bytes below show it.
func brought(d store.NotificationDetail) []ui.Fact {
	var m mentions
	_ = json.Unmarshal(d.Raw, &m)
	facts := []ui.Fact{{Label: familyWords(d.Family), Value: ui.Token(d.Token, objectPath(d.Notification))}}
	if d.Family == webhook.Unknown {
		facts[0].Label = "Token"
	}
	for _, f := range []struct{ label, area, token string }{
		{"Card", "/cards/", m.Card.String()}, {"User", "/users/", m.User.String()},
		{"Card product", "/card-products/", m.CardProduct.String()}, {"GPA order", "/gpa-orders/", m.Order.Token.String()},
	} {
		if f.token != "" {
			facts = append(facts, ui.Fact{Label: f.label, Value: ui.Token(f.token, f.area+url.PathEscape(f.token))})
		}
	}
	return facts
}

func transactionPath(token string) string { return "/transactions/" + url.PathEscape(token) }
