package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

const superuser = "postgres"

// server starts PostgreSQL on a free port, once per test binary.
var server = sync.OnceValues(func() (port int, err error) {
	initdb, err := program("initdb")
	if err != nil {
		return 0, err
	}
	postgres, err := program("postgres")
	if err != nil {
		return 0, err
	}
	who, err := unprivileged()
	if err != nil {
		return 0, err
	}
	dir, err := folder(who)
	if err != nil {
		return 0, err
	}
	if port, err = freePort(); err != nil {
		return 0, err
	}
	data := filepath.Join(dir, "data")
	command := exec.Command(initdb, "-D", data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	command.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		return 0, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	if err := guarded(who, dir, postgres, "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "max_wal_size=4GB", "-c", "log_min_messages=fatal"); err != nil {
		return 0, err
	}
	return port, await(port)
})

// guarded runs a program that ends, and whose folder goes, when this process does,
// however that comes about: a shell waits at a pipe that only this process holds.
func guarded(who *syscall.Credential, dir string, program ...string) error {
	const guard = `dir=$1; shift; "$@" >"$dir/log" 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$dir"`
	command := exec.Command("sh", append([]string{"-c", guard, "guard", dir}, program...)...)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true}
	command.Dir = dir
	pipe, err := command.StdinPipe()
	if err != nil {
		return err
	}
	held = pipe
	return command.Start()
}

// held keeps the pipe open for as long as the process lives.
var held any //nolint:unused // written, never read: that is what keeps the pipe

// await waits until the server answers: its port opens earlier.
func await(port int) error {
	db, err := sql.Open("pgx", fmt.Sprintf("postgres://%s@127.0.0.1:%d/postgres?sslmode=disable", superuser, port))
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
			return fmt.Errorf("PostgreSQL did not start: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// program finds a server program; Debian keeps them out of PATH, and pg_config knows
// where.
func program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	out, err := exec.Command("pg_config", "--bindir").Output()
	if err != nil {
		return "", fmt.Errorf("find %s: %w", name, err)
	}
	return exec.LookPath(filepath.Join(strings.TrimSpace(string(out)), name))
}

// unprivileged gives the user postgres where the tests run as root, which the server
// refuses to be, and nil otherwise.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
}

// folder makes a folder in memory where there is such a place: the server keeps its
// durable settings, which the store demands, and is quick all the same.
func folder(who *syscall.Credential) (string, error) {
	parent := "/dev/shm"
	if info, err := os.Stat(parent); err != nil || !info.IsDir() {
		parent = os.TempDir()
	}
	dir, err := os.MkdirTemp(parent, "carddeck-postgres-")
	if err != nil || who == nil {
		return dir, err
	}
	return dir, os.Chown(dir, int(who.Uid), int(who.Gid))
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
