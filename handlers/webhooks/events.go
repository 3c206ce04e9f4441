package webhooks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"carddeck/views/webhooks"
	"carddeck/web/listing"
)

// everything subscribes to all events, also those that Marqeta adds later.
const everything = "*"

// ownEvents are those that this console applies to its local copies.
var ownEvents = []string{"transaction.*", "cardtransition.*", "usertransition.*"}

// bases are the kinds of event that most endpoints choose from (Marqeta,
// core-api/event-types).
var bases = []webhooks.EventBox{
	{Value: everything, Label: "Everything", Help: "Also what Marqeta adds later."},
	{Value: "transaction.*", Label: "Transactions", Help: "Authorizations, clearings, refunds, loads."},
	{Value: "cardtransition.*", Label: "Changes of cards", Help: "Issued, activated, suspended, terminated."},
	{Value: "usertransition.*", Label: "Changes of users", Help: "Active, limited, suspended, closed."},
	{Value: "businesstransition.*", Label: "Changes of businesses", Help: "The same for companies."},
	{Value: "digitalwallettokentransition.*", Label: "Digital wallets", Help: "A card is added to a phone, or taken off."},
	{Value: "chargebacktransition.*", Label: "Chargebacks", Help: "From initiated to won or lost."},
	{Value: "threedstransition.*", Label: "3-D Secure", Help: "A purchase online asks the user."},
}

// boxes are the bases with those ticked that are chosen.
func boxes(chosen []string) []webhooks.EventBox {
	out := slices.Clone(bases)
	for i := range out {
		out[i].On = slices.Contains(chosen, out[i].Value)
	}
	return out
}

// named gives events with their words, where they have any.
func named(events []string) []webhooks.EventBox {
	var out []webhooks.EventBox
	for _, e := range events {
		box := webhooks.EventBox{Value: e}
		for _, b := range bases {
			if b.Value == e {
				box.Label = b.Label
			}
		}
		out = append(out, box)
	}
	return out
}

func hasBox(event string) bool {
	return slices.ContainsFunc(bases, func(b webhooks.EventBox) bool { return b.Value == event })
}

// eventName has a star right behind its first word only.
var eventName = regexp.MustCompile(`^[a-z]+(\.\*|(\.[a-z0-9_-]+)+)$`)

// checkEvents gives a sentence about the first event that Marqeta does not take.
func checkEvents(events []string) string {
	for _, e := range events {
		if e != everything && (len(e) > 255 || !eventName.MatchString(e)) {
			return fmt.Sprintf("“%s” is not an event. Write transaction.authorization, or transaction.* for all of a kind; a star stands only behind the first word.", clip(e, 60))
		}
	}
	return ""
}

// typedEvents reads events from free text: one a line, or with commas between.
func typedEvents(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\r' || r == '\n' })
}

// eventWords sums up what an endpoint hears.
func eventWords(events []string) string {
	switch {
	case slices.Contains(events, everything):
		return "Everything"
	case len(events) == 0:
		return ""
	case len(events) <= 2:
		return strings.Join(events, ", ")
	}
	return strings.Join(events[:2], ", ") + " and " + listing.Count(len(events)-2, "other")
}

// clip cuts text to so many characters.
func clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
