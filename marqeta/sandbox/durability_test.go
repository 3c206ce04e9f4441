package sandbox_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/sandbox/state"
)

func TestStateSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100})
	token := auth.text("transaction.token")
	p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 1})
	paths := []string{
		"/fundingsources/program/fs_0001", "/cardproducts", "/users", "/users/ada", "/cards/card_ada/showpan?show_cvv_number=true", "/cards/user/ada",
		"/cardtransitions/card/card_ada", "/usertransitions/user/ada", "/balances/ada", "/transactions?state=ALL", "/transactions/" + token + "/related",
		"/gpaorders/" + auth.text("transaction.gpa_order.token"), "/gpaorders/unloads", "/_sandbox/transactions/" + token + "/trace",
	}
	before := map[string]string{}
	for _, path := range paths {
		before[path] = string(p.get(path).is(200).raw)
	}
	p.stop()

	p = start(t, inFolder(dir))
	for _, path := range paths {
		if after := string(p.get(path).is(200).raw); after != before[path] {
			t.Errorf("GET %s after the restart:\n%s\nwant\n%s", path, after, before[path])
		}
	}
	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/users", `{"token":"ada","first_name":"Other"}`).refused(409, "409001")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": token, "amount": 100}).
		has("transaction.identifier", "3", "transaction.gpa.ledger_balance", "0", "transaction.gpa_order.token", auth.text("transaction.gpa_order.token"))
	p.post("/users", `{"token":"new"}`).is(201)
	p.get("/users?count=1").has("data.0.token", "new")
}

// A write that fails is answered with 500 and leaves nothing behind, in memory or
// on disk; the next one works.
func TestFailedWritesChangeNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	before := map[string]string{}
	paths := []string{"/users", "/cards/user/ada", "/balances/ada", "/transactions?state=ALL", "/cardtransitions/card/card_ada", "/_sandbox/deliveries"}
	for _, path := range paths {
		before[path] = string(p.get(path).raw)
	}
	db := open(t, dir)
	for _, table := range []string{"documents", "journal", "transactions"} {
		execute(t, db, `CREATE TRIGGER refuse_`+table+` BEFORE INSERT ON `+table+` BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
	}
	p.post("/users", `{"token":"lost"}`).refused(500, "500001")
	p.put("/users/ada", `{"first_name":"Lost"}`).refused(500, "500001")
	p.post("/simulations/cardtransactions/authorization", `{"card_token":"card_ada","amount":10}`).refused(500, "500001")
	p.post("/cardtransitions", `{"card_token":"card_ada","state":"SUSPENDED","channel":"API"}`).refused(500, "500001")
	for _, path := range paths {
		if after := string(p.get(path).raw); after != before[path] {
			t.Errorf("GET %s after failed writes = %s, want %s", path, after, before[path])
		}
	}
	p.get("/users/lost").refused(404, "404004")
	for _, table := range []string{"documents", "journal", "transactions"} {
		execute(t, db, `DROP TRIGGER refuse_`+table)
	}
	p.post("/users", `{"token":"lost","first_name":"Found"}`).is(201)
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10}).has("transaction.identifier", "1", "transaction.gpa.ledger_balance", "10")
}

func open(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "sandbox.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func execute(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func TestDataFoldersThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*testing.T, string)
		want  string
		is    error
	}{
		"in use": {func(t *testing.T, dir string) { start(t, inFolder(dir)) }, "another process is using this data folder", state.ErrInUse},
		"newer": {func(t *testing.T, dir string) {
			start(t, inFolder(dir)).stop()
			execute(t, open(t, dir), `PRAGMA user_version = 99`)
		}, "newer version", state.ErrNewer},
		"foreign": {func(t *testing.T, dir string) { execute(t, open(t, dir), `CREATE TABLE books (title TEXT)`) }, "not a sandbox database", state.ErrForeign},
		"garbage": {func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "sandbox.db"), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "damaged", nil},
		"damaged document": {func(t *testing.T, dir string) {
			p := start(t, inFolder(dir))
			p.post("/users", `{"token":"ada"}`).is(201)
			p.stop()
			execute(t, open(t, dir), `UPDATE documents SET body = '{"token":' WHERE kind = 'user'`)
		}, "load user ada: damaged document", nil},
		"a file": {func(t *testing.T, dir string) {
			if err := errors.Join(os.Remove(dir), os.WriteFile(dir, nil, 0o600)); err != nil {
				t.Fatal(err)
			}
		}, "create the data folder", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, dir)
			server, err := sandbox.New(sandbox.Options{Data: dir})
			if err == nil {
				t.Fatal(errors.Join(errors.New("New accepted the folder"), server.Close()))
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("New: %q, want one sentence with %q", err, c.want)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("New: %v is not %v", err, c.is)
			}
		})
	}
	if _, err := sandbox.New(sandbox.Options{}); err == nil {
		t.Error("New without a folder did not fail")
	}
}

func TestTheStateIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "data")
	p := start(t, inFolder(dir))
	p.post("/users", `{}`).is(201)
	for path, want := range map[string]os.FileMode{"": 0o700, "sandbox.db": 0o600, "sandbox.db-wal": 0o600, "sandbox.lock": 0o600} {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of %q = %o, want %o", path, got, want)
		}
	}
}
