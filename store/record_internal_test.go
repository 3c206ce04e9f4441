package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"carddeck/marqeta/webhook"
)

// stubGroup fails or waits as told.
type stubGroup struct {
	mu      sync.Mutex
	fail    func([]*entry) error
	hold    chan struct{}
	written int
}

func (g *stubGroup) write(entries []*entry) error {
	if g.hold != nil {
		<-g.hold
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.fail != nil {
		if err := g.fail(entries); err != nil {
			return err
		}
	}
	g.written += len(entries)
	return nil
}

func (*stubGroup) close() error { return nil }

func decoded(t testing.TB, body string) *entry {
	t.Helper()
	m, err := webhook.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEntry(m)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestReceiverIsBounded(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body string
		most int
	}{
		"in number": {`{}`, maxWaiting + maxGroup},
		"in bytes":  {`{"a":"` + strings.Repeat("x", 1<<20) + `"}`, maxWaitingBytes>>20 + 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := &stubGroup{hold: make(chan struct{})}
			r := receive(g, new(news))
			var group sync.WaitGroup
			answers := make(chan error, tc.most+100)
			one := decoded(t, tc.body)
			for range cap(answers) {
				e := *one
				e.answer = make(chan error, 1)
				group.Go(func() { answers <- r.record(t.Context(), &e) })
			}
			busy := 0
			for range 100 - 1 { // the first entry is being written and no longer waits
				if err := <-answers; !errors.Is(err, ErrBusy) {
					t.Fatalf("record = %v, want ErrBusy", err)
				}
				busy++
			}
			close(g.hold)
			group.Wait()
			close(answers)
			for err := range answers {
				if errors.Is(err, ErrBusy) {
					busy++
				} else if err != nil {
					t.Errorf("record = %v", err)
				}
			}
			if g.written+busy != tc.most+100 || r.bytes.Load() != 0 {
				t.Errorf("%d written, %d refused, %d bytes left, want all of %d", g.written, busy, r.bytes.Load(), tc.most+100)
			}
			r.close()
		})
	}
}

// One message that cannot be stored does not take the others of its group with it.
func TestReceiverSinglesOutAPoison(t *testing.T) {
	t.Parallel()
	poison := errors.New("poison")
	g := &stubGroup{hold: make(chan struct{}), fail: func(entries []*entry) error {
		for _, e := range entries {
			if strings.Contains(string(e.Body), "poison") {
				return poison
			}
		}
		return nil
	}}
	r := receive(g, new(news))
	defer r.close()
	answers := make(chan error, 10)
	for i := range cap(answers) {
		body := fmt.Sprintf(`{"n":%d}`, i)
		if i == 7 {
			body = `{"poison":1}`
		}
		e := decoded(t, body)
		go func() { answers <- r.record(t.Context(), e) }()
	}
	close(g.hold)
	failed := 0
	for range cap(answers) {
		if err := <-answers; errors.Is(err, poison) {
			failed++
		} else if err != nil {
			t.Error(err)
		}
	}
	if failed != 1 || g.written != cap(answers)-1 || r.healthy() != nil {
		t.Errorf("%d failed, %d written, healthy %v, want 1 and all others", failed, g.written, r.healthy())
	}
}

// After a COMMIT whose outcome is unknown nothing is acknowledged any more.
func TestReceiverStopsAfterAnUnknownCommit(t *testing.T) {
	t.Parallel()
	for _, fatal := range []bool{true, false} {
		failing := true
		g := &stubGroup{fail: func([]*entry) error {
			if failing {
				return unknownCommit{errors.New("disk I/O error"), fatal}
			}
			return nil
		}}
		r := receive(g, new(news))
		if err := r.record(t.Context(), decoded(t, `{}`)); !errors.As(err, new(unknownCommit)) {
			t.Errorf("record = %v, want the unknown commit", err)
		}
		g.mu.Lock()
		failing = false
		g.mu.Unlock()
		err := r.record(t.Context(), decoded(t, `{}`))
		if (err != nil) != fatal || (r.healthy() != nil) != fatal {
			t.Errorf("afterwards record = %v, healthy = %v, fatal %v", err, r.healthy(), fatal)
		}
		r.close()
	}
}

func TestReceiverAnswersWhoGivesUpAndWhoComesLate(t *testing.T) {
	t.Parallel()
	g := &stubGroup{hold: make(chan struct{})}
	r := receive(g, new(news))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.record(ctx, decoded(t, `{}`)); !errors.Is(err, context.Canceled) {
		t.Errorf("record of one who gave up = %v", err)
	}
	close(g.hold)
	r.close()
	if g.written != 1 {
		t.Errorf("%d written at the end, want what was taken", g.written)
	}
	if err := r.record(t.Context(), decoded(t, `{}`)); !errors.Is(err, ErrClosed) {
		t.Errorf("record after the end = %v, want ErrClosed", err)
	}
}

// A full disk is refused and healed without a restart.
func TestFullDiskHeals(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, Config{DSN: filepath.Join(t.TempDir(), "console.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var pages int64
	if err := s.writer.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int64) {
		if _, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 10)
	record := func(i int) error {
		m, err := webhook.Decode(fmt.Appendf(nil, `{"transactions":[{"token":"t%d","memo":%q}]}`, i, strings.Repeat("x", 3000)))
		if err != nil {
			t.Fatal(err)
		}
		return s.Record(ctx, m)
	}
	stored := 0
	for err = nil; err == nil && stored < 1000; stored++ {
		err = record(stored)
	}
	if err == nil || s.Healthy() != nil {
		t.Fatalf("on a full disk Record = %v, Healthy = %v", err, s.Healthy())
	}
	stored--
	limit(pages + 1000)
	if err := record(stored); err != nil {
		t.Errorf("with space again Record = %v", err)
	}
	list, err := s.ListNotifications(ctx, NotificationFilter{}, Page{Limit: MaxLimit})
	if err != nil || len(list.Rows) != stored+1 {
		t.Errorf("%d notifications, %v, want the %d acknowledged", len(list.Rows), err, stored+1)
	}
}
