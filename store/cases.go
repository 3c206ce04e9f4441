package store

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/uptrace/bun"
)

// Case is what people of this console do about one transaction or one group of declines
// until it is dealt with. Marqeta has none: a case is this console's own. At most one
// that is not resolved is about the same subject.
type Case struct {
	ID       int64 `bun:",pk,autoincrement"` // its number, as people say it
	Kind     CaseKind
	Subject  string // token of the transaction, or id of the group
	Title    string
	Expected string // what should have happened instead; goes to the platform's support
	State    CaseState

	AssigneeID int64  `bun:",nullzero"` // operator; 0 for nobody
	Assignee   string // email of that operator, as it was then

	OpenedBy   string // email
	OpenedAt   time.Time
	ChangedAt  time.Time // the latest entry of its log
	ResolvedAt time.Time `bun:",nullzero"` // zero while it is not

	// Version counts the changes of title, expectation, state and assignee. A change
	// names the version it was made from, so that none overwrites one that nobody saw.
	Version int64
}

// CaseKind is what a case is about.
type CaseKind string

// The kinds.
const (
	TransactionCase  CaseKind = "transaction"
	DeclineGroupCase CaseKind = "decline_group"
)

// CaseState says who has to do something about a case.
type CaseState string

// A case begins open. It waits while somebody outside, such as the platform's support,
// has to answer.
const (
	CaseOpen     CaseState = "open"
	CaseWaiting  CaseState = "waiting"
	CaseResolved CaseState = "resolved"
)

// OpenCase opens a case about a subject and gives it with its number. Where one that is
// not resolved exists, that comes back and fresh is false.
func (s *Store) OpenCase(ctx context.Context, c Case) (opened Case, fresh bool, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		opened, fresh = c, false
		opened.ID, opened.State, opened.Version = 0, CaseOpen, 1
		opened.OpenedAt, opened.ChangedAt, opened.ResolvedAt = s.now(), s.now(), time.Time{}
		r, err := tx.write.NewInsert().Model(&opened).On("CONFLICT DO NOTHING").Returning("id").Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err == nil && n == 1 {
			fresh = true
			return tx.jot(ctx, CaseEntry{CaseID: opened.ID, Kind: CaseOpened, Who: c.OpenedBy})
		}
		opened = Case{}
		return tx.write.NewSelect().Model(&opened).Where("kind = ?", c.Kind).Where("subject = ?", c.Subject).Where("state <> ?", CaseResolved).Scan(ctx)
	})
	return opened, fresh, translate("open case", err)
}

// Case finds a case; ErrNotFound when there is none.
func (s *Store) Case(ctx context.Context, id int64) (Case, error) {
	var c Case
	err := s.read.NewSelect().Model(&c).Where("id = ?", id).Scan(ctx)
	return c, translate("find case", err)
}

// maxAbout bounds how many cases about one subject are looked at.
const maxAbout = 10

// CasesAbout gives the latest cases about a subject, the last opened first. One that is not
// resolved is always among them.
func (s *Store) CasesAbout(ctx context.Context, kind CaseKind, subject string) ([]Case, error) {
	var rows []Case
	err := s.read.NewSelect().Model(&rows).Where("kind = ?", kind).Where("subject = ?", subject).
		OrderExpr("state = ? , id DESC", CaseResolved).Limit(maxAbout).Scan(ctx)
	return rows, translate("find cases about a subject", err)
}

// CaseFilter narrows ListCases; what is zero does not.
type CaseFilter struct {
	State      CaseState
	Unresolved bool
	Assignee   int64 // operator
	Unassigned bool
}

// ListCases gives cases, the last opened first. Keys carry the case's number as token.
func (s *Store) ListCases(ctx context.Context, f CaseFilter, p Page) (Slice[Case], error) {
	var rows []Case
	if err := byID(f.apply(s.read.NewSelect().Model(&rows)), p).Scan(ctx); err != nil {
		return Slice[Case]{}, translate("list cases", err)
	}
	return slice(rows, p, func(c Case) Key { return Key{c.OpenedAt, strconv.FormatInt(c.ID, 10)} }), nil
}

// CountCasesUpTo counts what the filter finds, but no further than most.
func (s *Store) CountCasesUpTo(ctx context.Context, f CaseFilter, most int64) (n int64, err error) {
	q := f.apply(s.read.NewSelect().Model((*Case)(nil)).ColumnExpr("1")).Limit(max(most, 1))
	err = s.read.NewSelect().TableExpr("(?) AS found", q).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, translate("count cases", err)
}

func (f CaseFilter) apply(q *bun.SelectQuery) *bun.SelectQuery {
	where(q, "state", f.State)
	where(q, "assignee_id", f.Assignee)
	if f.Unresolved {
		q.Where("state <> ?", CaseResolved)
	}
	if f.Unassigned {
		q.Where("assignee_id IS NULL")
	}
	return q
}

// EditCase gives a case another title and expectation.
func (s *Store) EditCase(ctx context.Context, id, version int64, title, expected, who string) error {
	return s.changeCase(ctx, id, version, CaseEntry{Kind: CaseEdited, Subject: title, Note: expected, Who: who}, func(q *bun.UpdateQuery) {
		q.Set("title = ?", title).Set("expected = ?", expected)
	})
}

// AssignCase gives a case to an operator, or to nobody when to is zero.
func (s *Store) AssignCase(ctx context.Context, id, version int64, to Operator, who string) error {
	return s.changeCase(ctx, id, version, CaseEntry{Kind: CaseAssigned, Subject: to.Email, Who: who}, func(q *bun.UpdateQuery) {
		q.Set("assignee_id = NULLIF(?, 0)", to.ID).Set("assignee = ?", to.Email)
	})
}

// MoveCase brings a case into another state, with a note where there is something to say.
// ErrConflict says that it cannot be opened again, as another one about its subject is not
// resolved.
func (s *Store) MoveCase(ctx context.Context, id, version int64, to CaseState, note, who string) error {
	return s.changeCase(ctx, id, version, CaseEntry{Kind: CaseMoved, Subject: string(to), Note: note, Who: who}, func(q *bun.UpdateQuery) {
		at := bun.NullTime{}
		if to == CaseResolved {
			at.Time = s.now()
		}
		q.Set("state = ?", to).Set("resolved_at = ?", at)
	})
}

// changeCase changes one version of a case and writes the entry of its log. ErrStale says
// that the case has another version by now, ErrNotFound that there is none.
func (s *Store) changeCase(ctx context.Context, id, version int64, e CaseEntry, set func(*bun.UpdateQuery)) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		q := tx.write.NewUpdate().Model((*Case)(nil)).Set("version = version + 1").Where("id = ?", id).Where("version = ?", version)
		set(q)
		err := changed("change case")(q.Exec(ctx))
		if errors.Is(err, ErrNotFound) {
			if _, err := tx.Case(ctx, id); err != nil {
				return err
			}
			return ErrStale
		}
		if err != nil {
			return err
		}
		e.CaseID = id
		return tx.jot(ctx, e)
	})
	return translate("change case", err)
}
