package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/state"
)

// counting is a store that counts the deliveries that are read from it, and how often
// some are recorded.
type counting struct {
	*state.Store
	rows, records atomic.Int64
}

func (c *counting) Settle(ctx context.Context, ds []state.Delivery) error {
	c.records.Add(1)
	return c.Store.Settle(ctx, ds)
}

func (c *counting) Line(ctx context.Context, endpoint string, behind state.Place, count int) ([]state.Delivery, error) {
	line, err := c.Store.Line(ctx, endpoint, behind, count)
	c.rows.Add(int64(len(line)))
	return line, err
}

func (c *counting) Bodies(ctx context.Context, ids []int64) (map[int64]state.Delivery, error) {
	c.rows.Add(int64(len(ids)))
	return c.Store.Bodies(ctx, ids)
}

// exchange is a RoundTripper that is a function.
type exchange func(*http.Request) (*http.Response, error)

func (e exchange) RoundTrip(r *http.Request) (*http.Response, error) { return e(r) }

func openStore(t *testing.T, dir string) *counting {
	t.Helper()
	st, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := st.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &counting{Store: st}
}

func (c *counting) queue(t *testing.T, endpoint string, count int, due time.Time) {
	t.Helper()
	if err := c.Update(t.Context(), func(tx *state.Tx) error {
		for i := range count {
			c.Queue(tx, state.Delivery{Endpoint: endpoint, Event: "transaction.refund", Due: due, Created: due, Body: fmt.Appendf(nil, `{"n":%d}`, i)})
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// begin makes a dispatcher over a store, to an endpoint that does as answer says, and
// gives what runs it until the test ends.
func (c *counting) begin(t *testing.T, now func() time.Time, answer exchange) (d *delivery.Dispatcher, run func()) {
	t.Helper()
	d, err := delivery.New(t.Context(), delivery.Options{
		Store: c, Client: &http.Client{Transport: answer}, Now: now, NewToken: func() string { return "trace" }, Log: slog.New(slog.DiscardHandler),
		Resolve: func(webhook string) (delivery.Endpoint, bool) {
			return delivery.Endpoint{URL: "http://127.0.0.1/" + webhook}, webhook != "off"
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.OnQueue(d.Add)
	return d, func() {
		ctx, cancel := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { d.Run(ctx) })
		t.Cleanup(func() { cancel(); running.Wait() })
	}
}

const backlog = 50_000

// However much waits for an endpoint that never answers, opening reads nothing of it,
// sending a page, and what comes on top none.
func TestBacklogStaysOnDisk(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	st := openStore(t, t.TempDir())
	st.queue(t, "w", backlog, now)
	asked := make(chan struct{}, 1)
	d, run := st.begin(t, func() time.Time { return now }, func(r *http.Request) (*http.Response, error) {
		asked <- struct{}{}
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	if rows := st.rows.Load(); rows != 0 {
		t.Errorf("opening read %d deliveries", rows)
	}
	run()
	<-asked
	st.queue(t, "w", 5000, now)
	if rows := st.rows.Load(); rows == 0 || rows > 600 {
		t.Errorf("sending the first batch read %d deliveries", rows)
	}
	patient, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if due := d.Catch(patient); due != backlog+5000 {
		t.Errorf("%d are due, want %d", due, backlog+5000)
	}
	if rows := st.rows.Load(); rows > 600 {
		t.Errorf("counting read %d deliveries", rows)
	}
}

// A long line is sent whole, each once, in batches of ten, and recorded in fewer
// commits; what comes meanwhile is sent, too.
func TestBacklogIsSent(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	st := openStore(t, state.Memory)
	const before, meanwhile = 5000, 300
	st.queue(t, "w", before, now)
	st.queue(t, "off", 700, now)
	var requests atomic.Int64
	d, run := st.begin(t, func() time.Time { return now }, func(*http.Request) (*http.Response, error) {
		if n := requests.Add(1); n%100 == 0 {
			return nil, errors.New("now and then")
		}
		return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
	})
	run()
	for range meanwhile {
		st.queue(t, "w", 1, now)
	}
	if due := d.Catch(t.Context()); due != 0 {
		t.Errorf("%d are due still", due)
	}
	counts := map[string]int{}
	for start := 0; ; start += 1000 {
		page, more, err := st.Deliveries(t.Context(), state.DeliveryFilter{Start: start, Count: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range page {
			counts[fmt.Sprint(v.Endpoint, " ", v.State, " ", v.Attempts, " ", len(v.Tries))]++
		}
		if !more {
			break
		}
	}
	failed := counts["w waiting 1 1"]
	if failed == 0 || counts["w delivered 1 1"] != before+meanwhile-failed || counts["off dropped 0 0"] != 700 || len(counts) != 3 {
		t.Errorf("deliveries = %v", counts)
	}
	if sent, recorded := requests.Load(), st.records.Load(); recorded > sent/2 {
		t.Errorf("%d requests were recorded in %d commits", sent, recorded)
	}
	if n := requests.Load(); n < before/10 || n > before/10+meanwhile {
		t.Errorf("%d requests", n)
	}
	if next := d.Next(now); !next.Equal(now.Add(4 * time.Second)) {
		t.Errorf("the next is due at %v", next)
	}
}

// forgetful is a store whose process is killed before anything is recorded.
type forgetful struct{ *counting }

func (forgetful) Settle(context.Context, []state.Delivery) error { return errors.New("killed") }

// What was sent and not recorded when the process was killed is sent again by the next.
func TestUnrecordedIsSentAgain(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	st := openStore(t, state.Memory)
	st.queue(t, "w", 25, now)
	for _, store := range []delivery.Store{forgetful{st}, st} {
		var sent atomic.Int64
		d, err := delivery.New(t.Context(), delivery.Options{
			Store: store, Now: func() time.Time { return now }, NewToken: func() string { return "trace" }, Log: slog.New(slog.DiscardHandler),
			Resolve: func(string) (delivery.Endpoint, bool) { return delivery.Endpoint{URL: "http://127.0.0.1/"}, true },
			Client: &http.Client{Transport: exchange(func(*http.Request) (*http.Response, error) {
				sent.Add(1)
				return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
			})},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { d.Run(ctx) })
		for sent.Load() < 3 {
			d.Catch(ctx)
		}
		cancel()
		running.Wait()
		if n := sent.Load(); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	}
	if left, err := st.Lines(t.Context()); err != nil || len(left) > 0 {
		t.Errorf("%v are waited for still, %v", left, err)
	}
}
