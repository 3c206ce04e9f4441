package store

import (
	"context"

	"github.com/uptrace/bun"
)

// noteOutcomes keeps what the platform made of our answers, and takes an approval that
// came to nothing out of what was approved in its day and month.
func (b *booking) noteOutcomes(ctx context.Context) error {
	byToken, byMessage := map[string]Transaction{}, map[string]Transaction{}
	for _, t := range b.purchase.transactions {
		byToken[t.Token] = t
		if t.JITToken != "" {
			byMessage[t.JITToken] = t
		}
	}
	for _, d := range b.purchase.decisions {
		t, told := byMessage[d.Token]
		if !told {
			t, told = byToken[d.TransactionToken]
		}
		if !told || d.Outcome.undone() || d.Outcome == Overridden {
			continue
		}
		outcome := d.outcome(t)
		if outcome == d.Outcome {
			continue
		}
		_, err := b.Store.write.NewUpdate().Model((*FundingDecision)(nil)).Set("outcome = ?", outcome).Set("outcome_at = ?", b.now()).
			Where("token = ?", d.Token).Exec(ctx)
		if err != nil {
			return translate("note the outcome of a decision", err)
		}
		if err := b.outcomeRepairs(ctx, d.FundingDecision, outcome); err != nil {
			return err
		}
		if outcome.undone() && d.counts() {
			if err := b.uncount(ctx, d.FundingDecision); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *booking) uncount(ctx context.Context, d FundingDecision) error {
	for _, span := range []struct {
		name   string
		number int64
	}{{"day", d.Day}, {"month", monthOf(d.Day)}} {
		name := bun.Safe(span.name)
		_, err := b.Store.write.NewUpdate().Model((*Account)(nil)).Set("?_amount = ?_amount - ?", name, name, d.Granted).
			Set("?_count = ?_count - 1", name, name).Where("id = ?", d.AccountID).Where("? = ?", name, span.number).Exec(ctx)
		if err != nil {
			return translate("take an approval back", err)
		}
	}
	return nil
}
