package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"carddeck/store"
)

type declinesCommand struct {
	Rebuild declinesRebuild `cmd:"" help:"Count the groups of declines anew from the stored transactions. The console may go on serving; interrupted, it can be run again."`
}

type declinesRebuild struct{ settings }

// Run counts anew, and shows how far it is.
func (c declinesRebuild) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		line := progressLine{to: os.Stdout, began: time.Now(), every: 5 * time.Second, end: "\n"}
		if info, err := os.Stdout.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			line.every, line.end = 200*time.Millisecond, "\r"
		}
		var last store.RebuildProgress
		err := s.RebuildDeclines(ctx, func(p store.RebuildProgress) {
			last = p
			line.tell(p, time.Now())
		})
		if err != nil {
			return fmt.Errorf("stopped after %d of %d declines, all of them whole; run it again to go on: %w", last.Done, last.Total, err)
		}
		line.told, line.end = time.Time{}, "\n"
		line.tell(last, time.Now())
		return nil
	})
}

// progressLine words a rebuild, no more often than every so often.
type progressLine struct {
	to    io.Writer
	began time.Time
	told  time.Time
	every time.Duration
	end   string
}

func (l *progressLine) tell(p store.RebuildProgress, now time.Time) {
	if now.Sub(l.told) < l.every {
		return
	}
	l.told = now
	percent := int64(100)
	if p.Total > 0 {
		percent = p.Done * 100 / p.Total
	}
	elapsed := now.Sub(l.began)
	rate := float64(p.Done) / max(elapsed.Seconds(), 0.001)
	_, _ = fmt.Fprintf(l.to, "%d of %d declines counted, %d%%, %.0f a second; %d groups checked; %s%s",
		p.Done, p.Total, percent, rate, p.Checked, elapsed.Round(100*time.Millisecond), l.end)
}
