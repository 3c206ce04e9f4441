package store

import (
	"context"
	"time"
)

// PutBack is something that was changed for a while and is to be put back. It is there from
// before the change until it is put back.
type PutBack struct {
	ID            int64  `bun:",pk,autoincrement"`
	Cause         string // what it was changed for
	Change        []byte // how it is put back, in the caller's own encoding
	Problem       string // why it could not be put back; empty while nobody failed
	OperatorID    int64  // who changed it
	OperatorEmail string
	CreatedAt     time.Time
}

// AddPutBack keeps what is to be put back and gives it with its id.
func (s *Store) AddPutBack(ctx context.Context, in PutBack) (PutBack, error) {
	in.ID, in.CreatedAt = 0, s.now()
	_, err := s.write.NewInsert().Model(&in).Returning("id").Exec(ctx)
	return in, translate("add put back", err)
}

// DeletePutBack forgets what was put back. One that does not exist is no error.
func (s *Store) DeletePutBack(ctx context.Context, id int64) error {
	_, err := s.write.NewDelete().Model((*PutBack)(nil)).Where("id = ?", id).Exec(ctx)
	return translate("delete put back", err)
}

// FailPutBack notes why something could not be put back; ErrNotFound when it was meanwhile.
func (s *Store) FailPutBack(ctx context.Context, id int64, problem string) error {
	return changed("note the problem of a put back")(s.write.NewUpdate().Model((*PutBack)(nil)).
		Set("problem = ?", problem).Where("id = ?", id).Exec(ctx))
}

// PutBacks gives what is to be put back and is from before a time, the newest first: in the
// order in which it is put back. MaxLimit at most.
func (s *Store) PutBacks(ctx context.Context, before time.Time) ([]PutBack, error) {
	var rows []PutBack
	err := s.read.NewSelect().Model(&rows).Where("created_at < ?", before).OrderExpr("id DESC").Limit(MaxLimit).Scan(ctx)
	return rows, translate("list put backs", err)
}
