package gateways

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/funding"
	"carddeck/web/listing"
)

// What a preview looks at before it asks whether to go on, and shows of what would go
// another way.
const (
	mostLooked = 2000
	patience   = 700 * time.Millisecond
	mostShown  = 50
)

// tried counts what a preview came to.
type tried struct {
	judged, unknown    int // unknown: what was decided on was not kept
	approved, declined int // otherwise than they were
	first, last        time.Time
	rows               []views.Flip
}

// preview asks other rules about past decisions, each by itself on the account as it was
// then: the latest, or those from where an earlier preview ended.
func (h *Handler) preview(ctx context.Context, source string, set rule.Set, from *store.Key) (views.Preview, error) {
	policy, err := set.Policy()
	if err != nil {
		return views.Preview{}, fmt.Errorf("use the rules: %w", err)
	}
	var t tried
	until := h.now().Add(patience)
	rest, err := h.store.LatestDecisions(ctx, source, from, func(all []store.FundingDecision) bool {
		for _, d := range all {
			t.ask(d, policy)
		}
		return t.judged+t.unknown < mostLooked && h.now().Before(until)
	})
	if err != nil {
		return views.Preview{}, fmt.Errorf("read past decisions: %w", err)
	}
	return t.words(rest), nil
}

func (t *tried) ask(d store.FundingDecision, policy jit.Policy) {
	if t.first.IsZero() {
		t.first = d.ReceivedAt
	}
	t.last = d.ReceivedAt
	is, known := again(d, policy)
	switch {
	case !known:
		t.unknown++
		return
	case is.Approved == d.Approved && is.Granted == d.Granted:
	case is.Approved:
		t.approved++
	default:
		t.declined++
	}
	t.judged++
	if (is.Approved != d.Approved || is.Granted != d.Granted) && len(t.rows) < mostShown {
		t.rows = append(t.rows, flip(d, is))
	}
}

// words says how many were looked at, and what was left out.
func (t *tried) words(rest *store.Key) views.Preview {
	p := views.Preview{Rows: t.rows, Flipped: fmt.Sprintf("%d would be approved otherwise, %d declined", t.approved, t.declined)}
	if t.judged+t.unknown == 0 {
		p.Flipped, p.Note = "Nothing to try them on", "No decision of this gateway is known as far back as its answers are kept. Nothing was saved."
		return p
	}
	p.Looked = fmt.Sprintf("%s judged, from %s UTC back to %s UTC", listing.Count(t.judged, "decision"), ui.MomentOf(t.first).Text, ui.MomentOf(t.last).Text)
	p.Note = "Nothing was saved. Each is judged by itself, on the account as it was then: what an approval more or less would have left for later ones is not counted."
	if t.unknown > 0 {
		p.Note += fmt.Sprintf(" %s left out: the account that they were taken on was not kept.", listing.Count(t.unknown, "decision"))
	}
	if changed := t.approved + t.declined; changed > len(t.rows) {
		p.Note += fmt.Sprintf(" The latest %d of the %d that would change are shown.", len(t.rows), changed)
	}
	if rest != nil {
		p.Note += fmt.Sprintf(" Older ones were not looked at: a preview takes %s at a time, or as many as it judges in %s.", humanize.Comma(mostLooked), funding.Took(patience))
		p.Rest = rest.String()
	}
	return p
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
