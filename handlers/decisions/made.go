package decisions

import (
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

// made says what the platform made of the decision, and what it noted about asking.
func made(s seen, now time.Time) views.Made {
	if s.Told == nil {
		return views.Made{Tone: ui.Note, Title: "Marqeta has not told yet", Text: []string{
			"No notification about this transaction has come in the " + funding.Age(now.Sub(s.DecidedAt)) + " since the answer. Until then the ledger counts what was decided.",
		}}
	}
	out := views.Made{Href: funding.Transaction(s.TransactionToken), Link: "The transaction"}
	switch s.Outcome {
	case store.DeclinedLater:
		out.Tone, out.Title = ui.Bad, "Marqeta declined it all the same"
		out.Text = []string{response(*s.Told) + " What was set aside is free again."}
	case store.TimedOut:
		out.Tone, out.Title = ui.Bad, "Our answer came too late for Marqeta"
		out.Text = []string{"It declined by itself. " + response(*s.Told) + " What was set aside is free again."}
	case store.Overridden:
		out.Tone, out.Title = ui.Caution, "It was approved although we declined"
		out.Text = []string{"Somebody else answered in our place" + by(s.Told.StandinBy) + ". The money is owed all the same, so the ledger counts it."}
	default:
		out.Tone, out.Title = ui.Good, "Marqeta went by it"
		out.Text = []string{fmt.Sprintf("%s is %s for %s.", ui.Capital(s.Told.Type), s.Told.ReportedState, ui.MoneyOf(s.Told.AmountMinor, s.Told.Currency))}
	}
	if s.log != nil {
		out.Text = append(out.Text, logged(*s.log))
	}
	return out
}

func by(who string) string {
	if who == "" {
		return ""
	}
	return ", " + ui.Name(who)
}

// response words the code that the platform gave the merchant.
func response(t store.Transaction) string {
	words, known := dictionary.Words(marqeta.ResponseCode(t.ResponseCode))
	if !known {
		words = ui.Name(t.ResponseMemo)
	}
	return ui.Capital(words) + " (" + t.ResponseCode + ")."
}

// logged words the platform's own note about asking.
func logged(l marqeta.GatewayLog) string {
	code := "no answer"
	if l.Response != nil && l.Response.Code != "" {
		code = l.Response.Code.String()
	}
	return fmt.Sprintf("Marqeta’s own log: %s, %d ms, timed_out %t.", ui.Name(code), l.Duration, l.TimedOut)
}
