package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"time"
)

// killing kills the console under load. After each start every question is asked again,
// and what the store has is held against every answer.
type killing struct {
	bench
	Kills int           `default:"200" help:"How often."`
	Most  time.Duration `default:"600ms" help:"A kill comes within this time."`
	Books int           `default:"10" help:"Kills after which the books as a whole are checked, and new ones begin."`
}

// Run prints the figures.
func (o killing) Run(ctx context.Context, out io.Writer) error {
	if o.Kills < 1 || o.Most <= 0 || o.Books < 1 {
		return errors.New("kills, most and books must be more than nothing")
	}
	program, dir, done, err := o.built(ctx)
	if err != nil {
		return err
	}
	defer done()
	var f found
	for life := 0; f.Faults < o.Kills; life++ {
		v, err := newVictim(ctx, program, filepath.Join(dir, fmt.Sprint(life)))
		if err != nil {
			return err
		}
		if err := o.life(ctx, v, &f, life); err != nil {
			return err
		}
	}
	return f.report(out, "kills")
}

// life kills one console until its books are checked.
func (o killing) life(ctx context.Context, v *victim, f *found, life int) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	var all []*callers
	for range min(o.Books, o.Kills-f.Faults) {
		c := newCallers(v.address, fmt.Sprintf("%d.%d", life, f.Faults), o.Callers)
		all = append(all, c)
		loaded := make(chan struct{})
		go func() { defer close(loaded); c.run(ctx, o.Callers, 0) }()
		<-time.After(rand.N(o.Most))
		if err := v.kill(); err != nil {
			return err
		}
		<-loaded
		f.Faults++
		f.add(c)
		if err := f.restarted(ctx, v, c, o.Callers); err != nil {
			return err
		}
	}
	s, err := v.settled(ctx)
	if err != nil {
		return err
	}
	f.sound(ctx, s, all)
	return errors.Join(s.Close(), v.kill())
}

// restarted starts a console again and looks at what it has, before and after everything
// is asked again.
func (f *found) restarted(ctx context.Context, v *victim, c *callers, number int) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	for _, before := range []func(){func() {}, func() { f.again(ctx, c, number) }} {
		before()
		s, err := v.settled(ctx)
		if err != nil {
			return err
		}
		f.kept(ctx, s, c)
		if err := s.Close(); err != nil {
			return err
		}
	}
	return nil
}
