package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Timer says that something is due: what, by its kind and token, and when, to the
// millisecond.
type Timer struct {
	Kind, Token string
	Due         time.Time
}

// timerChange is a timer that is staged and not yet durable.
type timerChange struct {
	due     time.Time
	dropped bool
	durable bool
}

type timerKey struct{ kind, token string }

// OnTimer sets who is told when a timer has become durable. It is called under the
// store's lock and must not call back. It is set before the first update.
func (s *Store) OnTimer(told func(due time.Time)) { s.onTimer = told }

// SetTimer stages a timer. There is one for a kind and token: setting it again
// moves it.
func (s *Store) SetTimer(tx *Tx, t Timer) {
	due, seq := t.Due.UnixMilli(), tx.next()
	staged := &timerChange{due: time.UnixMilli(due).UTC()}
	s.seen(staged.due)
	s.stageTimer(tx, timerKey{t.Kind, t.Token}, staged, func(ctx context.Context, w *writer) error {
		return w.exec(ctx, `INSERT INTO timers (kind, token, due, seq) VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, token) DO UPDATE SET due = excluded.due, seq = excluded.seq`, t.Kind, t.Token, due, seq)
	})
}

// DropTimer stages the end of a timer; there need not be one.
func (s *Store) DropTimer(tx *Tx, kind, token string) {
	s.stageTimer(tx, timerKey{kind, token}, &timerChange{dropped: true}, func(ctx context.Context, w *writer) error {
		return w.exec(ctx, `DELETE FROM timers WHERE kind = ? AND token = ?`, kind, token)
	})
}

func (s *Store) stageTimer(tx *Tx, key timerKey, now *timerChange, write func(context.Context, *writer) error) {
	before := s.timers[key]
	s.timers[key] = now
	tx.add(change{
		write: write,
		publish: func() {
			now.durable = true
			if s.timers[key] == now {
				delete(s.timers, key)
			}
			if !now.dropped {
				s.onTimer(now.due)
			}
		},
		undo: func() {
			if s.timers[key] = before; before == nil || before.durable {
				delete(s.timers, key)
			}
		},
	})
}

// Timer tells when a timer is due as the running update sees it.
func (s *Store) Timer(tx *Tx, kind, token string) (due time.Time, set bool, err error) {
	if staged := s.timers[timerKey{kind, token}]; staged != nil {
		return staged.due, !staged.dropped, nil
	}
	var ms int64
	err = s.read.QueryRowContext(tx.ctx, `SELECT due FROM timers WHERE kind = ? AND token = ?`, kind, token).Scan(&ms)
	if errors.Is(err, sql.ErrNoRows) {
		return due, false, nil
	}
	if err != nil {
		return due, false, fmt.Errorf("read timer %s %s: %w", kind, token, err)
	}
	return time.UnixMilli(ms).UTC(), true, nil
}

// WatchTimers makes TimerBefore begin anew. Call it before Timers.
func (s *Store) WatchTimers() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.earliest = time.Time{}
	for _, staged := range s.timers {
		if !staged.dropped {
			s.seen(staged.due)
		}
	}
}

// TimerBefore reports whether a timer that Timers may not have given since
// WatchTimers is due before an instant.
func (s *Store) TimerBefore(_ *Tx, instant time.Time) bool {
	return !s.earliest.IsZero() && s.earliest.Before(instant)
}

func (s *Store) seen(due time.Time) {
	if s.earliest.IsZero() || due.Before(s.earliest) {
		s.earliest = due
	}
}

// Timers gives the durable timers that are due first, in the order in which they
// fall due; those of one instant in the order in which they were set.
func (s *Store) Timers(ctx context.Context, count int64) ([]Timer, error) {
	var rows []timerRow
	if err := s.read.NewSelect().Model(&rows).Order("due", "seq").Limit(count).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read timers: %w", err)
	}
	timers := make([]Timer, len(rows))
	for i, r := range rows {
		timers[i] = Timer{r.Kind, r.Token, time.UnixMilli(r.Due).UTC()}
	}
	return timers, nil
}
