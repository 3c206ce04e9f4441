package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carddeck/store/storetest/pgserver"
)

// tools skips a test on a machine that lacks what breaks things, unless all must be there.
func tools(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := exec.LookPath(name)
		if name == "postgres" {
			_, err = pgserver.Program(name)
		}
		if err != nil && os.Getenv("CI") == "true" {
			t.Fatal(err)
		} else if err != nil {
			t.Skipf("skipped: %v", err)
		}
	}
}

// Each fault in small: what its command does many times. The console has everything that it
// answered, and finds its way back.
func TestFaults(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "console")
	if said, err := exec.Command("go", "build", "-o", program, "carddeck/cmd/console").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	lite, postgres := bench{Console: program, Callers: 8}, bench{Console: program, Callers: 8, Postgres: true}
	store := func(b bench, kind string) outages {
		return outages{bench: b, Times: 1, Only: []string{kind}, Last: 200 * time.Millisecond}
	}
	for name, c := range map[string]struct {
		fault interface {
			Run(context.Context, io.Writer) error
		}
		needs []string
	}{
		"killed":                           {killing{bench: lite, Kills: 4, Most: 300 * time.Millisecond, Books: 2}, nil},
		"killed on PostgreSQL":             {killing{bench: postgres, Kills: 2, Most: 300 * time.Millisecond, Books: 2}, []string{"postgres"}},
		"killed before answers":            {answering{bench: lite, Kills: 4, Most: 600 * time.Millisecond, Late: 150 * time.Millisecond}, []string{"strace"}},
		"its locked store":                 {store(lite, "locked"), nil},
		"its failing disk":                 {store(lite, "failing syncs"), []string{"strace"}},
		"its PostgreSQL frozen":            {store(postgres, "frozen"), []string{"postgres"}},
		"its PostgreSQL killed":            {store(postgres, "killed"), []string{"postgres"}},
		"its PostgreSQL on a failing disk": {store(postgres, "failing syncs"), []string{"strace", "postgres"}},
		"traced":                           {tracing{bench: lite, Approvals: 20}, []string{"strace"}},
		"traced on PostgreSQL":             {tracing{bench: postgres, Approvals: 20}, []string{"strace", "postgres"}},
	} {
		t.Run(name, func(t *testing.T) {
			tools(t, c.needs...)
			var out strings.Builder
			if err := c.fault.Run(t.Context(), &out); err != nil {
				t.Error(err)
			}
			t.Log(out.String())
		})
	}
}

// A trace in which an approval leaves too early is seen through.
func TestReadTrace(t *testing.T) {
	t.Parallel()
	const (
		page  = `7 pwrite64(9</d/console.db-wal>, "\0j-trace-0-1\0", 4096, 56) = 4096`
		sync  = `7 fdatasync(9</d/console.db-wal>) = 0`
		begun = `7 fdatasync(9</d/console.db-wal> <unfinished ...>`
		over  = `7 <... fdatasync resumed>) = 0`
		fails = `7 fdatasync(9</d/console.db-wal>) = -1 EIO (Input/output error)`
		other = `7 fdatasync(9</d/sandbox.db-wal-else>) = 0`
		sends = `8 write(4<socket:[1]>, "HTTP/1.1 200 OK\r\n\r\n{\"jit_funding\":{\"token\":\"j-trace-0-1\"}}", 99) = 99`
	)
	for name, c := range map[string]struct {
		lines []string
		early int
	}{
		"in order":               {[]string{page, sync, sends}, 0},
		"in two parts":           {[]string{page, begun, over, sends}, 0},
		"never synced":           {[]string{page, sends}, 1},
		"never written":          {[]string{sync, sends}, 1},
		"synced before written":  {[]string{sync, page, sends}, 1},
		"written during a sync":  {[]string{begun, page, over, sends}, 1},
		"sent during the sync":   {[]string{page, begun, sends, over}, 1},
		"a sync that failed":     {[]string{page, fails, sends}, 1},
		"a sync of another file": {[]string{page, other, sends}, 1},
	} {
		got, err := readTrace(strings.NewReader(strings.Join(c.lines, "\n")))
		if err != nil || got.approvals != 1 || len(got.early) != c.early {
			t.Errorf("%s: %d approvals, %v too early, %v", name, got.approvals, got.early, err)
		}
	}
}

// In PostgreSQL's log a decision is where its COMMIT is, of which every byte counts.
func TestReadWALTrace(t *testing.T) {
	t.Parallel()
	escape := func(text string) (b strings.Builder) {
		for _, c := range []byte(text) {
			fmt.Fprintf(&b, "\\x%02x", c)
		}
		return b
	}
	const log = "/d/pg_wal/000000010000000000000001"
	record := commitRecord{walSegment + walPage + 100, []byte("COMMIT of it")}
	page := func(content string) string {
		b := escape(strings.Repeat("-", 100) + content + strings.Repeat("-", walPage-100-len(content)))
		path := escape(log)
		return fmt.Sprintf(`7 pwrite64(9<%s>, "%s", %d, %d) = %[3]d`, path.String(), b.String(), walPage, walPage)
	}
	path, answer := escape(log), escape("HTTP/1.1 200 OK\r\n\r\n{\"token\":\"j-trace-0-1\"}")
	writes, before := page("COMMIT of it"), page("COMMIT of")
	sync, begun, over := `7 fdatasync(9<`+path.String()+`>) = 0`, `7 fdatasync(9<`+path.String()+`> <unfinished ...>`, `7 <... fdatasync resumed>) = 0`
	sends := `8 write(4<\x73>, "` + answer.String() + `", 99) = 99`
	for name, c := range map[string]struct {
		lines []string
		early int
	}{
		"in order":              {[]string{writes, sync, sends}, 0},
		"in two parts":          {[]string{writes, begun, over, sends}, 0},
		"written twice":         {[]string{before, sync, writes, sync, sends}, 0},
		"the page was there":    {[]string{before, sync, sends}, 1},
		"never synced":          {[]string{before, sync, writes, sends}, 1},
		"written during a sync": {[]string{before, begun, writes, over, sends}, 1},
		"sent during the sync":  {[]string{writes, begun, sends, over}, 1},
	} {
		got, err := readWALTrace(strings.NewReader(strings.Join(c.lines, "\n")), map[string]commitRecord{"j-trace-0-1": record})
		if err != nil || got.approvals != 1 || len(got.early) != c.early {
			t.Errorf("%s: %d approvals, %v too early, %v", name, got.approvals, got.early, err)
		}
	}
}
