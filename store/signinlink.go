package store

import (
	"context"
	"time"
)

// signInLink lets one operator in once. Only the SHA-256 of its secret is kept.
type signInLink struct {
	Hash       []byte `bun:",pk"`
	OperatorID int64
	Expires    time.Time
	UsedAt     time.Time `bun:",nullzero"`
}

// AddSignInLink stores the hash of a link's secret. Links that have expired are
// cleared away; a hash that exists is ErrConflict.
func (s *Store) AddSignInLink(ctx context.Context, hash []byte, operatorID int64, expires time.Time) error {
	if _, err := s.write.NewDelete().Model((*signInLink)(nil)).Where("expires <= ?", s.now()).Exec(ctx); err != nil {
		return translate("clear sign-in links", err)
	}
	link := signInLink{Hash: hash, OperatorID: operatorID, Expires: expires}
	_, err := s.write.NewInsert().Model(&link).Exec(ctx)
	return translate("add sign-in link", err)
}

// UseSignInLink gives the operator of a link exactly once: of many callers one wins.
// A link that is unknown, used or expired at now is ErrNotFound.
func (s *Store) UseSignInLink(ctx context.Context, hash []byte, now time.Time) (operatorID int64, err error) {
	err = s.write.NewRaw("UPDATE sign_in_links SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires > ? RETURNING operator_id",
		now, hash, now).Scan(ctx, &operatorID)
	return operatorID, translate("use sign-in link", err)
}
