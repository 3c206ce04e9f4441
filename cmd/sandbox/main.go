// Command sandbox serves the emulator of Marqeta's Core API on its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
)

// commands are what the program can do.
type commands struct {
	Serve    config   `cmd:"" default:"withargs" help:"Serve the API; also what is done where no command is given."`
	Coverage coverage `cmd:"" help:"Print how much of the Core API is built."`
}

// config is the command line, or the environment where a flag is not given.
type config struct {
	Addr             string         `env:"SANDBOX_ADDR" default:"127.0.0.1:8090" help:"Address to listen on."`
	Data             string         `env:"SANDBOX_DATA" placeholder:"DIR" help:"Folder that keeps the state; :memory: keeps nothing. Default: carddeck-sandbox in the user's data folder."`
	Seed             string         `env:"SANDBOX_SEED" type:"existingfile" placeholder:"FILE" help:"What an empty state begins with and a reset goes back to: a list of calls, or an exported snapshot."`
	URLFile          string         `env:"SANDBOX_URL_FILE" placeholder:"FILE" help:"Write the base URL here once calls are answered."`
	ApplicationToken marqeta.Secret `env:"SANDBOX_APPLICATION_TOKEN" help:"User name of every request."`
	AdminAccessToken marqeta.Secret `env:"SANDBOX_ADMIN_ACCESS_TOKEN" help:"Password of every request."`
	GloballyDeny     bool           `env:"SANDBOX_GLOBALLY_DENY" help:"Deny every merchant that no authorization control allows."`
	LogFormat        string         `env:"SANDBOX_LOG_FORMAT" enum:"text,json" default:"text" help:"Log as text or json."`
}

// main carries a ballast that is never touched and so costs no memory: beside it a heap
// that grows and shrinks with the requests is collected a few times less often.
func main() {
	var c commands
	command := kong.Parse(&c, kong.Name("sandbox"), kong.Description("A stateful emulator of Marqeta's Core API."))
	command.BindTo(os.Stdout, (*io.Writer)(nil))
	ballast := make([]byte, 64<<20)
	err := command.Run()
	runtime.KeepAlive(ballast)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sandbox:", err)
		os.Exit(1)
	}
}

// Run serves until the process is told to stop.
func (c config) Run(out io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	return run(ctx, c, out, os.Stderr)
}

func run(ctx context.Context, c config, out, logs io.Writer) error {
	if c.Data == "" {
		home, err := dataHome()
		if err != nil {
			return err
		}
		c.Data = filepath.Join(home, "carddeck-sandbox")
	}
	var seed []byte
	if c.Seed != "" {
		var err error
		if seed, err = os.ReadFile(c.Seed); err != nil {
			return err
		}
	}
	log := logger(c.LogFormat, logs)
	server, err := sandbox.New(sandbox.Options{
		Data: c.Data, Seed: seed, ApplicationToken: c.ApplicationToken, AdminAccessToken: c.AdminAccessToken, GloballyDeny: c.GloballyDeny, Log: log,
	})
	if err != nil {
		return err
	}
	err = serve(ctx, c, server, out, log)
	return errors.Join(err, server.Close())
}

// serve answers until ctx ends, then finishes what is under way.
func serve(ctx context.Context, c config, server *sandbox.Server, out io.Writer, log *slog.Logger) error {
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	web := &http.Server{
		Handler:           server,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       90 * time.Second,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	// Connections wait in the listener from here on: whoever reads the file may call.
	if c.URLFile != "" {
		if err := announce(c.URLFile, listener.Addr()); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	delivering, stop := context.WithCancel(context.Background())
	delivered := make(chan error, 1)
	go func() { delivered <- server.Run(delivering) }()
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	fmt.Fprintln(out, welcome(c, listener.Addr()))

	select {
	case err = <-served:
	case <-ctx.Done():
		closing, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = web.Shutdown(closing)
	}
	stop()
	return errors.Join(err, <-delivered)
}

// welcome is the one line that says where the API is and how to get in. Only the
// defaults are printed; they are no secret.
func welcome(c config, at net.Addr) string {
	how := "Basic auth with the application token as user name and the admin access token as password"
	if c.ApplicationToken == "" && c.AdminAccessToken == "" {
		how = fmt.Sprintf("Basic auth with the defaults %s:%s", sandbox.DefaultApplicationToken.Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	}
	return fmt.Sprintf("Core API at http://%s/v3/ (%s), state in %s", at, how, c.Data)
}

// announce writes the base URL in one piece, so that nobody reads half of it.
func announce(file string, at net.Addr) error {
	if err := os.WriteFile(file+".part", fmt.Appendf(nil, "http://%s/v3/\n", at), 0o600); err != nil {
		return fmt.Errorf("announce the address: %w", err)
	}
	return os.Rename(file+".part", file)
}

func logger(format string, to io.Writer) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(to, nil))
	}
	return slog.New(slog.NewTextHandler(to, nil))
}

// dataHome is where programs keep a user's data: XDG_DATA_HOME or its default, and
// the system's own folder where there is no such custom.
func dataHome() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if dir := os.Getenv("LocalAppData"); dir != "" {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the data folder (give --data): %w", err)
	}
	return filepath.Join(home, ".local", "share"), nil
}
