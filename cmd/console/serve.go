package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web"
)

type serveCommand struct {
	settings
	Addr        string `help:"Where people reach the console." env:"CONSOLE_ADDR" default:"127.0.0.1:8080"`
	MachineAddr string `help:"Where machines reach the receiver and the embedded sandbox." env:"CONSOLE_MACHINE_ADDR" default:"127.0.0.1:8081"`
	PublicURL   string `help:"https:// address under which people see the console behind a proxy." env:"CONSOLE_PUBLIC_URL"`
	ReceiverURL string `help:"Address of the receiver as a real program reaches it; the console then subscribes it." env:"CONSOLE_RECEIVER_URL"`

	WebhookUsername string         `env:"CONSOLE_WEBHOOK_USERNAME" hidden:""`
	WebhookPassword marqeta.Secret `env:"CONSOLE_WEBHOOK_PASSWORD" hidden:""`
	WebhookSecret   marqeta.Secret `env:"CONSOLE_WEBHOOK_SECRET" hidden:""`

	JITURL      string         `help:"Address of the decision endpoint as a real program reaches it." env:"CONSOLE_JIT_URL" name:"jit-url"`
	JITUsername string         `env:"CONSOLE_JIT_USERNAME" hidden:"" name:"jit-username"`
	JITPassword marqeta.Secret `env:"CONSOLE_JIT_PASSWORD" hidden:"" name:"jit-password"`
	SecretsKey  marqeta.Secret `env:"CONSOLE_SECRETS_KEY" hidden:""`

	KeepAnswers int `help:"Days for which it is kept where the time of an answer of the decision endpoint went; 0 for ever. Decisions are kept for ever." env:"CONSOLE_KEEP_ANSWERS" default:"35"`

	Log string `help:"debug, info, warn or error." env:"CONSOLE_LOG" enum:"debug,info,warn,error" default:"warn"`
}

// house is everything that runs.
type house struct {
	command     serveCommand
	environment environment.Environment
	log         *slog.Logger
	store       *store.Store
	sandbox     *sandbox.Server // nil for a real program
	people      net.Listener
	machines    net.Listener
	welcomed    bool // its address has been printed
}

// Run serves until it is told to stop. When only another start shows what is in the
// database, it is one: everything is closed and opened again, on the same addresses.
func (c serveCommand) Run(ctx context.Context) error {
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	for {
		err := errors.Join(h.run(ctx), h.close())
		if ctx.Err() != nil || !errors.Is(err, errStopped) {
			return err
		}
		h.log.ErrorContext(ctx, "everything is opened anew", "error", err.Error())
		c.Addr, c.MachineAddr = h.people.Addr().String(), h.machines.Addr().String()
		if h, err = c.reopen(ctx, h.log); err != nil {
			return err
		}
	}
}

// reopen tries until it succeeds: a disk that has failed may be well again in a moment.
func (c serveCommand) reopen(ctx context.Context, log *slog.Logger) (*house, error) {
	pause := time.NewTicker(time.Second)
	defer pause.Stop()
	for {
		h, err := c.open(ctx)
		if err == nil {
			h.welcomed = true
			return h, nil
		}
		log.ErrorContext(ctx, "cannot open", "error", err.Error())
		select {
		case <-ctx.Done():
			return nil, err
		case <-pause.C:
		}
	}
}

// errStopped ends a console that is to be opened anew.
var errStopped = errors.New("the store stopped")

// watch ends everything when the store has stopped.
func (h *house) watch(ctx context.Context) error {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := h.store.Stopped(); err != nil {
			return fmt.Errorf("%w: %w", errStopped, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (c serveCommand) open(ctx context.Context) (h *house, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if u, err := url.Parse(c.PublicURL); c.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, errors.New("CONSOLE_PUBLIC_URL is not an address that begins with https://")
	}
	if c.KeepAnswers < 0 || c.KeepAnswers == 1 {
		return nil, errors.New("CONSOLE_KEEP_ANSWERS is 2 days at least, for the figures of the last 24 hours, or 0 for ever")
	}
	h = &house{command: c, log: logger(c.Log)}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	if h.environment, err = c.environment(); err != nil {
		return h, err
	}
	if err = os.MkdirAll(c.folder(h.environment), 0o700); err != nil {
		return h, fmt.Errorf("make the data folder: %w", err)
	}
	key, err := c.key(c.folder(h.environment))
	if err != nil {
		return h, err
	}
	if h.store, err = store.Open(ctx, store.Config{DSN: c.dsn(h.environment), Key: key, Log: h.log}); err != nil {
		return h, err
	}
	if err = h.store.Stamp(ctx, h.environment.Name); err != nil {
		return h, err
	}
	if err = h.store.CheckKey(ctx); errors.Is(err, store.ErrSealed) {
		return h, errors.New("CONSOLE_SECRETS_KEY, or secrets.key in the data folder, is not the key that this database's secrets are sealed with: " +
			"consoles on one database share it; where it is lost, `console secrets forget` makes room for another")
	} else if err != nil {
		return h, err
	}
	if h.people, err = listen(c.Addr, "people"); err != nil {
		return h, err
	}
	if h.machines, err = listen(c.MachineAddr, "machines"); err != nil {
		return h, err
	}
	if c.embedded() {
		application, admin := c.credentials()
		h.sandbox, err = sandbox.New(sandbox.Options{
			Data: c.folder(h.environment), ApplicationToken: application, AdminAccessToken: admin, Log: h.log,
		})
		if err != nil {
			return h, fmt.Errorf("open the embedded sandbox: %w", err)
		}
	}
	return h, nil
}

func (h *house) run(ctx context.Context) error {
	receiver, err := h.command.receiver(h.command.folder(h.environment))
	if err != nil {
		return err
	}
	endpoint, err := h.decisions(ctx)
	if err != nil {
		return err
	}
	application, admin := h.command.credentials()
	program, err := marqeta.New(marqeta.Config{
		BaseURL: h.baseURL(), ApplicationToken: application, AdminAccessToken: admin, Log: h.log,
	})
	if err != nil {
		return err
	}
	defer program.Close()
	config := web.Config{
		Store: h.store, Program: program, Environment: h.environment, ReceiverURL: h.receiverURL(),
		Receiver: webhook.NewHandler(webhook.Config{
			Username: receiver.Username, Password: receiver.Password, Secret: h.command.WebhookSecret, Sink: h.store, Log: h.log,
		}),
		Gateway: endpoint.door,
		Log:     h.log, Now: time.Now, NewToken: uuid.NewString,
		Secure: strings.HasPrefix(h.command.PublicURL, "https://"), Cookie: cookie(h.environment), Idle: h.idle(),
		KeepAnswers: time.Duration(h.command.KeepAnswers) * 24 * time.Hour,
	}
	if h.sandbox != nil {
		config.Sandbox = h.sandbox
	}
	app, err := web.New(config)
	if err != nil {
		return err
	}

	group, ctx := errgroup.WithContext(ctx)
	// What people have begun is finished with everything that it needs still running.
	behind, drained := context.WithCancel(context.WithoutCancel(ctx))
	group.Go(func() error { defer drained(); return serve(ctx, h.people, app.People()) })
	answering, answered := context.WithCancel(context.WithoutCancel(ctx))
	group.Go(func() error { defer answered(); return serve(behind, h.machines, app.Machines()) })
	group.Go(func() error { return endpoint.run(answering) })
	// Our own unused connections would keep the machines' server waiting for five seconds.
	context.AfterFunc(behind, program.Close)
	if h.sandbox != nil {
		group.Go(func() error { return ended(behind, h.sandbox.Run(behind)) })
	}
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	group.Go(func() error { return ended(behind, h.store.RunApplier(behind, tick.C)) })
	check := time.NewTicker(5 * time.Minute)
	defer check.Stop()
	group.Go(func() error { return h.store.WatchLedger(behind, check.C) })
	group.Go(func() error { return h.watch(ctx) })
	group.Go(func() error { h.subscribe(ctx, program, receiver); return nil })
	group.Go(func() error { app.Run(ctx); return nil })
	if !h.welcomed {
		if err := h.welcome(ctx); err != nil {
			h.log.Error("make a sign-in link", "error", err.Error())
		}
	}
	return group.Wait()
}

// idle is how long a session may rest. On one's own machine with test money that is a
// working day; with a real program it is a quarter of an hour (PCI DSS 8.2.8).
func (h *house) idle() time.Duration {
	if h.environment.Kind == environment.Embedded {
		return 12 * time.Hour
	}
	return 15 * time.Minute
}

// serve answers requests until ctx ends, then lets those under way finish.
func serve(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 90 * time.Second, MaxHeaderBytes: 32 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return server.Shutdown(patience)
}

// ended drops the error of a loop that stopped because it was told to.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (h *house) close() error {
	var errs []error
	if h.sandbox != nil {
		errs = append(errs, h.sandbox.Close())
	}
	for _, l := range []net.Listener{h.people, h.machines} {
		if l != nil {
			_ = l.Close() // a server that ran has closed it already
		}
	}
	if h.store != nil {
		errs = append(errs, h.store.Close())
	}
	return errors.Join(errs...)
}

func listen(addr, who string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the address for %s cannot be used: %w", who, err)
	}
	return l, nil
}

func logger(level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // kong has checked it
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: l}))
}
