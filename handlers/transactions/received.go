package transactions

import (
	"fmt"
	"strconv"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/ui"
)

// receivedFacts tells of the notification that brought the copy.
func receivedFacts(s seen, n store.NotificationDetail, link bool) []ui.Fact {
	if !s.local {
		return nil
	}
	out := []ui.Fact{
		{Label: "Received", Value: ui.When(ui.MomentOf(n.ReceivedAt))},
		{Label: "After", Value: ui.Text(delay(s.Transaction, n.Notification))},
		{Label: "Signature", Value: ui.Text(signature(n.Signature))},
		{Label: "Same bytes again", Value: ui.Text(times(n.Duplicates))},
	}
	if link {
		out = append(out, ui.Fact{Label: "Notification", Value: ui.Link("/webhooks/notifications/"+strconv.FormatInt(n.ID, 10), "Open with its headers")})
	}
	return out
}

// delay tells how long the notification took. Marqeta's created_time often has whole
// seconds, so the figure is the most that it can have been.
func delay(t store.Transaction, n store.Notification) string {
	took := n.ReceivedAt.Sub(t.CreatedTime)
	switch {
	case took < 0:
		return "before its created_time: the clocks differ"
	case t.CreatedTime.Nanosecond() == 0:
		return fmt.Sprintf("at most %d ms", took.Milliseconds())
	}
	return fmt.Sprintf("%d ms", took.Milliseconds())
}

func signature(s webhook.Signature) string {
	switch s {
	case webhook.Verified:
		return "Valid, HMAC of the bytes"
	case webhook.Unchecked:
		return "Not checked: no secret is set"
	}
	return string(s)
}

func times(n int64) string {
	switch n {
	case 0:
		return "never"
	case 1:
		return "once, ignored"
	}
	return strconv.FormatInt(n, 10) + " times, ignored"
}
