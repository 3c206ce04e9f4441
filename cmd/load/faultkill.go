package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
func (o killing) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Kills < 1 || o.Most <= 0 || o.Books < 1 {
		return errors.New("kills, most and books must be more than nothing")
	}
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	var f found
	for life := 0; f.Faults < o.Kills; life++ {
		v, err := newVictim(ctx, g.program, filepath.Join(g.dir, fmt.Sprint(life)), g.server)
		if err != nil {
			return err
		}
		if err := o.life(ctx, g, v, &f, life); err != nil {
			return err
		}
	}
	return f.report(out, "kills")
}

// life kills one console until its books are checked.
func (o killing) life(ctx context.Context, g *ground, v *victim, f *found, life int) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	var all []*callers
	for range min(o.Books, o.Kills-f.Faults) {
		c := newCallers(v.address, fmt.Sprintf("%d.%d", life, f.Faults), o.Callers)
		all = append(all, c)
		loaded := make(chan struct{})
		go func() { defer close(loaded); c.run(ctx, o.Callers, 0) }()
		<-time.After(g.within(o.Most))
		if err := v.kill(); err != nil {
			return err
		}
		<-loaded
		f.Faults++
		f.add(c)
		g.progress(f, o.Kills)
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

// restarted starts a console again and looks at what it has.
func (f *found) restarted(ctx context.Context, v *victim, c *callers, number int) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	return f.looked(ctx, v, c, number)
}

// looked looks at what a console has, before and after everything is asked again.
func (f *found) looked(ctx context.Context, v *victim, c *callers, number int) error {
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
