package book

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// Due does what a timer was set for. It runs inside the update that ends the
// timer, while the clock reads the instant at which it fell due, however late it
// is: what happens is the same whether that instant was waited for or jumped over.
type Due func(tx *state.Tx, token string, due time.Time) error

// timers is what the book does by itself when its time has come.
type timers struct {
	below   func() time.Time
	instant atomic.Pointer[time.Time] // of the timer that fires; nil while none does
	kinds   map[string]Due
	firing  sync.Mutex
	failed  map[state.Timer]time.Time // when it was last tried, not by the book's clock
}

func newTimers(clock func() time.Time) timers {
	return timers{below: clock, kinds: map[string]Due{}, failed: map[state.Timer]time.Time{}}
}

// Clock is the time.
func (b *Book) Clock() time.Time {
	if at := b.instant.Load(); at != nil {
		return *at
	}
	return b.below()
}

// Now is the clock as the wire shows it.
func (b *Book) Now() rest.Time { return rest.At(b.Clock()) }

// OnDue says what a kind of timer does. Kinds are declared before any timer fires.
func (b *Book) OnDue(kind string, do Due) { b.kinds[kind] = do }

// At stages a timer. There is one for a kind and token: setting it again moves it.
// An instant that has passed is due at once.
func (b *Book) At(tx *state.Tx, due time.Time, kind, token string) {
	b.State.SetTimer(tx, state.Timer{Kind: kind, Token: token, Due: due})
}

// Cancel stages the end of a timer; there need not be one.
func (b *Book) Cancel(tx *state.Tx, kind, token string) { b.State.DropTimer(tx, kind, token) }

// Fire does everything that falls due by an instant, in the order of time, also
// what is set meanwhile, and gives the time of what is due next, zero for nothing.
// Of a timer that fails nothing is done. It is named in the error, kept, and passed
// over for a minute.
func (b *Book) Fire(ctx context.Context, until time.Time) (next time.Time, err error) {
	b.firing.Lock()
	defer b.firing.Unlock()
	for {
		t, found, err := b.first(ctx)
		if err != nil || !found || t.Due.After(until) {
			return t.Due, err
		}
		if err := b.fire(ctx, t); err != nil {
			if ctx.Err() == nil {
				b.failed[t] = time.Now()
			}
			return t.Due, fmt.Errorf("timer %s %s of %s: %w", t.Kind, t.Token, t.Due.Format(time.RFC3339), err)
		}
		delete(b.failed, t)
	}
}

// patience is how long a timer that failed is passed over.
const patience = time.Minute

// first is the timer that is due before all others, leaving out those that failed.
func (b *Book) first(ctx context.Context) (state.Timer, bool, error) {
	ts, err := b.State.Timers(ctx, 1+int64(len(b.failed)))
	for _, t := range ts {
		if tried, failed := b.failed[t]; !failed || time.Since(tried) > patience {
			return t, true, err
		}
	}
	return state.Timer{}, false, err
}

func (b *Book) fire(ctx context.Context, t state.Timer) error {
	return b.State.Update(ctx, func(tx *state.Tx) error {
		due, set, err := b.State.Timer(tx, t.Kind, t.Token)
		if err != nil || !set || !due.Equal(t.Due) {
			return err // cancelled or moved by an update that is on its way
		}
		do, known := b.kinds[t.Kind]
		if !known {
			return fmt.Errorf("%q is not a kind this program knows", t.Kind)
		}
		b.Cancel(tx, t.Kind, t.Token)
		b.instant.Store(&due)
		defer b.instant.Store(nil)
		return do(tx, t.Token, due)
	})
}
