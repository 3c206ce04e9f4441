package main

import (
	"context"
	"database/sql"
	"net/url"
	"strings"
	"testing"

	"carddeck/store/storetest"
)

const canary = "canary-of-the-database"

// fresh makes an empty database beside that of a DSN, and gives its DSN with a password.
func fresh(t *testing.T, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User("postgres") // who may make databases
	dsn = u.String()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE carddeck_fresh"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		db, err := sql.Open("pgx", dsn)
		if err == nil {
			_, err = db.ExecContext(context.Background(), "DROP DATABASE carddeck_fresh WITH (FORCE)")
			_ = db.Close()
		}
		if err != nil {
			t.Error(err)
		}
	})
	u.Path, u.User = "/carddeck_fresh", url.UserPassword(u.User.Username(), canary)
	return u.String()
}

func TestOnPostgreSQL(t *testing.T) {
	dsn := fresh(t, storetest.Postgres(t))
	data := t.TempDir()
	run := func(env string, args ...string) (string, error) {
		cmd := command(t.Context(), data, args...)
		cmd.Env = append(cmd.Env, "CONSOLE_DATABASE_URL="+dsn)
		if env != "" {
			cmd.Env = append(cmd.Env, strings.Fields(env)...)
		}
		out, err := cmd.CombinedOutput()
		if strings.Contains(string(out), canary) {
			t.Errorf("%v prints the password: %s", args, out)
		}
		return strings.TrimSpace(string(out)), err
	}
	out, err := run("", "serve", "--addr", "127.0.0.1:0", "--machine-addr", "127.0.0.1:0")
	if err == nil || !strings.Contains(out, "console migrate up") || strings.Contains(out, "\n") {
		t.Errorf("an empty database: %v %q", err, out)
	}
	if out, err := run("", "migrate", "up"); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	t.Setenv("CONSOLE_DATABASE_URL", dsn)
	p := start(t, data, "--database-url", dsn, "--log", "debug")
	b := p.browser()
	if _, err := b.PostForm(p.people+"/funding-sources", url.Values{"kind": {"program"}, "token": {"fs-1"}, "name": {"First bank"}, "active": {"true"}}); err != nil {
		t.Fatal(err)
	}
	if _, page := get(t, b, p.people+"/funding-sources"); !strings.Contains(page, "First bank") {
		t.Errorf("the list lacks the funding source:\n%s", page)
	}
	p.stop()
	if strings.Contains(p.errors.String(), canary) {
		t.Errorf("the log has the password: %s", p.errors)
	}
	// The data of the embedded sandbox is closed to a real program's commands.
	real := "MARQETA_BASE_URL=https://api.example/v3 MARQETA_APPLICATION_TOKEN=a MARQETA_ADMIN_ACCESS_TOKEN=b"
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0", "--machine-addr", "127.0.0.1:0"}, {"operator", "list"}} {
		if out, err := run(real, args...); err == nil || !strings.Contains(out, "another environment") || strings.Contains(out, "\n") {
			t.Errorf("%v: %v %q", args, err, out)
		}
	}
	dsn = strings.Replace(dsn, "127.0.0.1:", "127.0.0.1:1", 1)
	if out, err := run("", "serve"); err == nil || strings.Contains(out, "goroutine") {
		t.Errorf("nobody there: %v %q", err, out)
	}
}
