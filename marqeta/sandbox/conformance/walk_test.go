package conformance_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestWalk calls every operation that is built, rightly and wrongly.
func TestWalk(t *testing.T) {
	t.Parallel()
	d := describe(t)
	f := &findings{met: map[deviation]bool{}, counts: map[string]int{}}
	t.Run("operations", func(t *testing.T) {
		for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
			for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
				method := strings.ToUpper(method)
				t.Run(method+strings.ReplaceAll(path, "/", "_"), func(t *testing.T) {
					t.Parallel()
					walk(t, f, d, method, path)
				})
			}
		}
	})
	if !strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		for v, why := range deviations {
			if !f.met[v] {
				t.Errorf("%s: %s, which was meant (%s), does not occur any more", v.where, v.what, why)
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(f.counts)) {
		t.Logf("%6d %s", f.counts[what], what)
	}
	t.Logf("%6d %s", len(deviations), "deliberate deviations")
}

const rounds = 3 // of generated full bodies

func walk(t *testing.T, f *findings, d *description, method, path string) {
	p := start(t, d, method+path)
	if !p.built(method, path) {
		f.count("operations not built")
		return
	}
	f.count("operations walked")
	w := &walker{p, f, d.Paths[path][strings.ToLower(method)], method, path}
	w.valid(least)
	for range rounds {
		w.valid(full)
	}
	w.lists()
	w.wrong()
}

// walker walks one operation.
type walker struct {
	*program
	*findings
	op           operation
	method, path string
}

func (w *walker) name() string { return w.method + " " + w.path }

// valid makes a call that should be accepted and holds the answer against the
// description.
func (w *walker) valid(m much) {
	w.Helper()
	path := w.filled()
	body := w.bodyOrNil(m)
	a := w.ask(path, body)
	w.count("valid calls")
	if !a.ok() {
		w.find(w, w.name(), fmt.Sprintf("refuses a valid call with %d", a.status), fmt.Sprintf("%s %s = %s", a.call, a.sent, a.raw))
		return
	}
	response, ok := w.op.Responses[fmt.Sprint(a.status)]
	if !ok {
		if response, ok = w.success(); ok {
			w.find(w, w.name(), fmt.Sprintf("answers %d", a.status), string(a.raw))
		}
	}
	if response.Schema == nil {
		return
	}
	w.validate(w, w.d, response.Schema, a)
	if sent, ok := body.(map[string]any); ok {
		_, root := w.d.definition(response.Schema)
		w.echoed(root, "", response.Schema, sent, a.object(), a)
		w.again(a)
	}
}

// success is the answer that the description has for a call that succeeds, if it
// has one.
func (w *walker) success() (described, bool) {
	for status, response := range w.op.Responses {
		if strings.HasPrefix(status, "2") {
			return response, true
		}
	}
	return described{}, false
}

// echoed wants back what was sent and is part of the answer.
func (w *walker) echoed(where, place string, s *schema, sent, got map[string]any, a answer) {
	w.Helper()
	s, _ = w.d.definition(s)
	for member, v := range sent {
		described, ok := s.Properties[member]
		if !ok {
			continue
		}
		back, ok := got[member]
		if !ok {
			w.find(w, where, place+member+" does not come back", fmt.Sprintf("%s %s = %s", a.call, a.sent, a.raw))
			continue
		}
		inner, isObject := v.(map[string]any)
		innerBack, isObjectBack := back.(map[string]any)
		d, _ := w.d.definition(described)
		if isObject && isObjectBack && d.Values == nil {
			w.echoed(where, place+member+"/", described, inner, innerBack, a)
			continue
		}
		if d.Type == kindOf(v) && !alike(v, back) {
			w.find(w, where, place+member+" comes back changed", fmt.Sprintf("%v for %v in %s", back, v, a.call))
		}
		w.count("members echoed")
	}
}

// alike compares a value that was sent with what came back, which has read its
// numbers as float64.
func alike(sent, back any) bool {
	switch sent := sent.(type) {
	case int:
		return back == float64(sent)
	case []any:
		list, ok := back.([]any)
		if !ok || len(list) != len(sent) {
			return false
		}
		for i := range sent {
			if !alike(sent[i], list[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		object, ok := back.(map[string]any)
		if !ok {
			return false
		}
		for name := range sent {
			if !alike(sent[name], object[name]) {
				return false
			}
		}
		return true
	}
	return sent == back
}
