package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
)

// maxDecided is how many questions one transaction decides: everything that waits, up to
// this.
const maxDecided = 256

// Decide answers a question, once for each funding message, and keeps the account of
// it; nil means that decision, hold and posting are on stable storage. ErrLate means that
// the time was over before anything was written. On every other error, and when ctx ends
// first, whether anything was written is unknown: the token tells later.
func (s *Store) Decide(ctx context.Context, q jit.Question) (jit.Decision, error) {
	if s.decider == nil {
		return jit.Decision{}, fmt.Errorf("decide: %w", ErrClosed)
	}
	d, err := s.decider.decide(ctx, newAsked(q))
	if err != nil {
		return jit.Decision{}, fmt.Errorf("decide: %w", err)
	}
	return d, nil
}

// asked is a question on its way to the database.
type asked struct {
	jit.Question
	digest [32]byte
	holder ledger.Holder
	effect jit.Effect
	came   time.Time

	decision jit.Decision
	late     bool
	failed   error      // why this one alone was not decided
	answer   chan error // holds one
}

// newAsked does in the caller's goroutine what the one writer need not do.
func newAsked(q jit.Question) *asked {
	a := &asked{Question: q, digest: q.Digest(), effect: q.Effect(), answer: make(chan error, 1)}
	a.holder.Kind, a.holder.Token = holder(text(q.Business), text(q.User))
	return a
}

// decider owns the one goroutine that decides.
type decider struct {
	decisions
	now     func() time.Time
	waiting chan *asked
	news    *news
	failure atomic.Pointer[error]

	stop sync.Once
	quit chan struct{}
	done chan struct{}
}

// decisions decides questions in one transaction of a particular database. Each has its
// decision then, or was late. commit is asked before the COMMIT whether it may begin.
type decisions interface {
	write(batch []*asked, commit func() error) error
	close() error
}

func newDecider(s *Store) (*decider, error) {
	open := newSQLiteDecisions
	if !s.isSQLite() {
		open = newPostgresDecisions
	}
	group, err := open(s)
	if err != nil {
		return nil, fmt.Errorf("start deciding: %w", err)
	}
	d := &decider{
		decisions: group, now: s.now, waiting: make(chan *asked, maxWaiting), news: &s.news,
		quit: make(chan struct{}), done: make(chan struct{}),
	}
	go d.run()
	return d, nil
}

func (d *decider) decide(ctx context.Context, a *asked) (jit.Decision, error) {
	if err := d.healthy(); err != nil {
		return jit.Decision{}, err
	}
	a.came = d.now()
	select {
	case <-d.quit:
		return jit.Decision{}, ErrClosed
	case d.waiting <- a:
	default:
		return jit.Decision{}, ErrBusy
	}
	select {
	case err := <-a.answer:
		return a.decision, err
	case <-ctx.Done():
		return jit.Decision{}, ctx.Err()
	case <-d.done:
		// The last group may have answered while the loop ended.
		select {
		case err := <-a.answer:
			return a.decision, err
		default:
			return jit.Decision{}, ErrClosed
		}
	}
}

// run takes whatever waits, decides it together and answers everybody. It never waits
// for a group to fill, so that a lone question is as quick as it can be.
func (d *decider) run() {
	defer close(d.done)
	batch := make([]*asked, 0, maxDecided)
	for {
		select {
		case a := <-d.waiting:
			batch = d.fill(append(batch[:0], a))
			d.commit(batch)
			clear(batch)
		case <-d.quit:
			if len(d.waiting) == 0 {
				return
			}
		}
	}
}

func (d *decider) fill(batch []*asked) []*asked {
	for len(batch) < maxDecided {
		select {
		case a := <-d.waiting:
			batch = append(batch, a)
		default:
			return batch
		}
	}
	return batch
}

// commit decides a group. When it fails before its commit, one question may be to blame
// or the time may be over for some: then each is tried alone. What came too late does not go
// to the database: after an outage that would keep those waiting who have time.
func (d *decider) commit(batch []*asked) {
	batch = d.turnAway(batch)
	if len(batch) == 0 {
		return
	}
	err := d.healthy()
	if err == nil {
		err = d.try(batch)
	}
	if err != nil && len(batch) > 1 && d.healthy() == nil && !errors.As(err, new(unknownCommit)) {
		for _, a := range batch {
			for _, one := range d.turnAway([]*asked{a}) {
				one.failed = nil
				one.reply(d.try([]*asked{one}))
			}
		}
	} else {
		for _, a := range batch {
			a.reply(err)
		}
	}
	d.news.tell()
}

// turnAway answers those whose time is over, and gives the others.
func (d *decider) turnAway(batch []*asked) []*asked {
	return slices.DeleteFunc(batch, func(a *asked) bool {
		if a.late = past(a.Begin) || past(a.Deadline); a.late {
			a.reply(nil)
		}
		return a.late
	})
}

// reply tells what became of a question.
func (a *asked) reply(err error) {
	switch {
	case err != nil:
	case a.late:
		err = ErrLate
	default:
		err = a.failed
	}
	a.answer <- err
}

func (d *decider) try(batch []*asked) error {
	err := d.write(batch, func() error {
		for _, a := range batch {
			if !a.late && past(a.Deadline) {
				return ErrLate
			}
		}
		return nil
	})
	if stop := (unknownCommit{}); errors.As(err, &stop) && stop.fatal {
		d.failure.CompareAndSwap(nil, &err)
	}
	return err
}

// past reports whether a time that may not be passed has been, by the clock that never
// jumps.
func past(limit time.Time) bool { return !limit.IsZero() && time.Now().After(limit) }

func (d *decider) healthy() error {
	if err := d.failure.Load(); err != nil {
		return fmt.Errorf("the ledger stopped until the database is opened anew: %w", *err)
	}
	return nil
}

// end lets what waits be decided. A Decide that comes at the same time gets ErrClosed.
func (d *decider) end() error {
	d.stop.Do(func() { close(d.quit) })
	<-d.done
	return d.close()
}
