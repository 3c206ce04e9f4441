package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// tracing lets one caller ask while every write and sync of the console is written down,
// and looks in there for an approval that left before its decision was synced.
type tracing struct {
	bench
	Approvals int `default:"1000" help:"How many are asked for."`
}

// Run prints the figures.
func (o tracing) Run(ctx context.Context, out io.Writer) (err error) {
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	v, err := newVictim(ctx, g.program, filepath.Join(g.dir, "data"), g.server)
	if err != nil {
		return err
	}
	if err := v.start(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.kill()) }()
	t, c, err := o.traced(ctx, g, v)
	if err != nil {
		return err
	}
	seen := found{Faults: t.syncs}
	seen.add(c)
	for _, token := range t.early {
		seen.wrong("%s was approved before it was synced", token)
	}
	if t.approvals < seen.Approved || t.approvals < o.Approvals {
		seen.wrong("the trace has %d approvals, the caller saw %d", t.approvals, seen.Approved)
	}
	fmt.Fprintf(out, "%d of %d approvals left after a sync of their decision\n", t.approvals-len(t.early), t.approvals)
	return seen.report(out, "syncs of the log")
}

// traced lets one caller ask under a trace, and reads it.
func (o tracing) traced(ctx context.Context, g *ground, v *victim) (t trace, c *callers, err error) {
	path := filepath.Join(g.dir, "trace")
	stop, err := o.attach(v, path)
	if err != nil {
		return t, nil, err
	}
	<-time.After(time.Second) // until it has all threads
	c = newCallers(v.address, "trace", 1)
	c.tell = false
	c.run(ctx, 1, o.Approvals+o.Approvals/wealthy+2*wealthy) // some are declined
	if err := stop(); err != nil {
		return t, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return t, nil, err
	}
	defer f.Close()
	if v.server == nil {
		t, err = readTrace(f)
		return t, c, err
	}
	known, err := commits(ctx, v.server, v.dsn)
	if err != nil {
		return t, nil, err
	}
	t, err = readWALTrace(f, known)
	return t, c, err
}

// attach traces the console, and all of its PostgreSQL: one that was begun meanwhile might
// be missing, so it is tried until there is none.
func (o tracing) attach(v *victim, path string) (stop func() error, err error) {
	args := []string{"-y", "-o", path, "-e", "trace=write,writev,pwrite64,fsync,fdatasync"}
	if v.server == nil {
		return attach([]int{v.cmd.Process.Pid}, append(args, "-s", "4096")...)
	}
	for range 10 {
		before, err := v.server.Processes()
		if err != nil {
			return nil, err
		}
		if stop, err = attach(append(before, v.cmd.Process.Pid), append(args, "-xx", "-s", "8388608")...); err != nil {
			return nil, err
		}
		after, err := v.server.Processes()
		if err != nil || len(slices.DeleteFunc(after, func(pid int) bool { return slices.Contains(before, pid) })) == 0 {
			return stop, err
		}
		if err := stop(); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("PostgreSQL begins more and more processes")
}

// trace is what a trace of system calls tells.
type trace struct {
	syncs, approvals int
	early            []string // tokens whose approval was sent before they were synced

	written map[string]bool            // tokens that are in a page of the log
	synced  map[string]bool            // and whose page a sync that began later has brought to the disk
	syncing map[string]map[string]bool // by thread, what was written when its sync began
}

var (
	made  = regexp.MustCompile(`^(\d+) +(\w+)\((\d+)<([^>]*)>`)
	ended = regexp.MustCompile(`^(\d+) +<\.\.\. (?:fsync|fdatasync) resumed>.*= 0$`)
	asked = regexp.MustCompile(`j-trace-\d+-\d+`)
)

// readTrace reads what strace -f -y wrote. A sync counts for what was written before it
// began, and from when it had ended.
func readTrace(r io.Reader) (t trace, err error) {
	t = trace{written: map[string]bool{}, synced: map[string]bool{}, syncing: map[string]map[string]bool{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Bytes()
		if m := ended.FindSubmatch(line); m != nil {
			t.end(string(m[1]))
			continue
		}
		m := made.FindSubmatch(line)
		if m == nil {
			continue
		}
		thread, name, log := string(m[1]), string(m[2]), bytes.HasSuffix(m[4], []byte(".db-wal"))
		switch {
		case log && (name == "fsync" || name == "fdatasync"):
			t.syncing[thread] = maps.Clone(t.written)
			if bytes.HasSuffix(line, []byte("= 0")) {
				t.end(thread)
			}
		case log:
			for _, token := range asked.FindAll(line, -1) {
				t.written[string(token)] = true
			}
		case bytes.Contains(line, []byte(`"HTTP/1.1 200 `)):
			if token := string(asked.Find(line)); token != "" {
				t.approvals++
				if !t.synced[token] {
					t.early = append(t.early, token)
				}
			}
		}
	}
	return t, lines.Err()
}

// end is the end of a thread's sync. What it brought to the disk need not be looked for
// any more.
func (t *trace) end(thread string) {
	if t.syncing[thread] == nil {
		return
	}
	t.syncs++
	for token := range t.syncing[thread] {
		t.synced[token] = true
		delete(t.written, token)
	}
	delete(t.syncing, thread)
}
