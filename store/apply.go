package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/webhook"

	"github.com/uptrace/bun"
)

// A notification that cannot be applied is tried maxAttempts times, each wait four
// times the one before: 1 s, 4 s, 16 s, … about an hour and a half in all.
const (
	maxAttempts = 8
	firstWait   = time.Second
)

// applyLock is PostgreSQL's advisory lock that lets one console at a time apply: two
// members of one lifecycle applied at once would not see each other.
const applyLock = 0x6361726464656b

// Apply applies up to limit stored notifications to the local copies, in the order
// they were received, and then the failed ones whose time has come. It returns how
// many it worked on. An error means that the database failed; a notification that
// cannot be applied is no error, it stays with its reason.
func (s *Store) Apply(ctx context.Context, limit int) (n int, err error) {
	var ids []int64
	if err := s.stored(limit).Scan(ctx, &ids); err != nil {
		return 0, translate("find stored notifications", err)
	}
	if len(ids) < limit {
		var due []int64
		if err := s.due(limit-len(ids)).Scan(ctx, &due); err != nil {
			return 0, translate("find failed notifications", err)
		}
		ids = append(ids, due...)
	}
	for _, id := range ids {
		if err := s.applyOne(ctx, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (s *Store) stored(limit int) *bun.SelectQuery {
	return NotificationFilter{Status: Stored}.apply(s.read.NewSelect().Model((*Notification)(nil))).
		Column("id").OrderExpr("id").Limit(int64(limit))
}

func (s *Store) due(limit int) *bun.SelectQuery {
	return s.read.NewSelect().Model((*Notification)(nil)).
		Column("id").Where("due_at <= ?", s.now()).OrderExpr("due_at, id").Limit(int64(limit))
}

// RunApplier applies until ctx ends: whenever Record has stored something, and at each
// tick, which is also when failed notifications get their next try. A failure of the
// database is logged and tried again at the next tick.
func (s *Store) RunApplier(ctx context.Context, tick <-chan time.Time) error {
	if s.receiver == nil {
		return fmt.Errorf("run the applier: %w", ErrClosed)
	}
	const atOnce = 256
	for {
		n, err := s.Apply(ctx, atOnce)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			s.log.ErrorContext(ctx, "apply notifications", "error", err)
		case n == atOnce:
			continue
		}
		wake := s.receiver.wake
		if err != nil {
			wake = nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-tick:
		}
	}
}

// verdict is what became of one notification.
type verdict struct {
	status Status
	reason string
}

// applyOne applies a notification and notes the verdict in one transaction. When that
// fails, the failure is noted in another; if even that fails, the database is to blame.
func (s *Store) applyOne(ctx context.Context, id int64) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		n, raw, err := tx.take(ctx, id)
		if err != nil || n.Status != Stored && n.Status != Failed {
			return err
		}
		v, err := tx.fold(ctx, n, raw)
		if err != nil {
			return err
		}
		return changed("note the verdict")(tx.write.NewUpdate().Model((*Notification)(nil)).
			Set("status = ?", v.status).Set("reason = ?", v.reason).Set("applied_at = ?", s.now()).Set("due_at = NULL").
			Where("id = ?", id).Exec(ctx))
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	return s.noteFailure(ctx, id, err)
}

func (s *Store) noteFailure(ctx context.Context, id int64, cause error) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		var n Notification
		if err := tx.write.NewSelect().Model(&n).Where("id = ?", id).Scan(ctx); err != nil {
			return err
		}
		n.Status, n.Attempts, n.Reason = Failed, n.Attempts+1, clip(cause.Error(), 1000)
		n.DueAt = time.Time{}
		if n.Attempts < maxAttempts {
			n.DueAt = s.now().Add(firstWait << (2 * (n.Attempts - 1)))
		}
		_, err := tx.write.NewUpdate().Model(&n).Column("status", "attempts", "reason", "due_at").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return errors.Join(fmt.Errorf("apply notification %d: %w", id, cause), err)
	}
	return nil
}

// alone keeps other consoles from applying until the transaction ends. On SQLite every
// writing transaction is alone.
func (s *Store) alone(ctx context.Context) error {
	if s.isSQLite() {
		return nil
	}
	_, err := s.write.NewRaw("SELECT pg_advisory_xact_lock(?)", applyLock).Exec(ctx)
	return translate("wait for other appliers", err)
}

// take reads a notification and its own bytes, cut out by the database.
func (s *Store) take(ctx context.Context, id int64) (n Notification, raw []byte, err error) {
	if err := s.alone(ctx); err != nil {
		return n, nil, err
	}
	var row struct {
		Notification
		Raw []byte
	}
	err = s.write.NewRaw("SELECT n.*, "+cutOut+" AS raw FROM notifications n JOIN messages m ON m.id = n.message_id WHERE n.id = ?", id).Scan(ctx, &row)
	return row.Notification, row.Raw, translate("find notification", err)
}

// cutOut gives a notification's own bytes out of its message.
const cutOut = "substr(m.body, n.byte_start + 1, n.byte_length)"

// raw gives the bytes of the notification with an ID.
func (s *Store) raw(ctx context.Context, id int64) (raw []byte, err error) {
	err = s.write.NewRaw("SELECT "+cutOut+" FROM notifications n JOIN messages m ON m.id = n.message_id WHERE n.id = ?", id).Scan(ctx, &raw)
	return raw, translate("find the notification's bytes", err)
}

func (s *Store) fold(ctx context.Context, n Notification, raw []byte) (verdict, error) {
	switch n.Family {
	case webhook.Transaction:
		return s.foldTransaction(ctx, n, raw)
	case webhook.CardTransition:
		c, err := readCardTransition(raw)
		if err != nil {
			return verdict{}, err
		}
		return verdict{status: Applied}, s.foldCard(ctx, c)
	case webhook.UserTransition:
		u, err := readUserTransition(raw)
		if err != nil {
			return verdict{}, err
		}
		return verdict{status: Applied}, s.foldUser(ctx, u)
	}
	return verdict{Kept, "no local copy is kept of this kind"}, nil
}
