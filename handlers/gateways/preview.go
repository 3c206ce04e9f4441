package gateways

import (
	"cmp"
	"context"
	"fmt"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

// What a preview judges, and shows of what would go another way.
const (
	mostJudged = 1000
	mostShown  = 50
)

// preview asks other rules about the latest decisions, each by itself on the account as it
// was then. A decision whose account was not kept is left out.
func (h *Handler) preview(ctx context.Context, source string, set rule.Set) (views.Preview, error) {
	policy, err := set.Policy()
	if err != nil {
		return views.Preview{}, fmt.Errorf("use the rules: %w", err)
	}
	var p views.Preview
	judged, approved, declined := 0, 0, 0
	err = h.store.LatestDecisions(ctx, source, func(all []store.FundingDecision) bool {
		for _, d := range all {
			is, known := again(d, policy)
			if !known || judged == mostJudged {
				continue
			}
			judged++
			if is.Approved == d.Approved && is.Granted == d.Granted {
				continue
			}
			if is.Approved {
				approved++
			} else {
				declined++
			}
			if len(p.Rows) < mostShown {
				p.Rows = append(p.Rows, flip(d, is))
			}
		}
		return judged < mostJudged
	})
	if err != nil {
		return p, fmt.Errorf("read past decisions: %w", err)
	}
	p.Looked = fmt.Sprintf("The latest %d decisions of this gateway", judged)
	p.Flipped = fmt.Sprintf("%d would be approved otherwise, %d declined", approved, declined)
	p.Note = "Nothing was saved. Each is judged by itself, on the account as it was then: what an approval more or less would have left for later ones is not counted."
	if judged == 0 {
		p.Flipped = "Nothing to try them on"
		p.Note = "No decision of this gateway is known yet. Nothing was saved."
	}
	return p, nil
}

// again judges a decision's request by a policy; false when it cannot be.
func again(d store.FundingDecision, policy jit.Policy) (store.FundingDecision, bool) {
	before, known := d.Before()
	ask, err := jit.Read(d.Request)
	if !known || err != nil {
		return d, false
	}
	v := jit.Question{Ask: ask, Policy: policy, Received: d.ReceivedAt}.Judge(before)
	d.Approved, d.Granted, d.Reason, d.Rule = v.Approved, 0, v.Reason, v.Rule
	if v.Approved {
		d.Granted = v.Amount
	}
	return d, true
}

func flip(was, is store.FundingDecision) views.Flip {
	return views.Flip{At: ui.MomentOf(was.ReceivedAt), Amount: ui.MoneyOf(was.Amount, was.Currency), Merchant: ui.Name(cmp.Or(was.Merchant, "No merchant")),
		Href: funding.Decision(was.Token), Was: funding.Verdict(was), Is: funding.Verdict(is), Why: ui.Name(is.Rule)}
}
