package store

import (
	"context"
	"time"
)

// Session is one browser's session. The store never sees the id the browser holds,
// only the SHA-256 of it.
type Session struct {
	Hash       []byte `bun:",pk"` // SHA-256 of the random id
	OperatorID int64  `bun:",nullzero"`
	Data       []byte // the caller's own encoding
	CreatedAt  time.Time
	SeenAt     time.Time // the last PutSession or TouchSession
	IdleEndsAt time.Time // void from here on unless touched
	EndsAt     time.Time // void from here on
}

// Live reports whether the session may still be used at the given time.
func (x Session) Live(now time.Time) bool { return now.Before(x.IdleEndsAt) && now.Before(x.EndsAt) }

// PutSession stores a session or replaces operator, data and both ends of the one
// with this hash.
func (s *Store) PutSession(ctx context.Context, x Session) error {
	x.SeenAt = s.now()
	if x.CreatedAt.IsZero() {
		x.CreatedAt = x.SeenAt
	}
	_, err := s.write.NewInsert().Model(&x).On("CONFLICT (hash) DO UPDATE").
		Set("operator_id = EXCLUDED.operator_id").Set("data = EXCLUDED.data").
		Set("seen_at = EXCLUDED.seen_at").Set("idle_ends_at = EXCLUDED.idle_ends_at").
		Set("ends_at = EXCLUDED.ends_at").Exec(ctx)
	return translate("put session", err)
}

// Session finds a session that is still live; ErrNotFound when there is none or it
// has ended.
func (s *Store) Session(ctx context.Context, hash []byte, now time.Time) (Session, error) {
	var x Session
	err := s.read.NewSelect().Model(&x).Where("hash = ?", hash).
		Where("idle_ends_at > ?", now).Where("ends_at > ?", now).Scan(ctx)
	return x, translate("find session", err)
}

// TouchSession moves the idle end of a session that is still live at now; ErrNotFound
// when it is not. Each call is a durable write: call it once a minute, not once a
// request.
func (s *Store) TouchSession(ctx context.Context, hash []byte, now, idleEndsAt time.Time) error {
	return changed("touch session")(s.write.NewUpdate().Model((*Session)(nil)).
		Set("seen_at = ?", now).Set("idle_ends_at = ?", idleEndsAt).
		Where("hash = ?", hash).Where("idle_ends_at > ?", now).Where("ends_at > ?", now).Exec(ctx))
}

// EndSession removes a session. One that does not exist is no error.
func (s *Store) EndSession(ctx context.Context, hash []byte) error {
	_, err := s.write.NewDelete().Model((*Session)(nil)).Where("hash = ?", hash).Exec(ctx)
	return translate("end session", err)
}

// EndSessionsOf removes all sessions of an operator.
func (s *Store) EndSessionsOf(ctx context.Context, operatorID int64) error {
	_, err := s.write.NewDelete().Model((*Session)(nil)).Where("operator_id = ?", operatorID).Exec(ctx)
	return translate("end sessions", err)
}

// DeleteExpiredSessions removes what Session would no longer find and says how many.
func (s *Store) DeleteExpiredSessions(ctx context.Context, now time.Time) (int64, error) {
	r, err := s.write.NewDelete().Model((*Session)(nil)).
		Where("idle_ends_at <= ? OR ends_at <= ?", now, now).Exec(ctx)
	if err != nil {
		return 0, translate("delete expired sessions", err)
	}
	n, err := r.RowsAffected()
	return n, translate("delete expired sessions", err)
}
