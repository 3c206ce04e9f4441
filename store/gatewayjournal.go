package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"carddeck/marqeta/jit"
)

// Journal writes down what the decision endpoint answered. It comes after the answer and
// never holds one up: when more waits than there is room for, the rest is only counted,
// in an alarm. What the books keep of a decision does not depend on it.
type Journal struct {
	store   *Store
	waiting chan jit.Answered
	lost    atomic.Int64
}

// What may wait to be written down, what one transaction takes, and how long it gathers.
// On SQLite decisions wait for a transaction of the journal, so it is short.
const (
	maxNotes     = 16384
	notesAtOnce  = 64
	notesBesides = 512
	gather       = 250 * time.Millisecond
)

// NotRecorded is the alarm of answers that were not written down.
const NotRecorded jit.Alarm = "answers not recorded"

// NewJournal makes a journal; Run writes it.
func (s *Store) NewJournal() *Journal {
	return &Journal{store: s, waiting: make(chan jit.Answered, maxNotes)}
}

// Note takes an answer to be written down. It never blocks.
func (j *Journal) Note(a jit.Answered) {
	select {
	case j.waiting <- a:
	default:
		j.lost.Add(1)
	}
}

// Run writes until ctx ends, and then what waits.
func (j *Journal) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return j.flush(context.WithoutCancel(ctx))
		case <-time.After(gather):
		}
		if err := j.flush(ctx); err != nil && ctx.Err() == nil {
			j.store.log.ErrorContext(ctx, "write down answers", "error", err)
		}
	}
}

// flush writes everything that waits. What cannot be written is lost, and counted.
func (j *Journal) flush(ctx context.Context) error {
	all := make([]jit.Answered, 0, min(len(j.waiting), notesAtOnce))
	for {
		all = j.take(all[:0])
		lost := j.lost.Swap(0)
		if len(all) == 0 && lost == 0 {
			return nil
		}
		if err := j.write(ctx, all, lost); err != nil {
			j.lost.Add(lost + int64(len(all)))
			return err
		}
		j.store.told()
	}
}

func (j *Journal) take(all []jit.Answered) []jit.Answered {
	most := notesAtOnce
	if !j.store.isSQLite() {
		most = notesBesides
	}
	for len(all) < most {
		select {
		case a := <-j.waiting:
			all = append(all, a)
		default:
			return all
		}
	}
	return all
}

func (j *Journal) write(ctx context.Context, all []jit.Answered, lost int64) error {
	rows := make([]GatewayAnswer, len(all))
	for i, a := range all {
		rows[i] = answerOf(a)
	}
	alarms := raised(all)
	if lost > 0 {
		alarms = append(alarms, GatewayAlarm{Kind: NotRecorded, Times: lost, Detail: fmt.Sprintf("%d answers were given but not written down", lost)})
	}
	return j.store.InTx(ctx, func(ctx context.Context, tx *Store) error {
		var errs []error
		if len(rows) > 0 {
			err := tx.addAnswers(ctx, rows)
			minutes := minutesOf(all)
			_, more := tx.write.NewInsert().Model(&minutes).On("CONFLICT (source, minute, bucket) DO UPDATE").
				Set("answers = ?TableAlias.answers + EXCLUDED.answers").Set("approvals = ?TableAlias.approvals + EXCLUDED.approvals").Exec(ctx)
			errs = append(errs, err, more)
		}
		for _, a := range alarms {
			errs = append(errs, tx.RaiseAlarm(ctx, a))
		}
		return errors.Join(errs...)
	})
}
