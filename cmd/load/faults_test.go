package main

import (
	"strings"
	"testing"
	"time"
)

// A console that is killed under load, five times, has everything that it answered.
func TestKilledConsole(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := (killing{bench: bench{Callers: 8}, Kills: 5, Most: 300 * time.Millisecond, Books: 3}).Run(t.Context(), &out); err != nil {
		t.Error(err)
	}
	t.Log(out.String())
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
