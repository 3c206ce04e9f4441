package web

import (
	"context"
	"errors"
	"time"

	"carddeck/store"
	"carddeck/web/session"
)

// sessionRows lets the session kit, which knows no database, keep its rows in ours.
type sessionRows struct{ store *store.Store }

func (s sessionRows) LoadSession(ctx context.Context, idHash []byte, now time.Time) (session.Row, error) {
	x, err := s.store.Session(ctx, idHash, now)
	if errors.Is(err, store.ErrNotFound) {
		return session.Row{}, session.ErrNone
	}
	return session.Row{
		IDHash: x.Hash, OperatorID: x.OperatorID, Values: x.Data,
		CreatedAt: x.CreatedAt, SeenAt: x.SeenAt, IdleEnd: x.IdleEndsAt, End: x.EndsAt,
	}, err
}

func (s sessionRows) AddSession(ctx context.Context, r session.Row) error {
	return s.store.PutSession(ctx, rowOf(r))
}

// SaveSession touches the row first: that holds it, or shows that it has ended.
func (s sessionRows) SaveSession(ctx context.Context, r session.Row) error {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Store) error {
		if err := tx.TouchSession(ctx, r.IDHash, r.SeenAt, r.IdleEnd); err != nil {
			return err
		}
		return tx.PutSession(ctx, rowOf(r))
	})
	if errors.Is(err, store.ErrNotFound) {
		return session.ErrNone
	}
	return err
}

func rowOf(r session.Row) store.Session {
	return store.Session{
		Hash: r.IDHash, OperatorID: r.OperatorID, Data: r.Values,
		CreatedAt: r.CreatedAt, SeenAt: r.SeenAt, IdleEndsAt: r.IdleEnd, EndsAt: r.End,
	}
}

func (s sessionRows) SeeSession(ctx context.Context, idHash []byte, at, idleEnd time.Time) error {
	err := s.store.TouchSession(ctx, idHash, at, idleEnd)
	if errors.Is(err, store.ErrNotFound) {
		return nil // ended a moment ago; the next request finds that out
	}
	return err
}

func (s sessionRows) DropSession(ctx context.Context, idHash []byte) error {
	return s.store.EndSession(ctx, idHash)
}
