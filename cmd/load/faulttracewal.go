package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"carddeck/store/storetest/pgserver"
)

// PostgreSQL's log is written in pages, into files of this size.
const (
	walPage    = 8 << 10
	walSegment = 16 << 20
)

// commitRecord is where the COMMIT of a decision is in PostgreSQL's log, and its bytes.
type commitRecord struct {
	at    uint64
	bytes []byte
}

// commits finds the record of each decision's COMMIT: the row names its transaction, and
// pg_waldump the place.
func commits(ctx context.Context, server *pgserver.Server, dsn string) (map[string]commitRecord, error) {
	transactions, err := transactionsOf(ctx, dsn)
	if err != nil {
		return nil, err
	}
	program, err := pgserver.Program("pg_waldump")
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(server.Data(), "pg_wal")
	first, err := filepath.Glob(filepath.Join(folder, "0000000100000*"))
	if err != nil || len(first) == 0 {
		return nil, errors.Join(errors.New("there is no log"), err)
	}
	// Its status is about the end of the log, where no record is.
	said, _ := exec.CommandContext(ctx, program, "-r", "Transaction", first[0]).Output()
	found := map[string]commitRecord{}
	for _, m := range committed.FindAllSubmatch(said, -1) {
		token := transactions[string(m[2])]
		if token == "" {
			continue
		}
		length, _ := strconv.ParseUint(string(m[1]), 10, 64)
		high, _ := strconv.ParseUint(string(m[3]), 16, 32)
		low, _ := strconv.ParseUint(string(m[4]), 16, 32)
		at := high<<32 | low
		if end := at + length - 1; at/walSegment != end/walSegment {
			length += 40 // the head of the next file
		} else if at/walPage != end/walPage {
			length += 24 // the head of the next page
		}
		record := commitRecord{at, make([]byte, length)}
		if err := readLog(folder, record); err != nil {
			return nil, err
		}
		found[token] = record
	}
	return found, nil
}

var committed = regexp.MustCompile(`len \(rec/tot\): *\d+/ *(\d+), tx: *(\d+), lsn: ([0-9A-F]+)/([0-9A-F]+), .*desc: COMMIT `)

func transactionsOf(ctx context.Context, dsn string) (map[string]string, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "SELECT token, xmin::text FROM funding_decisions")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var token, transaction string
		if err := rows.Scan(&token, &transaction); err != nil {
			return nil, err
		}
		all[transaction] = token
	}
	return all, rows.Err()
}

// readLog reads a record's bytes as they are in the log's files.
func readLog(folder string, r commitRecord) error {
	for done := uint64(0); done < uint64(len(r.bytes)); {
		at := r.at + done
		f, err := os.Open(filepath.Join(folder, fmt.Sprintf("00000001%08X%08X", at>>32, at&0xffffffff/walSegment)))
		if err != nil {
			return err
		}
		most := min(uint64(len(r.bytes))-done, walSegment-at%walSegment)
		n, err := f.ReadAt(r.bytes[done:done+most], int64(at%walSegment))
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		done += uint64(n)
	}
	return nil
}

// walTrace follows which bytes of the log are on the disk.
type walTrace struct {
	trace
	pages   map[uint64][]byte            // as last written
	durable map[uint64][]byte            // as last synced
	begun   map[string]map[uint64][]byte // by process, as written when its sync began
}

var wrote = regexp.MustCompile(`, "([\\x0-9a-f]*)"(?:, (\d+), (\d+))?`)

// unescape reads what strace -xx wrote; text that is no such is nothing.
func unescape(text []byte) []byte {
	b, err := hex.DecodeString(string(bytes.ReplaceAll(text, []byte(`\x`), nil)))
	if err != nil {
		return nil
	}
	return b
}

// readWALTrace reads what strace -f -y -xx wrote of a console and its PostgreSQL. An approval
// is early unless every byte of its COMMIT was written, and a sync that began later has
// ended, before the approval was sent.
func readWALTrace(r io.Reader, known map[string]commitRecord) (trace, error) {
	t := walTrace{pages: map[uint64][]byte{}, durable: map[uint64][]byte{}, begun: map[string]map[uint64][]byte{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		line := lines.Bytes()
		if m := ended.FindSubmatch(line); m != nil {
			t.synced(string(m[1]))
			continue
		}
		m := made.FindSubmatch(line)
		if m == nil {
			continue
		}
		process, name, path := string(m[1]), string(m[2]), string(unescape(m[4]))
		log := filepath.Base(filepath.Dir(path)) == "pg_wal"
		switch {
		case log && (name == "fsync" || name == "fdatasync"):
			t.begun[process] = maps.Clone(t.pages)
			if bytes.HasSuffix(line, []byte("= 0")) {
				t.synced(process)
			}
		case log && name == "pwrite64":
			if err := t.write(filepath.Base(path), wrote.FindSubmatch(line)); err != nil {
				return t.trace, err
			}
		case !log && (name == "write" || name == "writev"):
			t.sent(wrote.FindSubmatch(line), known)
		}
	}
	return t.trace, lines.Err()
}

func (t *walTrace) write(segment string, m [][]byte) error {
	if m == nil || len(segment) != 24 {
		return fmt.Errorf("cannot read what was written to %s", segment)
	}
	high, errHigh := strconv.ParseUint(segment[8:16], 16, 32)
	number, errNumber := strconv.ParseUint(segment[16:], 16, 32)
	offset, errOffset := strconv.ParseUint(string(m[3]), 10, 64)
	content := unescape(m[1])
	if err := errors.Join(errHigh, errNumber, errOffset); err != nil {
		return err
	}
	at := high<<32 + number*walSegment + offset
	for i := 0; i+walPage <= len(content); i += walPage {
		t.pages[(at+uint64(i))/walPage] = content[i : i+walPage]
	}
	return nil
}

func (t *walTrace) synced(process string) {
	if t.begun[process] == nil {
		return
	}
	t.syncs++
	maps.Copy(t.durable, t.begun[process])
	for page := range t.durable { // what is long synced need not be copied any more
		if bytes.Equal(t.pages[page], t.durable[page]) {
			delete(t.pages, page)
		}
	}
	delete(t.begun, process)
}

func (t *walTrace) sent(m [][]byte, known map[string]commitRecord) {
	if m == nil {
		return
	}
	text := unescape(m[1])
	token := string(asked.Find(text))
	if token == "" || !bytes.HasPrefix(text, []byte("HTTP/1.1 200 ")) {
		return
	}
	t.approvals++
	record, found := known[token]
	if !found || !t.holds(record) {
		t.early = append(t.early, token)
	}
}

// holds reports whether a record's bytes are on the disk.
func (t *walTrace) holds(r commitRecord) bool {
	for i, b := range r.bytes {
		at := r.at + uint64(i)
		page := t.durable[at/walPage]
		if page == nil || page[at%walPage] != b {
			return false
		}
	}
	return true
}
