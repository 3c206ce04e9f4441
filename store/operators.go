package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// Operator is a person who works in the console.
type Operator struct {
	ID            int64  `bun:",pk,autoincrement"`
	Email         string // in lower case, unique
	Name          string
	Role          string
	PasswordHash  string // empty: signs in by link only
	Active        bool
	FailedSignIns int
	LockedUntil   time.Time `bun:",nullzero"` // zero when not locked
	CreatedAt     time.Time
}

// Locked reports whether sign-in by password is refused at the given time.
func (o Operator) Locked(now time.Time) bool { return now.Before(o.LockedUntil) }

// After maxFailures wrong passwords in a row an operator is locked for lockTime.
const (
	maxFailures = 10
	lockTime    = 30 * time.Minute
)

// AddOperator stores a new operator and returns it with its ID. The e-mail address
// is kept in lower case; one that exists is ErrEmailTaken.
func (s *Store) AddOperator(ctx context.Context, o Operator) (Operator, error) {
	o.ID = 0
	o.Email = email(o.Email)
	o.CreatedAt = s.now()
	if _, err := s.write.NewInsert().Model(&o).Returning("id").Exec(ctx); err != nil {
		return Operator{}, translate("add operator", err)
	}
	return o, nil
}

// OperatorByEmail finds an operator whatever the case of the address, active or not;
// ErrNotFound when there is none.
func (s *Store) OperatorByEmail(ctx context.Context, address string) (Operator, error) {
	var o Operator
	err := s.read.NewSelect().Model(&o).Where("email = ?", email(address)).Scan(ctx)
	return o, translate("find operator by e-mail address", err)
}

// Operator finds an operator, active or not; ErrNotFound when there is none.
func (s *Store) Operator(ctx context.Context, id int64) (Operator, error) {
	var o Operator
	err := s.read.NewSelect().Model(&o).Where("id = ?", id).Scan(ctx)
	return o, translate("find operator", err)
}

// ListOperators gives all operators by e-mail address; a console has few.
func (s *Store) ListOperators(ctx context.Context) ([]Operator, error) {
	var all []Operator
	err := s.read.NewSelect().Model(&all).OrderExpr("email").Scan(ctx)
	return all, translate("list operators", err)
}

// SetOperatorActive lets an operator in or keeps it out; ErrNotFound when there is
// none. The caller ends the sessions of one kept out.
func (s *Store) SetOperatorActive(ctx context.Context, id int64, active bool) error {
	return changed("set operator active")(s.write.NewUpdate().Model((*Operator)(nil)).
		Set("active = ?", active).Where("id = ?", id).Exec(ctx))
}

// SetOperatorRole gives an operator another role; ErrNotFound when there is none.
func (s *Store) SetOperatorRole(ctx context.Context, id int64, role string) error {
	return changed("set operator role")(s.write.NewUpdate().Model((*Operator)(nil)).
		Set("role = ?", role).Where("id = ?", id).Exec(ctx))
}

// SetPassword replaces the password's hash and lifts a lock; ErrNotFound when there
// is no such operator.
func (s *Store) SetPassword(ctx context.Context, id int64, hash string) error {
	return changed("set password")(s.write.NewUpdate().Model((*Operator)(nil)).
		Set("password_hash = ?", hash).Set("failed_sign_ins = 0").Set("locked_until = NULL").
		Where("id = ?", id).Exec(ctx))
}

// CountSignInFailure counts a wrong password. The tenth in a row locks the operator
// for half an hour and starts the count anew. ErrNotFound when there is none.
func (s *Store) CountSignInFailure(ctx context.Context, id int64, now time.Time) error {
	return changed("count sign-in failure")(s.write.NewUpdate().Model((*Operator)(nil)).
		Set("locked_until = CASE WHEN failed_sign_ins + 1 >= ? THEN ? ELSE locked_until END", maxFailures, now.Add(lockTime)).
		Set("failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= ? THEN 0 ELSE failed_sign_ins + 1 END", maxFailures).
		Where("id = ?", id).Exec(ctx))
}

// ClearSignInFailures forgets the wrong passwords after a right one; ErrNotFound when
// there is no such operator.
func (s *Store) ClearSignInFailures(ctx context.Context, id int64) error {
	return changed("clear sign-in failures")(s.write.NewUpdate().Model((*Operator)(nil)).
		Set("failed_sign_ins = 0").Set("locked_until = NULL").Where("id = ?", id).Exec(ctx))
}

func email(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// changed turns the outcome of a write to one row into an error: ErrNotFound when no
// row was there to change.
func changed(doing string) func(sql.Result, error) error {
	return func(r sql.Result, err error) error {
		if err != nil {
			return translate(doing, err)
		}
		n, err := r.RowsAffected()
		if err == nil && n == 0 {
			err = sql.ErrNoRows
		}
		return translate(doing, err)
	}
}
