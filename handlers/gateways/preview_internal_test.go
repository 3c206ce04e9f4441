package gateways

import (
	"context"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/jit/rule"
	"carddeck/store"
)

// endless has 200 more decisions whenever it is asked, and takes a while to read them.
type endless struct {
	Store
	now  time.Time
	took time.Duration
}

func (e *endless) LatestDecisions(_ context.Context, _ string, _ *store.Key, each func([]store.FundingDecision) bool) (*store.Key, error) {
	for e.now = e.now.Add(e.took); each(make([]store.FundingDecision, 200)); e.now = e.now.Add(e.took) {
	}
	return &store.Key{At: e.now, Token: "7"}, nil
}

func TestAPreviewEndsAndSaysWhere(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		took   time.Duration
		looked string
	}{
		"by number": {time.Millisecond, "2000 decisions left out"},
		"by time":   {400 * time.Millisecond, "400 decisions left out"},
	} {
		e := &endless{took: want.took}
		h := &Handler{store: e, now: func() time.Time { return e.now }}
		p, err := h.preview(t.Context(), "", rule.First(), nil)
		if err != nil || !strings.Contains(p.Note, want.looked) || !strings.Contains(p.Note, "Older ones were not looked at") || p.Rest == "" {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
		from, asked := rulesForm{Do: "preview." + p.Rest}.previews()
		if !asked || from == nil || from.Token != "7" {
			t.Errorf("%s: goes on at %+v", name, from)
		}
	}
}
