package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"carddeck/store/storetest/pgserver"
)

// faults breaks a real console on purpose, in the middle of load, and then holds what it
// kept against what it had answered.
type faults struct {
	Kill   killing   `cmd:"" help:"Kill the console at random moments, and ask again."`
	Answer answering `cmd:"" help:"Kill the console between a commit and its answer, and have the holds released that nobody knows of (needs strace)."`
	Store  outages   `cmd:"" help:"Lock, fill, slow, freeze, stop and kill the store under a console that goes on (needs strace, root and a loop device)."`
	Disk   failing   `cmd:"" help:"Let the disk fail, or take its time (needs strace)."`
	Trace  tracing   `cmd:"" help:"Prove from a trace of system calls that no approval leaves before its decision is synced (needs strace)."`
	Power  cutting   `cmd:"" help:"Cut the power: look at the disk as it was at random moments (needs root and a loop device)."`
}

// bench is what every fault is tried on.
type bench struct {
	Console  string `type:"existingfile" help:"The console's program. Default: it is built."`
	Callers  int    `default:"16" help:"Callers who ask at the same time."`
	Postgres bool   `help:"With the books on a PostgreSQL server of their own instead of SQLite (needs its programs)."`
	Seed     uint64 `help:"Draws the moments of an earlier run again. Default: new ones."`
}

// ground is where faults are tried.
type ground struct {
	program, dir string
	server       *pgserver.Server // nil for SQLite
	random       *rand.Rand
	told         time.Time // when progress was last told
}

// ground builds what is needed. The caller closes it.
func (b bench) ground(ctx context.Context, out io.Writer) (g *ground, err error) {
	if b.Callers < 1 {
		return nil, errors.New("callers must be more than none")
	}
	if b.Seed == 0 {
		b.Seed = rand.Uint64()
	}
	fmt.Fprintf(out, "--seed %d\n", b.Seed)
	g = &ground{program: b.Console, random: rand.New(rand.NewPCG(b.Seed, 0)), told: time.Now()}
	if g.dir, err = os.MkdirTemp("", "carddeck-faults-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, g.close())
		}
	}()
	if g.program == "" {
		g.program = filepath.Join(g.dir, "console")
		if said, err := exec.CommandContext(ctx, "go", "build", "-o", g.program, "carddeck/cmd/console").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build cmd/console: %w\n%s", err, said)
		}
	}
	if b.Postgres {
		if g.server, err = pgserver.New(""); err != nil {
			return nil, err
		}
		return g, g.server.Start()
	}
	return g, nil
}

func (g *ground) close() error {
	var err error
	if g.server != nil {
		err = g.server.Close()
	}
	return errors.Join(err, os.RemoveAll(g.dir))
}

// within draws a time less than most.
func (g *ground) within(most time.Duration) time.Duration {
	return time.Duration(g.random.Int64N(int64(most)))
}

// progress says now and then how far a run is.
func (g *ground) progress(f *found, all int) {
	if time.Since(g.told) > 10*time.Second {
		g.told = time.Now()
		fmt.Fprintf(os.Stderr, "%d of %d, %d asked, %d wrong\n", f.Faults, all, f.Asked, len(f.Wrong))
	}
}

// found is what a run of faults came to.
type found struct {
	Faults                      int // kills, cuts, …
	Asked, Approved, Unanswered int
	Undecided                   int // declined because the books could not say
	Told                        int // notifications that were acknowledged
	Slowest                     time.Duration
	Wrong                       []error

	late atomic.Int64 // of what was asked again, not decided in time
}

func (f *found) wrong(format string, values ...any) {
	f.Wrong = append(f.Wrong, fmt.Errorf(format, values...))
	if len(f.Wrong) < 10 {
		fmt.Fprintln(os.Stderr, f.Wrong[len(f.Wrong)-1])
	}
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
	fmt.Fprintf(out, "%d %s: %d asked, %d approved, %d declined undecided, %d unanswered; %d notifications acknowledged; slowest answer %v; %d asked again in vain; %d wrong\n",
		f.Faults, what, f.Asked, f.Approved, f.Undecided, f.Unanswered, f.Told, f.Slowest.Round(time.Millisecond), f.late.Load(), len(f.Wrong))
	return errors.Join(f.Wrong[:min(len(f.Wrong), 20)]...)
}
