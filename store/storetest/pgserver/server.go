// Package pgserver runs a PostgreSQL server of a process's own, out of the programs that
// the machine has. It can be stopped, killed and started again like any.
package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Superuser may do everything, and needs no password.
const Superuser = "postgres"

// Server is one server with a folder of its own. It ends, and its folder goes, when this
// process does, however that comes about.
type Server struct {
	Port int

	dir, program string
	who          *syscall.Credential
	pipe         io.WriteCloser // of the guard while it runs
	guard        *exec.Cmd
}

// New makes the folder of a server in another; "" is in memory where there is such a
// place: the server keeps its durable settings, and is quick all the same.
func New(in string) (*Server, error) {
	initdb, err := Program("initdb")
	if err != nil {
		return nil, err
	}
	s := &Server{}
	if s.program, err = Program("postgres"); err != nil {
		return nil, err
	}
	if s.who, err = unprivileged(); err != nil {
		return nil, err
	}
	if s.dir, err = folder(in, s.who); err != nil {
		return nil, err
	}
	if s.Port, err = freePort(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	command := exec.Command(initdb, "-D", s.Data(), "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	command.SysProcAttr = &syscall.SysProcAttr{Credential: s.who}
	command.Dir = s.dir
	if out, err := command.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(s.dir))
	}
	return s, nil
}

// Data is the server's data directory.
func (s *Server) Data() string { return filepath.Join(s.dir, "data") }

// DSN is where one of its databases is.
func (s *Server) DSN(database string) string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", Superuser, s.Port, database)
}

// A shell waits at a pipe that only this process holds. What comes through it is whether
// the folder is kept.
const guard = `dir=$1; shift; "$@" >>"$dir/log" 2>&1 & server=$!; read word; kill -QUIT $server 2>/dev/null; kill -CONT $server 2>/dev/null; wait $server; [ "$word" = keep ] || rm -rf "$dir"`

// Start starts it, and returns when it answers.
func (s *Server) Start() error {
	s.guard = exec.Command("sh", "-c", guard, "guard", s.dir, s.program, "-D", s.Data(), "-p", strconv.Itoa(s.Port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", "max_wal_size=4GB", "-c", "log_min_messages=fatal")
	s.guard.SysProcAttr = &syscall.SysProcAttr{Credential: s.who, Setpgid: true}
	s.guard.Dir = s.dir
	var err error
	if s.pipe, err = s.guard.StdinPipe(); err != nil {
		return err
	}
	if err := s.guard.Start(); err != nil {
		return err
	}
	return s.await()
}

// await waits until the server answers: its port opens earlier.
func (s *Server) await() error {
	db, err := sql.Open("pgx", s.DSN("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			said, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("PostgreSQL did not start: %w\n%s", err, said)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Make makes an empty database.
func (s *Server) Make(ctx context.Context, database string) (dsn string, err error) {
	db, err := sql.Open("pgx", s.DSN("postgres"))
	if err != nil {
		return "", err
	}
	_, err = db.ExecContext(ctx, `CREATE DATABASE "`+database+`"`)
	return s.DSN(database), errors.Join(err, db.Close())
}

// Signal sends a signal to all of its processes.
func (s *Server) Signal(signal syscall.Signal) error {
	all, err := s.Processes()
	for _, pid := range all {
		if failed := syscall.Kill(pid, signal); failed != nil && !errors.Is(failed, syscall.ESRCH) {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// Kill ends it at once. Its folder stays, and it may be started again.
func (s *Server) Kill() error { return s.end(syscall.SIGKILL) }

// Stop ends it in order, as an administrator does who does not wait for clients.
func (s *Server) Stop() error { return s.end(syscall.SIGINT) }

func (s *Server) end(signal syscall.Signal) error {
	all, err := s.Processes()
	if err != nil {
		return err
	}
	told := all
	if signal != syscall.SIGKILL {
		told = all[:min(1, len(all))]
	}
	for _, pid := range told {
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	if _, err := io.WriteString(s.pipe, "keep\n"); err != nil {
		return err
	}
	_ = s.guard.Wait() // the server's way of ending is not of interest
	for _, pid := range all {
		for began := time.Now(); running(pid) && time.Since(began) < 10*time.Second; {
			<-time.After(5 * time.Millisecond)
		}
	}
	return nil
}

// Heal waits until it answers, and starts it again if it has ended by itself.
func (s *Server) Heal() error {
	db, err := sql.Open("pgx", s.DSN("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	for began := time.Now(); time.Since(began) < time.Minute; <-time.After(20 * time.Millisecond) {
		if db.Ping() == nil {
			return nil
		}
		all, err := s.Processes()
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return errors.Join(s.Kill(), s.Start())
		}
	}
	return errors.New("PostgreSQL neither answers nor ends")
}

// Close ends it and takes its folder away.
func (s *Server) Close() error {
	if s.guard != nil {
		_ = s.pipe.Close()
		_ = s.guard.Wait()
	}
	return os.RemoveAll(s.dir)
}
