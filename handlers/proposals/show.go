package proposals

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/store"
	"carddeck/views/proposals"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/funding"
	"carddeck/web/pick"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Show shows one proposal.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	one, a, err := h.find(r)
	if err != nil {
		return err
	}
	p := proposals.ShowPage{
		Headline: ui.Headline{
			Marks: []ui.Mark{funding.ProposalState(one.State)}, Title: funding.ProposalWords(one, a), Why: ui.Name(one.Memo),
			Facts: []ui.Fact{
				{Label: "Amount", Value: ui.Amount(ui.MoneyOf(one.Amount, a.Currency))}, {Label: "Against the program's", Value: ui.Text(contra(one))},
				{Label: "Proposed by", Value: ui.Text(one.ProposedByEmail)}, {Label: "At", Value: ui.When(ui.MomentOf(one.ProposedAt))},
				{Label: "Settled by", Value: ui.Text(one.SettledByEmail)}, {Label: "Settled", Value: ui.When(ui.MomentOf(one.SettledAt))},
			},
		},
		Related: related(one, a),
	}
	switch one.State {
	case store.ProposalOpen:
		p.Before, p.Steps = outcome(one, a), steps(one, auth.From(ctx))
	case store.ProposalRefused:
		p.Answered, p.Answer = "Refused by "+one.SettledByEmail, one.Answer
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Area: "proposals", Target: strconv.FormatInt(one.ID, 10)}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of a proposal: %w", err)
	}
	p.History = change.History(history.Rows)
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: funding.Accounts, Body: proposals.Show(p)})
}

// find gives the proposal that the address names, and its account.
func (h *Handler) find(r *http.Request) (store.Proposal, store.Account, error) {
	one, err := pick.Numbered(r, "proposal", h.store.Proposal, gone)
	if err != nil {
		return one, store.Account{}, err
	}
	a, err := h.account(r.Context(), one.AccountID)
	return one, a, err
}

func gone(error) error {
	return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such proposal",
		Detail: "The address was cut or changed. Proposals are never deleted.", Href: funding.Proposals + "?state=all", Action: "All proposals"}
}

func (h *Handler) account(ctx context.Context, id int64) (store.Account, error) {
	found, err := h.store.AccountsByID(ctx, []int64{id})
	if err != nil {
		return store.Account{}, fmt.Errorf("find the account of a proposal: %w", err)
	}
	return found[id], nil
}

func contra(p store.Proposal) string {
	if p.Kind == store.ReleaseHold {
		return "nothing: what is set aside is free again"
	}
	return p.Contra + " account"
}

// outcome says what the account would be after it.
func outcome(p store.Proposal, a store.Account) []ui.Fact {
	posted, held := a.Posted, a.Held
	switch p.Kind {
	case store.CreditAccount:
		posted += p.Amount
	case store.DebitAccount:
		posted -= p.Amount
	default:
		held -= min(p.Amount, held)
	}
	fact := func(label string, was, is int64) ui.Fact {
		text := ui.MoneyOf(was, a.Currency).Digits + " now, " + ui.MoneyOf(is, a.Currency).Digits + " after"
		if was == is {
			text = ui.MoneyOf(was, a.Currency).Digits + ", unchanged"
		}
		return ui.Fact{Label: label, Value: ui.Text(text)}
	}
	return []ui.Fact{fact("Posted", a.Posted, posted), fact("On hold", a.Held, held), fact("Available", a.Available(), posted-held)}
}

// steps are what the operator can do about an open proposal.
func steps(p store.Proposal, o auth.Operator) []ui.Step {
	at := funding.Proposal(p.ID)
	var out []ui.Step
	own := p.ProposedBy == o.ID
	if o.May(auth.SettleProposals) {
		approve := ui.Step{Text: "Approve", Icon: "ok", Href: at + "/approve", First: true}
		if own {
			approve = ui.Step{Text: "Approve", WhyNot: "You made it yourself; somebody else has to approve it."}
		}
		out = append(out, approve, ui.Step{Text: "Refuse", Icon: "fail", Href: at + "/refuse"})
	}
	if own && o.May(auth.ProposeEntries) {
		out = append(out, ui.Step{Text: "Withdraw", Icon: "undo", Href: at + "/withdraw"})
	}
	return out
}

func related(p store.Proposal, a store.Account) []ui.Fact {
	out := []ui.Fact{{Label: "Account", Value: ui.Link(fmt.Sprintf("%s?account=%d", funding.Account(a.Holder), a.ID), ui.Short(a.Holder)+", "+a.Currency)}}
	if p.Purchase != "" {
		out = append(out, ui.Fact{Label: "Purchase", Value: ui.Token(p.Purchase, funding.Transaction(p.Purchase))})
	}
	if p.TransactionToken != "" {
		out = append(out, ui.Fact{Label: "About", Value: ui.Token(p.TransactionToken, funding.Transaction(p.TransactionToken))})
	}
	return out
}
