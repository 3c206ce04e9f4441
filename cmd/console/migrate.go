package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web"
)

type migrateCommand struct {
	Up migrateUp `cmd:"" help:"Apply what is missing."`
}

type migrateUp struct{ settings }

// Run applies the migrations that the database lacks. SQLite files also get them at
// every start.
func (c migrateUp) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	e, err := c.environment()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.folder(e), 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	st, err := store.Open(ctx, store.Config{DSN: c.dsn(e), Migrate: true, Beside: true})
	if err != nil {
		return err
	}
	fmt.Println("The database has this release's schema.")
	return st.Close()
}

type routesCommand struct{}

// Run prints the route table, so that a change of access shows in a diff.
func (routesCommand) Run() error {
	return printRoutes(os.Stdout)
}

func printRoutes(to io.Writer) error {
	program, err := marqeta.New(marqeta.Config{BaseURL: "http://127.0.0.1/v3", ApplicationToken: "-", AdminAccessToken: "-"})
	if err != nil {
		return err
	}
	app, err := web.New(web.Config{
		Store: &store.Store{}, Program: program, Environment: environment.Environment{Kind: environment.Embedded},
		Receiver: http.NotFoundHandler(), Gateway: web.Gateway{Handler: http.NotFoundHandler()}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		NewToken: func() string { return "" }, Cookie: "carddeck", Idle: time.Hour,
	})
	if err != nil {
		return err
	}
	for _, r := range app.Routes() {
		fmt.Fprintf(to, "%-52s %s\n", r.Pattern, r.Need)
	}
	return nil
}
