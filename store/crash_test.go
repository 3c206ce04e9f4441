package store_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"
)

// childDSN makes the test binary a receiver, the process that is killed.
const childDSN = "STORE_TEST_RECEIVER_DSN"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(childDSN); dsn != "" {
		fmt.Fprintln(os.Stderr, serve(dsn))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// serve receives and applies until it is killed, and prints its address first.
func serve(dsn string) error {
	s, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err != nil {
		return err
	}
	go func() { _ = s.RunApplier(context.Background(), nil) }()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return http.Serve(l, webhook.NewHandler(webhook.Config{Username: "u", Password: "p", Sink: s}))
}

// A receiver is killed twenty times in mid-load; nothing it has acknowledged is
// missing, and nothing is there twice.
func TestKilledReceiverLosesNothing(t *testing.T) {
	t.Parallel()
	const senders = 16
	kills := 20
	if underRace {
		kills = 3
	}
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		if err := open(dsn); err != nil {
			t.Fatal(err)
		}
		acknowledged := map[string]bool{}
		for kill := range kills {
			child, address := startChild(t, dsn)
			var mu sync.Mutex
			var group sync.WaitGroup
			enough := make(chan struct{})
			for sender := range senders {
				group.Go(func() {
					client := &http.Client{Timeout: 5 * time.Second}
					defer client.CloseIdleConnections()
					for i := 0; ; i++ {
						token := fmt.Sprintf("t-%d-%d-%d", kill, sender, i)
						if !send(client, address, token) {
							return
						}
						mu.Lock()
						acknowledged[token] = true
						if len(acknowledged) == 100*(kill+1) {
							close(enough)
						}
						mu.Unlock()
					}
				})
			}
			select {
			case <-enough:
			case <-time.After(time.Minute):
				t.Error("the receiver is stuck")
			}
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
			group.Wait()
			_ = child.Wait()
		}
		s := storetest.Open(t, store.Config{DSN: dsn})
		applyAll(t, s)
		seen := map[string]int{}
		page := store.Page{Limit: store.MaxLimit}
		for {
			list, err := s.ListNotifications(t.Context(), store.NotificationFilter{}, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list.Rows {
				seen[n.Token]++
			}
			if list.Older == nil {
				break
			}
			page.Older = list.Older
		}
		for token := range acknowledged {
			if seen[token] != 1 {
				t.Errorf("acknowledged %s is there %d times", token, seen[token])
			}
			if _, err := s.Transaction(t.Context(), token); err != nil {
				t.Errorf("acknowledged %s was not applied: %v", token, err)
			}
		}
		t.Logf("%d acknowledged, %d stored", len(acknowledged), len(seen))
	})
}

func startChild(t *testing.T, dsn string) (child *exec.Cmd, address string) {
	t.Helper()
	child = exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDSN+"="+dsn)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the receiver did not start: %v", err)
	}
	return child, strings.TrimSpace(address)
}

// send reports whether a notification was acknowledged.
func send(client *http.Client, address, token string) bool {
	body := envelope("transactions", strings.Replace(authorization, `"a"`, `"`+token+`"`, 1))
	r, err := http.NewRequest(http.MethodPost, "http://"+address+"/webhooks/marqeta", strings.NewReader(body))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth("u", "p")
	answer, err := client.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode == http.StatusOK
}
