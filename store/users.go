package store

import (
	"context"
	"errors"
	"strings"
	"time"
)

// User is the local copy of a user, Marqeta's word for the cardholder. One first
// heard of through a transition has only token and status.
type User struct {
	Token       string `bun:",pk"`
	FirstName   string
	MiddleName  string
	LastName    string
	Email       string
	Phone       string
	ParentToken string
	Status      string // UNVERIFIED, LIMITED, ACTIVE, SUSPENDED, CLOSED, TERMINATED
	Active      bool
	CreatedAt   time.Time // Marqeta's created_time
	ModifiedAt  time.Time // Marqeta's last_modified_time; zero when known from transitions only

	// Where Status and Active come from, as for a card's state.
	StatusAt   time.Time
	StatusRank int
	StatusFrom string
}

// FullName gives the parts of the name that are known, or an empty string.
func (u User) FullName() string {
	return strings.Join(strings.Fields(u.FirstName+" "+u.MiddleName+" "+u.LastName), " ")
}

// PutUser stores what the platform said a user is. It never goes backwards: a copy
// with a later last_modified_time stays, and so does a status that a later transition
// brought.
func (s *Store) PutUser(ctx context.Context, u User) error {
	u.StatusAt, u.StatusRank, u.StatusFrom = u.ModifiedAt, userStatusRank(u.Status), ""
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if _, err := tx.write.NewInsert().Model(&u).On("CONFLICT (token) DO UPDATE").
			Set("first_name = EXCLUDED.first_name").Set("middle_name = EXCLUDED.middle_name").
			Set("last_name = EXCLUDED.last_name").Set("email = EXCLUDED.email").Set("phone = EXCLUDED.phone").
			Set("parent_token = EXCLUDED.parent_token").
			Set("created_at = EXCLUDED.created_at").Set("modified_at = EXCLUDED.modified_at").
			Where(`EXCLUDED.modified_at >= "user".modified_at`).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.write.NewUpdate().Model(&u).
			Column("status", "active", "status_at", "status_rank", "status_from").
			Where("token = ?", u.Token).Where("status_at <= ?", u.StatusAt).Exec(ctx)
		return errors.Join(err, tx.putUserVersion(ctx, u))
	})
	return translate("put user", err)
}

// User finds a user; ErrNotFound when no copy is kept.
func (s *Store) User(ctx context.Context, token string) (User, error) {
	var u User
	err := s.read.NewSelect().Model(&u).Where("token = ?", token).Scan(ctx)
	return u, translate("find user", err)
}

// UserFilter narrows ListUsers; what is zero does not.
type UserFilter struct {
	Email  string // exact, whatever the case
	Status string
	Parent string // user token of the parent
}

// ListUsers gives users, newest first.
func (s *Store) ListUsers(ctx context.Context, f UserFilter, p Page) (Slice[User], error) {
	return list(ctx, s, p, "list users", []filter{
		{"lower(email)", email(f.Email)}, {"parent_token", f.Parent}, {"status", f.Status},
	}, func(u User) Key { return Key{u.CreatedAt, u.Token} })
}
