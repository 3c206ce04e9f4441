package marqeta_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
)

// Every other answer is lost after the sandbox has acted on the request.
func TestSandboxMakesNothingTwice(t *testing.T) {
	t.Parallel()
	var asked, lost atomic.Int64
	p := newProgram(t, func(emulator http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet || asked.Add(1)%2 == 0 {
				emulator.ServeHTTP(w, r)
				return
			}
			emulator.ServeHTTP(httptest.NewRecorder(), r)
			lost.Add(1)
			cuts(w, r)
		})
	})
	p.Pauses(func(time.Duration) {})
	p.stocked()
	ctx := t.Context()
	for i := range 70 {
		user := fmt.Sprint("user-", i)
		if _, err := p.CreateUser(ctx, marqeta.UserRequest{Token: user}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.TransitionUser(ctx, marqeta.UserTransitionRequest{Token: "ut-" + user, UserToken: user, Status: marqeta.UserSuspended, ReasonCode: "05", Channel: marqeta.ChannelAPI}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.CreateCard(ctx, marqeta.CardRequest{Token: "card-" + user, UserToken: "user_ada", CardProductToken: "cp_courier"}); err != nil {
			t.Fatal(err)
		}
	}
	if lost.Load() < 200 {
		t.Errorf("only %d answers were lost", lost.Load())
	}
	if n := count(t, func(o marqeta.ListOptions) (marqeta.Page[marqeta.User], error) { return p.Users(ctx, o) }); n != 71 {
		t.Errorf("%d users, want 71", n)
	}
	if n := count(t, func(o marqeta.ListOptions) (marqeta.Page[marqeta.Card], error) {
		return p.CardsByUser(ctx, "user_ada", o)
	}); n != 71 {
		t.Errorf("%d cards, want 71", n)
	}
	for i := range 70 {
		page, err := p.UserTransitions(ctx, fmt.Sprint("user-", i), marqeta.ListOptions{})
		if err != nil || len(page.Data) != 2 { // its creation and its suspension
			t.Errorf("transitions of user %d: %+v, %v", i, page, err)
		}
	}
}

func count[T any](t *testing.T, list func(marqeta.ListOptions) (marqeta.Page[T], error)) (n int) {
	t.Helper()
	for o := (marqeta.ListOptions{Count: 10}); ; {
		page, err := list(o)
		if err != nil {
			t.Fatal(err)
		}
		n += len(page.Data)
		next, more := page.Next()
		if !more {
			return n
		}
		o.StartIndex = next
	}
}
