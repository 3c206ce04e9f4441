package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReasonOf words a reason code: "Reported lost (10)" from "10" and "reported lost".
// A code without words is shown as it is.
func ReasonOf(code, words string) string {
	switch {
	case words != "":
		return Capital(words) + " (" + code + ")"
	case code != "":
		return "Reason code " + code
	}
	return ""
}

// ChannelOf words the channel through which a transition was made, as Marqeta names it.
func ChannelOf(channel string) string {
	switch channel {
	case "ADMIN":
		return "Console"
	case "IVR":
		return "Telephone menu"
	case "FRAUD":
		return "Fraud desk"
	case "SYSTEM":
		return "Marqeta itself"
	}
	return channel
}

// Since says since when something is in a state and why, as far as both are known:
// "Suspended since 12 Mar 2026, 14:03:11: Reported lost (10). Called from the airport."
func Since(state string, at Moment, why ...string) string {
	var said []string
	for _, w := range why {
		if w = strings.TrimSpace(w); w != "" {
			said = append(said, ended(w))
		}
	}
	if at.Text != "" {
		state += " since " + at.Text
	}
	switch {
	case len(said) > 0:
		return state + ": " + strings.Join(said, " ")
	case at.Text != "":
		return ended(state)
	}
	return ""
}

func ended(s string) string {
	if strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// Capital begins a text with a capital letter.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
