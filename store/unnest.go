package store

import (
	"fmt"
	"strings"
)

// column is a column of rows that PostgreSQL takes as one array for all of them, so that
// a statement is prepared once for any number.
type column[R any] struct {
	name, kind string
	of         func([]R) any
}

// col makes a column of what value gives; kind is PostgreSQL's type of it.
func col[R, V any](name, kind string, value func(*R) V) column[R] {
	return column[R]{name, kind, func(rows []R) any {
		all := make([]V, len(rows))
		for i := range rows {
			all[i] = value(&rows[i])
		}
		return all
	}}
}

// insertion is the statement that adds rows to a table.
func insertion[R any](table string, columns []column[R]) string {
	names, arrays := spread(columns)
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM unnest(%s)", table, names, arrays)
}

// spread gives the names of columns and their parameters.
func spread[R any](columns []column[R]) (names, arrays string) {
	var n, a []string
	for i, c := range columns {
		n, a = append(n, c.name), append(a, fmt.Sprintf("$%d::%s[]", i+1, c.kind))
	}
	return strings.Join(n, ", "), strings.Join(a, ", ")
}

func arrays[R any](columns []column[R], rows []R) []any {
	all := make([]any, len(columns))
	for i, c := range columns {
		all[i] = c.of(rows)
	}
	return all
}
