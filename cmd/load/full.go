package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// few is how many transactions the state has that a full one is measured beside.
const few = 1000

// full fills a state and measures it in turns with one of few transactions.
func (o program) full(ctx context.Context, out io.Writer, binary, dir string) (err error) {
	if o.Data == "" {
		o.Data = filepath.Join(dir, "full")
	}
	var states [2]*process
	for i, s := range []struct {
		folder string
		count  int
	}{{filepath.Join(dir, "few"), few}, {o.Data, o.Transactions}} {
		notified, filled, err := o.filled(ctx, out, binary, s.folder, s.count)
		if err != nil {
			return err
		}
		defer notified.Close()
		defer func() { err = errors.Join(err, filled.stop()) }()
		states[i] = filled
	}
	if err := o.compared(ctx, out, states); err != nil {
		return err
	}
	return o.kept(ctx, out, states[1])
}

// filled gives a program over a state that has so many authorizations, started when
// they were all there and notified.
func (o program) filled(ctx context.Context, out io.Writer, binary, folder string, count int) (*httptest.Server, *process, error) {
	p, err := startSandbox(ctx, binary, folder)
	if err != nil {
		return nil, nil, err
	}
	hook, err := prepare(ctx, p.address)
	if err != nil {
		return nil, nil, errors.Join(err, p.stop())
	}
	there, err := authorizations(ctx, p.address)
	if missing := count - there; err == nil && missing > 0 {
		began := time.Now()
		err = repeat(p.address, 64, missing, authorization.status, authorization.senders(nil))
		fmt.Fprintf(out, "filled with %d authorizations at %.0f a second\n", missing, float64(missing)/time.Since(began).Seconds())
	}
	err = errors.Join(err, drain(ctx, p.address), p.stop())
	if err != nil {
		return nil, nil, err
	}
	if p, err = startSandbox(ctx, binary, folder); err != nil {
		return nil, nil, err
	}
	info, err := os.Stat(filepath.Join(folder, "sandbox.db"))
	if err != nil {
		return nil, nil, errors.Join(err, p.stop())
	}
	fmt.Fprintf(out, "%d authorizations: ready in %v, %d MB resident, %d MB of file\n",
		max(there, count), p.ready.Round(time.Millisecond), p.resident()>>20, info.Size()>>20)
	return hook, p, nil
}

// authorizations gives how many the state has.
func authorizations(ctx context.Context, address string) (int, error) {
	var newest struct{ Data []struct{ Identifier string } }
	if err := call(ctx, address, http.MethodGet, "/transactions?count=1&state=ALL&sort_by=-created_time", "", &newest); err != nil {
		return 0, err
	}
	if len(newest.Data) == 0 {
		return 0, nil
	}
	return strconv.Atoi(newest.Data[0].Identifier)
}

// compared measures reads and authorizations over few and over many in turns.
func (o program) compared(ctx context.Context, out io.Writer, states [2]*process) error {
	fmt.Fprintf(out, "\n%-60s %10s %10s\n", "p50", "few", "many")
	var oldest [2][]string
	for i, s := range states {
		var err error
		if oldest[i], err = tokens(ctx, s.address); err != nil {
			return err
		}
	}
	for _, r := range reads {
		var p50 [2][]float64
		for range o.Rounds {
			for i, s := range states {
				t, err := measure(s.address, 1, o.Turn, http.StatusOK, r.about(oldest[i]))
				if err != nil {
					return fmt.Errorf("%s: %w", r.name, err)
				}
				p50[i] = append(p50[i], t.p50)
			}
		}
		a, b := median(p50[0]), median(p50[1])
		fmt.Fprintf(out, "%-60s %8.3fms %8.3fms   %.2fx as long\n", r.name, a, b, b/a)
	}
	var took [2][]float64
	for range o.Rounds {
		for i, s := range states {
			t, err := o.paced(s, o.Turn)
			if err := errors.Join(err, drain(ctx, s.address)); err != nil {
				return err
			}
			took[i] = append(took[i], t...)
		}
	}
	for _, share := range []float64{0.5, 0.99, 0.999} {
		a, b := quantile(took[0], share), quantile(took[1], share)
		fmt.Fprintf(out, "%-60s %8.3fms %8.3fms   %.2fx as long\n", fmt.Sprintf("authorization, notified, %d a second, p%g", o.Rate, 100*share), a, b, b/a)
	}
	return nil
}

// tokens gives those of the oldest transactions.
func tokens(ctx context.Context, address string) (all []string, err error) {
	for start := 0; start < 100; start += 10 {
		var page struct{ Data []struct{ Token string } }
		if err := call(ctx, address, http.MethodGet, fmt.Sprintf("/transactions?count=10&start_index=%d&state=ALL&sort_by=created_time", start), "", &page); err != nil {
			return nil, err
		}
		for _, t := range page.Data {
			all = append(all, t.Token)
		}
	}
	return all, nil
}

// kept measures a snapshot and going back to it, and how long an authorization waits
// meanwhile.
func (o program) kept(ctx context.Context, out io.Writer, p *process) error {
	for _, s := range []struct{ name, path, body string }{
		{"snapshot saved", "/_sandbox/snapshots", `{"name": "load", "replace": true}`},
		{"snapshot restored", "/_sandbox/snapshots/load/restore", "{}"},
	} {
		took, longest, err := meanwhile(p.address, func() error { return call(ctx, p.address, http.MethodPost, s.path, s.body, nil) })
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(out, "%s in %.1f s, authorizations waited %.0f ms at most\n", s.name, took.Seconds(), longest)
	}
	return call(ctx, p.address, http.MethodDelete, "/_sandbox/snapshots/load", "", nil)
}

// meanwhile does something, and sends authorizations one after the other until it is
// done. It gives how long it took and the milliseconds of the slowest.
func meanwhile(address string, do func() error) (took time.Duration, longest float64, err error) {
	l, err := dial(address, authorization.status, authorization.senders(nil)())
	if err != nil {
		return 0, 0, err
	}
	defer l.Close()
	done, began := make(chan error, 1), time.Now()
	go func() { done <- do() }()
	for {
		select {
		case err := <-done:
			return time.Since(began), longest, err
		default:
		}
		sent := time.Now()
		if err := l.exchange(); err != nil {
			return 0, 0, errors.Join(err, <-done)
		}
		longest = max(longest, float64(time.Since(sent))/float64(time.Millisecond))
	}
}
