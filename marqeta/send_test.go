package marqeta_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
)

const aUser = `{"token":"ada","status":"ACTIVE","active":true}`

func TestCredentialsAndHeaders(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t)
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdateUser(t.Context(), "ada", marqeta.UserUpdate{FirstName: new("")}); err != nil {
		t.Fatal(err)
	}
	want := []asked{
		{"GET", "/v3/users/ada", "", "app", "admin:with:colons", "", ""},
		{"PUT", "/v3/users/ada", "", "app", "admin:with:colons", "application/json", `{"first_name":""}`},
	}
	if got := p.requests(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("asked\n%+v, want\n%+v", got, want)
	}
}

func TestTokensStayInsideTheirSegment(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t)
	if _, err := c.User(t.Context(), "a/../b?c#d e%2f\n"); err != nil {
		t.Fatal(err)
	}
	if got := p.requests()[0].Path; got != "/v3/users/a%2F..%2Fb%3Fc%23d%20e%252f%0A" {
		t.Errorf("path is %s", got)
	}
	for _, token := range []string{"", ".", ".."} {
		if _, err := c.User(t.Context(), token); !marqeta.IsNotFound(err) || marqeta.OutcomeUnknown(err) {
			t.Errorf("token %q: %v, want not found", token, err)
		}
	}
	if n := len(p.requests()); n != 1 {
		t.Errorf("%d requests, want 1: impossible tokens are not asked for", n)
	}
}

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

func TestOutcomeStaysUnknownBehindALaterRateLimit(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, cuts, says(429, ""))
	_, err := p.client(t).CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	if e, ok := marqeta.AsError(err); !ok || e.Status != 429 || !marqeta.OutcomeUnknown(err) {
		t.Errorf("%v: the first attempt may have made the user", err)
	}
}

func TestDeadlines(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, hangs)
	c := p.client(t, func(c *marqeta.Config) { c.Timeout = 50 * time.Millisecond })
	began := time.Now()
	_, err := c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("gave up after %v", took)
	}
	if !errors.Is(err, marqeta.ErrUnreachable) || !errors.Is(err, context.DeadlineExceeded) || !marqeta.OutcomeUnknown(err) {
		t.Errorf("error is %v", err)
	}
	if _, err := c.User(t.Context(), "ada"); !errors.Is(err, marqeta.ErrUnreachable) || marqeta.OutcomeUnknown(err) {
		t.Errorf("a read has no outcome to be unknown: %v", err)
	}

	patient := p.client(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := patient.User(ctx, "ada"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the caller's own deadline: %v", err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := patient.CreateUser(gone, marqeta.UserRequest{Token: "ada"}); !errors.Is(err, context.Canceled) || !errors.Is(err, marqeta.ErrUnreachable) {
		t.Errorf("a caller who left: %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t)
	p.Close()
	_, err := c.CreateCard(t.Context(), marqeta.CardRequest{Token: "card-of-ada"})
	if !errors.Is(err, marqeta.ErrUnreachable) || !marqeta.OutcomeUnknown(err) {
		t.Errorf("error is %v", err)
	}
	if _, ok := marqeta.AsError(err); ok {
		t.Error("silence is not a refusal")
	}
	if _, err := c.Users(t.Context(), marqeta.ListOptions{SortBy: "secret-looking"}); strings.Contains(err.Error(), "secret-looking") {
		t.Errorf("%v shows the query", err)
	}
}

func TestUnreadableAnswers(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"cut short":          says(200, `{"token":"ada","status":`),
		"text behind it":     says(200, aUser+` and more`),
		"wrong types":        says(200, `{"token":7,"active":"maybe"}`),
		"array":              says(200, `[`+aUser+`]`),
		"empty":              says(200, ``),
		"nothing":            says(204, ``),
		"page for people":    says(200, `<!DOCTYPE html><title>Sign in</title>`),
		"time from a clock":  says(200, `{"token":"ada","created_time":"quarter past ten"}`),
		"endless nesting":    says(200, strings.Repeat(`{"metadata":`, 20_000)),
		"larger than 8 MiB":  says(200, `{"token":"`+strings.Repeat("a", 9<<20)+`"}`),
		"larger by one byte": says(200, strings.Repeat(" ", 8<<20)+`{`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlatform(t, answer)
			c := p.client(t)
			got, err := c.User(t.Context(), "ada")
			if !errors.Is(err, marqeta.ErrUnreadable) || errors.Is(err, marqeta.ErrUnreachable) || marqeta.OutcomeUnknown(err) {
				t.Errorf("read: %v", err)
			}
			if got.Token != "" || got.Raw != nil {
				t.Errorf("half an answer was handed out: %+v", got)
			}
			if _, err := c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"}); !marqeta.OutcomeUnknown(err) {
				t.Errorf("write: %v, want an unknown outcome", err)
			}
			if n := len(p.requests()); n != 2 {
				t.Errorf("%d requests: what was answered is not asked again", n)
			}
			if len(err.Error()) > 300 {
				t.Errorf("the error repeats %d bytes of the answer", len(err.Error()))
			}
		})
	}
}

func TestAnswerThatBreaksOff(t *testing.T) {
	t.Parallel()
	breaksOff := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "500")
		_, _ = io.WriteString(w, aUser)
	}
	p := newPlatform(t, breaksOff, says(200, aUser))
	if u, err := p.client(t).User(t.Context(), "ada"); err != nil || u.Token != "ada" {
		t.Errorf("%v: a read is repeated", err)
	}
	p = newPlatform(t, breaksOff)
	if _, err := p.client(t).CreateUser(t.Context(), marqeta.UserRequest{}); !errors.Is(err, marqeta.ErrUnreachable) || !marqeta.OutcomeUnknown(err) {
		t.Errorf("error is %v", err)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		followed.Store(true)
		_, _ = io.WriteString(w, aUser)
	}))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/v3/users/ada", status)
		})
		_, err := p.client(t).User(t.Context(), "ada")
		if e, ok := marqeta.AsError(err); !ok || e.Status != status || !strings.Contains(e.Message, "redirect") {
			t.Errorf("%d: %v", status, err)
		}
	}
	if followed.Load() {
		t.Error("the credentials were carried elsewhere")
	}
}

func TestOwnRate(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t, func(c *marqeta.Config) { c.RequestsPerSecond = 1; c.Timeout = 200 * time.Millisecond })
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.User(t.Context(), "ada"); !errors.Is(err, marqeta.ErrUnreachable) {
		t.Errorf("the second call in a second: %v", err)
	}
	if n := len(p.requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestCircuitOpensAndCloses(t *testing.T) {
	t.Parallel()
	var up atomic.Bool
	p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
		if up.Load() {
			says(200, aUser)(w, r)
			return
		}
		says(503, "")(w, r)
	})
	var now atomic.Int64
	c := p.client(t, func(c *marqeta.Config) { c.Now = func() time.Time { return time.Unix(0, now.Load()) } })
	for range 5 {
		_, _ = c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	}
	if n := len(p.requests()); n != 10 {
		t.Errorf("%d requests before the circuit opened, want 10", n)
	}
	_, err := c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	if !errors.Is(err, marqeta.ErrUnreachable) || !marqeta.OutcomeUnknown(err) || len(p.requests()) != 10 {
		t.Errorf("open circuit: %v after %d requests", err, len(p.requests()))
	}
	now.Add(int64(time.Second))
	if _, err := c.User(t.Context(), "ada"); err == nil || len(p.requests()) != 11 {
		t.Errorf("after a second one call is let through: %v after %d requests", err, len(p.requests()))
	}
	up.Store(true)
	now.Add(int64(time.Second))
	for i := range 3 {
		if _, err := c.User(t.Context(), "ada"); err != nil {
			t.Errorf("call %d after recovery: %v", i, err)
		}
	}
}

func TestCallersWhoLeaveDoNotOpenTheCircuit(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, hangs)
	c := p.client(t)
	for range 12 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, _ = c.User(ctx, "ada")
		cancel()
	}
	p.mu.Lock()
	p.answers = []http.HandlerFunc{says(200, aUser)}
	p.mu.Unlock()
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Error(err)
	}
}

func TestNothingIsMadeTwiceWhenConnectionsAreCut(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	loseEveryOther := func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1)%2 == 1 { // the user is made, the answer is lost
			cuts(w, r)
			return
		}
		says(201, aUser)(w, r)
	}
	p := newPlatform(t, loseEveryOther)
	c := p.client(t)
	for i := range 200 {
		if _, err := c.CreateUser(t.Context(), marqeta.UserRequest{Token: fmt.Sprint("user-", i)}); err != nil {
			t.Fatal(err)
		}
	}
	made := map[string]int{}
	for _, a := range p.requests() {
		made[a.Body]++
	}
	if len(made) != 200 || calls.Load() != 400 {
		t.Errorf("%d different bodies in %d requests for 200 users: a repeat changed its content", len(made), calls.Load())
	}
}

func TestLogsNothingConfidential(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	p := newPlatform(t, says(200, `{"token":"card-token","pan":"4111111111111111"}`), says(503, "body-text"))
	c := p.client(t, func(c *marqeta.Config) { c.Log = log; c.AdminAccessToken = "admin-secret" })
	_, _ = c.Card(t.Context(), "card-token")
	_, _ = c.CardsByLastFour(t.Context(), "1111", marqeta.ListOptions{})
	for _, word := range []string{"card-token", "1111", "admin-secret", "body-text", "Basic"} {
		if strings.Contains(out.String(), word) {
			t.Errorf("the log shows %q: %s", word, out.String())
		}
	}
	for _, word := range []string{`"path":"/cards/{token}"`, `"status":200`, `"attempts":1`, `"path":"/cards","status":503,"attempts":4`} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("the log lacks %s: %s", word, out.String())
		}
	}
}
