package funding

import (
	"net/url"
	"strconv"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	views "carddeck/views/ledger"
	"carddeck/views/ui"
)

// Entry words a movement on a holder's account.
func Entry(e store.Entry) views.Entry {
	money := func(minor int64) string { return ui.MoneyOf(minor, e.Currency).Digits }
	out := views.Entry{
		Number: strconv.FormatInt(e.ID, 10), At: ui.MomentOf(e.At), What: what(e), Against: against(e),
		Posted: money(e.PostedAfter), Held: money(e.HeldAfter), Available: money(e.AvailableAfter()),
	}
	if e.DebitID == e.AccountID {
		out.Debit = money(e.Amount)
	} else {
		out.Credit = money(e.Amount)
	}
	switch {
	case e.ProposalID != 0:
		out.Cause, out.Href = "Proposal "+strconv.FormatInt(e.ProposalID, 10), Proposal(e.ProposalID)
	case e.DecisionToken != "":
		out.Cause, out.Href = "Decision "+ui.Short(e.DecisionToken), Decision(e.DecisionToken)
	case e.TransactionToken != "":
		out.Cause, out.Href = "Transaction "+ui.Short(e.TransactionToken), Transaction(e.TransactionToken)
	case e.NotificationID != 0:
		out.Cause, out.Href = "Notification", "/webhooks/notifications/"+strconv.FormatInt(e.NotificationID, 10)
	}
	return out
}

// Transaction is the page of a transaction.
func Transaction(token string) string { return "/transactions/" + url.PathEscape(token) }

var kinds = map[string]string{
	"hold": "Set aside", "release": "Set free", "capture": "Paid, out of the hold", "purchase": "Paid at once", "refund": "Refund",
	"promise": "Announced", "promise over": "No longer announced", "correction": "Correction of an entry before",
	store.Funding: "Funding by operators", store.Adjustment: "Adjustment by operators", store.Settlement: "Correction by operators",
}

func what(e store.Entry) string {
	if words, ok := kinds[e.Kind]; ok {
		return words
	}
	return ui.Capital(e.Kind)
}

// against names the other side of an entry.
func against(e store.Entry) string {
	switch {
	case e.Book == store.HeldBook:
		return "on hold, nothing is paid"
	case e.Book == store.PromisedBook:
		return "announced, nothing is paid"
	case e.Kind == store.Funding || e.Kind == store.Adjustment:
		return "against the program's " + e.Kind
	}
	return "against settlement"
}

// Steps words of every message of a purchase whether it moves the ledger, and why. here is
// the transaction whose page it stands on.
func Steps(p ledger.Position, here string) []views.Step {
	var out []views.Step
	for _, s := range p.Steps {
		one := views.Step{Because: ui.Capital(s.Because) + ".", Moves: ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "No"}}
		if s.Moves() {
			one.Moves = ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Yes"}
		}
		one.Text, one.Href = named(s, here)
		for _, c := range []struct {
			words string
			minor int64
		}{{"on hold", s.Held}, {"posted", s.Posted}, {"announced", s.Promised}} {
			if c.minor != 0 {
				one.Changes = append(one.Changes, Signed(c.minor, p.Currency)+" "+c.words)
			}
		}
		out = append(out, one)
	}
	return out
}

// named words a step: the transaction that the platform told, or our answer alone.
func named(s ledger.Step, here string) (text, href string) {
	switch {
	case s.Transaction == "":
		return "Release by operators", ""
	case s.Transaction == here:
		return "This transaction", ""
	case !s.Told && len(s.Decisions) > 0:
		return "Decision " + ui.Short(s.Decisions[0]) + ", not told yet", Decision(s.Decisions[0])
	}
	return "Transaction " + ui.Short(s.Transaction), Transaction(s.Transaction)
}

// Signed words a change of money with its sign: "+12.00".
func Signed(minor int64, currency string) string {
	digits := ui.MoneyOf(minor, currency).Digits
	if minor > 0 {
		return "+" + digits
	}
	return digits
}

// HoldState marks what has become of a hold.
func HoldState(s ledger.State) ui.Mark {
	switch s {
	case ledger.Open, ledger.Increased, ledger.Reduced, ledger.CapturedInPart:
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: ui.Capital(string(s))}
	case ledger.Captured:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Captured"}
	case ledger.Refused:
		return ui.Mark{Tone: ui.Caution, Icon: "fail", Text: "Refused by Marqeta"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "undo", Text: ui.Capital(string(s))}
}
