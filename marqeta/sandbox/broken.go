package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// ServeHTTP answers a request to the Core API, unless a fault is in its way. The
// sandbox's own paths always work.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = plain(r)
	path, under := strings.CutPrefix(r.URL.Path, "/v3")
	if !under || strings.HasPrefix(path, "/_sandbox") {
		s.routes.ServeHTTP(w, r)
		return
	}
	if s.faults.none() {
		s.routes.ServeHTTP(w, r)
		return
	}
	struck := s.faults.hit(s.current().book.Present(), func(f *fault) bool {
		return f.Path != "" && like(f.Path, path) && (f.Method == "" || f.Method == r.Method)
	})
	if len(struck) == 0 {
		s.routes.ServeHTTP(w, r)
		return
	}
	s.breakRequest(w, r, struck)
}

// breakRequest does what the faults say: delays add up, of the others the one that
// comes first in the order below strikes.
func (s *Server) breakRequest(w http.ResponseWriter, r *http.Request, struck []fault) {
	by := map[string]fault{}
	var wait time.Duration
	for _, f := range struck {
		wait += f.delay
		if _, before := by[f.Effect]; !before {
			by[f.Effect] = f
		}
	}
	if wait > 0 {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(wait + time.Minute)) // a server that cannot has none
		if !pause(r.Context(), wait) {
			return
		}
	}
	if _, ok := by[dropBefore]; ok {
		panic(http.ErrAbortHandler)
	}
	if f, ok := by[statused]; ok {
		f.refuse(w)
		return
	}
	_, after := by[dropAfter]
	_, half := by[malformed]
	if !after && !half {
		s.routes.ServeHTTP(w, r)
		return
	}
	done := &written{header: http.Header{}, status: http.StatusOK}
	r = r.Clone(r.Context())
	r.Header.Del("Accept-Encoding") // half of a packed body would be no body at all
	s.routes.ServeHTTP(done, r)
	if after {
		panic(http.ErrAbortHandler)
	}
	for name, values := range done.header {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(done.status)
	_, _ = w.Write(done.Bytes()[:done.Len()/2]) // a caller who has gone away is not our error
}

// refuse answers in Marqeta's envelope.
func (f fault) refuse(w http.ResponseWriter) {
	e := rest.Error{Code: f.Code, Message: f.Message}
	if e.Code == "" {
		e.Code = fmt.Sprintf("%d001", f.Status)
	}
	if e.Message == "" {
		e.Message = http.StatusText(f.Status)
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(f.Status)
	_ = json.MarshalWrite(w, e) // a caller who has gone away is not our error
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// saboteur strikes at a world's deliveries and funding sources.
type saboteur struct {
	*faults
	now func() time.Time
}

func (s saboteur) at(webhook, event string, effects ...string) []fault {
	return s.hit(s.now(), func(f *fault) bool {
		return f.Webhook != "" && like(f.Webhook, webhook) && (f.Event == "" || like(f.Event, event)) && slices.Contains(effects, f.Effect)
	})
}

// Hold implements delivery.Faults.
func (s saboteur) Hold(webhook, event string) (size int, lastFirst bool) {
	if struck := s.at(webhook, event, batched, shuffled); len(struck) > 0 {
		return struck[0].Size, struck[0].Effect == shuffled
	}
	return 0, false
}

// Strike implements delivery.Faults.
func (s saboteur) Strike(webhook, event string) (x delivery.Strike) {
	for _, f := range s.at(webhook, event, delayed, statused, lost, duplicated, unsigned) {
		switch f.Effect {
		case delayed:
			x.Delay += f.delay
		case statused:
			x.Status = f.Status
		case lost:
			x.Lost = true
		case duplicated:
			x.Twice = true
		case unsigned:
			x.Unsigned = true
		}
	}
	return x
}

// dry reports whether a funding source cannot be drawn on. A rehearsal does not count.
func (s saboteur) dry(tx *state.Tx, source string) bool {
	strikes := func(f *fault) bool { return f.FundingSource == source && f.Effect == declined }
	if tx.Rehearsal() {
		return s.would(s.now(), strikes)
	}
	return len(s.hit(s.now(), strikes)) > 0
}

// question is what goes wrong when a gateway is asked.
func (s saboteur) question(source string) (x gateway.Strike) {
	for _, f := range s.hit(s.now(), func(f *fault) bool { return f.FundingSource == source && f.Effect != declined }) {
		switch f.Effect {
		case delayed:
			x.Delay += f.delay
		case statused:
			x.Status = f.Status
		case dropBefore:
			x.Unsent = true
		case dropAfter:
			x.Lost = true
		case malformed:
			x.Half = true
		case duplicated:
			x.Twice = true
		}
	}
	return x
}
