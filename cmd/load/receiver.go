package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	_ "embed"

	"carddeck/marqeta/webhook"
	"carddeck/store"
)

// receiver measures the webhook receiver over HTTP: the same server, once with its
// storage and once with the storage stubbed out, in turns. Every message is a new
// transaction notification of 3.4 KB and is answered 200 only when it is durable.
type receiver struct {
	Database    string        `help:"Where to record: an empty database, which is left with what was recorded. Default: a SQLite file in a temporary folder."`
	Connections int           `default:"64" help:"Keep-alive connections."`
	Rounds      int           `default:"7" help:"Turns of each; the medians are reported."`
	Turn        time.Duration `default:"2s" help:"How long a turn lasts."`
	Apply       bool          `help:"Also apply the notifications while they come in."`
}

//go:embed notification.json
var notification []byte

// stub is a Sink that keeps nothing.
type stub struct{}

func (stub) Record(context.Context, webhook.Message) error { return nil }

// Run prints the figures.
func (o receiver) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Connections < 1 || o.Rounds < 1 || o.Turn <= 0 {
		return errors.New("connections, rounds and turn must be more than nothing")
	}
	if o.Database == "" {
		dir, err := os.MkdirTemp("", "carddeck-load-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.Database = filepath.Join(dir, "load.db")
	}
	s, err := store.Open(ctx, store.Config{DSN: o.Database, Migrate: true, Log: slog.Default()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if o.Apply {
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
func compare(o receiver, out io.Writer, stubbed, stored string) error {
	var number numbers
	var stubTurns, storeTurns []turn
	// The first turns warm up and do not count.
	for round := range o.Rounds + 1 {
		a, err := measure(stubbed, o.Connections, o.Turn, http.StatusOK, messages(&number))
		if err != nil {
			return err
		}
		b, err := measure(stored, o.Connections, o.Turn, http.StatusOK, messages(&number))
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
	fmt.Fprintf(out, "%-16s %12s %10s %10s %14s\n", "receiver", "messages/s", "p50", "p99", "cpu/message")
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
	fmt.Fprintf(out, "%-16s %12.0f %8.2fms %8.2fms %12.1fus\n", name, median(rates), median(p50), median(p99), median(cpu))
}

// sampleToken is the transaction's token in the sample.
const sampleToken = "75c2a4de-0b9e-4c05-8f11-6b5a8f6b0a01"

// messages gives senders of the sample, each time with a transaction token of its own.
func messages(number *numbers) func() sender {
	return func() sender {
		request, token := message()
		return func() []byte {
			number.write(token)
			return request
		}
	}
}

// message gives the bytes of a request and, inside them, those of the transaction's
// token.
func message() (request, token []byte) {
	credentials := base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
	head := fmt.Sprintf("POST /webhooks/marqeta HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"+
		"Authorization: Basic %s\r\nContent-Length: %d\r\n\r\n", credentials, len(notification))
	request = append([]byte(head), notification...)
	at := bytes.Index(request, []byte(sampleToken))
	return request, request[at : at+len(sampleToken)]
}
