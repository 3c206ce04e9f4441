package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/store/storetest/pgserver"
)

// outages spoil the store under a console that nobody starts again: it has to find its
// way back by itself.
type outages struct {
	bench
	Times int           `default:"20" help:"How often each."`
	Only  []string      `help:"Only outages of these names."`
	Last  time.Duration `default:"2s" help:"How long each goes on once it is felt."`
	Size  int64         `default:"256" help:"Megabytes of the file system that is filled."`
	In    string        `default:"/dev/shm" type:"existingdir" help:"Where its file lies."`
}

// seenBy is when a caller has to have an answer on a machine where everybody has to wait
// for a processor, as here: the platform gives up after three seconds.
const seenBy = jit.AnswerBy + 500*time.Millisecond

// backBy is how soon there have to be decisions after an outage.
const backBy = 5 * time.Second

// outage is one way to spoil a store until end is called.
type outage struct {
	name  string
	room  bool // it needs a file system of its own
	begin func(ctx context.Context, at *place) (end func() error, err error)
}

// place is where a store lies that is spoilt.
type place struct {
	*victim
	mount string
}

// Run prints the figures.
func (o outages) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Times < 1 || o.Last <= 0 {
		return errors.New("times and last must be more than nothing")
	}
	postgres := o.Postgres
	o.Postgres = false // each has a server of its own
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if err := os.Chmod(g.dir, 0o711); err != nil { // a server runs as another user
		return err
	}
	all := onSQLite
	if postgres {
		all = onPostgres
	}
	var wrong error
	for _, kind := range all {
		if len(o.Only) == 0 || slices.Contains(o.Only, kind.name) {
			wrong = errors.Join(wrong, o.kind(ctx, out, g, kind, postgres))
		}
	}
	return wrong
}

// kind tries one kind in a place of its own.
func (o outages) kind(ctx context.Context, out io.Writer, g *ground, kind outage, postgres bool) (err error) {
	at := &place{mount: filepath.Join(g.dir, strings.ReplaceAll(kind.name, " ", "-"))}
	if err := os.Mkdir(at.mount, 0o755); err != nil {
		return err
	}
	if kind.room {
		image := filepath.Join(o.In, "carddeck-"+filepath.Base(g.dir))
		defer os.Remove(image)
		if err := errors.Join(empty(image, o.Size<<20), run("mkfs.ext4", "-q", "-F", "-m", "0", image), mount(image, at.mount)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, run("umount", at.mount)) }()
	}
	var server *pgserver.Server
	if postgres {
		if server, err = pgserver.New(at.mount); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, server.Close()) }()
		if err := server.Start(); err != nil {
			return err
		}
	}
	if at.victim, err = newVictim(ctx, g.program, filepath.Join(at.mount, "data"), server); err != nil {
		return err
	}
	if err := at.start(ctx); err != nil {
		return err
	}
	f, back, err := o.times(ctx, g, at, kind)
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w\n%s", kind.name, err, at.errors.String()), at.kill())
	}
	fmt.Fprintf(out, "%s: decisions came back after %v at the latest\n", kind.name, back.Round(time.Millisecond))
	return f.report(out, kind.name)
}

// times has one outage after the other.
func (o outages) times(ctx context.Context, g *ground, at *place, kind outage) (f *found, back time.Duration, err error) {
	f = &found{}
	var all []*callers
	for range o.Times {
		c := newCallers(at.address, fmt.Sprint(f.Faults), o.Callers)
		c.steady = true
		all = append(all, c)
		took, err := o.once(ctx, g, at, f, kind, c)
		if err != nil {
			return nil, 0, err
		}
		if back = max(back, took); took > backBy {
			f.wrong("decisions came back after %v", took)
		}
		g.progress(f, o.Times)
	}
	if f.Undecided+f.Unanswered == 0 {
		f.wrong("nobody felt anything")
	}
	if f.Slowest > seenBy {
		f.wrong("an answer took %v", f.Slowest)
	}
	return f, back, errors.Join(at.kill(), f.verified(ctx, at.victim, all))
}

// once has callers ask before, during and after an outage, and gives how long after it
// the first approval came.
func (o outages) once(ctx context.Context, g *ground, at *place, f *found, kind outage, c *callers) (took time.Duration, err error) {
	loading, stop := context.WithCancel(ctx)
	defer stop()
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(loading, o.Callers, 0) }()
	<-time.After(100*time.Millisecond + g.within(300*time.Millisecond))
	began := time.Now()
	end, err := kind.begin(ctx, at)
	if err != nil {
		return 0, err
	}
	c.until(&c.undecided, began, 10*time.Second)
	<-time.After(o.Last)
	if err := end(); err != nil {
		return 0, err
	}
	took, back := c.until(&c.approved, time.Now(), time.Minute)
	if !back {
		return 0, errors.New("no decision comes any more")
	}
	<-time.After(g.within(300 * time.Millisecond))
	stop()
	<-loaded
	f.Faults++
	f.add(c)
	return took, f.looked(ctx, at.victim, c, o.Callers)
}
