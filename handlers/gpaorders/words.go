package gpaorders

import (
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/ui"
)

func mark(state string) ui.Mark {
	switch state {
	case "PENDING":
		return ui.Mark{Tone: ui.Caution, Icon: "pending", Text: "Pending"}
	case "COMPLETION":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Completed"}
	case "REVERSED":
		return ui.Mark{Tone: ui.Note, Icon: "undo", Text: "Reversed"}
	case "DECLINED":
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Declined"}
	case "ERROR":
		return ui.Mark{Tone: ui.Bad, Icon: "warn", Text: "Error"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: state}
}

// sentence is an order in one sentence; who holds the account, where it is known.
func sentence(o store.GPAOrder, who string) string {
	money := ui.MoneyOf(o.AmountMinor, o.Currency).String()
	account := "an account"
	if who != "" {
		account = "the account of " + ui.Name(who)
	}
	switch {
	case o.State == "DECLINED":
		return "Declined: " + money + " for " + account + ", " + because(o)
	case o.State == "ERROR":
		return "Failed: " + money + " for " + account
	case o.Kind == "unload" && ordered(o):
		return "Unloaded: " + money + " from " + account
	case o.Kind == "unload":
		return "Returned: " + money + " from " + account + " to the funding source"
	case ordered(o):
		return "Loaded: " + money + " onto " + account
	case o.State == "REVERSED":
		return "Reversed: " + money + " stayed with the funding source"
	case o.State == "PENDING":
		return "Funded: " + money + " for a purchase, still on hold"
	}
	return "Funded: " + money + " for a purchase"
}

func because(o store.GPAOrder) string {
	if words, ok := dictionary.Words(marqeta.ResponseCode(o.ResponseCode)); ok {
		return words
	}
	if o.ResponseMemo != "" {
		return strings.ToLower(o.ResponseMemo)
	}
	return "no reason was told"
}

// why is the line under the sentence.
func why(o store.GPAOrder) string {
	switch {
	case o.Kind == "unload" && ordered(o):
		return "Somebody returned money of an earlier load to where it came from."
	case o.Kind == "unload":
		return "Money that came back to the user's account went on to the funding source at once."
	case ordered(o):
		return "Somebody loaded the account. Purchases use the balance up before any funding source is asked."
	}
	return "JIT Funding made this order at the moment of a purchase. Its token stays the same from authorization to clearing; the amount is the latest message's."
}

// sourceType words funding.source.type with the word itself.
func sourceType(kind string) string {
	switch kind {
	case "program":
		return "program: a program funding source"
	case "programgateway":
		return "programgateway: a program gateway, yours to answer"
	case "paymentcard":
		return "paymentcard: the user's own payment card"
	}
	return kind
}

// madeBy says what made an order and where that can be seen.
func madeBy(o store.GPAOrder) (text, token string) {
	switch {
	case ordered(o) && o.LastTransaction == "" && o.Kind == "unload":
		return "Unloaded here", ""
	case ordered(o) && o.LastTransaction == "":
		return "Loaded here", ""
	case ordered(o):
		return "Load", o.LastTransaction
	}
	if o.Kind == "unload" {
		return "Refund", o.LastTransaction
	}
	return "Purchase", o.LastTransaction
}
