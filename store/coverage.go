package store

import (
	"context"
	"time"

	"carddeck/marqeta/webhook"

	"github.com/uptrace/bun"
)

// Coverage is the stretch of the platform's time in which every transaction that the
// platform lists has come here.
type Coverage struct {
	bun.BaseModel `bun:"table:coverage,alias:coverage"`

	ID       int64 `bun:",pk"` // always 1
	Since    time.Time
	Until    time.Time // the watermark
	PassedAt time.Time // when the last comparison ended, by our clock
}

// Coverage gives what is complete; false before the first comparison.
func (s *Store) Coverage(ctx context.Context) (c Coverage, known bool, err error) {
	err = translate("read the coverage", s.read.NewSelect().Model(&c).Where("id = 1").Scan(ctx))
	if missing(err) {
		return c, false, nil
	}
	return c, err == nil, err
}

// Backfill is one comparison with the platform's list that found something, or failed,
// or that somebody asked for.
type Backfill struct {
	bun.BaseModel `bun:"table:backfills,alias:backfill"`

	ID       int64     `bun:",pk,autoincrement"`
	FromTime time.Time // of created_time, included
	ToTime   time.Time // not included
	BeganAt  time.Time
	EndedAt  time.Time
	ByWhom   string // empty when the console did it by its clock
	Looked   int64  // transactions that the platform listed
	Missing  int64  // of them not here, and recorded now
	Behind   int64  // of them here in an earlier state, and recorded now
	Failure  string // why it ended early; what it had recorded stays
}

// NoteBackfill keeps what a comparison found. Without a failure the coverage grows by the
// part of it that is settled, which ends where newer transactions may still appear in the
// platform's list.
func (s *Store) NoteBackfill(ctx context.Context, b Backfill, settled time.Time) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if b.Failure != "" || b.Missing+b.Behind > 0 || b.ByWhom != "" {
			if _, err := tx.write.NewInsert().Model(&b).Returning("NULL").Exec(ctx); err != nil {
				return translate("note a backfill", err)
			}
		}
		if b.Failure != "" {
			return nil
		}
		c, known, err := tx.Coverage(ctx)
		if err != nil {
			return err
		}
		c = c.with(b, settled, known)
		_, err = tx.write.NewInsert().Model(&c).On("CONFLICT (id) DO UPDATE").Exec(ctx)
		return translate("keep the coverage", err)
	})
}

// with is the coverage after a comparison. One that leaves a gap before or behind what is
// covered adds nothing to it, unless it is newer, which then counts alone.
func (c Coverage) with(b Backfill, settled time.Time, known bool) Coverage {
	until := later(b.FromTime, earlier(b.ToTime, settled))
	switch {
	case !known || b.FromTime.After(c.Until):
		c.Since, c.Until = b.FromTime, until
	case !until.Before(c.Since):
		c.Since, c.Until = earlier(c.Since, b.FromTime), later(c.Until, until)
	}
	c.ID, c.PassedAt = 1, b.EndedAt
	return c
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// LatestBackfills gives the last comparisons that are worth a line, at most limit.
func (s *Store) LatestBackfills(ctx context.Context, limit int) ([]Backfill, error) {
	var all []Backfill
	err := s.read.NewSelect().Model(&all).OrderExpr("id DESC").Limit(int64(limit)).Scan(ctx)
	return all, translate("list backfills", err)
}

// HeardOf gives, of some transactions, the furthest state that was told or follows
// from what was. A transaction that is not among them was never heard of here.
func (s *Store) HeardOf(ctx context.Context, tokens []string) (map[string]string, error) {
	heard := make(map[string]string, len(tokens))
	if len(tokens) == 0 {
		return heard, nil
	}
	hear := func(token, state string) {
		if was, ok := heard[token]; !ok || stateRank(state) > stateRank(was) {
			heard[token] = state
		}
	}
	var told []Notification
	err := s.read.NewSelect().Model(&told).Column("token", "state").Where("token IN (?)", bun.List(tokens)).
		Where("family = ?", webhook.Transaction).Scan(ctx)
	if err != nil {
		return nil, translate("look for notifications", err)
	}
	for _, n := range told {
		hear(n.Token, n.State)
	}
	var copies []Transaction
	err = s.read.NewSelect().Model(&copies).Column("token", "state").Where("token IN (?)", bun.List(tokens)).Scan(ctx)
	for _, t := range copies {
		hear(t.Token, t.State)
	}
	return heard, translate("look for transactions", err)
}
