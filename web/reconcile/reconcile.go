// Package reconcile keeps what is known here and what is known at the platform equal. It
// asks the platform for what no notification has told, records the answers as if they had
// been delivered, and compares whole days. It moves no money: the ledger does, with each
// notification.
package reconcile

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/webhook"
	"carddeck/store"
)

// Program is what is asked of the platform.
type Program interface {
	Transaction(ctx context.Context, token string) (marqeta.Transaction, error)
	Transactions(ctx context.Context, f marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error)
	RelatedTransactions(ctx context.Context, token string, f marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error)
}

// Store is what is read and kept here.
type Store interface {
	RecordBeside(ctx context.Context, m webhook.Message) error
	HeardOf(ctx context.Context, tokens []string) (map[string]string, error)
	Coverage(ctx context.Context) (store.Coverage, bool, error)
	RaiseAlarm(ctx context.Context, a store.GatewayAlarm) error
	NoteBackfill(ctx context.Context, b store.Backfill, settled time.Time) error
	UnreportedDecisions(ctx context.Context, limit int) ([]store.FundingDecision, error)
	NotFound(ctx context.Context, decision string) (void bool, err error)
	ReportMissing(ctx context.Context, d store.FundingDecision) error
	OpenHolds(ctx context.Context, before time.Time, p store.Page) (store.Slice[store.Hold], error)
	HoldExpiry(ctx context.Context, h store.Hold) (time.Time, error)
	HoldOverdue(ctx context.Context, h store.Hold) error
	Reconciliation(ctx context.Context, day string) (store.Reconciliation, error)
	TransactionsCreated(ctx context.Context, from, to time.Time, each func(store.Transaction)) error
	PutReconciliation(ctx context.Context, r store.Reconciliation, totals []store.ReconciliationTotal, items []store.ReconciliationItem) error
}

// Keeper compares and asks. Its methods may be called from many goroutines.
type Keeper struct {
	program Program
	store   Store
	now     func() time.Time
	log     *slog.Logger

	began time.Time

	busy sync.Mutex // one comparison at a time
	due  map[string]time.Time

	asked       sync.Mutex            // held for a moment, unlike busy
	comparisons map[string]Comparison // that people asked for, by day
}

// New makes a keeper.
func New(p Program, s Store, now func() time.Time, log *slog.Logger) *Keeper {
	return &Keeper{program: p, store: s, now: now, log: log, began: now(), due: map[string]time.Time{}, comparisons: map[string]Comparison{}}
}

// How often each is done, and how soon again after a failure.
const (
	everyBackfill  = 10 * time.Minute
	everyDecisions = time.Minute
	everyHolds     = time.Hour
	everyDay       = 10 * time.Minute
	afterFailure   = time.Minute
)

// Keep does what is due: it is called over and over.
func (k *Keeper) Keep(ctx context.Context) error {
	return errors.Join(
		k.when(ctx, "decisions", everyDecisions, k.Decisions),
		k.when(ctx, "backfill", everyBackfill, k.catchUp),
		k.when(ctx, "watermark", everyBackfill, k.watch), // after the comparison that moves it
		k.when(ctx, "holds", everyHolds, k.Holds),
		k.when(ctx, "yesterday", everyDay, k.yesterday),
	)
}

func (k *Keeper) when(ctx context.Context, name string, every time.Duration, do func(context.Context) error) error {
	k.busy.Lock()
	defer k.busy.Unlock()
	if now := k.now(); now.Before(k.due[name]) || ctx.Err() != nil {
		return nil
	}
	err := do(ctx)
	if err != nil {
		every, err = afterFailure, fmt.Errorf("reconcile %s: %w", name, err)
	}
	k.due[name] = k.now().Add(every)
	return err
}

// record keeps what the platform's API told about a transaction as a notification.
func (k *Keeper) record(ctx context.Context, t marqeta.Transaction) error {
	body := make([]byte, 0, len(t.Raw)+20)
	body = append(append(append(body, `{"transactions":[`...), t.Raw...), `]}`...)
	m, err := webhook.Decode(body)
	if err != nil {
		return fmt.Errorf("read transaction %s: %w", t.Token, err)
	}
	m.Header = map[string]string{store.Backfilled: "read from the platform's API"}
	m.ReceivedAt, m.Signature = k.now().UTC(), webhook.Unchecked
	return k.store.RecordBeside(ctx, m)
}
