// Command load measures what the README states of the servers that have to be
// quick. Machines are noisy: what counts are ratios taken in turns within one run.
//
//	go run ./cmd/load receiver
//	go run ./cmd/load jit
//	go run ./cmd/load beside
//	go run ./cmd/load sandbox --beside stripe-mock
//	go run ./cmd/load sandbox --transactions 1000000 --data filled
//	go run ./cmd/load faults kill
package main

import (
	"context"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

type commands struct {
	Receiver receiver  `cmd:"" help:"The webhook receiver, stored against stubbed."`
	JIT      decisions `cmd:"" name:"jit" help:"The decision endpoint, durable against in memory."`
	Beside   beside    `cmd:"" help:"The decision endpoint beside a flood of notifications, and beside exports."`
	Faults   faults    `cmd:"" help:"A console that is killed, whose disk fails, and whose power is cut."`
	Sandbox  program   `cmd:"" help:"The sandbox: reads, creates, simulated authorizations, and a full state."`
}

func main() {
	chosen := kong.Parse(&commands{}, kong.Name("load"), kong.Description("Measures the receiver, the decision endpoint or the sandbox."),
		kong.BindTo(context.Background(), (*context.Context)(nil)), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	chosen.FatalIfErrorf(chosen.Run())
}
