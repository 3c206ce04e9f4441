package book

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// Due does what a timer was set for. It runs inside the update that ends the
// timer, while the clock reads the instant at which it fell due, however late it
// is: what happens is the same whether that instant was waited for or jumped over.
type Due func(tx *state.Tx, token string, due time.Time) error

// timers is what the book does by itself when its time has come.
type timers struct {
	kinds  map[string]Due
	firing sync.Mutex
	failed map[state.Timer]time.Time // when it was last tried, by the machine's clock
}

func newTimers() timers {
	return timers{kinds: map[string]Due{}, failed: map[state.Timer]time.Time{}}
}

// OnDue says what a kind of timer does. Kinds are declared before any timer fires.
func (b *Book) OnDue(kind string, do Due) { b.kinds[kind] = do }

// At stages a timer. There is one for a kind and token: setting it again moves it.
// An instant that has passed is due at once.
func (b *Book) At(tx *state.Tx, due time.Time, kind, token string) {
	b.State.SetTimer(tx, state.Timer{Kind: kind, Token: token, Due: due})
}

// Cancel stages the end of a timer; there need not be one.
func (b *Book) Cancel(tx *state.Tx, kind, token string) { b.State.DropTimer(tx, kind, token) }

// NextDue is the instant of the timer that is due first, zero for none.
func (b *Book) NextDue(ctx context.Context) (time.Time, error) {
	b.firing.Lock()
	defer b.firing.Unlock()
	ts, err := b.ready(ctx, 1)
	if len(ts) == 0 {
		return time.Time{}, err
	}
	return ts[0].Due, nil
}

// Fire does everything that falls due by an instant, in the order of time, also
// what is set meanwhile, and gives the number of timers that fired. Where the clock
// is held it goes along. Of a timer that fails nothing is done. It is named in the
// error, kept, and passed over for a minute; Fire goes on with the others.
func (b *Book) Fire(ctx context.Context, until time.Time) (fired int, err error) {
	b.firing.Lock()
	defer b.firing.Unlock()
	for ctx.Err() == nil {
		b.State.WatchTimers()
		ts, unread := b.ready(ctx, volley)
		if unread != nil {
			return fired, errors.Join(err, unread)
		}
		if len(ts) == 0 || ts[0].Due.After(until) {
			return fired, err
		}
		n, wrong := b.volley(ctx, ts, until)
		fired, err = fired+n, errors.Join(err, wrong)
	}
	return fired, errors.Join(err, ctx.Err())
}

const (
	volley   = 256         // timers whose updates share commits
	patience = time.Minute // how long a timer that failed is passed over
)

// ready gives the timers that are due first, leaving out those that failed.
func (b *Book) ready(ctx context.Context, count int) ([]state.Timer, error) {
	ts, err := b.State.Timers(ctx, int64(count+len(b.failed)))
	var left []state.Timer
	for _, t := range ts {
		if tried, failed := b.failed[t]; !failed || time.Since(tried) > patience {
			left = append(left, t)
		}
	}
	return left, err
}

// volley fires timers that follow one another, up to the first that sets another
// in between.
func (b *Book) volley(ctx context.Context, ts []state.Timer, until time.Time) (fired int, err error) {
	type shot struct {
		timer state.Timer
		went  bool
		done  <-chan error
	}
	var shots []shot
	for _, t := range ts {
		if t.Due.After(until) {
			break
		}
		s := shot{timer: t}
		var wrong error
		s.done, wrong = b.State.Stage(ctx, func(tx *state.Tx) (err error) { s.went, err = b.fire(tx, t); return err })
		if errors.Is(wrong, errOvertaken) {
			// Whatever is on its way is among the timers after an empty update.
			err = errors.Join(err, b.State.Update(ctx, func(*state.Tx) error { return nil }))
			break
		}
		if wrong != nil {
			err = errors.Join(err, b.miss(ctx, t, wrong))
			continue
		}
		shots = append(shots, s)
	}
	for _, s := range shots {
		if wrong := <-s.done; wrong != nil {
			err = errors.Join(err, b.miss(ctx, s.timer, wrong))
			continue
		}
		delete(b.failed, s.timer)
		if s.went {
			fired++
		}
	}
	return fired, err
}

func (b *Book) miss(ctx context.Context, t state.Timer, err error) error {
	if ctx.Err() == nil {
		b.failed[t] = time.Now()
	}
	return fmt.Errorf("timer %s %s of %s: %w", t.Kind, t.Token, t.Due.Format(time.RFC3339), err)
}

var errOvertaken = errors.New("another timer is due before")

// fire reports whether the timer was still set.
func (b *Book) fire(tx *state.Tx, t state.Timer) (bool, error) {
	due, set, err := b.State.Timer(tx, t.Kind, t.Token)
	if err != nil || !set || !due.Equal(t.Due) {
		return false, err // cancelled or moved by an update that is on its way
	}
	if b.State.TimerBefore(tx, due) {
		return false, errOvertaken
	}
	do, known := b.kinds[t.Kind]
	if !known {
		return false, fmt.Errorf("%q is not a kind this program knows", t.Kind)
	}
	b.Cancel(tx, t.Kind, t.Token)
	if at := b.held.Load(); at != nil && due.After(*at) {
		b.Hold(due)
	}
	b.keep(tx)
	b.instant.Store(&due)
	defer b.instant.Store(nil)
	return true, do(tx, t.Token, due)
}
