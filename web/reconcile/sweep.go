package reconcile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
)

// askedAtOnce is about how many decisions the platform is asked in one go.
const askedAtOnce = 200

// Decisions asks the platform about the decisions of which no notification has told in
// time. What it knows is recorded, and the ledger confirms or releases by it. What it does
// not know goes into the queue, and is evidence only when it is still unknown hours later.
func (k *Keeper) Decisions(ctx context.Context) error {
	due, err := k.store.UnreportedDecisions(ctx, askedAtOnce)
	if err != nil || len(due) == 0 {
		return err
	}
	if err := k.answers(ctx); err != nil {
		return err
	}
	for _, d := range due {
		if err := k.decision(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// answers makes sure that there is a platform to believe: one that answers nothing, or an
// address that is wrong, must not pass for one that knows no transaction.
func (k *Keeper) answers(ctx context.Context) error {
	_, err := k.program.Transactions(ctx, marqeta.TransactionFilter{ListOptions: marqeta.ListOptions{Count: 1}})
	if err != nil {
		return fmt.Errorf("make sure that the platform answers: %w", err)
	}
	return nil
}

func (k *Keeper) decision(ctx context.Context, d store.FundingDecision) error {
	heard, err := k.store.HeardOf(ctx, []string{d.TransactionToken})
	if err != nil {
		return err
	}
	switch t, err := k.program.Transaction(ctx, d.TransactionToken); {
	case marqeta.IsNotFound(err):
		if void, err := k.store.NotFound(ctx, d.Token); err != nil || void {
			return err
		}
		return k.store.ReportMissing(ctx, d)
	case err != nil:
		return fmt.Errorf("ask about decision %s: %w", d.Token, err)
	default:
		if err := k.record(ctx, t); err != nil {
			return err
		}
	}
	if _, stuck := heard[d.TransactionToken]; stuck { // known, and yet not applied
		return k.store.ReportMissing(ctx, d)
	}
	return nil
}

// AskDecision asks the platform about one decision now.
func (k *Keeper) AskDecision(ctx context.Context, d store.FundingDecision) error {
	k.busy.Lock()
	defer k.busy.Unlock()
	if err := k.answers(ctx); err != nil {
		return err
	}
	return k.decision(ctx, d)
}

// AskPurchase records what the platform knows of a transaction's purchase and we do not,
// and says how much that was.
func (k *Keeper) AskPurchase(ctx context.Context, transaction string) (int64, error) {
	k.busy.Lock()
	defer k.busy.Unlock()
	return k.related(ctx, transaction)
}

// Holds looks for holds that the platform should have ended. What it knows of their
// purchases is recorded first. Nothing is released: silence is no evidence.
func (k *Keeper) Holds(ctx context.Context) error {
	now := k.now()
	page := store.Page{Limit: store.MaxLimit}
	for {
		found, err := k.store.OpenHolds(ctx, now.Add(-store.ExpiryPatience), page)
		if err != nil {
			return err
		}
		for _, h := range found.Rows {
			if err := k.hold(ctx, h, now); err != nil {
				return err
			}
		}
		if page.Older = found.Older; page.Older == nil {
			return nil
		}
	}
}

func (k *Keeper) hold(ctx context.Context, h store.Hold, now time.Time) error {
	expiry, err := k.store.HoldExpiry(ctx, h)
	if err != nil || now.Before(expiry.Add(store.ExpiryPatience)) {
		return err
	}
	if _, err := k.related(ctx, h.Purchase); err != nil {
		return err
	}
	return k.store.HoldOverdue(ctx, h)
}

// related records what the platform knows of a purchase and we do not.
func (k *Keeper) related(ctx context.Context, transaction string) (int64, error) {
	f := marqeta.TransactionFilter{ListOptions: marqeta.ListOptions{Count: pageSize}}
	b, seen := store.Backfill{}, map[string]bool{}
	for {
		page, err := k.program.RelatedTransactions(ctx, transaction, f)
		if marqeta.IsNotFound(err) {
			return 0, nil
		}
		if err != nil {
			return 0, fmt.Errorf("ask about the purchase of %s: %w", transaction, err)
		}
		next, more := page.Next()
		// The funding records beside card transactions are never notified, and count for nothing.
		page.Data = slices.DeleteFunc(page.Data, func(t marqeta.Transaction) bool { return strings.HasPrefix(t.Type, "gpa.") })
		if err := k.fill(ctx, &b, seen, page.Data); err != nil {
			return 0, err
		}
		if !more {
			return b.Missing + b.Behind, nil
		}
		f.StartIndex = next
	}
}
