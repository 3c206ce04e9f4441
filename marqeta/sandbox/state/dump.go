package state

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// dumpVersion is the format of an exported state.
const dumpVersion = 1

// content is how a column is written in an export.
type content int

const (
	text content = iota
	number
	hash    // hexadecimal
	payload // JSON as it is
	parcel  // JSON, packed where it is kept
)

type dumpColumn struct {
	name    string
	content content
}

// dumpTable is a table in an export; order makes the same state the same file, and
// a small change a small difference.
type dumpTable struct {
	name, order string
	columns     []dumpColumn
}

var dumpTables = []dumpTable{
	{"documents", "kind, token", []dumpColumn{{"kind", text}, {"token", text}, {"seq", number}, {"changed", number}, {"hash", hash}, {"body", payload}}},
	{"journal", "kind, token", []dumpColumn{{"kind", text}, {"token", text}, {"seq", number}, {"parent", text}, {"hash", hash}, {"body", payload}}},
	{"transactions", "seq", []dumpColumn{
		{"token", text}, {"seq", number}, {"identifier", number}, {"type", text}, {"state", text}, {"user_token", text}, {"acting_user_token", text},
		{"card_token", text}, {"funding_source_token", text}, {"direction", text}, {"purchase", text}, {"happened", number}, {"created", number},
		{"hash", hash}, {"body", parcel}, {"trace", parcel},
	}},
	{"deliveries", "id", []dumpColumn{
		{"id", number}, {"endpoint", text}, {"event", text}, {"target", payload}, {"body", parcel}, {"state", text}, {"attempts", number},
		{"due", number}, {"created", number}, {"status", number}, {"answer", text}, {"about", text}, {"tries", payload},
	}},
	{"tallies", "kind, key, slot", []dumpColumn{{"kind", text}, {"key", text}, {"slot", text}, {"amount", number}, {"times", number}}},
	{"timers", "kind, token", []dumpColumn{{"kind", text}, {"token", text}, {"due", number}, {"seq", number}}},
}

func (t dumpTable) names() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

// Dump writes the durable state as JSON, one row a line: a header with the version,
// the rows sorted, and their number at the end. It is for a state that nobody writes
// to, one beside another.
func (s *Store) Dump(ctx context.Context, to io.Writer) error {
	out := bufio.NewWriterSize(to, 64<<10)
	fmt.Fprintf(out, "{\"sandbox_state\":%d}\n", dumpVersion)
	total := 0
	for _, t := range dumpTables {
		rows, err := s.read.QueryContext(ctx, "SELECT "+t.names()+" FROM "+t.name+" ORDER BY "+t.order)
		if err != nil {
			return fmt.Errorf("export %s: %w", t.name, err)
		}
		defer rows.Close()
		values := make([]any, len(t.columns))
		into := make([]any, len(t.columns))
		for i := range values {
			into[i] = &values[i]
		}
		var line []byte
		for ; rows.Next(); total++ {
			if err := rows.Scan(into...); err != nil {
				return fmt.Errorf("export %s: %w", t.name, err)
			}
			if line, err = t.line(line[:0], values); err != nil {
				return fmt.Errorf("export %s: %w", t.name, err)
			}
			if _, err := out.Write(line); err != nil {
				return fmt.Errorf("export the state: %w", err)
			}
		}
		if err := rows.Err(); err != nil {
			return fmt.Errorf("export %s: %w", t.name, err)
		}
	}
	fmt.Fprintf(out, "{\"rows\":%d}\n", total)
	return out.Flush()
}

// line writes one row; empty columns are left out.
func (t dumpTable) line(to []byte, values []any) ([]byte, error) {
	to = fmt.Appendf(to, `{"table":%q`, t.name)
	for i, c := range t.columns {
		if values[i] == nil || values[i] == "" {
			continue
		}
		to = fmt.Appendf(to, `,%q:`, c.name)
		switch v := values[i].(type) {
		case int64:
			to = fmt.Append(to, v)
		case string:
			var err error
			if to, err = jsontext.AppendQuote(to, v); err != nil {
				return nil, err
			}
		case []byte:
			if c.content == hash {
				to = append(hex.AppendEncode(append(to, '"'), v), '"')
				continue
			}
			body, err := unpack(v)
			if err != nil {
				return nil, err
			}
			to = append(to, body...)
		default:
			return nil, fmt.Errorf("%s is a %T", c.name, v)
		}
	}
	return append(to, "}\n"...), nil
}
