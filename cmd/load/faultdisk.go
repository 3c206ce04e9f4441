package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"time"
)

// failing lets every sync of the console's files fail, or wait longer than an answer may
// take, for moments under load; then the console is killed and started again.
type failing struct {
	bench
	Times int `default:"20" help:"How often each of the two."`
}

// Run prints the figures.
func (o failing) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Postgres {
		return errors.New("the disk of a PostgreSQL server is tried by faults store")
	}
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	var wrong error
	for i, fault := range []struct {
		name, inject string
		last         time.Duration
	}{
		{"failed syncs", "error=EIO", 300 * time.Millisecond},
		{"slow syncs", "delay_enter=2500000", 3 * time.Second},
	} {
		var f found
		v, err := newVictim(ctx, g.program, filepath.Join(g.dir, strconv.Itoa(i)), nil)
		if err != nil {
			return err
		}
		var all []*callers
		for range o.Times {
			c := newCallers(v.address, fmt.Sprintf("%d.%d", i, f.Faults), o.Callers)
			all = append(all, c)
			if err := o.once(ctx, g, v, &f, c, fault.inject, fault.last); err != nil {
				return err
			}
		}
		if err := v.start(ctx); err != nil {
			return err
		}
		s, err := v.settled(ctx)
		if err != nil {
			return err
		}
		f.sound(ctx, s, all)
		if f.Slowest > seenBy {
			f.wrong("an answer took %v", f.Slowest)
		}
		if err := errors.Join(s.Close(), v.kill()); err != nil {
			return err
		}
		wrong = errors.Join(wrong, f.report(out, fault.name))
	}
	return wrong
}

// once loads a console, has its syncs fail for a while, and kills it.
func (o failing) once(ctx context.Context, g *ground, v *victim, f *found, c *callers, fault string, last time.Duration) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	loading, stop := context.WithCancel(ctx)
	defer stop()
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(loading, o.Callers, 0) }()
	<-time.After(g.within(300 * time.Millisecond))
	injected, err := inject([]int{v.cmd.Process.Pid}, fault)
	if err == nil {
		<-time.After(last)
		err = injected()
	}
	<-time.After(g.within(200 * time.Millisecond))
	stop()
	<-loaded
	if err := errors.Join(err, v.kill()); err != nil {
		return err
	}
	f.Faults++
	f.add(c)
	g.progress(f, o.Times)
	return errors.Join(f.restarted(ctx, v, c, o.Callers), v.kill())
}
