package sandbox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/sandbox/state"
)

func TestClock(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.put("/_sandbox/clock", `{"now":"2020-02-29T00:00:00Z","mode":"frozen"}`).is(200).has("now", "2020-02-29T00:00:00.000Z") // nothing has happened yet
	p.put("/_sandbox/clock", `{"mode":"real"}`).is(200)
	p.post("/users", `{"token":"bob"}`).is(201)
	p.get("/_sandbox/clock").is(200).has("mode", "real", "now", "2026-03-02T10:15:30.000Z", "machine", "2026-03-02T10:15:30.000Z", "offset", "0s")
	for _, step := range []struct{ body, mode, now string }{
		{`{"advance":"26h"}`, "running", "2026-03-03T12:15:30.000Z"},
		{`{"mode":"frozen"}`, "frozen", "2026-03-03T12:15:30.000Z"},
		{`{"advance":"P7D"}`, "frozen", "2026-03-10T12:15:30.000Z"},
		{`{"advance":"P1M1DT1H1M1.5S"}`, "frozen", "2026-04-11T13:16:31.500Z"},
		{`{"now":"2027-01-01T01:00:00+01:00","mode":"running"}`, "running", "2027-01-01T00:00:00.000Z"},
		{`{"now":"2027-01-01T00:00:00Z"}`, "running", "2027-01-01T00:00:00.000Z"},
		{`{"advance":"0s"}`, "running", "2027-01-01T00:00:00.000Z"},
		{`{}`, "running", "2027-01-01T00:00:00.000Z"},
	} {
		p.put("/_sandbox/clock", step.body).is(200).has("mode", step.mode, "now", step.now)
		p.get("/_sandbox/clock").is(200).has("mode", step.mode, "now", step.now, "machine", "2026-03-02T10:15:30.000Z")
	}
	for body, code := range map[string]string{
		`{"now":"2026-12-31T23:59:59Z"}`: "412001", `{"mode":"real"}`: "412001", `{"advance":"P9999999D"}`: "400001",
		`{"advance":"-1h"}`: "400037", `{"advance":"tomorrow"}`: "400037", `{"advance":"P"}`: "400037", `{"advance":"P1DT"}`: "400037", `{"advance":7}`: "400037",
		`{"mode":"slow"}`: "400037", `{"mode":""}`: "400001", `{"now":"noon"}`: "400037", `{"now":"2027-02-01T00:00:00Z","advance":"1h"}`: "400001",
		`{"mode":"real","advance":"1h"}`: "400001", `[]`: "400037",
	} {
		a := p.post("/_sandbox/clock", body)
		if a.status/100 != 4 || a.text("error_code") != code {
			t.Errorf("%s = %d %s, want %s", body, a.status, a.raw, code)
		}
	}
	// Below, a year passes.
	p.clock.advance(365 * 24 * time.Hour)
	p.get("/_sandbox/clock").has("now", "2028-01-01T00:00:00.000Z", "mode", "running")
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.clock.advance(2 * 365 * 24 * time.Hour)
	p.get("/_sandbox/clock").has("now", "2028-01-01T00:00:00.000Z", "mode", "frozen")
	p.put("/_sandbox/clock", `{"mode":"real"}`).is(200).has("mode", "real", "now", "2029-03-01T10:15:30.000Z")
	p.post("/users", `{"token":"ada"}`).is(201).has("created_time", "2029-03-01T10:15:30Z")
}

func TestTheClockSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, step := range []struct{ body, now string }{
		{`{"mode":"frozen"}`, "2026-03-02T10:15:30.000Z"},
		{`{"advance":"26h"}`, "2026-03-03T12:15:30.000Z"},
		{`{"mode":"running"}`, "2026-03-03T12:15:30.000Z"},
	} {
		p := start(t, inFolder(dir))
		p.put("/_sandbox/clock", step.body).is(200)
		p.stop()
		p = start(t, inFolder(dir))
		p.get("/_sandbox/clock").has("now", step.now)
		p.post("/users", map[string]any{"token": step.now}).is(201).has("created_time", strings.Replace(step.now, ".000", "", 1))
		p.stop()
	}
}

// A jump does what waiting would have done: timers at their own times, and each
// retry of a notification at its.
func TestJumps(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var heard []string
	hear := func(p *program, what string) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, p.server.Book().Clock().Sub(birthday).String()+" "+what)
	}
	p, inbox := start(t), receive(t)
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) {
		hear(p, "attempt")
		w.WriteHeader(http.StatusTeapot)
	})
	p.server.Book().OnDue("bell", func(tx *state.Tx, token string, due time.Time) error {
		hear(p, "bell")
		p.server.Book().At(tx, due.Add(time.Hour), "bell", token)
		return nil
	})
	p.webhook("w", inbox.url, "*")
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.post("/users", `{"token":"ada"}`).is(201)
	inbox.next()
	p.delivery("attempts", "1")
	err := p.server.Book().State.Update(t.Context(), func(tx *state.Tx) error {
		p.server.Book().At(tx, birthday.Add(time.Minute), "bell", "x")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.put("/_sandbox/clock", `{"advance":"2h"}`).is(200).has("timers", "2", "deliveries", "0", "now", "2026-03-02T12:15:30.000Z")
	want := []string{"0s attempt", "4s attempt", "20s attempt", "1m0s bell", "1m24s attempt", "5m40s attempt", "22m44s attempt", "1h1m0s bell", "1h31m0s attempt"}
	if !slices.Equal(heard, want) {
		t.Errorf("heard = %q, want %q", heard, want)
	}
	p.put("/_sandbox/clock", `{"advance":"P30D"}`).is(200).has("timers", fmt.Sprint(30*24))
	p.delivery("state", "dropped").has("data.0.attempts", "11")
	if last := heard[len(heard)-1]; len(heard) != 30*24+2+11 || last != "721h1m0s bell" {
		t.Errorf("heard %d, at last %s", len(heard), last)
	}
}

// Nobody sends while Run does not run: what is due stays due, and the jump ends.
func TestJumpsWithoutDeliveries(t *testing.T) {
	t.Parallel()
	p := start(t, func(o *sandbox.Options) { o.Data = sandbox.InMemory })
	p.webhook("w", "http://127.0.0.1:1", "*")
	p.stopRun()
	p.post("/users", `{"token":"ada"}`).is(201)
	p.put("/_sandbox/clock", `{"advance":"1h"}`).is(200).has("deliveries", "1", "timers", "0")
	p.delivery("attempts", "0").has("data.0.state", "waiting")
}
