package webhooks

import (
	"cmp"
	"fmt"
	"strings"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/ui"
)

func activeMark(active bool) ui.Mark {
	if active {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "pause", Text: "Inactive"}
}

func statusMark(s store.Status) ui.Mark {
	switch s {
	case store.Applied:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Applied"}
	case store.Stored:
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Waiting"}
	case store.Kept:
		return ui.Mark{Tone: ui.Plain, Icon: "info", Text: "Kept"}
	case store.Failed:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Not applied"}
	case store.Flagged:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Contradicts"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: string(s)}
}

// statusSentence says what became of a notification.
func statusSentence(n store.Notification) string {
	reason := strings.TrimSuffix(n.Reason, ".")
	switch n.Status {
	case store.Applied:
		if reason != "" {
			return "Applied to the local copies: " + reason + "."
		}
		return "Applied to the local copies."
	case store.Stored:
		return "Stored, and about to be applied. Reload to see how it went."
	case store.Kept:
		return "Kept as it came. This console has no local copy of its kind to apply it to."
	case store.Failed:
		sentence := "It could not be applied: " + cmp.Or(reason, "no reason was noted") + ". "
		if n.DueAt.IsZero() {
			return sentence + "It is not tried again by itself; run it again once the cause is gone."
		}
		return sentence + "It is tried again at " + ui.ClockOf(n.DueAt).Text + "."
	case store.Flagged:
		return "It contradicts one that was applied before: " + cmp.Or(reason, "no reason was noted") + "."
	}
	return reason
}

// whyNoRetry gives the reason why running a notification again would do nothing.
func whyNoRetry(s store.Status) string {
	switch s {
	case store.Kept:
		return "There is no local copy of its kind to apply it to."
	case store.Stored:
		return "It waits to be applied already."
	}
	return ""
}

func familyWords(family string) string {
	switch family {
	case webhook.Transaction:
		return "Transaction"
	case webhook.CardTransition:
		return "Change of a card"
	case webhook.UserTransition:
		return "Change of a user"
	case "businesstransition":
		return "Change of a business"
	case "digitalwallettokentransition":
		return "Digital wallet"
	case "chargebacktransition":
		return "Chargeback"
	case "threedstransition":
		return "3-D Secure"
	case webhook.Unknown:
		return "Unknown kind"
	}
	return family
}

// typeWords gives the event type as Marqeta writes it; a user transition has only a
// status.
func typeWords(n store.Notification) string { return cmp.Or(n.Type, strings.ToLower(n.State)) }

func duplicateWords(n int64) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func verdictWords(s webhook.Signature) ui.Mark {
	if s == webhook.Verified {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Verified"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "info", Text: "Not checked"}
}
