package sandbox_test

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

// A delivery is tried again after 4, 16, 64 seconds and so on unless the answer is
// exactly 200, ten times, and a redirect is not followed.
func TestRetries(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.webhook("w", inbox.url, "*")
	statuses := []int{201, 204, 302, 400, 500, 503, 401, 404, 429, 202, 500}
	tries := 0
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", inbox.url+"/elsewhere")
		w.WriteHeader(statuses[tries])
		tries++
	})
	p.post("/users", `{"token":"ada"}`).is(201)
	wait := 4 * time.Second
	for i, status := range statuses {
		if n := inbox.next(); n.path != "/w" || n.text("usertransitions.0.user_token") != "ada" {
			t.Fatalf("try %d = %s %s", i, n.path, n.raw)
		}
		state := "waiting"
		if i == len(statuses)-1 {
			state = "dropped"
		}
		p.delivery("attempts", fmt.Sprint(i+1)).has("data.0.state", state, "data.0.status", fmt.Sprint(status), "data.0.endpoint", "w")
		p.clock.advance(wait - time.Second)
		p.server.Wake()
		inbox.none()
		p.clock.advance(time.Second)
		p.server.Wake()
		wait *= 4
	}
	inbox.none()
}

// What was delivered is forgotten after a fortnight, by and by; what waits is not.
func TestDeliveriesAreForgotten(t *testing.T) {
	t.Parallel()
	p, inbox, silent := start(t), receive(t), receive(t)
	silent.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	p.webhook("silent", silent.url, "cardtransition.*", "usertransition.*")
	p.post("/users", `{"token":"first"}`).is(201)
	silent.next()
	p.delivery("attempts", "1")
	p.webhook("w", inbox.url, "usertransition.*")
	p.put("/webhooks/silent", `{"active":false}`).is(200)
	for _, days := range []time.Duration{13, 2, 0, 0} {
		p.clock.advance(days * 24 * time.Hour)
		p.post("/users", `{}`).is(201)
		inbox.next()
		p.delivery("state", "delivered")
	}
	p.get("/_sandbox/deliveries?state=delivered&endpoint=w").is(200).has("count", "4")
	p.clock.advance(14*24*time.Hour + time.Second)
	for range 3 {
		p.post("/users", `{}`).is(201)
		inbox.next()
		p.delivery("state", "delivered")
	}
	p.get("/_sandbox/deliveries?state=delivered&endpoint=w").is(200).has("count", "3")
}

// delivery waits until the newest delivery has a value, and gives the list.
func (p *program) delivery(field, value string) answer {
	p.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		a := p.get("/_sandbox/deliveries").is(200)
		if a.text("data.0."+field) == value {
			return a
		}
		if time.Now().After(deadline) {
			p.Fatalf("deliveries = %s, want %s %s", a.raw, field, value)
		}
	}
}

// One endpoint that does not answer keeps no other waiting, and what it missed
// reaches it in batches of ten of one type.
func TestSlowEndpointsAndBatches(t *testing.T) {
	t.Parallel()
	p, quick, slow := start(t), receive(t), receive(t)
	arrived, held := make(chan struct{}, 25), make(chan struct{})
	slow.answers(func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-held })
	p.webhook("slow", slow.url, "usertransition.*")
	p.webhook("quick", quick.url, "usertransition.*")
	for i := range 25 {
		p.post("/users", map[string]any{"token": fmt.Sprint("u", i)}).is(201)
		if i == 0 {
			<-arrived // the rest comes while this one is not answered
		}
	}
	for seen := 0; seen < 25; {
		n := quick.next()
		for i := 0; n.at(fmt.Sprint("usertransitions.", i)) != ""; i++ {
			seen++
		}
	}
	close(held)
	var sizes []int
	for total := 0; total < 25; {
		n, size := slow.next(), 0
		for ; n.at(fmt.Sprint("usertransitions.", size)) != ""; size++ {
			n.has(fmt.Sprintf("usertransitions.%d.user_token", size), fmt.Sprint("u", total))
			total++
		}
		sizes = append(sizes, size)
	}
	if want := []int{1, 10, 10, 4}; !slices.Equal(sizes, want) {
		t.Errorf("sizes = %v, want %v", sizes, want)
	}
}

// What was not delivered before the end is delivered by the next run.
func TestDeliveriesSurviveARestart(t *testing.T) {
	t.Parallel()
	dir, inbox := t.TempDir(), receive(t)
	first := start(t, inFolder(dir))
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	first.webhook("w", inbox.url, "*")
	first.post("/users", `{"token":"ada"}`).is(201)
	inbox.next()
	first.delivery("attempts", "1")
	first.stop()

	inbox.answers(nil)
	second := start(t, inFolder(dir), func(o *sandbox.Options) {
		o.Now = func() time.Time { return birthday.Add(5 * time.Second) }
	})
	inbox.next().has("usertransitions.0.user_token", "ada")
	second.delivery("state", "delivered").has("data.0.attempts", "2", "data.0.status", "200")
}

func TestSwitchedOffWebhooksGetNothing(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	p.webhook("w", inbox.url, "*")
	p.post("/users", `{}`).is(201)
	inbox.next()
	p.delivery("attempts", "1")
	p.put("/webhooks/w", `{"active":false}`).is(200)
	p.clock.advance(time.Minute)
	p.server.Wake()
	p.delivery("state", "dropped")
	p.post("/users", `{}`).is(201)
	p.get("/_sandbox/deliveries").is(200).has("count", "1")
	inbox.none()
}
