package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/store/storetest"
)

// endpoint is the decision endpoint over HTTP, with a real database behind it.
type endpoint struct {
	*testing.T
	url string
}

func serving(t *testing.T, s *store.Store) endpoint {
	t.Helper()
	policy, err := rule.First().Policy()
	if err != nil {
		t.Fatal(err)
	}
	var gateways jit.Gateways
	gateways.Set([]jit.Gateway{{Mode: jit.Decide, Policy: policy}})
	server := httptest.NewServer(jit.NewHandler(jit.Config{Username: "marqeta", Password: "secret", Books: s, Gateways: &gateways}))
	t.Cleanup(server.Close)
	return endpoint{t, server.URL}
}

// asks posts an authorization of ada's and gives the answer, which comes in time and is
// an answer.
func (e endpoint) asks(token string, amount string) (status int, body []byte) {
	e.Helper()
	text := fmt.Sprintf(`{"type":"authorization","state":"PENDING","token":"t-%s","user_token":"ada","card_token":"card","created_time":"2026-03-02T10:15:30Z",
		"currency_code":"USD","gpa_order":{"token":"o","funding_source_token":"**********gw01","currency_code":"USD",
		"jit_funding":{"token":"%s","method":"pgfs.authorization","user_token":"ada","amount":%s}}}`, token, token, amount)
	r, err := http.NewRequestWithContext(e.Context(), http.MethodPost, e.url, strings.NewReader(text))
	if err != nil {
		e.Fatal(err)
	}
	r.SetBasicAuth("marqeta", "secret")
	began := time.Now()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		e.Error(err)
		return 0, nil
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	if took := time.Since(began); err != nil || took > jit.AnswerBy || res.StatusCode != 200 && res.StatusCode != 402 || !json.Valid(body) {
		e.Errorf("%s: %d %s after %v: %v", token, res.StatusCode, body, took, err)
	}
	return res.StatusCode, body
}

// One funding message has one effect, however often and at once it comes. Where the
// machine is too slow to decide in time the answer is a decline that says so, and the
// decision that came too late is the one that stays.
func TestOneEffectForEachToken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 100_000_00)
		e := serving(t, s)
		const tokens, copies = 10, 8
		var group sync.WaitGroup
		var answers [tokens][copies][]byte
		for i := range tokens {
			for j := range copies {
				group.Go(func() { _, answers[i][j] = e.asks(fmt.Sprintf("token-%d", i), "10.00") })
			}
		}
		group.Wait()
		held := int64(0)
		for i, all := range answers {
			d, err := s.FundingDecision(t.Context(), fmt.Sprintf("token-%d", i))
			if err == nil {
				held += d.Granted
			}
			for _, body := range all {
				if !bytes.Equal(body, d.Answer) && !bytes.Contains(body, []byte("not decided: ")) {
					t.Errorf("token %d is answered %s, and decided %s: %v", i, body, d.Answer, err)
				}
			}
		}
		balance(t, s, 100_000_00, held)
	})
}

// A database that is locked means a decline in time, and nothing that appears later.
func TestALockedStoreDeclines(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		fund(t, s, 100_00)
		e := serving(t, s)
		db := raw(t, dsn)
		db.SetMaxOpenConns(1)
		lock, unlock := "BEGIN IMMEDIATE", "ROLLBACK"
		if strings.HasPrefix(dsn, "postgres") {
			lock = "BEGIN; LOCK TABLE ledger_accounts IN ACCESS EXCLUSIVE MODE"
		}
		if _, err := db.ExecContext(t.Context(), lock); err != nil {
			t.Fatal(err)
		}
		if status, body := e.asks("locked", "60"); status != 402 || !strings.Contains(string(body), string(jit.NotPermitted)) {
			t.Errorf("locked: %d %s", status, body)
		}
		if _, err := db.ExecContext(t.Context(), unlock); err != nil {
			t.Fatal(err)
		}
		back := time.Now()
		for n := 1; ; n++ {
			if status, body := e.asks(fmt.Sprintf("after-%d", n), "1"); status == 200 {
				break
			} else if time.Since(back) > 5*time.Second {
				t.Fatalf("five seconds after: %d %s", status, body)
			}
		}
		if _, err := s.FundingDecision(t.Context(), "locked"); err == nil {
			t.Error("what was declined for want of a decision was decided")
		}
	})
}

func TestAClosedStoreDeclines(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s, err := store.Open(t.Context(), store.Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		e := serving(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if status, body := e.asks("closed", "1"); status != 402 {
			t.Errorf("closed: %d %s", status, body)
		}
	})
}
