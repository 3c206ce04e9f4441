package marqeta_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"carddeck/marqeta"
)

func TestRepeatsOnlyWhatIsHarmless(t *testing.T) {
	t.Parallel()
	once := []struct {
		name string
		call func(context.Context, *marqeta.Client) error
	}{
		{"create without a token", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.CreateUser(ctx, marqeta.UserRequest{})
			return err
		}},
		{"simulation", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: "c"})
			return err
		}},
		{"legacy simulation", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.SimulateLegacy(ctx, marqeta.LegacyClearing, marqeta.LegacySimulation{})
			return err
		}},
		{"transition without a token", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.TransitionCard(ctx, marqeta.CardTransitionRequest{})
			return err
		}},
		{"ping of a webhook", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.PingWebhook(ctx, "w")
			return err
		}},
		{"resend", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.ResendEvent(ctx, "w", "transaction", "t")
			return err
		}},
	}
	again := []struct {
		name string
		call func(context.Context, *marqeta.Client) error
	}{
		{"read", func(ctx context.Context, c *marqeta.Client) error { _, err := c.User(ctx, "ada"); return err }},
		{"list", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.Users(ctx, marqeta.ListOptions{})
			return err
		}},
		{"create with a token", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.CreateUser(ctx, marqeta.UserRequest{Token: "ada"})
			return err
		}},
		{"change", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.UpdateUser(ctx, "ada", marqeta.UserUpdate{})
			return err
		}},
		{"transition with a token", func(ctx context.Context, c *marqeta.Client) error {
			_, err := c.TransitionUser(ctx, marqeta.UserTransitionRequest{Token: "t"})
			return err
		}},
	}
	failures := map[string]http.HandlerFunc{
		"cut": cuts, "429": says(429, ""), "502": says(502, ""), "503": says(503, "<html>"), "504": says(504, ""),
	}
	for kind, failure := range failures {
		for _, c := range once {
			t.Run(c.name+" after "+kind, func(t *testing.T) {
				t.Parallel()
				p := newPlatform(t, failure, says(200, aUser))
				if err := c.call(t.Context(), p.client(t)); err == nil {
					t.Error("it worked at the second attempt, which must not be made")
				}
				if n := len(p.requests()); n != 1 {
					t.Errorf("%d requests, want 1", n)
				}
			})
		}
		for _, c := range again {
			t.Run(c.name+" after "+kind, func(t *testing.T) {
				t.Parallel()
				p := newPlatform(t, failure, failure, says(200, aUser))
				if err := c.call(t.Context(), p.client(t)); err != nil {
					t.Error(err)
				}
				got := p.requests()
				if len(got) != 3 {
					t.Fatalf("%d requests, want 3", len(got))
				}
				if got[0] != got[1] || got[0] != got[2] {
					t.Errorf("repeats differ: %+v", got)
				}
			})
		}
	}
	for _, status := range []int{400, 401, 403, 404, 409, 412, 422, 500, 501} {
		p := newPlatform(t, says(status, refusal("400001", "no")))
		if _, err := p.client(t).User(t.Context(), "ada"); err == nil || len(p.requests()) != 1 {
			t.Errorf("%d: %v after %d requests, want one request", status, err, len(p.requests()))
		}
	}
}

func TestBacksOffAndGivesUp(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(503, ""))
	_, err := p.client(t).User(t.Context(), "ada")
	e, ok := marqeta.AsError(err)
	if !ok || e.Status != 503 || e.Message != "Service Unavailable" || marqeta.OutcomeUnknown(err) {
		t.Errorf("error is %v", err)
	}
	if n := len(p.requests()); n != 4 {
		t.Errorf("%d requests, want 4", n)
	}
	waits := p.waits()
	if len(waits) != 3 {
		t.Fatalf("%d pauses, want 3", len(waits))
	}
	for i, most := range []time.Duration{100, 200, 400} {
		most *= time.Millisecond
		if waits[i] > most || waits[i] < most*3/4 {
			t.Errorf("pause %d is %v, want up to a quarter less than %v", i, waits[i], most)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"1":                             time.Second,
		"Mon, 02 Mar 2026 10:00:02 GMT": 2 * time.Second,
	} {
		p := newPlatform(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(429)
		}, says(200, aUser))
		c := p.client(t, func(c *marqeta.Config) { c.Now = func() time.Time { return now } })
		if _, err := c.User(t.Context(), "ada"); err != nil {
			t.Error(err)
		}
		if w := p.waits(); len(w) != 1 || w[0] != want {
			t.Errorf("Retry-After %q: waits %v, want %v", header, w, want)
		}
	}
	for _, header := range []string{"", "-1", "soon", "99999999999999999999", "Mon, 02 Mar 2026 09:00:00 GMT"} {
		p := newPlatform(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(503)
		}, says(200, aUser))
		if _, err := p.client(t).User(t.Context(), "ada"); err != nil {
			t.Error(err)
		}
		if w := p.waits(); len(w) != 1 || w[0] > 100*time.Millisecond {
			t.Errorf("Retry-After %q: waits %v, want the usual backoff", header, w)
		}
	}
}

func TestRetryAfterBeyondTheDeadlineIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(429)
		_, _ = io.WriteString(w, refusal("429001", "Too many requests"))
	})
	_, err := p.client(t).CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	if e, ok := marqeta.AsError(err); !ok || e.Status != 429 || e.Code != "429001" {
		t.Errorf("error is %v", err)
	}
	if marqeta.OutcomeUnknown(err) {
		t.Error("a request turned away for its rate has no unknown outcome")
	}
	if len(p.waits()) != 0 || len(p.requests()) != 1 {
		t.Errorf("%d requests, pauses %v", len(p.requests()), p.waits())
	}
}

func TestPausesAreReal(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(503, ""), says(200, aUser))
	c, err := marqeta.New(marqeta.Config{BaseURL: p.URL + "/v3", ApplicationToken: "app", AdminAccessToken: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	began := time.Now()
	if _, err := c.User(t.Context(), "ada"); err != nil || time.Since(began) < 75*time.Millisecond {
		t.Errorf("answered after %v, %v", time.Since(began), err)
	}
}

func TestCallerWhoLeavesEndsThePause(t *testing.T) {
	t.Parallel()
	ctx, leave := context.WithCancel(t.Context())
	p := newPlatform(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(429)
		time.AfterFunc(20*time.Millisecond, leave)
	})
	c, err := marqeta.New(marqeta.Config{BaseURL: p.URL + "/v3", ApplicationToken: "app", AdminAccessToken: "admin", Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	began := time.Now()
	if _, err := c.User(ctx, "ada"); err == nil || time.Since(began) > 10*time.Second || len(p.requests()) != 1 {
		t.Errorf("%v after %v and %d requests", err, time.Since(began), len(p.requests()))
	}
}
