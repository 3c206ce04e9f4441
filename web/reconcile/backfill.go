package reconcile

import (
	"context"
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
)

const (
	// Settling is how long the platform may take to list a transaction. What is younger may
	// be complete and does not count as such.
	Settling = 6 * time.Hour

	grace    = 5 * time.Minute     // what is younger is still on its way as a notification
	first    = 24 * time.Hour      // how far the first comparison goes back
	lifetime = 40 * 24 * time.Hour // a clearing keeps the time of its purchase, which bounds the platform's list
	pageSize = 10                  // the platform gives no more at a time
)

// catchUp compares everything behind the watermark.
func (k *Keeper) catchUp(ctx context.Context) error {
	to := k.now().UTC().Add(-grace)
	from := to.Add(-first)
	switch c, known, err := k.store.Coverage(ctx); {
	case err != nil:
		return err
	case known:
		from = c.Until
	}
	_, err := k.backfill(ctx, from, to, "")
	return err
}

// Backfill compares the transactions that the platform created in a time with those that
// are here, and records what is missing. Doing it again changes nothing. The latest
// minutes are left to the notifications under way. by is who asked for it.
func (k *Keeper) Backfill(ctx context.Context, from, to time.Time, by string) (store.Backfill, error) {
	k.busy.Lock()
	defer k.busy.Unlock()
	if latest := k.now().UTC().Add(-grace); to.IsZero() || to.After(latest) {
		to = latest
	}
	if from.IsZero() {
		from = to.Add(-first)
	}
	if !from.Before(to) {
		return store.Backfill{FromTime: from, ToTime: to}, nil
	}
	return k.backfill(ctx, from, to, by)
}

func (k *Keeper) backfill(ctx context.Context, from, to time.Time, by string) (store.Backfill, error) {
	b := store.Backfill{FromTime: from.UTC(), ToTime: to.UTC(), BeganAt: k.now().UTC(), ByWhom: by}
	seen := map[string]bool{}
	err := k.listed(ctx, from, to, func(some []marqeta.Transaction) error { return k.fill(ctx, &b, seen, some) })
	b.EndedAt = k.now().UTC()
	if err != nil {
		b.Failure = err.Error()
	}
	// What was begun is written down even where ctx has ended.
	if noted := k.store.NoteBackfill(context.WithoutCancel(ctx), b, b.BeganAt.Add(-Settling)); err == nil {
		err = noted
	}
	return b, err
}

// fill records which of some listed transactions are missing here, or are here in an
// earlier state. The list grows while it is read, so that one may be on two pages.
func (k *Keeper) fill(ctx context.Context, b *store.Backfill, seen map[string]bool, some []marqeta.Transaction) error {
	var tokens []string
	for _, t := range some {
		if !seen[t.Token] {
			tokens = append(tokens, t.Token)
		}
	}
	heard, err := k.store.HeardOf(ctx, tokens)
	if err != nil {
		return err
	}
	for _, t := range some {
		if seen[t.Token] {
			continue
		}
		seen[t.Token] = true
		b.Looked++
		ours, known := heard[t.Token]
		if known && !behind(ours, t.State) {
			continue
		}
		if err := k.read(ctx, t.Token); err != nil {
			return err
		}
		if known {
			b.Behind++
		} else {
			b.Missing++
		}
	}
	return nil
}

// read has the platform tell everything about a transaction, and records it.
func (k *Keeper) read(ctx context.Context, token string) error {
	whole, err := k.program.Transaction(ctx, token)
	if err != nil {
		return fmt.Errorf("read transaction %s: %w", token, err)
	}
	return k.record(ctx, whole)
}

// behind reports whether the platform is further with a transaction than we are.
func behind(ours string, theirs marqeta.TransactionState) bool {
	return ours == string(marqeta.StatePending) && theirs != marqeta.StatePending
}

// listed gives what the platform created in a time, page by page, the newest first: what
// is added while we read comes before what was read already, and shifts nothing away.
func (k *Keeper) listed(ctx context.Context, from, to time.Time, each func([]marqeta.Transaction) error) error {
	f := marqeta.TransactionFilter{
		ListOptions: marqeta.ListOptions{Count: pageSize, SortBy: "-created_time"},
		StartDate:   from.Add(-lifetime), EndDate: to.Add(time.Hour),
	}
	for {
		page, err := k.program.Transactions(ctx, f)
		if err != nil {
			return fmt.Errorf("list transactions: %w", err)
		}
		var within []marqeta.Transaction
		over := false
		for _, t := range page.Data {
			over = t.CreatedTime.Before(from)
			if !over && t.CreatedTime.Before(to) {
				within = append(within, t)
			}
		}
		if err := each(within); err != nil {
			return err
		}
		next, more := page.Next()
		if !more || over {
			return nil
		}
		f.StartIndex = next
	}
}
