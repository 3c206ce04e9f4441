package store

import (
	"context"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// Lifecycle gives the transactions that belong together with one: all that are linked
// to it through preceding_related_transaction_token, whichever way and however far,
// itself included, oldest first. Funding records are left out unless the token is one
// itself. ErrNotFound when no copy of the transaction is kept.
func (s *Store) Lifecycle(ctx context.Context, token string) ([]Transaction, error) {
	all, err := s.related(ctx, s.read, token, maxShown)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t Transaction) bool { return t.FundingRecord && t.Token != token })
	if len(all) == 0 {
		return nil, translate("show lifecycle", ErrNotFound)
	}
	return all, nil
}

// maxShown bounds what a page shows of a lifecycle that somebody drew out on purpose.
const maxShown = 1000

// related walks the links both ways. UNION drops what was seen, so that links which
// run in a circle end.
func (s *Store) related(ctx context.Context, db bun.IDB, token string, most int64) ([]Transaction, error) {
	var all []Transaction
	err := db.NewRaw(relatives, token, most).Scan(ctx, &all)
	if err != nil {
		return nil, translate("find related transactions", err)
	}
	slices.SortFunc(all, inOrder)
	return all, nil
}

const relatives = `
WITH RECURSIVE up(token) AS (
	SELECT token FROM transactions WHERE token = ?0
	UNION
	SELECT t.preceding_token FROM transactions t JOIN up ON t.token = up.token WHERE t.preceding_token <> ''
), family(token) AS (
	SELECT token FROM up
	UNION
	SELECT t.token FROM transactions t JOIN family ON t.preceding_token = family.token
)
SELECT t.* FROM transactions t JOIN (SELECT token FROM family LIMIT ?1) f ON t.token = f.token`

// inOrder sorts the members of a lifecycle as they happened: by the platform's time,
// then opener before follower, then by its running number and token.
func inOrder(a, b Transaction) int {
	if c := a.CreatedTime.Compare(b.CreatedTime); c != 0 {
		return c
	}
	if a.PrecedingToken == "" != (b.PrecedingToken == "") {
		if a.PrecedingToken == "" {
			return -1
		}
		return 1
	}
	if c := running(a.Identifier) - running(b.Identifier); c != 0 {
		return int(max(-1, min(c, 1)))
	}
	return strings.Compare(a.Token, b.Token)
}
