package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"carddeck/store"
)

// beside measures decisions that are asked for at a steady rate: beside nothing else,
// beside a flood of notifications that are recorded and applied, and beside exports of all
// transactions and decisions, in turns. All of it is one process over one database.
type beside struct {
	Database string        `help:"An empty database, which is left with what was done. Default: a SQLite file in a temporary folder."`
	Accounts int           `default:"10000" help:"Funded accounts that the requests go round."`
	Rate     int           `default:"100" help:"Decisions a second."`
	Flood    int           `default:"2000" help:"Notifications a second."`
	Exports  int           `default:"4" help:"Exports at once, each begun anew when it is over."`
	Filled   int           `default:"5000" help:"Transactions that there are to export before it begins."`
	Rounds   int           `default:"3" help:"Turns of each, taken together."`
	Turn     time.Duration `default:"5s" help:"How long a turn lasts."`
}

// load is something that runs beside the decisions until it is told to end.
type load struct {
	name string
	run  func(ctx context.Context) error
	done int64 // notifications, or rows
	no   int64 // notifications that were turned away

	took    []float64
	refused int64
}

// Run prints the figures.
func (o beside) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Accounts < 1 || o.Rate < 1 || o.Flood < 1 || o.Exports < 1 || o.Filled < 1 || o.Rounds < 1 || o.Turn <= 0 {
		return errors.New("accounts, rate, flood, exports, filled, rounds and turn must be more than nothing")
	}
	dir, err := os.MkdirTemp("", "carddeck-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.Database == "" {
		o.Database = filepath.Join(dir, "load.db")
	}
	asks := decisions{Database: o.Database, Accounts: o.Accounts}
	s, journal, closeBooks, err := asks.books(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeBooks()) }()
	ending, end := context.WithCancel(ctx)
	applied := make(chan error, 1)
	go func() { applied <- s.RunApplier(ending, nil) }()
	defer func() { end(); err = errors.Join(err, <-applied) }()

	endpoint := contender{books: s, journal: journal}
	stop, err := endpoint.listen()
	if err != nil {
		return err
	}
	defer stop()
	receiver, stopReceiver, err := listen(s)
	if err != nil {
		return err
	}
	defer stopReceiver()

	var number numbers
	if err := repeat(receiver, 16, o.Filled, http.StatusOK, messages(&number)); err != nil {
		return err
	}
	loads := []*load{
		{name: "beside nothing", run: func(context.Context) error { return nil }},
		{name: fmt.Sprintf("beside %d notifications a second", o.Flood)},
		{name: fmt.Sprintf("beside %d exports", o.Exports)},
	}
	loads[1].run = func(context.Context) error {
		took, no, err := openLoop(receiver, 64, o.Flood, o.Turn, http.StatusOK, messages(&number))
		loads[1].done, loads[1].no = loads[1].done+int64(len(took)), loads[1].no+no
		return err
	}
	loads[2].run = func(ctx context.Context) error {
		rows, err := o.export(ctx, s)
		loads[2].done += rows
		return err
	}
	next := asks.questions(&number)
	for range o.Rounds {
		for _, l := range loads {
			if err := settled(ctx, out, s); err != nil {
				return err
			}
			if err := o.turn(ctx, l, endpoint.address, next); err != nil {
				return fmt.Errorf("%s: %w", l.name, err)
			}
		}
	}
	o.report(out, loads)
	return nil
}

// turn measures decisions while a load runs.
func (o beside) turn(ctx context.Context, l *load, address string, next func() sender) error {
	ctx, end := context.WithCancel(ctx)
	over := make(chan error, 1)
	go func() { over <- l.run(ctx) }()
	took, refused, err := openLoop(address, 64, o.Rate, o.Turn, http.StatusOK, next)
	end()
	l.took, l.refused = append(l.took, took...), l.refused+refused
	return errors.Join(err, <-over)
}

// export reads all transactions and all decisions, page by page, again and again.
func (o beside) export(ctx context.Context, s *store.Store) (int64, error) {
	var group sync.WaitGroup
	var rows atomic.Int64
	errs := make([]error, o.Exports)
	for i := range o.Exports {
		group.Go(func() {
			for errs[i] == nil && ctx.Err() == nil {
				errs[i] = errors.Join(
					walk(ctx, &rows, func(p store.Page) (store.Slice[store.Transaction], error) {
						return s.ListTransactions(ctx, store.TransactionFilter{}, p)
					}),
					walk(ctx, &rows, func(p store.Page) (store.Slice[store.FundingDecision], error) {
						return s.ListFundingDecisions(ctx, store.FundingDecisionFilter{}, p)
					}))
			}
		})
	}
	group.Wait()
	return rows.Load(), errors.Join(errs...)
}

func walk[T any](ctx context.Context, rows *atomic.Int64, list func(store.Page) (store.Slice[T], error)) error {
	for page := (store.Page{Limit: store.MaxLimit}); ; {
		found, err := list(page)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		rows.Add(int64(len(found.Rows)))
		if page.Older = found.Older; page.Older == nil {
			return nil
		}
	}
}

// settled waits until all notifications are applied: what is left of one turn is not to
// be charged to the next. On a slow disk it says that it was.
func settled(ctx context.Context, out io.Writer, s *store.Store) error {
	for began := time.Now(); time.Since(began) < 20*time.Second; {
		left, err := s.ListNotifications(ctx, store.NotificationFilter{Status: store.Stored}, store.Page{Limit: 1})
		if err != nil || len(left.Rows) == 0 {
			return err
		}
		<-time.After(100 * time.Millisecond)
	}
	fmt.Fprintln(out, "notifications of the turn before are still being applied")
	return nil
}

func (o beside) report(out io.Writer, loads []*load) {
	pacedHead(out, o.Rate)
	for _, l := range loads {
		paced(out, l.name, l.took, l.refused)
	}
	alone := quantile(loads[0].took, 0.99)
	fmt.Fprintf(out, "p99 beside the notifications %.2f times as long, beside the exports %.2f times\n",
		quantile(loads[1].took, 0.99)/alone, quantile(loads[2].took, 0.99)/alone)
	fmt.Fprintf(out, "%d notifications sent, %d of them turned away; %d rows exported\n", loads[1].done, loads[1].no, loads[2].done)
}
