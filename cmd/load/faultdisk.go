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
	"strconv"
	"time"

	"carddeck/marqeta/jit"
)

// failing lets every sync of the console's files fail, or wait longer than an answer may
// take, for moments under load; then the console is killed and started again.
type failing struct {
	bench
	Times int `default:"20" help:"How often each of the two."`
}

// Run prints the figures.
func (o failing) Run(ctx context.Context, out io.Writer) error {
	program, dir, done, err := o.built(ctx)
	if err != nil {
		return err
	}
	defer done()
	var wrong error
	for i, fault := range []struct {
		name, inject string
		last         time.Duration
	}{
		{"failed syncs", "error=EIO", 300 * time.Millisecond},
		{"slow syncs", "delay_enter=2500000", 3 * time.Second},
	} {
		var f found
		v, err := newVictim(ctx, program, filepath.Join(dir, strconv.Itoa(i)))
		if err != nil {
			return err
		}
		var all []*callers
		for range o.Times {
			c := newCallers(v.address, fmt.Sprintf("%d.%d", i, f.Faults), o.Callers)
			all = append(all, c)
			if err := o.once(ctx, v, &f, c, fault.inject, fault.last); err != nil {
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
		if f.Slowest > jit.AnswerBy {
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
func (o failing) once(ctx context.Context, v *victim, f *found, c *callers, inject string, last time.Duration) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	loading, stop := context.WithCancel(ctx)
	defer stop()
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(loading, o.Callers, 0) }()
	<-time.After(rand.N(300 * time.Millisecond))
	err := traced(v, last, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:"+inject, "-o", os.DevNull)
	<-time.After(rand.N(200 * time.Millisecond))
	stop()
	<-loaded
	if err := errors.Join(err, v.kill()); err != nil {
		return err
	}
	f.Faults++
	f.add(c)
	return errors.Join(f.restarted(ctx, v, c, o.Callers), v.kill())
}

// traced attaches strace to the console for a while.
func traced(v *victim, last time.Duration, args ...string) error {
	cmd := exec.Command("strace", append([]string{"-f", "-q", "-p", strconv.Itoa(v.cmd.Process.Pid)}, args...)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	<-time.After(last)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	_ = cmd.Wait() // says that it was interrupted
	return nil
}
