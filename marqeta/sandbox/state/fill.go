package state

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/uptrace/bun"
	"modernc.org/sqlite"
)

// ErrFile means that a file is no export of a state, or not a whole one.
var ErrFile = errors.New("not an export of a sandbox's state")

const sqliteConstraint = 19

// Fill reads what Dump wrote into a state that is empty: all of it or nothing. An
// error that is ErrFile says what is wrong with the file and where.
func (s *Store) Fill(ctx context.Context, from io.Reader) error {
	return s.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		f := filling{writer: newWriter(tx), decoder: jsontext.NewDecoder(from, jsontext.AllowDuplicateNames(false))}
		err := f.run(ctx)
		if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code()&0xff == sqliteConstraint {
			err = fmt.Errorf("%w: %w", ErrFile, err)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", f.row+2, err)
		}
		return nil
	})
}

type filling struct {
	writer  *writer
	decoder *jsontext.Decoder
	row     int
}

func (f *filling) run(ctx context.Context) error {
	var head struct {
		Version int `json:"sandbox_state"`
	}
	f.row = -1
	if err := json.UnmarshalDecode(f.decoder, &head); err != nil || head.Version == 0 {
		return fmt.Errorf("%w: it does not begin with {\"sandbox_state\":%d}", ErrFile, dumpVersion)
	}
	if head.Version > dumpVersion {
		return fmt.Errorf("%w: it was written by a newer version", ErrFile)
	}
	for f.row = 0; ; f.row++ {
		var members map[string]jsontext.Value
		if err := json.UnmarshalDecode(f.decoder, &members); err != nil {
			return fmt.Errorf("%w: %w", ErrFile, err)
		}
		if rows, end := members["rows"]; end {
			if string(rows) != fmt.Sprint(f.row) {
				return fmt.Errorf("%w: %s rows are announced and %d are here", ErrFile, rows, f.row)
			}
			break
		}
		if err := f.put(ctx, members); err != nil {
			return err
		}
	}
	if _, err := f.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows the end", ErrFile)
	}
	return nil
}

func (f *filling) put(ctx context.Context, members map[string]jsontext.Value) error {
	var name string
	if err := json.Unmarshal(members["table"], &name); err != nil {
		return fmt.Errorf("%w: no table is named", ErrFile)
	}
	delete(members, "table")
	for _, t := range dumpTables {
		if t.name != name {
			continue
		}
		values := make([]any, len(t.columns))
		for i, c := range t.columns {
			v, err := c.read(members[c.name])
			if err != nil {
				return fmt.Errorf("%w: %s: %w", ErrFile, c.name, err)
			}
			values[i] = v
			delete(members, c.name)
		}
		for unknown := range members {
			return fmt.Errorf("%w: %s has no %q", ErrFile, name, unknown)
		}
		return f.writer.exec(ctx, "INSERT INTO "+t.name+" ("+t.names()+") VALUES (?"+strings.Repeat(", ?", len(t.columns)-1)+")", values...)
	}
	return fmt.Errorf("%w: there is no table %q", ErrFile, name)
}

// read gives a column's value. What an export leaves out is empty; of payloads and
// hashes it is NULL.
func (c dumpColumn) read(raw jsontext.Value) (any, error) {
	switch c.content {
	case number:
		if raw == nil {
			return int64(0), nil
		}
		var n int64
		err := json.Unmarshal(raw, &n)
		return n, err
	case payload, parcel:
		if raw == nil {
			return nil, nil
		}
		err := raw.Compact()
		if c.content == parcel {
			return pack(raw), err
		}
		return []byte(raw), err
	}
	var s string
	if raw != nil {
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
	}
	if c.content == text {
		return s, nil
	}
	if s == "" {
		return nil, nil
	}
	return hex.DecodeString(s)
}
