package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest/pgserver"
)

// victim is a console on its data, started as often as it is ended.
type victim struct {
	program, data string
	server        *pgserver.Server // that keeps its books; nil for SQLite
	dsn           string
	address       string // of the machines, the same at each start
	cmd           *exec.Cmd
	errors        bytes.Buffer
}

// What the accounts of a victim begin with: all but the last have enough.
const (
	wealthy  = 8
	poverty  = 5_00
	asksEach = 1_00
)

func holderName(n int) string { return fmt.Sprintf("user_%08d", n) }

// newVictim makes the data of a console, with money on its accounts.
func newVictim(ctx context.Context, program, data string, server *pgserver.Server) (*victim, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	v := &victim{program: program, data: data, server: server, address: free.Addr().String()}
	if err := errors.Join(free.Close(), os.MkdirAll(v.folder(), 0o700)); err != nil {
		return nil, err
	}
	if v.dsn = filepath.Join(v.folder(), "console.db"); server != nil {
		if v.dsn, err = server.Make(ctx, "console_"+filepath.Base(data)); err != nil {
			return nil, err
		}
	}
	s, err := store.Open(ctx, store.Config{DSN: v.dsn, Migrate: true})
	if err != nil {
		return nil, err
	}
	for n := range wealthy + 1 {
		amount := int64(wealth)
		if n == wealthy {
			amount = poverty
		}
		_, failed := s.CreditFromShell(ctx, store.ShellCredit{Holder: ledger.Holder{Kind: ledger.User, Token: holderName(n)}, Currency: "USD", Amount: amount, Memo: "faults", By: "load"})
		err = errors.Join(err, failed)
	}
	return v, errors.Join(err, s.Close())
}

func (v *victim) folder() string { return filepath.Join(v.data, "embedded") }

// command is one of the console on the victim's data.
func (v *victim) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, v.program, append(args, "--data", v.data)...)
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "CONSOLE_") && !strings.HasPrefix(pair, "MARQETA_") && !strings.HasPrefix(pair, "SANDBOX_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	for _, door := range []string{"JIT", "WEBHOOK"} {
		cmd.Env = append(cmd.Env, "CONSOLE_"+door+"_USERNAME="+username, "CONSOLE_"+door+"_PASSWORD="+password)
	}
	if v.server != nil {
		cmd.Env = append(cmd.Env, "CONSOLE_DATABASE_URL="+v.dsn)
	}
	return cmd
}

// start runs the console and waits until it is ready.
func (v *victim) start(ctx context.Context) error {
	v.errors.Reset()
	v.cmd = v.command(ctx, "serve", "--addr", "127.0.0.1:0", "--machine-addr", v.address, "--log", "error")
	v.cmd.Stderr = &v.errors
	if err := v.cmd.Start(); err != nil {
		return err
	}
	for began := time.Now(); time.Since(began) < time.Minute; <-time.After(5 * time.Millisecond) {
		res, err := http.Get("http://" + v.address + "/readyz")
		if err != nil {
			continue
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return nil
		}
	}
	return errors.Join(errors.New("the console does not start"), v.kill(), errors.New(v.errors.String()))
}

// kill ends the console as a machine does that runs out of memory.
func (v *victim) kill() error {
	if err := v.cmd.Process.Kill(); err != nil {
		return fmt.Errorf("the console had ended by itself: %w\n%s", err, v.errors.String())
	}
	_ = v.cmd.Wait() // says that it was killed
	return nil
}

// settled waits until the console that runs has applied what it has stored, what failed
// along with the disk as well, and gives the store beside it.
func (v *victim) settled(ctx context.Context) (*store.Store, error) {
	s, err := store.Open(ctx, store.Config{DSN: v.dsn, Beside: true})
	if err != nil {
		return nil, err
	}
	for began := time.Now(); time.Since(began) < time.Minute; <-time.After(10 * time.Millisecond) {
		waiting := 0
		for _, status := range []store.Status{store.Stored, store.Failed} {
			list, err := s.ListNotifications(ctx, store.NotificationFilter{Status: status}, store.Page{Limit: 1})
			if err != nil {
				return nil, errors.Join(err, s.Close())
			}
			waiting += len(list.Rows)
		}
		if waiting == 0 {
			return s, nil
		}
	}
	return nil, errors.Join(errors.New("notifications are not applied in a minute"), s.Close())
}
