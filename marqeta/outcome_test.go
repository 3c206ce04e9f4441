package marqeta_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
)

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
		"null":               says(200, `null`),
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
			if strings.HasPrefix(name, "larger") && !strings.Contains(err.Error(), "larger than 8388608 bytes") {
				t.Errorf("%v does not say that it is too large", err)
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

func TestEndlessAnswerIsNotRead(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
		for chunk := bytes.Repeat([]byte(" "), 1<<20); ; {
			n, err := w.Write(chunk)
			if sent.Add(int64(n)) > 256<<20 || err != nil {
				return
			}
		}
	})
	if _, err := p.client(t, func(c *marqeta.Config) { c.Timeout = time.Minute }).User(t.Context(), "ada"); !errors.Is(err, marqeta.ErrUnreadable) {
		t.Errorf("error is %v", err)
	}
	p.Close() // waits for the handler
	if n := sent.Load(); n > 64<<20 {
		t.Errorf("%d MiB were taken", n>>20)
	}
}
