package store

import (
	"context"

	"github.com/uptrace/bun"
)

// filter is an equality of a list: a column, or an indexed expression over one, and
// the text it must equal; empty does not filter. Columns are constants of this
// package, never input.
type filter struct{ column, is string }

// list gives a page of a resource that is ordered by (created_at, token), newest
// first. Filters stand in the order of how much they narrow: the first that is set
// picks the index.
func list[T any](ctx context.Context, s *Store, p Page, doing string, filters []filter, keyOf func(T) Key) (Slice[T], error) {
	var rows []T
	q := s.read.NewSelect().Model(&rows)
	o := narrow(q, order{at: "created_at", token: "token"}, filters)
	if err := paged(q, p, o).Scan(ctx); err != nil {
		return Slice[T]{}, translate(doing, err)
	}
	return slice(rows, p, keyOf), nil
}

// narrow makes the first filter that is set lead the order, and adds the others to the
// query.
func narrow(q *bun.SelectQuery, o order, filters []filter) order {
	for _, f := range filters {
		switch {
		case f.is == "":
		case o.lead == "":
			o.lead, o.leadIs = f.column, f.is
		default:
			q.Where("? = ?", bun.Safe(f.column), f.is)
		}
	}
	return o
}
