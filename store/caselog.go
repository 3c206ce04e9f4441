package store

import (
	"context"
	"errors"
	"strconv"
	"time"
)

// CaseEntry is one line of a case's log. Lines are only ever added.
type CaseEntry struct {
	ID      int64 `bun:",pk,autoincrement"`
	CaseID  int64
	Kind    CaseEntryKind
	Subject string // the new state, the assignee's email, the link's address or the new title
	Note    string // what somebody wrote; of a link its label, of an edit the expectation
	Who     string // email of the operator
	At      time.Time
}

// CaseEntryKind is what a line of the log tells.
type CaseEntryKind string

// The kinds.
const (
	CaseOpened   CaseEntryKind = "opened"
	CaseNoted    CaseEntryKind = "note"
	CaseMoved    CaseEntryKind = "state"
	CaseAssigned CaseEntryKind = "assignee"
	CaseLinked   CaseEntryKind = "link"
	CaseUnlinked CaseEntryKind = "unlink"
	CaseEdited   CaseEntryKind = "edit"
)

// CaseLink leads from a case to a page elsewhere, such as the ticket at the platform's
// support.
type CaseLink struct {
	ID     int64 `bun:",pk,autoincrement"`
	CaseID int64
	URL    string `bun:"url"` // of a case each once
	Label  string
	Who    string
	At     time.Time
}

// AddCaseNote adds a note to a case's log; ErrNotFound when there is no such case.
func (s *Store) AddCaseNote(ctx context.Context, id int64, note, who string) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		return tx.jot(ctx, CaseEntry{CaseID: id, Kind: CaseNoted, Note: note, Who: who})
	})
	return translate("add note to case", err)
}

// AddCaseLink adds a link to a case. ErrConflict says that the case has it already,
// ErrNotFound that there is no such case.
func (s *Store) AddCaseLink(ctx context.Context, id int64, address, label, who string) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if err := tx.jot(ctx, CaseEntry{CaseID: id, Kind: CaseLinked, Subject: address, Note: label, Who: who}); err != nil {
			return err
		}
		_, err := tx.write.NewInsert().Model(&CaseLink{CaseID: id, URL: address, Label: label, Who: who, At: s.now()}).Exec(ctx)
		return err
	})
	return translate("add link to case", err)
}

// RemoveCaseLink takes a link off a case. The log keeps that it was there. ErrNotFound when
// the case has no such link.
func (s *Store) RemoveCaseLink(ctx context.Context, id, link int64, who string) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		var gone CaseLink
		if err := tx.write.NewSelect().Model(&gone).Where("id = ?", link).Where("case_id = ?", id).Scan(ctx); err != nil {
			return err
		}
		if err := changed("remove link")(tx.write.NewDelete().Model(&gone).WherePK().Exec(ctx)); err != nil {
			return err
		}
		return tx.jot(ctx, CaseEntry{CaseID: id, Kind: CaseUnlinked, Subject: gone.URL, Note: gone.Label, Who: who})
	})
	return translate("remove link from case", err)
}

// jot writes a line and notes at the case that there is one; inside a transaction.
func (s *Store) jot(ctx context.Context, e CaseEntry) error {
	e.At = s.now()
	err := changed("find case")(s.write.NewUpdate().Model((*Case)(nil)).Set("changed_at = ?", e.At).Where("id = ?", e.CaseID).Exec(ctx))
	if err != nil {
		return err
	}
	_, err = s.write.NewInsert().Model(&e).Exec(ctx)
	return err
}

// ListCaseEntries gives the log of a case, the latest line first. Keys carry the line's
// number as token.
func (s *Store) ListCaseEntries(ctx context.Context, id int64, p Page) (Slice[CaseEntry], error) {
	var rows []CaseEntry
	if err := byID(s.read.NewSelect().Model(&rows).Where("case_id = ?", id), p).Scan(ctx); err != nil {
		return Slice[CaseEntry]{}, translate("list the log of a case", err)
	}
	return slice(rows, p, func(e CaseEntry) Key { return Key{e.At, strconv.FormatInt(e.ID, 10)} }), nil
}

// CaseLinks gives the links of a case in the order in which they came, MaxLimit at most.
func (s *Store) CaseLinks(ctx context.Context, id int64) ([]CaseLink, error) {
	var rows []CaseLink
	err := s.read.NewSelect().Model(&rows).Where("case_id = ?", id).OrderExpr("id").Limit(MaxLimit).Scan(ctx)
	return rows, translate("list the links of a case", err)
}

func (s *Store) findCases(ctx context.Context, query string) ([]Hit, error) {
	id := caseNumber(query)
	if id == 0 {
		return nil, nil
	}
	c, err := s.Case(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return []Hit{{"case", strconv.FormatInt(c.ID, 10), "Case " + strconv.FormatInt(c.ID, 10), c.Title}}, err
}
