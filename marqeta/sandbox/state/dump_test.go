package state

import (
	"slices"
	"testing"
)

// Every column of every table is in an export, and nothing else.
func TestDumpIsWhole(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.read.QueryContext(t.Context(), `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var there, dumped []string
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		there = append(there, table+"."+column)
	}
	for _, d := range dumpTables {
		for _, c := range d.columns {
			dumped = append(dumped, d.name+"."+c.name)
		}
	}
	slices.Sort(dumped)
	if slices.Sort(there); len(there) < 40 || !slices.Equal(there, dumped) {
		t.Errorf("columns = %v, dumped = %v", there, dumped)
	}
}
