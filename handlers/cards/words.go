package cards

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

func stateMark(s marqeta.CardState) ui.Mark {
	switch s {
	case marqeta.CardActive:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	case marqeta.CardUnactivated:
		return ui.Mark{Tone: ui.Note, Icon: "todo", Text: "Unactivated"}
	case marqeta.CardLimited:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Limited"}
	case marqeta.CardSuspended:
		return ui.Mark{Tone: ui.Caution, Icon: "pause", Text: "Suspended"}
	case marqeta.CardTerminated:
		return ui.Mark{Tone: ui.Plain, Icon: "lock", Text: "Terminated"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: capital(strings.ToLower(string(s)))}
}

// number gives a card's last four digits as people write them, or its token while
// only that is known.
func number(c marqeta.Card) string {
	if c.LastFour == "" {
		return ui.Short(c.Token)
	}
	return "•• " + c.LastFour
}

// title names a card in words: "Active virtual card •• 4417 of Ada Lindqvist".
func title(c marqeta.Card, holder string) string {
	words := []string{stateMark(c.State).Text}
	if kind := kindWord(c.InstrumentType); kind != "" {
		words = append(words, kind)
	}
	words = append(words, "card", number(c))
	if holder != "" {
		words = append(words, "of", holder)
	}
	return strings.Join(words, " ")
}

func kindWord(instrument string) string {
	switch {
	case instrument == marqeta.VirtualPAN:
		return "virtual"
	case strings.HasPrefix(instrument, "PHYSICAL"):
		return "physical"
	}
	return ""
}

func kindWords(instrument string) string {
	switch instrument {
	case marqeta.VirtualPAN:
		return "Virtual"
	case marqeta.PhysicalMSR:
		return "Physical, magnetic stripe"
	case marqeta.PhysicalICC:
		return "Physical, chip"
	case marqeta.PhysicalContactless:
		return "Physical, contactless"
	case marqeta.PhysicalCombo:
		return "Physical, chip and contactless"
	}
	return instrument
}

// expiryWords writes MMyy as it stands on a card.
func expiryWords(expiration string) string {
	if len(expiration) != 4 {
		return expiration
	}
	return expiration[:2] + "/" + expiration[2:]
}

func fulfillmentWords(status string) string {
	return capital(strings.ToLower(strings.ReplaceAll(status, "_", " ")))
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

// called is the name, or the token of what has none.
func called(name, token string) string { return cmp.Or(name, ui.Short(token)) }

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
