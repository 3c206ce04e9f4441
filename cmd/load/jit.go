package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
)

// decisions measures the decision endpoint over HTTP: the same server, once with the
// ledger behind it and once with balances in memory that nothing outlives, in turns. Every
// request is a new authorization of 1.00 USD and is approved only when its hold is durable.
type decisions struct {
	Database    string        `help:"Where to decide: an empty database, which is left with what was decided. Default: a SQLite file in a temporary folder."`
	Accounts    int           `default:"10000" help:"Funded accounts that the requests go round; a million is funded in some two minutes."`
	Connections int           `default:"64" help:"Callers of the closed loop."`
	Rounds      int           `default:"7" help:"Turns of each; the medians are reported."`
	Turn        time.Duration `default:"2s" help:"How long a turn lasts."`
	Rate        int           `default:"1000" help:"Requests a second of the open loop, sent when they are due whether or not the ones before are answered."`
}

// Run prints the figures.
func (o decisions) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Connections < 1 || o.Rounds < 1 || o.Turn <= 0 || o.Rate < 1 || o.Accounts < 1 {
		return errors.New("connections, rounds, turn, rate and accounts must be more than nothing")
	}
	dir, err := os.MkdirTemp("", "carddeck-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	postgres := strings.HasPrefix(o.Database, "postgres")
	if o.Database == "" {
		o.Database = filepath.Join(dir, "load.db")
	}
	s, journal, closeBooks, err := o.books(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeBooks()) }()

	servers := []contender{{name: "in memory", books: &memory{}}, {name: "durable", books: s, journal: journal}}
	if postgres {
		same, err := newEach(ctx, o.Database)
		if err != nil {
			return err
		}
		defer same.close()
		bare, err := newBare(ctx, o.Database, o.Accounts)
		if err != nil {
			return err
		}
		defer bare.close()
		servers = append(servers, contender{name: "a statement each", books: same}, contender{name: "a bare one each", books: bare})
	}
	for i := range servers {
		stop, err := servers[i].listen()
		if err != nil {
			return err
		}
		defer stop()
	}
	return o.measure(out, servers, dir)
}

// books opens the store and its journal, and funds the accounts.
func (o decisions) books(ctx context.Context, out io.Writer) (*store.Store, *store.Journal, func() error, error) {
	s, err := store.Open(ctx, store.Config{DSN: o.Database, Migrate: true, Log: slog.Default()})
	if err != nil {
		return nil, nil, nil, err
	}
	if err := o.fund(ctx, out, s); err != nil {
		return nil, nil, nil, errors.Join(err, s.Close())
	}
	journal := s.NewJournal()
	ending, end := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- journal.Run(ending) }()
	return s, journal, func() error { end(); return errors.Join(<-ended, s.Close()) }, nil
}

// contender is an endpoint with some books behind it.
type contender struct {
	name    string
	books   jit.Books
	journal jit.Journal
	address string
}

func (c *contender) listen() (stop func(), err error) {
	policy, err := rule.First().Policy()
	if err != nil {
		return nil, err
	}
	var gateways jit.Gateways
	gateways.Set([]jit.Gateway{{Mode: jit.Decide, Policy: policy}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/jit/marqeta", jit.NewHandler(jit.Config{
		Username: username, Password: password, Books: c.books, Gateways: &gateways, Journal: c.journal, Log: slog.Default(),
	}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 90 * time.Second}
	go func() { _ = server.Serve(l) }()
	c.address = l.Addr().String()
	return func() { _ = server.Close() }, nil
}

// measure takes the three measurements and prints them.
func (o decisions) measure(out io.Writer, servers []contender, dir string) error {
	var number numbers
	next := o.questions(&number)
	closed := make([][]turn, len(servers))
	fmt.Fprintf(out, "\n%-16s %12s %10s %10s %14s\n", fmt.Sprintf("%d callers", o.Connections), "decisions/s", "p50", "p99", "cpu/decision")
	for range o.Rounds + 1 { // the first turns warm up and do not count
		for i, s := range servers {
			servers[0].books.(*memory).forget()
			t, err := again(out, s.name, func() (turn, error) { return measure(s.address, o.Connections, o.Turn, http.StatusOK, next) })
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			closed[i] = append(closed[i], t)
		}
	}
	for i, s := range servers {
		report(out, s.name, closed[i][1:])
	}
	fmt.Fprintf(out, "durable to in memory: %s\n", ratio(closed[1][1:], closed[0][1:]))
	if len(servers) > 2 {
		fmt.Fprintf(out, "durable to a statement each, the same rows: %s\n", ratio(closed[1][1:], closed[2][1:]))
		fmt.Fprintf(out, "durable to a statement each, two tables without an index: %s\n", ratio(closed[1][1:], closed[3][1:]))
	}
	pacedHead(out, o.Rate)
	for _, s := range servers {
		servers[0].books.(*memory).forget()
		took, refused, err := openLoop(s.address, 4*o.Connections, o.Rate, time.Duration(o.Rounds)*o.Turn, http.StatusOK, next)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		paced(out, s.name, took, refused)
	}
	return o.alone(out, servers[1], dir, next)
}

// again takes a turn anew, and says so, in which the machine stood still for so long that
// an answer came too late.
func again(out io.Writer, name string, take func() (turn, error)) (t turn, err error) {
	for range 5 {
		if t, err = take(); !errors.As(err, new(refusal)) {
			return t, err
		}
		fmt.Fprintf(out, "%s: a turn with answers that were late is taken again\n", name)
	}
	return t, err
}

func pacedHead(out io.Writer, rate int) {
	fmt.Fprintf(out, "\n%-36s %10s %10s %10s %10s %12s\n", fmt.Sprintf("%d a second, from when due", rate), "p50", "p99", "p99.9", "slowest", "undecided")
}

func paced(out io.Writer, name string, took []float64, refused int64) {
	fmt.Fprintf(out, "%-36s %8.2fms %8.2fms %8.2fms %8.2fms %12d\n", name, median(took), quantile(took, 0.99), quantile(took, 0.999), quantile(took, 1), refused)
}

// ratio words how the rates of one compare with those of another, turn by turn.
func ratio(one, other []turn) string {
	var all []float64
	for i := range one {
		all = append(all, one[i].rate/other[i].rate)
	}
	return fmt.Sprintf("%.2f (median of %d turns each, from %.2f to %.2f)", median(all), len(all), quantile(all, 0), quantile(all, 1))
}

// alone holds the decision of one caller against appending 4 KiB to a file and syncing it,
// the least that a durable decision costs.
func (o decisions) alone(out io.Writer, durable contender, dir string, next func() sender) error {
	var decided, synced, ratios []float64
	for round := range o.Rounds + 1 {
		t, err := again(out, durable.name, func() (turn, error) { return measure(durable.address, 1, o.Turn, http.StatusOK, next) })
		if err != nil {
			return err
		}
		disk, err := appends(filepath.Join(dir, fmt.Sprintf("disk-%d", round)), o.Turn)
		if err != nil {
			return err
		}
		if round > 0 {
			decided, synced, ratios = append(decided, t.p50), append(synced, disk), append(ratios, t.p50/disk)
		}
	}
	fmt.Fprintf(out, "\none caller p50 %.3f ms, one 4 KiB append and sync p50 %.3f ms: %.2f times (from %.2f to %.2f)\n",
		median(decided), median(synced), median(ratios), quantile(ratios, 0), quantile(ratios, 1))
	return nil
}

// appends gives the median milliseconds of appending 4 KiB to a file durably.
func appends(path string, last time.Duration) (float64, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var took []float64
	block := bytes.Repeat([]byte{'x'}, 4096)
	for until := time.Now().Add(last); time.Now().Before(until); {
		began := time.Now()
		if _, err := f.Write(block); err != nil {
			return 0, err
		}
		if err := datasync(f); err != nil {
			return 0, err
		}
		took = append(took, float64(time.Since(began))/float64(time.Millisecond))
	}
	return median(took), nil
}
