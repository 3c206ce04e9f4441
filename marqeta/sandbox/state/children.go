package state

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/uptrace/bun"
)

// Children selects documents of a journal.
type Children struct {
	Parent       string  // empty: of all parents
	Where        []Where // all of them hold; not of a journal that is Packed
	Sort         string  // a member the journal is Sorted by; empty is creation
	Oldest       bool    // smallest first
	Start, Count int
}

// Where wants a top-level member to be one of some values, or a text from one value
// to before another. What is empty selects nothing out.
type Where struct {
	Member   string
	In       []any // as the document's JSON has them
	From, To string
}

// Sorted declares a top-level member that the journal as a whole is listed by, so
// that a page of it does not read all of it. It is declared before Load.
//
// The kind leads the index although it is the same in all of it: without, SQLite
// prefers the index of tokens and sorts.
func (j *Journal[T]) Sorted(member string) *Journal[T] {
	j.sorted = append(j.sorted, member)
	j.store.indexes = append(j.store.indexes, fmt.Sprintf(
		`CREATE INDEX IF NOT EXISTS journal_%s_%s ON journal (kind, %s, seq) WHERE kind = '%[1]s'`, j.kind, member, textOf(member)))
	return j
}

// Sorts reports whether the journal is Sorted by a member.
func (j *Journal[T]) Sorts(member string) bool { return slices.Contains(j.sorted, member) }

// textOf is a text member of the body, written as the indexes have it. Members are
// the program's own names, never a request's.
func textOf(member string) string {
	return fmt.Sprintf(`json_extract(CAST(body AS TEXT), '$.%s')`, member)
}

// Children gives durable documents, the last first, and whether more follow.
func (j *Journal[T]) Children(ctx context.Context, c Children) ([]T, bool, error) {
	if unknowable(c.Parent) {
		return nil, false, nil
	}
	if len(c.Where) > 0 && j.packed {
		return nil, false, fmt.Errorf("list %s: its bodies are packed", j.kind)
	}
	q := j.store.read.NewSelect().Model((*journalRow)(nil)).Column("token", "body").Where("kind = ?", j.kind).
		Offset(int64(c.Start)).Limit(int64(c.Count) + 1)
	direction := " DESC"
	if c.Oldest {
		direction = ""
	}
	if c.Parent != "" {
		q.Where("parent = ?", c.Parent)
	}
	switch {
	case c.Sort != "" && c.Parent != "":
		q.OrderExpr("+" + textOf(c.Sort) + direction) // + has it sort the parent's few, not look for them among all
	case c.Sort != "":
		q.OrderExpr(textOf(c.Sort) + direction)
	}
	q.OrderExpr("seq" + direction)
	for _, w := range c.Where {
		if possible, err := w.narrow(q); err != nil || !possible {
			return nil, false, err
		}
	}
	var rows []journalRow
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, false, fmt.Errorf("list %s: %w", j.kind, err)
	}
	more := len(rows) > c.Count
	if more {
		rows = rows[:c.Count]
	}
	all := make([]T, len(rows))
	for i, row := range rows {
		body, err := unpack(row.Body)
		if err != nil {
			return nil, false, fmt.Errorf("list %s: %w", j.kind, err)
		}
		if all[i], err = j.decode(row.Token, body); err != nil {
			return nil, false, err
		}
	}
	return all, more, nil
}

// narrow adds the condition to a query; false says that nothing can meet it.
func (w Where) narrow(q *bun.SelectQuery) (possible bool, err error) {
	if unknowable(w.From, w.To) {
		return false, nil
	}
	if len(w.In) > 0 {
		values := make([]string, len(w.In))
		for i, v := range w.In {
			value, err := json.Marshal(v)
			if err != nil {
				return false, fmt.Errorf("select by %s: %w", w.Member, err)
			}
			values[i] = string(value)
		}
		q.Where(`CAST(body AS TEXT) -> ? IN (?)`, "$."+w.Member, bun.List(values))
	}
	if w.From != "" {
		q.Where(textOf(w.Member)+" >= ?", w.From)
	}
	if w.To != "" {
		q.Where(textOf(w.Member)+" < ?", w.To)
	}
	return true, nil
}
