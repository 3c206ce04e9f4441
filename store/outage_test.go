package store_test

import (
	"bytes"
	"fmt"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// Whatever the network to the database does, an answer comes in time, an approval has its
// hold, and soon after the network is well again so is the endpoint. What comes again is
// answered as it was decided.
func TestDecisionsOverABrokenNetwork(t *testing.T) {
	t.Parallel()
	n, dsn := newNetwork(t, storetest.Postgres(t))
	s := storetest.Open(t, store.Config{DSN: dsn})
	fund(t, s, 1_000_000_00)
	e := serving(t, s)
	said := map[string]int{}
	var slowest time.Duration
	for _, f := range faults {
		n.become(&f)
		var group sync.WaitGroup
		var mu sync.Mutex
		for i := range 6 {
			group.Go(func() {
				<-time.After(time.Duration(i) * 30 * time.Millisecond)
				token := fmt.Sprintf("%s %d", f.name, i)
				status, _ := e.asks(token, "1.00")
				mu.Lock()
				defer mu.Unlock()
				said[token] = status
			})
		}
		group.Wait()
		n.become(nil)
		began, status := time.Now(), 0
		for i := 0; status != 200 && time.Since(began) < time.Minute; i++ {
			token := fmt.Sprintf("%s, healed %d", f.name, i)
			status, _ = e.asks(token, "1.00")
			said[token] = status
		}
		took := time.Since(began)
		if slowest = max(slowest, took); took > 5*time.Second {
			t.Errorf("%s: decisions came back after %v", f.name, took)
		}
		t.Logf("%s: decisions came back after %v", f.name, took.Round(time.Millisecond))
	}
	held := int64(0)
	for token, first := range said {
		again, body := e.asks(token, "1.00")
		if third, same := e.asks(token, "1.00"); third != again || !bytes.Equal(same, body) || first == 200 && again != 200 {
			t.Errorf("%s: answered %d, then %d and %d", token, first, again, third)
		}
		if d, err := s.FundingDecision(t.Context(), token); err != nil || d.Status != again || !bytes.Equal(d.Answer, body) {
			t.Errorf("%s: answered %d %s, kept %d %s: %v", token, again, body, d.Status, d.Answer, err)
		}
		if again == 200 {
			held += 1_00
		}
	}
	balance(t, s, 1_000_000_00, held)
	verified(t, s)
	t.Logf("%d faults, %d questions, back after %v at the latest", len(faults), len(said), slowest.Round(time.Millisecond))
}

// Connections that the server ends, 50 times, cost declines and nothing else.
func TestDecisionsWhileBackendsEnd(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	s := storetest.Open(t, store.Config{DSN: dsn})
	fund(t, s, 1_000_000_00)
	e := serving(t, s)
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User("postgres")
	admin := raw(t, u.String())
	approved := 0
	for round := range 50 {
		var group sync.WaitGroup
		statuses := make([]int, 4)
		for i := range statuses {
			group.Go(func() { statuses[i], _ = e.asks(fmt.Sprintf("%d-%d", round, i), "1.00") })
		}
		_, err := admin.ExecContext(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
		if err != nil {
			t.Fatal(err)
		}
		group.Wait()
		for i, first := range statuses {
			token := fmt.Sprintf("%d-%d", round, i)
			again, body := e.asks(token, "1.00")
			if bytes.Contains(body, []byte("not decided")) { // the end had been on its way still
				again, body = e.asks(token, "1.00")
			}
			if first == 200 && again != 200 || bytes.Contains(body, []byte("not decided")) {
				t.Errorf("%s: answered %d, then %d %s", token, first, again, body)
			}
			if again == 200 {
				approved++
			}
		}
	}
	balance(t, s, 1_000_000_00, int64(approved)*1_00)
	verified(t, s)
	t.Logf("%d approved", approved)
}

// A console that falls silent between what it has asked and what it would have written keeps
// the accounts from others for seconds only.
func TestASilentGroupLetsGo(t *testing.T) {
	t.Parallel()
	n, dsn := newNetwork(t, storetest.Postgres(t))
	s := storetest.Open(t, store.Config{DSN: dsn})
	fund(t, s, 1_000_000_00)
	e := serving(t, s)
	if status, body := e.asks("before", "1.00"); status != 200 {
		t.Fatalf("answered %d %s", status, body)
	}
	other := storetest.Open(t, store.Config{DSN: n.direct})
	// Nothing of what follows the BEGIN and its answer passes, and no end of the connection.
	begun := false
	n.become(&fault{carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		n.mu.Lock()
		stop := begun && up
		begun = begun || up
		n.mu.Unlock()
		if stop {
			<-n.repair()
		}
		return pass(n, up, bytes, from, to)
	}})
	if status, body := e.asks("silent", "1.00"); status != 402 || !bytes.Contains(body, []byte("not decided")) {
		t.Errorf("answered %d %s", status, body)
	}
	began := time.Now()
	for n := 2; ; n++ {
		if d, err := other.Decide(t.Context(), question(n, "pgfs.authorization", 1_00)); err == nil && d.Approved {
			break
		}
		if time.Since(began) > 10*time.Second {
			t.Fatal("the account is kept from others")
		}
	}
	t.Logf("free after %v", time.Since(began).Round(time.Millisecond))
	n.become(nil)
	verified(t, other)
}
