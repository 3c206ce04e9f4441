package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/reconcile"
)

// compared are the settings of a command that asks the platform.
type compared struct {
	settings
	MachineAddr string `help:"Where the running console has its embedded sandbox." env:"CONSOLE_MACHINE_ADDR" default:"127.0.0.1:8081"`
}

// keeper gives what compares, beside a console that may be serving.
func (c compared) keeper(ctx context.Context, do func(*store.Store, *reconcile.Keeper) error) error {
	return c.with(ctx, func(s *store.Store) error {
		base := c.BaseURL
		if c.embedded() {
			base = "http://" + c.MachineAddr + "/v3"
		}
		application, admin := c.credentials()
		program, err := marqeta.New(marqeta.Config{BaseURL: base, ApplicationToken: application, AdminAccessToken: admin})
		if err != nil {
			return err
		}
		defer program.Close()
		return do(s, reconcile.New(program, s, time.Now, slog.New(slog.DiscardHandler)))
	})
}

type backfillCommand struct {
	compared
	From time.Time `help:"Compare from this time on, such as 2026-03-02T00:00:00Z. Without it, from where all is complete." format:"2006-01-02T15:04:05Z07:00"`
	To   time.Time `help:"Compare up to this time. Without it, up to some minutes ago." format:"2006-01-02T15:04:05Z07:00"`
}

// Run fills the gaps.
func (c backfillCommand) Run(ctx context.Context) error {
	return c.keeper(ctx, func(s *store.Store, k *reconcile.Keeper) error {
		from := c.From
		if covered, known, err := s.Coverage(ctx); err != nil {
			return err
		} else if known && from.IsZero() {
			from = covered.Until
		}
		b, err := k.Backfill(ctx, from, c.To, "shell: "+whoami())
		fmt.Printf("%s to %s: %d listed, %d were missing, %d had gone on\n", b.FromTime.Format(time.RFC3339), b.ToTime.Format(time.RFC3339), b.Looked, b.Missing, b.Behind)
		if err != nil {
			return err
		}
		covered, _, err := s.Coverage(ctx)
		if err == nil {
			fmt.Printf("Complete from %s up to %s\n", covered.Since.Format(time.RFC3339), covered.Until.Format(time.RFC3339))
		}
		return err
	})
}

type reconcileCommand struct {
	compared
	Day  time.Time `required:"" help:"UTC day, such as 2026-03-02." format:"2006-01-02"`
	JSON bool      `name:"json" help:"Print JSON, with every difference."`
}

// Run compares the day.
func (c reconcileCommand) Run(ctx context.Context) error {
	return c.keeper(ctx, func(s *store.Store, k *reconcile.Keeper) error {
		r, err := k.Day(ctx, c.Day, "shell: "+whoami())
		if err != nil {
			return err
		}
		items, err := s.ReconciliationItems(ctx, r.Day)
		if err != nil {
			return err
		}
		if c.JSON {
			out := json.NewEncoder(os.Stdout)
			out.SetIndent("", "  ")
			err = out.Encode(reconcile.Export(r, items))
		} else {
			fmt.Printf("%s: %d here, %d at the platform; %d the same, %d differences explained, %d open\n", r.Day, r.Ours, r.Theirs, r.Matched, r.Explained, r.Unexplained)
			for _, i := range items {
				if i.Explanation == "" {
					fmt.Printf("Open: %s %s %s, %q here, %q at the platform\n", i.Class, i.Type, i.Token, i.OurState, i.TheirState)
				}
			}
		}
		if err == nil && r.Unexplained > 0 {
			err = fmt.Errorf("%d differences are open", r.Unexplained)
		}
		return err
	})
}
