// Command console is Carddeck: the operations console for a card program on Marqeta.
// Without an account it runs on its own embedded sandbox.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Serve     serveCommand     `cmd:"" default:"withargs" help:"Run the console (the default)."`
	Operator  operatorCommand  `cmd:"" help:"Manage who may use the console."`
	Declines  declinesCommand  `cmd:"" help:"Look after the groups of declines."`
	Ledger    ledgerCommand    `cmd:"" help:"Look after the accounts of Gateway JIT Funding."`
	Backfill  backfillCommand  `cmd:"" help:"Fetch the transactions that the platform lists and no notification has told. The console may go on serving."`
	Reconcile reconcileCommand `cmd:"" help:"Compare a day with the platform's list. Exit status 0 only when nothing is open."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database to this release's schema."`
	Secrets   secretsCommand   `cmd:"" help:"Look after what is sealed in the database."`
	Routes    routesCommand    `cmd:"" help:"Print every route with the permission it needs."`
	Certify   certifyCommand   `cmd:"" help:"Rehearse the certification of a gateway: exit status 0 when no scenario failed, 1 when one did, 2 when it cannot be run."`
	Scenario  scenarioCommand  `cmd:"" help:"Play scenarios from the command line."`
}

func main() {
	if err := checkEnvironment(os.Environ()); err != nil {
		fail(err)
	}
	var c commands
	run := kong.Parse(&c, kong.Name("console"), kong.UsageOnError(),
		kong.Description("Carddeck, the operations console for card programs on Marqeta."),
		kong.Vars{"data": defaultData()})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	run.BindTo(ctx, (*context.Context)(nil))
	if err := run.Run(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "console:", err)
	if e, ok := errors.AsType[statusError](err); ok {
		os.Exit(e.status)
	}
	os.Exit(1)
}
