package decisions

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/views/ui"
	"carddeck/web/funding"
	"carddeck/web/render"
)

// Again asks the rules once more, on the account as it was then, and shows what that and
// sending the request again would do to the ledger. It changes nothing.
func (h *Handler) Again(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, err := h.find(ctx, r.PathValue("token"))
	if err != nil {
		return err
	}
	p := views.AgainPage{Back: funding.Decision(s.Token), Title: headline(s.FundingDecision, 0, false)}
	p.Answers = []views.Again{{Who: "As it was decided", Rules: version(s.Version), Verdict: funding.Verdict(s.FundingDecision), Text: verdict(s.FundingDecision)}}
	same, err := h.judged(ctx, s, s.Version)
	if err != nil {
		return err
	}
	if same == nil {
		p.Missing = "The account as it was then was not kept, so the rules cannot be asked on it."
	} else {
		p.Answers = append(p.Answers, views.Again{Who: "The same rules again", Rules: version(s.Version), Verdict: funding.Verdict(*same), Text: verdict(*same)})
		p.Same = alike(s.FundingDecision, *same)
		now, inForce, err := h.inForce(ctx, s)
		if err != nil {
			return err
		}
		if now != nil && inForce != s.Version {
			p.Answers = append(p.Answers, views.Again{Who: "The rules in force now", Rules: version(inForce), Verdict: funding.Verdict(*now), Text: verdict(*now)})
		}
	}
	if p.Effect, err = h.replayed(ctx, s); err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Ask the rules again", Section: funding.Gateways, Body: views.AgainOf(p)})
}

func version(n int64) string {
	if n == 0 {
		return "those everybody begins with"
	}
	return fmt.Sprintf("version %d", n)
}

// judged asks a version of the rules about the request, on the account as it was then; nil
// when that is not known.
func (h *Handler) judged(ctx context.Context, s seen, version int64) (*store.FundingDecision, error) {
	before, known := s.Before()
	ask, err := jit.Read(s.Request)
	if !known || err != nil {
		return nil, nil
	}
	set := rule.First()
	if version > 0 {
		kept, err := h.store.Rules(ctx, version)
		if err != nil {
			return nil, fmt.Errorf("read the rules of a decision: %w", err)
		}
		set = kept.Set
	}
	policy, err := set.Policy()
	if err != nil {
		return nil, fmt.Errorf("use the rules of a decision: %w", err)
	}
	v := jit.Question{Ask: ask, Policy: policy, Received: s.ReceivedAt}.Judge(before)
	out := s.FundingDecision
	out.Approved, out.Granted, out.Reason, out.Rule, out.Memo, out.Tags = v.Approved, 0, v.Reason, v.Rule, v.Memo, v.Tags
	if v.Approved {
		out.Granted = v.Amount
	}
	return &out, nil
}

// inForce asks the rules that the gateway has now.
func (h *Handler) inForce(ctx context.Context, s seen) (*store.FundingDecision, int64, error) {
	g, err := h.store.Gateway(ctx, s.Gateway)
	if errors.Is(err, store.ErrNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("find the gateway of a decision: %w", err)
	}
	now, err := h.judged(ctx, s, g.RulesVersion)
	return now, g.RulesVersion, err
}

func alike(a, b store.FundingDecision) bool {
	return a.Approved == b.Approved && a.Granted == b.Granted && a.Reason == b.Reason && a.Rule == b.Rule && a.Memo == b.Memo && a.Tags == b.Tags
}

// replayed holds what is booked of the purchase against what follows from its facts. Equal
// means that nothing would move if all of them came again.
func (h *Handler) replayed(ctx context.Context, s seen) (views.Replay, error) {
	position, err := h.store.Position(ctx, s.TransactionToken)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return views.Replay{}, fmt.Errorf("find the position of a purchase: %w", err)
	}
	purchase := cmp.Or(position.Purchase, s.TransactionToken)
	holds, err := h.store.HoldsOf(ctx, purchase)
	if err != nil {
		return views.Replay{}, fmt.Errorf("find the holds of a purchase: %w", err)
	}
	entries, err := h.store.PurchaseEntries(ctx, purchase)
	if err != nil {
		return views.Replay{}, fmt.Errorf("list the entries of a purchase: %w", err)
	}
	return compared(position, holds, entries, s.Currency), nil
}

func compared(p ledger.Position, holds []store.Hold, entries []store.Entry, currency string) views.Replay {
	var held, promised, posted int64
	for _, one := range holds {
		held, promised = held+one.Amount, promised+one.Promised
	}
	for _, e := range entries {
		if e.Book == store.PostedBook && e.ProposalID == 0 {
			posted += e.Change()
		}
	}
	out := views.Replay{None: true, Facts: len(p.Steps)}
	for _, one := range []struct {
		name        string
		booked, due int64
	}{{"On hold", held, p.Hold}, {"Posted", posted, p.Posted()}, {"Announced", promised, p.Promised}} {
		line := views.ReplayLine{Name: one.name, Booked: ui.MoneyOf(one.booked, currency).Digits, Computed: ui.MoneyOf(one.due, currency).Digits,
			Change: ui.Mark{Tone: ui.Good, Icon: "ok", Text: "None"}}
		if one.booked != one.due {
			out.None = false
			line.Change = ui.Mark{Tone: ui.Bad, Icon: "warn", Text: funding.Signed(one.due-one.booked, currency)}
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}
