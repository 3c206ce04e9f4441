package cards

import (
	"strings"

	"carddeck/views/ui"
)

// State words a card's state, as Marqeta names it.
func State(state string) ui.Mark {
	switch state {
	case "ACTIVE":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	case "UNACTIVATED":
		return ui.Mark{Tone: ui.Note, Icon: "todo", Text: "Unactivated"}
	case "LIMITED":
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Limited"}
	case "SUSPENDED":
		return ui.Mark{Tone: ui.Caution, Icon: "pause", Text: "Suspended"}
	case "TERMINATED":
		return ui.Mark{Tone: ui.Plain, Icon: "lock", Text: "Terminated"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: ui.Capital(strings.ToLower(state))}
}

// Number gives a card's last four digits as people write them, or its token while
// only that is known.
func Number(lastFour, token string) string {
	if lastFour == "" {
		return ui.Short(token)
	}
	return "••\u00a0" + lastFour
}

// Title names a card in words: "Active virtual card •• 4417 of Ada Lindqvist".
func Title(state, instrument, number, holder string) string {
	words := []string{State(state).Text}
	switch {
	case instrument == "VIRTUAL_PAN":
		words = append(words, "virtual")
	case strings.HasPrefix(instrument, "PHYSICAL"):
		words = append(words, "physical")
	}
	words = append(words, "card", number)
	if holder != "" {
		words = append(words, "of", holder)
	}
	return strings.Join(words, " ")
}

// Kind words a card's instrument_type.
func Kind(instrument string) string {
	switch instrument {
	case "VIRTUAL_PAN":
		return "Virtual"
	case "PHYSICAL_MSR":
		return "Physical, magnetic stripe"
	case "PHYSICAL_ICC":
		return "Physical, chip"
	case "PHYSICAL_CONTACTLESS":
		return "Physical, contactless"
	case "PHYSICAL_COMBO":
		return "Physical, chip and contactless"
	}
	return instrument
}

// Expiry writes MMyy as it stands on a card: "03/29".
func Expiry(expiration string) string {
	if len(expiration) != 4 {
		return expiration
	}
	return expiration[:2] + "/" + expiration[2:]
}

// Fulfillment words a fulfillment_status.
func Fulfillment(status string) string {
	return ui.Capital(strings.ToLower(strings.ReplaceAll(status, "_", " ")))
}
