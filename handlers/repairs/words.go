package repairs

import (
	"net/url"
	"strings"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/views/ui"
)

// words say what a kind of repair is, why it comes about, and what to do.
type words struct{ title, why, advice string }

var kinds = map[store.RepairKind]words{
	store.UnreportedDecision: {"A decision of which no notification tells", "We answered a funding request, and the platform has not said what it made of the answer.",
		"The platform is asked every ten minutes. What it knows is recorded and settles this. The money stays on hold until it says so, or until it still knows nothing five hours after the decision."},
	store.LateApproval: {"An approval that came too late", "We approved when the platform had stopped waiting and had declined.",
		"The notification of the decline gave the money back. If there are many, look at the response times of the gateway."},
	store.HoldNeverCleared: {"A hold that was never cleared", "The platform's own expiry of the hold is more than three days past, and no message has ended it.",
		"Ask the platform about the purchase first. If it knows of no clearing and no expiry, release the hold: a clearing that comes later is posted all the same."},
	kind(ledger.ClearingWithoutHold): {"A clearing without a hold", "The merchant was paid, and nothing was set aside for it.",
		"The money was taken, as it had to be. If an authorization is missing here, asking the platform brings it. Otherwise acknowledge it, as of a late clearing or one without an authorization."},
	kind(ledger.ClearingOverHold): {"A clearing of more than was held", "The merchant took more than was set aside, as with a tip.",
		"The merchant was paid in full. Acknowledge it where it is plausible; a case leads to a dispute where it is not."},
	kind(ledger.ReversalWithoutHold): {"A reversal without a hold", "The merchant gave something up that is not on hold here.",
		"If the purchase was cleared before, the cardholder is owed the money unless a refund comes too: ask the platform before you propose a credit."},
	kind(ledger.UndoWithoutOriginal): {"A reversal of something unknown", "What it undoes has not come here.",
		"Ask the platform: the missing message makes it fit. If the platform has none either, propose the entry."},
	kind(ledger.AdviceDiffers): {"An advice that states another amount", "The new total and the difference that came with it do not agree.",
		"The ledger goes by the total. Acknowledge it when the total is right."},
	kind(ledger.EndedUnseen): {"A purchase that ended unseen", "The platform calls the authorization over, and the message that ended it has not come.",
		"The hold was released by the platform's word. Ask about the purchase: if it was cleared, the clearing is missing."},
	kind(ledger.DeclineOverridden): {"A decline that was overridden", "We declined, and somebody approved in our place.",
		"A stand-in may have answered. The purchase counts; acknowledge it when you know who approved."},
	kind(ledger.OtherCurrency): {"A message in another currency", "It belongs to a purchase in another currency, so it was not booked.",
		"Propose an entry on the holder's account in that currency if money has moved."},
	kind(ledger.OtherHolder): {"A message about somebody else", "It names another holder than the purchase it belongs to.",
		"It was booked on the account of the purchase. Acknowledge it when that is right."},
	kind(ledger.NoHolder): {"A message that names nobody", "It does not say whose money it moves, so it was not booked.",
		"Find out whose it is, and propose an entry on that account."},
	kind(ledger.UnknownType): {"A message of an unknown type", "This release does not know what messages of its type do, so it was kept and not booked.",
		"Look at its content. If money has moved, propose an entry on the holder's account."},
	kind(ledger.NegativeAmount): {"A negative amount", "A message with an amount below zero was kept and not booked.",
		"Look at its content. If money has moved, propose an entry on the holder's account."},
}

func kind(k ledger.MisfitKind) store.RepairKind { return store.RepairKind(k) }

// wordsOf gives the words of a kind; one of a later release speaks for itself.
func wordsOf(k store.RepairKind) words {
	if w, ok := kinds[k]; ok {
		return w
	}
	return words{title: ui.Capital(string(k)), advice: "Look at the evidence."}
}

func mark(s store.RepairState) ui.Mark {
	switch s {
	case store.RepairOpen:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Open"}
	case store.RepairCorrected:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Corrected"}
	case store.RepairAcknowledged:
		return ui.Mark{Tone: ui.Plain, Icon: "check", Text: "Acknowledged"}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Settled itself"}
}

// subjectPath is the page of what a repair is about.
func subjectPath(r store.Repair) string {
	if r.DecisionToken != "" {
		return decisionPath(r.DecisionToken)
	}
	return transactionPath(r.Subject)
}

func decisionPath(token string) string    { return "/decisions/" + url.PathEscape(token) }
func transactionPath(token string) string { return "/transactions/" + url.PathEscape(token) }

// suggestion is the entry that would put a repair right.
type suggestion struct {
	kind      store.ProposalKind
	minor     int64
	proposing string
	why       string
}

// suggest says which entry would put a repair right, about a transaction of a type;
// false where none would, or where only a person can tell.
func suggest(r store.Repair, typ string) (suggestion, bool) {
	money := func(minor int64) string { return ui.MoneyOf(minor, r.Currency).String() }
	credit := func(minor int64, why string) (suggestion, bool) {
		return suggestion{store.CreditAccount, minor, "Propose to credit " + money(minor), why}, minor > 0
	}
	switch {
	case r.AccountID == 0:
		return suggestion{}, false
	case r.Kind == store.HoldNeverCleared:
		return suggestion{store.ReleaseHold, r.Found, "Propose to release " + money(r.Found), "The entry gives back what is still set aside for the purchase."}, r.Found > 0
	case r.Kind == kind(ledger.ReversalWithoutHold):
		return credit(r.Found, "The entry returns what the merchant gave up after it was cleared.")
	case r.Kind == kind(ledger.UndoWithoutOriginal) && givesFirst(typ):
		minor := r.Found - r.Expected
		return suggestion{store.DebitAccount, minor, "Propose to debit " + money(minor), "The entry takes back the credit that was undone."}, minor > 0
	case r.Kind == kind(ledger.UndoWithoutOriginal):
		return credit(r.Found-r.Expected, "The entry returns the purchase that was undone.")
	}
	return suggestion{}, false
}

// givesFirst reports whether what a type undoes had given the holder money.
func givesFirst(typ string) bool {
	return strings.Contains(typ, "credit") || strings.Contains(typ, "refund")
}
