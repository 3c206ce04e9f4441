package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// faults breaks a real console on purpose, in the middle of load, and then holds what it
// kept against what it had answered.
type faults struct {
	Kill  killing `cmd:"" help:"Kill the console at random moments, and ask again."`
	Disk  failing `cmd:"" help:"Let the disk fail, or take its time (needs strace)."`
	Trace tracing `cmd:"" help:"Prove from a trace of system calls that no approval leaves before its decision is synced (needs strace)."`
	Power cutting `cmd:"" help:"Cut the power: look at the disk as it was at random moments (needs root and a loop device)."`
}

// bench is what every fault is tried on.
type bench struct {
	Console string `type:"existingfile" help:"The console's program. Default: it is built."`
	Callers int    `default:"16" help:"Callers who ask at the same time."`
}

// built gives the console's program, and a folder that is gone after done.
func (b bench) built(ctx context.Context) (program, dir string, done func(), err error) {
	if b.Callers < 1 {
		return "", "", nil, errors.New("callers must be more than none")
	}
	if dir, err = os.MkdirTemp("", "carddeck-faults-"); err != nil {
		return "", "", nil, err
	}
	done = func() { _ = os.RemoveAll(dir) }
	if b.Console != "" {
		return b.Console, dir, done, nil
	}
	program = filepath.Join(dir, "console")
	if said, err := exec.CommandContext(ctx, "go", "build", "-o", program, "carddeck/cmd/console").CombinedOutput(); err != nil {
		done()
		return "", "", nil, fmt.Errorf("build cmd/console: %w\n%s", err, said)
	}
	return program, dir, done, nil
}

// found is what a run of faults came to.
type found struct {
	Faults                      int // kills, cuts, …
	Asked, Approved, Unanswered int
	Undecided                   int // declined because the books could not say
	Told                        int // notifications that were acknowledged
	Slowest                     time.Duration
	Wrong                       []error
}

func (f *found) wrong(format string, values ...any) {
	f.Wrong = append(f.Wrong, fmt.Errorf(format, values...))
}

// add takes in what callers saw.
func (f *found) add(c *callers) {
	for _, p := range c.asked {
		f.Asked++
		switch {
		case p.first.status == 0:
			f.Unanswered++
		case p.first.approves():
			f.Approved++
		case p.first.undecided():
			f.Undecided++
		}
		if p.acknowledged {
			f.Told++
		}
	}
	f.Slowest = max(f.Slowest, c.slowest)
}

// report prints it; the error is what was wrong.
func (f *found) report(out io.Writer, what string) error {
	fmt.Fprintf(out, "%d %s: %d asked, %d approved, %d declined undecided, %d unanswered; %d notifications acknowledged; slowest answer %v; %d wrong\n",
		f.Faults, what, f.Asked, f.Approved, f.Undecided, f.Unanswered, f.Told, f.Slowest.Round(time.Millisecond), len(f.Wrong))
	return errors.Join(f.Wrong[:min(len(f.Wrong), 20)]...)
}
