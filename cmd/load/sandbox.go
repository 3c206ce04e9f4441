package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// program measures cmd/sandbox as a process of its own, its state durable.
type program struct {
	Beside       string        `placeholder:"FILE" help:"A stripe-mock program, measured in turns with ours."`
	Connections  int           `default:"16" help:"Keep-alive connections."`
	Rounds       int           `default:"5" help:"Turns of each; the medians are reported."`
	Turn         time.Duration `default:"2s" help:"How long a turn lasts."`
	Rate         int           `default:"500" help:"Simulated authorizations a second, sent when they are due whether or not the ones before are answered."`
	Transactions int           `placeholder:"N" help:"Instead fill the state with so many transactions, and measure reads and authorizations before and after."`
}

// Run prints the figures.
func (o program) Run(ctx context.Context, out io.Writer) (err error) {
	if o.Connections < 1 || o.Rounds < 1 || o.Turn <= 0 || o.Rate < 1 || o.Transactions < 0 {
		return errors.New("connections, rounds, turn and rate must be more than nothing")
	}
	dir, err := os.MkdirTemp("", "carddeck-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "sandbox")
	if built, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "carddeck/cmd/sandbox").CombinedOutput(); err != nil {
		return fmt.Errorf("build cmd/sandbox: %w\n%s", err, built)
	}
	ours, err := startSandbox(ctx, binary, filepath.Join(dir, "state"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ours.stop()) }()
	fmt.Fprintf(out, "sandbox      ready in %v, %d MB resident\n", ours.ready.Round(time.Millisecond), ours.resident()>>20)
	var theirs *process
	if o.Beside != "" {
		if theirs, err = startStripeMock(ctx, o.Beside); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, theirs.stop()) }()
		fmt.Fprintf(out, "stripe-mock  ready in %v, %d MB resident\n", theirs.ready.Round(time.Millisecond), theirs.resident()>>20)
	}
	notified, err := prepare(ctx, ours.address)
	if err != nil {
		return err
	}
	defer notified.Close()
	return o.figures(ctx, out, ours, theirs, filepath.Join(dir, "state"))
}

func (o program) figures(ctx context.Context, out io.Writer, ours, theirs *process, state string) error {
	var number numbers
	fmt.Fprintf(out, "\n%-30s %12s %10s %10s\n", fmt.Sprintf("%d connections", o.Connections), "requests/s", "p50", "p99")
	if o.Transactions == 0 { // the users and cards made here are no transactions
		if err := o.requests(out, ours, theirs, &number); err != nil {
			return err
		}
	}
	few, err := o.paced(out, ours, &number)
	if err != nil || o.Transactions == 0 {
		return err
	}
	before, err := o.reads(ours)
	if err != nil {
		return err
	}
	if err := fill(out, ours.address, o.Transactions, &number); err != nil {
		return err
	}
	if err := drain(ctx, ours.address); err != nil {
		return err
	}
	after, err := o.reads(ours)
	if err != nil {
		return err
	}
	for i, r := range reads {
		fmt.Fprintf(out, "%-30s %11.2fx as long (%.2f ms, was %.2f ms)\n", r.name, after[i]/before[i], after[i], before[i])
	}
	many, err := o.paced(out, ours, &number)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-30s %11.2fx as long\n", "simulated authorization", many/few)
	if err := drain(ctx, ours.address); err != nil {
		return err
	}
	return reopen(ctx, out, ours, state)
}

// requests lets ours and theirs take turns at what both can do.
func (o program) requests(out io.Writer, ours, theirs *process, number *numbers) error {
	for _, p := range pairs {
		var mine, other, ratios []turn
		for range o.Rounds + 1 { // the first turns warm up and do not count
			a, err := measure(ours.address, o.Connections, o.Turn, p.ours.status, p.ours.senders(number))
			if err != nil {
				return err
			}
			mine = append(mine, a)
			if theirs == nil {
				continue
			}
			b, err := measure(theirs.address, o.Connections, o.Turn, p.theirs.status, p.theirs.senders(number))
			if err != nil {
				return err
			}
			other, ratios = append(other, b), append(ratios, turn{rate: a.rate / b.rate})
		}
		row(out, p.name+", sandbox", mine[1:])
		if theirs != nil {
			row(out, p.name+", stripe-mock", other[1:])
			fmt.Fprintf(out, "%-30s %11.1fx\n", "", median(rates(ratios[1:])))
		}
	}
	return nil
}

func row(out io.Writer, name string, turns []turn) {
	var p50, p99 []float64
	for _, t := range turns {
		p50, p99 = append(p50, t.p50), append(p99, t.p99)
	}
	fmt.Fprintf(out, "%-30s %12.0f %8.2fms %8.2fms\n", name, median(rates(turns)), median(p50), median(p99))
}

func rates(turns []turn) (all []float64) {
	for _, t := range turns {
		all = append(all, t.rate)
	}
	return all
}

// reads gives the median milliseconds of each of the reads.
func (o program) reads(ours *process) ([]float64, error) {
	var p50 []float64
	for _, r := range reads {
		t, err := measure(ours.address, 1, o.Turn, http.StatusOK, r.senders(nil))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
		p50 = append(p50, t.p50)
	}
	return p50, nil
}

// paced sends simulated authorizations at the rate and gives the median milliseconds
// from when each was due to its answer.
func (o program) paced(out io.Writer, ours *process, number *numbers) (float64, error) {
	took, err := openLoop(ours.address, o.Connections, o.Rate, time.Duration(o.Rounds)*o.Turn, authorization.status, authorization.senders(number))
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%-30s %12d %8.2fms %8.2fms   p99.9 %.2fms\n", "authorization, notified", o.Rate, median(took), quantile(took, 0.99), quantile(took, 0.999))
	return median(took), nil
}

// fill sends authorizations as quickly as they are answered.
func fill(out io.Writer, address string, count int, number *numbers) error {
	began := time.Now()
	if err := repeat(address, 64, count, authorization.status, authorization.senders(number)); err != nil {
		return fmt.Errorf("fill the state: %w", err)
	}
	fmt.Fprintf(out, "\nfilled with %d authorizations at %.0f a second\n", count, float64(count)/time.Since(began).Seconds())
	return nil
}

// reopen starts the program again over what it has.
func reopen(ctx context.Context, out io.Writer, ours *process, state string) error {
	if err := ours.stop(); err != nil {
		return err
	}
	again, err := startSandbox(ctx, ours.binary, state)
	if err != nil {
		return err
	}
	*ours = *again
	info, err := os.Stat(filepath.Join(state, "sandbox.db"))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "opens again in %v, %d MB resident, %d MB of file\n", ours.ready.Round(time.Millisecond), ours.resident()>>20, info.Size()>>20)
	return nil
}
