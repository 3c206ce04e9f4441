// Command load measures the webhook receiver over HTTP: the same server, once with its
// storage and once with the storage stubbed out, in turns, so that the ratio holds on a
// machine that others use, too. Every message is a new transaction notification of
// 3.4 KB and is answered 200 only when it is durable.
//
//	go run ./cmd/load
//	go run ./cmd/load --database postgres://user@host/database
//
// A database that is named must be empty and is left with what was recorded.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
)

func main() {
	var o options
	flag.StringVar(&o.database, "database", "", "where to record; a SQLite file in a temporary folder when empty")
	flag.IntVar(&o.connections, "connections", 64, "keep-alive connections")
	flag.IntVar(&o.rounds, "rounds", 7, "turns of each; the medians are reported")
	flag.DurationVar(&o.turn, "turn", 2*time.Second, "how long a turn lasts")
	flag.BoolVar(&o.apply, "apply", false, "also apply the notifications while they come in")
	flag.Parse()
	if err := run(context.Background(), o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

type options struct {
	database    string
	connections int
	rounds      int
	turn        time.Duration
	apply       bool
}

// stub is a Sink that keeps nothing.
type stub struct{}

func (stub) Record(context.Context, webhook.Message) error { return nil }

func run(ctx context.Context, o options, out io.Writer) (err error) {
	if o.connections < 1 || o.rounds < 1 || o.turn <= 0 {
		return errors.New("connections, rounds and turn must be more than nothing")
	}
	if o.database == "" {
		dir, err := os.MkdirTemp("", "carddeck-load-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.database = filepath.Join(dir, "load.db")
	}
	s, err := store.Open(ctx, store.Config{DSN: o.database, Migrate: true, Log: slog.Default()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if o.apply {
		ctx, cancel := context.WithCancel(ctx)
		done := make(chan error, 1)
		go func() { done <- s.RunApplier(ctx, nil) }()
		defer func() { cancel(); err = errors.Join(err, <-done) }()
	}
	stored, stopStored, err := listen(s)
	if err != nil {
		return err
	}
	defer stopStored()
	stubbed, stopStubbed, err := listen(stub{})
	if err != nil {
		return err
	}
	defer stopStubbed()
	return compare(o, out, stubbed, stored)
}

const username, password = "load", "Load-Password-Of-Twenty-4"

// listen starts a receiver with a sink on a free port.
func listen(sink webhook.Sink) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/webhooks/marqeta", webhook.NewHandler(webhook.Config{Username: username, Password: password, Sink: sink, Log: slog.Default()}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 90 * time.Second}
	go func() { _ = server.Serve(l) }()
	return l.Addr().String(), func() { _ = server.Close() }, nil
}

// compare lets both take turns and prints what came of it.
func compare(o options, out io.Writer, stubbed, stored string) error {
	var number numbers
	var stubTurns, storeTurns []turn
	// The first turns warm up and do not count.
	for round := range o.rounds + 1 {
		a, err := measure(stubbed, o, &number)
		if err != nil {
			return err
		}
		b, err := measure(stored, o, &number)
		if err != nil {
			return err
		}
		if round > 0 {
			stubTurns, storeTurns = append(stubTurns, a), append(storeTurns, b)
		}
	}
	var ratios []float64
	for i := range storeTurns {
		ratios = append(ratios, storeTurns[i].rate/stubTurns[i].rate)
	}
	fmt.Fprintf(out, "%-10s %12s %10s %10s %14s\n", "receiver", "messages/s", "p50", "p99", "cpu/message")
	report(out, "stubbed", stubTurns)
	report(out, "stored", storeTurns)
	fmt.Fprintf(out, "stored to stubbed: %.2f (median of %d turns each, from %.2f to %.2f)\n",
		median(ratios), len(ratios), quantile(ratios, 0), quantile(ratios, 1))
	return nil
}

func report(out io.Writer, name string, turns []turn) {
	var rates, p50, p99, cpu []float64
	for _, t := range turns {
		rates, p50, p99, cpu = append(rates, t.rate), append(p50, t.p50), append(p99, t.p99), append(cpu, t.cpu)
	}
	fmt.Fprintf(out, "%-10s %12.0f %8.2fms %8.2fms %12.1fus\n", name, median(rates), median(p50), median(p99), median(cpu))
}
