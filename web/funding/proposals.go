package funding

import (
	"carddeck/store"
	"carddeck/views/ui"
)

// ProposalWords says what a proposal would do: "Credit 100.00 USD to user_grace".
func ProposalWords(p store.Proposal, a store.Account) string {
	amount := ui.MoneyOf(p.Amount, a.Currency).String()
	switch p.Kind {
	case store.CreditAccount:
		return "Credit " + amount + " to " + ui.Short(a.Holder)
	case store.DebitAccount:
		return "Debit " + amount + " from " + ui.Short(a.Holder)
	}
	return "Release " + amount + " on hold for " + ui.Short(a.Holder)
}

// ProposalState marks how far a proposal has come.
func ProposalState(s store.ProposalState) ui.Mark {
	switch s {
	case store.ProposalOpen:
		return ui.Mark{Tone: ui.Caution, Icon: "pending", Text: "Waits for a second person"}
	case store.ProposalApplied:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Carried out"}
	case store.ProposalRefused:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Refused"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "undo", Text: "Withdrawn"}
}
