package spend_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/store"
	"carddeck/web/spend"
)

// history gives purchases of one user, newest first, one an hour, in chunks of ten. When
// it is gated, each chunk waits for a word.
type history struct {
	events []control.Event
	gate   chan struct{}
}

func (h history) WalkEvents(ctx context.Context, _ store.EventFilter, each func([]control.Event) bool) error {
	for chunk := range slices.Chunk(h.events, 10) {
		if h.gate != nil {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-h.gate:
			}
		}
		if !each(slices.Clone(chunk)) {
			return nil
		}
	}
	return nil
}

var midnight = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

func purchases(n int) (out []control.Event) {
	for i := range n {
		out = append(out, control.Event{Token: fmt.Sprint("t", i), Type: "pindebit", User: "ada", Card: "card", Currency: "USD", Amount: 100, At: midnight.Add(-time.Duration(i) * time.Hour)})
	}
	return out
}

func plan(most int, window marqeta.VelocityWindow, uses int) spend.Plan {
	v := marqeta.VelocityControl{Active: true, ApprovalsOnly: true, IncludePurchases: true, CurrencyCode: "USD", AmountLimit: marqeta.MustAmount("1000"), UsageLimit: &uses, Window: window}
	return spend.Plan{
		Most: most, Since: func(at time.Time) time.Time { return control.Since(at, v) },
		Replay: func() (*control.Replay, error) {
			return control.ReplayLimit(marqeta.VelocityControl{}, v, control.Groups{}, store.Digits)
		},
	}
}

func previews(h history) *spend.Previews {
	n := 0
	return spend.NewPreviews(h, time.Now, func() string { n++; return fmt.Sprint(n) }, slog.New(slog.DiscardHandler))
}

// await gives a preview once it is in one of these states.
func await(t *testing.T, p *spend.Previews, id string, states ...string) spend.Preview {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); runtime.Gosched() {
		if got, found := p.Find(id); !found || slices.Contains(states, got.State) {
			return got
		}
	}
	t.Fatal("nothing came of it")
	return spend.Preview{}
}

func TestEarlierTransactionsFillTheWindow(t *testing.T) {
	t.Parallel()
	// 20 uses a day: of the newest ten, nine belong to Friday the 20th, whose first fourteen are earlier.
	p := previews(history{events: purchases(100)})
	id, err := p.Start(t.Context(), plan(10, marqeta.DayWindow, 20))
	if err != nil {
		t.Fatal(err)
	}
	got := await(t, p, id, spend.Done)
	if r := got.Result; r.Looked != 10 || r.Earlier != 15 || r.Declined.Count != 4 || r.Declined.Amounts["USD"] != 400 || r.Declined.Cards != 1 || got.Cut {
		t.Errorf("got %+v", got)
	}
	id, err = p.Start(t.Context(), plan(10, marqeta.LifetimeWindow, 20))
	if err != nil {
		t.Fatal(err)
	}
	if r := await(t, p, id, spend.Done).Result; r.Earlier != 0 || r.Declined.Count != 0 || r.Looked != 10 {
		t.Errorf("a lifetime looks back: %+v", r)
	}
	id, err = p.Start(t.Context(), plan(1000, marqeta.DayWindow, 20))
	if err != nil {
		t.Fatal(err)
	}
	if r := await(t, p, id, spend.Done).Result; r.Looked != 100 {
		t.Errorf("of fewer than asked for: %+v", r)
	}
}

func TestTwoRunAtOnceAndAreCancelled(t *testing.T) {
	t.Parallel()
	h := history{events: purchases(100), gate: make(chan struct{})}
	p := previews(h)
	first, err := p.Start(t.Context(), plan(50, marqeta.DayWindow, 20))
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Start(t.Context(), plan(50, marqeta.DayWindow, 20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Start(t.Context(), plan(50, marqeta.DayWindow, 20)); !errors.Is(err, spend.ErrBusy) {
		t.Errorf("the third: %v", err)
	}
	p.Cancel(first)
	p.Cancel("nobody's")
	if got := await(t, p, first, spend.Cancelled); got.State != spend.Cancelled || got.Result.Looked != 0 {
		t.Errorf("got %+v", got)
	}
	close(h.gate) // go on to the end
	if got := await(t, p, second, spend.Done); got.Result.Looked != 50 {
		t.Errorf("got %+v", got)
	}
	p.Cancel(second)
	if got, _ := p.Find(second); got.State != spend.Done {
		t.Errorf("what is done was cancelled: %+v", got)
	}
	if _, found := p.Find("nobody's"); found {
		t.Error("found what nobody began")
	}
}
