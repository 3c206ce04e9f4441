package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	Transactions int           `placeholder:"N" help:"Instead fill a state with so many authorizations, and measure it in turns with one of a thousand."`
	Data         string        `placeholder:"DIR" help:"Where to keep the state that is filled, to use it again. Default: a temporary folder."`
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
	if o.Transactions > 0 {
		return o.full(ctx, out, binary, dir)
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
	var number numbers
	fmt.Fprintf(out, "\n%-30s %12s %10s %10s\n", fmt.Sprintf("%d connections", o.Connections), "requests/s", "p50", "p99")
	if err := o.requests(out, ours, theirs, &number); err != nil {
		return err
	}
	took, err := o.paced(ours, time.Duration(o.Rounds)*o.Turn)
	fmt.Fprintf(out, "%-30s %12d %8.2fms %8.2fms   p99.9 %.2fms\n", "authorization, notified", o.Rate, median(took), quantile(took, 0.99), quantile(took, 0.999))
	return err
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

// paced sends simulated authorizations at the rate and gives the milliseconds from when
// each was due to its answer.
func (o program) paced(ours *process, last time.Duration) ([]float64, error) {
	took, refused, err := openLoop(ours.address, o.Connections, o.Rate, last, authorization.status, authorization.senders(nil))
	if err == nil && refused > 0 {
		err = fmt.Errorf("%d authorizations were refused", refused)
	}
	return took, err
}
