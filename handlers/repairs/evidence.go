package repairs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	views "carddeck/views/repairs"
	"carddeck/views/transactions"
	"carddeck/views/ui"
)

// evidence gathers what is known about a repair, from here alone.
func (h *Handler) evidence(ctx context.Context, p *views.ShowPage, r store.Repair, about store.Transaction, proposal *store.Proposal) error {
	add := func(label string, value ui.Fact) { value.Label = label; p.Evidence = append(p.Evidence, value) }
	if r.TransactionToken != "" {
		href := ""
		if about.Token != "" {
			href = transactionPath(about.Token)
			add("Kind", ui.Fact{Value: ui.Text(transactions.Kind(about.Type) + ", " + about.ReportedState)})
		}
		add("Transaction", ui.Fact{Value: ui.Token(r.TransactionToken, href)})
	}
	if r.DecisionToken != "" {
		add("Our decision", ui.Fact{Value: ui.Token(r.DecisionToken, decisionPath(r.DecisionToken))})
		if err := h.decision(ctx, add, r); err != nil {
			return err
		}
	}
	if err := h.notifications(ctx, add, r); err != nil {
		return err
	}
	if r.Kind == store.HoldNeverCleared {
		if err := h.expiry(ctx, add, r); err != nil {
			return err
		}
	}
	if r.AccountID != 0 {
		a, err := h.store.AccountByID(ctx, r.AccountID)
		if err != nil {
			return fmt.Errorf("find the account of a repair: %w", err)
		}
		add("Account", ui.Fact{Value: ui.Token(a.Holder, accountPath(a))})
	}
	if proposal != nil {
		add("Proposal", ui.Fact{Value: ui.Link(proposalPath(proposal.ID), fmt.Sprintf("No. %d, %s", proposal.ID, proposal.State))})
	}
	return h.position(ctx, p, r)
}

func (h *Handler) decision(ctx context.Context, add func(string, ui.Fact), r store.Repair) error {
	d, err := store.LookUp(ctx, r.DecisionToken, h.store.FundingDecision)
	if err != nil {
		return fmt.Errorf("find the decision of a repair: %w", err)
	}
	said := "Declined"
	if d.Approved {
		said = "Approved " + ui.MoneyOf(d.Granted, d.Currency).String()
	}
	add("We said", ui.Fact{Value: ui.Text(said)})
	add("Decided", ui.Fact{Value: ui.When(ui.MomentOf(d.DecidedAt))})
	times, last, _, err := h.store.Polled(ctx, r.DecisionToken)
	if err != nil || times == 0 {
		return err
	}
	add("Unknown at the platform", ui.Fact{Value: ui.Text("said " + strconv.FormatInt(times, 10) + " times")})
	add("Asked last", ui.Fact{Value: ui.When(ui.MomentOf(last))})
	return nil
}

// shownNotifications is how many notifications of a transaction are linked.
const shownNotifications = 5

func (h *Handler) notifications(ctx context.Context, add func(string, ui.Fact), r store.Repair) error {
	if r.TransactionToken == "" {
		return nil
	}
	found, err := h.store.ListNotifications(ctx, store.NotificationFilter{Token: r.TransactionToken}, store.Page{Limit: shownNotifications})
	if err != nil {
		return fmt.Errorf("find the notifications of a repair: %w", err)
	}
	if len(found.Rows) == 0 {
		add("Notification", ui.Fact{Value: ui.Text("none has come")})
	}
	for _, n := range found.Rows {
		add("Notification", ui.Fact{Value: ui.Link("/webhooks/notifications/"+strconv.FormatInt(n.ID, 10), fmt.Sprintf("No. %d, %s", n.ID, n.Status))})
	}
	return nil
}

func (h *Handler) expiry(ctx context.Context, add func(string, ui.Fact), r store.Repair) error {
	holds, err := h.store.HoldsOf(ctx, r.Purchase)
	if err != nil {
		return fmt.Errorf("find the hold of a repair: %w", err)
	}
	for _, hold := range holds {
		if hold.AccountID != r.AccountID {
			continue
		}
		at, err := h.store.HoldExpiry(ctx, hold)
		if err != nil {
			return fmt.Errorf("find when a hold ends: %w", err)
		}
		add("Set aside", ui.Fact{Value: ui.When(ui.MomentOf(hold.OpenedAt))})
		add("Should have ended", ui.Fact{Value: ui.When(ui.MomentOf(at))})
	}
	return nil
}

// position shows the purchase step by step.
func (h *Handler) position(ctx context.Context, p *views.ShowPage, r store.Repair) error {
	if r.Purchase == "" {
		return nil
	}
	at, err := h.store.Position(ctx, r.Purchase)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the purchase of a repair: %w", err)
	}
	p.Position = []ui.Fact{
		{Label: "Purchase", Value: ui.Token(at.Purchase, "")},
		{Label: "On hold", Value: ui.Amount(ui.MoneyOf(at.Hold, at.Currency))},
		{Label: "Posted", Value: ui.Amount(ui.MoneyOf(at.Posted(), at.Currency))},
	}
	for _, s := range at.Steps {
		step, err := h.step(ctx, s, at.Currency)
		if err != nil {
			return err
		}
		p.Steps = append(p.Steps, step)
	}
	return nil
}

func (h *Handler) step(ctx context.Context, s ledger.Step, currency string) (views.Step, error) {
	out := views.Step{Token: s.Transaction, Told: "Us alone", Because: ui.Capital(s.Because) + ".", Held: signed(s.Held, currency), Posted: signed(s.Posted, currency)}
	if len(s.Decisions) > 0 {
		out.Decision = decisionPath(s.Decisions[0])
	}
	switch {
	case s.Transaction == "":
		out.Of, out.Told = "Release", "Two operators"
	case s.Told:
		t, err := store.LookUp(ctx, s.Transaction, h.store.Transaction)
		if err != nil {
			return out, fmt.Errorf("find a step of a purchase: %w", err)
		}
		out.Of, out.Told, out.Href = transactions.Kind(t.Type)+", "+t.ReportedState, "The platform", transactionPath(s.Transaction)
	default:
		out.Of = "Funding request"
	}
	return out, nil
}

// signed words a change; none is nothing.
func signed(minor int64, currency string) string {
	switch m := ui.MoneyOf(minor, currency).Digits; {
	case minor == 0:
		return ""
	case minor > 0:
		return "+" + m
	default:
		return m
	}
}

func proposalPath(id int64) string { return "/proposals/" + url.PathEscape(strconv.FormatInt(id, 10)) }
