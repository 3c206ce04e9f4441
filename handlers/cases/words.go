package cases

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/casework"
)

func path(c store.Case) string { return casework.Path(c.ID) }

func number(c store.Case) string { return strconv.FormatInt(c.ID, 10) }

// about is the page of a case's subject, and what it is.
func about(c store.Case) (href, kind string) {
	if c.Kind == store.DeclineGroupCase {
		return "/declines/" + url.PathEscape(c.Subject), "Group of declines"
	}
	return "/transactions/" + url.PathEscape(c.Subject), "Transaction"
}

// longestTitle and longest are how many characters a title and a note have at most.
const (
	longestTitle = 200
	longest      = 4000
)

// transactionTitle is what a case about a transaction is called at first.
func transactionTitle(t store.Transaction) string {
	at := ui.MoneyOf(t.RequestAmountMinor, t.Currency).String()
	if t.Merchant != "" {
		at += " at " + t.Merchant
	}
	what := transactions.Kind(t.Type)
	if t.Declined() {
		what = cause(t.ResponseCode)
	}
	return cut(what+": "+at, longestTitle)
}

// groupTitle is what a case about a group of declines is called at first.
func groupTitle(g store.DeclineGroup) string {
	title := cause(g.Code) + ": declines alike"
	if g.Control != "" {
		title += ", by " + g.Control
	}
	if g.MCC != "" {
		title += ", merchant category " + g.MCC
	}
	return cut(title, longestTitle)
}

// cause says in a few words why something was declined, with the code.
func cause(code string) string {
	words, ok := dictionary.Words(marqeta.ResponseCode(code))
	switch {
	case ok:
		return ui.Capital(words) + " (" + code + ")"
	case code == "":
		return "Declined"
	}
	return "Declined (" + code + ")"
}

// cut makes a title of what strangers wrote: short enough, and text to every database.
func cut(s string, most int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(n) + " " + noun + "s"
}
