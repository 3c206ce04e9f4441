package sandbox_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"carddeck/marqeta/sandbox"
)

// everywhere runs a test on a state in memory and on one in a folder.
func everywhere(t *testing.T, test func(*testing.T, func(*sandbox.Options))) {
	t.Helper()
	t.Parallel()
	t.Run("memory", func(t *testing.T) { t.Parallel(); test(t, inFolder(sandbox.InMemory)) })
	t.Run("folder", func(t *testing.T) { t.Parallel(); test(t, inFolder(t.TempDir())) })
}

// picture is what a client sees of a program.
func (p *program) picture() string {
	p.Helper()
	var all strings.Builder
	for _, path := range []string{
		"/users?sort_by=-lastModifiedTime", "/cards/user/ada", "/cardproducts", "/transactions?state=ALL", "/balances/ada", "/webhooks", "/gpaorders/unloads",
		"/cardtransitions/card/card_ada", "/_sandbox/clock", "/_sandbox/deliveries",
	} {
		a := p.get(path)
		fmt.Fprintf(&all, "%s %d %s\n", path, a.status, a.raw)
	}
	return all.String()
}

func TestSnapshots(t *testing.T) {
	everywhere(t, func(t *testing.T, in func(*sandbox.Options)) {
		p := start(t, in)
		p.get("/_sandbox/snapshots").is(200).has("count", "0", "is_more", "false")
		p.put("/_sandbox/clock", `{"now":"2026-06-01T00:00:00Z","mode":"frozen"}`).is(200)
		p.managed()
		auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100}).text("transaction.token")
		first := p.picture()
		p.post("/_sandbox/snapshots", `{"name":"before"}`).is(201).has("name", "before")

		p.put("/_sandbox/clock", `{"advance":"P1D"}`).is(200)
		p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 100})
		p.put("/users/ada", `{"first_name":"Ada"}`).is(200)
		p.post("/users", `{"token":"bob"}`).is(201)
		second := p.picture()
		p.post("/_sandbox/snapshots", `{"name":"after"}`).is(201)
		p.get("/_sandbox/snapshots").is(200).has("count", "2", "data.0.name", "after", "data.1.name", "before")

		for range 2 {
			p.post("/_sandbox/snapshots/before/restore", nil).is(200).has("name", "before")
			if got := p.picture(); got != first {
				t.Fatalf("restored:\n%s\nwant\n%s", got, first)
			}
			p.get("/users/bob").is(404)
			// What follows is what followed the first time.
			p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 40}).
				has("transaction.identifier", "2", "transaction.gpa.ledger_balance", "60", "transaction.user_transaction_time", "2026-06-01T00:00:00Z")
			p.post("/users", `{"token":"bob","last_name":"Other"}`).is(201)
		}
		p.post("/_sandbox/snapshots/after/restore", nil).is(200)
		if got := p.picture(); got != second {
			t.Fatalf("restored:\n%s\nwant\n%s", got, second)
		}
		p.post("/_sandbox/reset", nil).is(200).has("to", "empty")
		p.get("/users").is(200).has("count", "0")
		p.get("/transactions?state=ALL").is(200).has("count", "0")
		p.get("/_sandbox/clock").has("mode", "real")
		p.managed()

		p.post("/_sandbox/snapshots", `{"name":"before"}`).refused(409, "409001")
		p.post("/_sandbox/snapshots", `{"name":"before","replace":true}`).is(201)
		p.call("DELETE", "/_sandbox/snapshots/after", nil).is(204)
		p.get("/_sandbox/snapshots/after").refused(404, "404001")
		p.get("/_sandbox/snapshots?count=1").has("count", "1", "is_more", "false")
	})
}

func TestSnapshotsThatAreNot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir))
	for _, name := range []string{"none", "..%2fsandbox", "%2e%2e", "a.db", ".beside-1"} {
		p.get("/_sandbox/snapshots/"+name).refused(404, "404001")
		p.call("DELETE", "/_sandbox/snapshots/"+name, nil).refused(404, "404001")
		p.post("/_sandbox/snapshots/"+name+"/restore", nil).refused(404, "404001")
		p.get("/_sandbox/snapshots/"+name+"/file").refused(404, "404001")
	}
	for _, body := range []string{`{}`, `{"name":""}`, `{"name":"../x"}`, `{"name":"a/b"}`, `{"name":"` + strings.Repeat("x", 65) + `"}`, `{"name":"a.b"}`, `{"name":"-a"}`} {
		p.post("/_sandbox/snapshots", body).refused(400, "400001")
	}
	p.post("/_sandbox/reset", `{"to":"yesterday"}`).refused(400, "400037")
	p.post("/_sandbox/reset", `{"to":"seed"}`).refused(412, "412001")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 4 {
		t.Errorf("the folder has %v, %v", left, err)
	}
}

// An exported state is the same file each time and from each copy, and makes the
// same state in another sandbox.
func TestExportAndImport(t *testing.T) {
	everywhere(t, func(t *testing.T, in func(*sandbox.Options)) {
		p := start(t, in)
		p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
		p.managed()
		p.webhook("w", "http://127.0.0.1:1", "transaction.*")
		p.stopRun()
		p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100})
		p.put("/users/ada", map[string]any{"first_name": "<&\u2028\"ü", "metadata": map[string]any{"b": "2", "a": "1"}}).is(200)
		p.post("/_sandbox/snapshots", `{"name":"one"}`).is(201)
		file := p.get("/_sandbox/snapshots/one/file").is(200)
		if got := file.header.Get("Content-Type"); got != "application/x-ndjson" {
			t.Errorf("Content-Type = %s", got)
		}
		want := p.picture()

		other := start(t)
		other.put("/_sandbox/snapshots/two/file", string(file.raw)).is(201).has("name", "two")
		other.get("/users").has("count", "0")
		other.stopRun()
		other.post("/_sandbox/snapshots/two/restore", nil).is(200)
		if got := other.picture(); got != want {
			t.Errorf("imported:\n%s\nwant\n%s", got, want)
		}
		other.post("/_sandbox/snapshots", `{"name":"three"}`).is(201)
		for _, name := range []string{"two", "three"} {
			if again := other.get("/_sandbox/snapshots/" + name + "/file").is(200); string(again.raw) != string(file.raw) {
				t.Errorf("exported again:\n%s\nwant\n%s", again.raw, file.raw)
			}
		}
		other.post("/users", `{"token":"ada","first_name":"Other"}`).is(409)
		other.post("/users", `{"token":"new"}`).is(201)
		other.get("/users?count=1").has("data.0.token", "new")
	})
}

func TestFilesThatAreNoExport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	p.post("/_sandbox/snapshots", `{"name":"good"}`).is(201)
	good := string(p.get("/_sandbox/snapshots/good/file").is(200).raw)
	lines := strings.SplitAfter(strings.TrimSpace(good), "\n")
	swap := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%s is not in %s", old, good)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, file := range map[string]string{
		"empty": "", "another thing": "<html>", "no header": strings.Join(lines[1:], ""), "newer": swap(`"sandbox_state":1`, `"sandbox_state":2`),
		"cut off": strings.Join(lines[:len(lines)-1], ""), "cut in a line": good[:len(good)/2], "a row less": strings.Join(append(lines[:1:1], lines[2:]...), ""),
		"more behind": good + good, "no such table": swap(`"table":"documents"`, `"table":"sqlite_schema"`), "no such column": swap(`"seq":`, `"when":1,"seq":`),
		"no body": swap(`"body":`, `"hash":"00","trace":`), "a text for a number": swap(`"seq":`, `"seq":"x","changed":`), "the same number twice": strings.ReplaceAll(good, `"seq":3`, `"seq":1`),
		"no such kind": swap(`"kind":"user"`, `"kind":"ghost"`), "no card": swap(`"card_product_token":"cp"`, `"card_product_token":[]`),
	} {
		a := p.put("/_sandbox/snapshots/bad/file", file)
		if a.status != 400 || a.text("error_code") != "400037" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	p.get("/_sandbox/snapshots/bad").refused(404, "404001")
	p.put("/_sandbox/snapshots/bad/file", strings.ReplaceAll(good, "\n", "\n\n")).is(201)
	if left, err := filepath.Glob(filepath.Join(dir, ".beside-*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Of the old world's notifications none is sent after a restore, not even one that
// is being sent, and those of the restored one go on.
func TestNotificationsAcrossARestore(t *testing.T) {
	everywhere(t, func(t *testing.T, in func(*sandbox.Options)) {
		p, inbox := start(t, in), receive(t)
		var mu sync.Mutex
		status, hanging, hang := http.StatusInternalServerError, make(chan struct{}, 10), make(chan struct{})
		inbox.answers(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			answer := status
			mu.Unlock()
			if answer == 0 {
				hanging <- struct{}{}
				<-hang
				return
			}
			w.WriteHeader(answer)
		})
		set := func(to int) { mu.Lock(); defer mu.Unlock(); status = to }
		p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
		p.webhook("w", inbox.url, "*")
		p.post("/users", `{"token":"kept"}`).is(201)
		inbox.next()
		p.delivery("attempts", "1")
		p.post("/_sandbox/snapshots", `{"name":"x"}`).is(201)
		set(0)
		for i := range 5 {
			p.post("/users", map[string]any{"token": fmt.Sprint("lost", i)}).is(201)
		}
		<-hanging
		p.post("/_sandbox/snapshots/x/restore", nil).is(200)
		close(hang)
		set(http.StatusOK)
		for len(inbox.got) > 0 {
			inbox.next()
		}
		p.put("/_sandbox/clock", `{"advance":"1h"}`).is(200).has("deliveries", "0")
		for {
			n := inbox.next()
			if n.text("usertransitions.0.user_token") == "kept" {
				break
			}
		}
		p.delivery("state", "delivered").has("count", "1", "data.0.attempts", "2")
	})
}

// Whoever reads sees one world or the other, whole, and whoever writes writes into
// the one that answers.
func TestRestoresUnderLoad(t *testing.T) {
	everywhere(t, func(t *testing.T, in func(*sandbox.Options)) {
		p := start(t, in).managed()
		p.post("/_sandbox/snapshots", `{"name":"few"}`).is(201)
		for i := range 20 {
			p.post("/users", map[string]any{"token": fmt.Sprint("many", i), "last_name": "Many"}).is(201)
			p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1})
		}
		p.post("/_sandbox/snapshots", `{"name":"many"}`).is(201)
		stop := make(chan struct{})
		var callers sync.WaitGroup
		for i := range 4 {
			callers.Go(func() {
				for n := 0; ; n++ {
					select {
					case <-stop:
						return
					default:
					}
					a := p.get("/transactions?count=10&state=ALL")
					if got := a.text("count"); a.status != 200 || (i < 2 && got != "0" && got != "10") {
						t.Errorf("GET = %d, count %s", a.status, got)
						return
					}
					if i < 2 {
						continue
					}
					if a := p.post("/users", map[string]any{"token": fmt.Sprintf("new-%d-%d", i, n)}); a.status != 201 {
						t.Errorf("POST = %d %s", a.status, a.raw)
						return
					}
				}
			})
		}
		for i := range 10 {
			p.post("/_sandbox/snapshots/"+[]string{"few", "many"}[i%2]+"/restore", nil).is(200)
		}
		close(stop)
		callers.Wait()
		p.post("/_sandbox/snapshots/many/restore", nil).is(200)
		p.get("/users?count=100").has("count", "21")
	})
}

// A restored state is as durable as any.
func TestRestoredStateSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	p.post("/_sandbox/snapshots", `{"name":"x"}`).is(201)
	p.post("/users", `{"token":"gone"}`).is(201)
	p.post("/_sandbox/snapshots/x/restore", nil).is(200)
	p.post("/users", `{"token":"stays"}`).is(201)
	p.stop()
	if err := os.WriteFile(filepath.Join(dir, ".beside-1"), []byte("left by a process that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	p = start(t, inFolder(dir))
	p.get("/users").has("count", "2", "data.0.token", "stays")
	p.get("/_sandbox/snapshots").has("count", "1")
	if _, err := os.Stat(filepath.Join(dir, ".beside-1")); err == nil {
		t.Error("what a killed process left is there still")
	}
	if _, err := sandbox.New(sandbox.Options{Data: dir}); err == nil {
		t.Error("the folder is not locked after a restore")
	}
}
