package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"carddeck/store"
)

// answering kills the console when decisions are durable and nobody has been told: every
// sync returns late, so that nearly all the time is between a commit and its answer. The
// platform, which was not answered, declines by itself and says so to the console that
// starts again.
type answering struct {
	bench
	Kills int           `default:"50" help:"How often."`
	Most  time.Duration `default:"800ms" help:"A kill comes within this time of the first approval."`
	Late  time.Duration `default:"150ms" help:"How long a sync takes after it is done."`
}

// releasedBy is how soon a hold has to be gone after the platform's word.
const releasedBy = 5 * time.Second

// orphans are holds of approvals that nobody was told of.
type orphans struct {
	all     int
	slowest time.Duration // from the platform's word until a hold was gone
}

// Run prints the figures.
func (o answering) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Kills < 1 || o.Most <= 0 || o.Late <= 0 {
		return errors.New("kills, most and late must be more than nothing")
	}
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	v, err := newVictim(ctx, g.program, filepath.Join(g.dir, "data"), g.server)
	if err != nil {
		return err
	}
	var f found
	var left orphans
	var all []*callers
	for range o.Kills {
		c := newCallers(v.address, fmt.Sprint(f.Faults), o.Callers)
		c.tell = false // nothing else is written
		all = append(all, c)
		if err := o.once(ctx, g, v, &f, &left, c); err != nil {
			return err
		}
		g.progress(&f, o.Kills)
	}
	if left.all == 0 {
		f.wrong("no kill came between a commit and its answer")
	}
	if left.slowest > releasedBy {
		f.wrong("a hold was released %v after the platform's word", left.slowest)
	}
	if err := f.verified(ctx, v, all); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d holds that nobody was told of, all released on the platform's word, after %v at the latest\n", left.all, left.slowest.Round(time.Millisecond))
	return f.report(out, "kills")
}

// once loads a console, kills it, and has the platform tell of what was not answered.
func (o answering) once(ctx context.Context, g *ground, v *victim, f *found, left *orphans, c *callers) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	processes, only := []int{v.cmd.Process.Pid}, []string{"-P", v.dsn + "-wal"}
	if v.server != nil {
		var err error
		if processes, err = v.server.Processes(); err != nil {
			return err
		}
		only = nil
	}
	late, err := inject(processes, fmt.Sprintf("delay_exit=%d", o.Late.Microseconds()), only...)
	if err != nil {
		return errors.Join(err, v.kill())
	}
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(ctx, o.Callers, 0) }()
	c.until(&c.approved, time.Time{}, 5*time.Second) // until it has warmed up
	<-time.After(g.within(o.Most))
	err = v.kill()
	<-loaded
	if err := errors.Join(err, late()); err != nil {
		return err
	}
	f.Faults++
	f.add(c)
	if err := v.start(ctx); err != nil {
		return err
	}
	if err := left.release(ctx, v, f, c); err != nil {
		return errors.Join(err, v.kill())
	}
	return errors.Join(v.kill(), f.restarted(ctx, v, c, o.Callers), v.kill())
}

// release finds the holds of approvals that were not answered, and has the platform say
// that it declined.
func (left *orphans) release(ctx context.Context, v *victim, f *found, c *callers) (err error) {
	s, err := store.Open(ctx, store.Config{DSN: v.dsn, Beside: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var alone []*bought
	for _, p := range c.asked {
		if p.first.status != 0 {
			continue
		}
		p.told = "DECLINED"
		d, err := s.FundingDecision(ctx, p.token)
		if errors.Is(err, store.ErrNotFound) || err == nil && !d.Approved {
			continue
		}
		held, failed := heldFor(ctx, s, p)
		if err := errors.Join(err, failed); err != nil {
			return err
		}
		if held != asksEach {
			f.wrong("%s is approved and holds %d", p.token, held)
		}
		alone = append(alone, p)
	}
	left.all += len(alone)
	return left.gone(ctx, s, f, c, alone)
}

// gone tells of the decline of each and waits until its hold is gone.
func (left *orphans) gone(ctx context.Context, s *store.Store, f *found, c *callers, alone []*bought) error {
	for _, p := range alone {
		p.acknowledged = c.post(ctx, "/webhooks/marqeta", p.notification(p.told)).status == 200
		told := time.Now()
		for {
			held, err := heldFor(ctx, s, p)
			took := time.Since(told)
			if err != nil {
				return err
			}
			if held == 0 {
				left.slowest = max(left.slowest, took)
				break
			}
			if took > 2*releasedBy {
				f.wrong("%s holds %d, %v after the platform declined", p.token, held, took)
				break
			}
			<-time.After(5 * time.Millisecond)
		}
	}
	return nil
}

// heldFor gives what is held for a purchase.
func heldFor(ctx context.Context, s *store.Store, p *bought) (held int64, err error) {
	holds, err := s.HoldsOf(ctx, p.transaction)
	for _, h := range holds {
		held += h.Amount
	}
	return held, err
}
