package basicauth_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"carddeck/marqeta/basicauth"
)

func TestRefusals(t *testing.T) {
	at := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	var c basicauth.Refusals
	refused := func(remote string, at time.Time) (int, bool, http.Header) {
		w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil)
		r.RemoteAddr = remote
		status, log := c.Refused(w, r, at)
		return status, log, w.Header()
	}
	for n := range 20 {
		if status, log, _ := refused(fmt.Sprintf("198.51.100.7:%d", 4000+n), at); status != 401 || !log {
			t.Fatalf("refusal %d: %d, %t", n+1, status, log)
		}
	}
	for i, tc := range []struct {
		remote string
		at     time.Time
		status int
		log    bool
	}{
		{"198.51.100.7:1", at.Add(time.Second), 429, true},
		{"198.51.100.7:2", at.Add(59 * time.Second), 429, false},
		{"[::ffff:198.51.100.7]:2", at.Add(59 * time.Second), 429, false},
		{"198.51.100.8:1", at.Add(59 * time.Second), 401, true},
		{"198.51.100.7:3", at.Add(time.Minute), 401, true},
	} {
		status, log, header := refused(tc.remote, tc.at)
		if status != tc.status || log != tc.log || (header.Get("Connection") == "close" && header.Get("Retry-After") == "60") != (status == 429) {
			t.Errorf("%d: %d, %t, %v", i, status, log, header)
		}
	}
	for n := range 21 { // one network, many addresses
		status, _, _ := refused(fmt.Sprintf("[2001:db8::%x]:443", n+1), at.Add(time.Minute))
		if want := map[bool]int{true: 429, false: 401}[n == 20]; status != want {
			t.Errorf("address %d of a network: %d", n+1, status)
		}
	}
	later := at.Add(time.Hour)
	for n := range 10_000 {
		refused(fmt.Sprintf("10.0.%d.%d:1", n/250, n%250), later)
	}
	for range 20 {
		refused("203.0.113.1:1", later)
	}
	if status, _, _ := refused("203.0.113.2:1", later); status != 429 {
		t.Errorf("when too many peers were refused, another: %d", status)
	}
	if status, _, _ := refused("10.0.0.1:1", later); status != 401 {
		t.Errorf("one of those known: %d", status)
	}
}
