package conformance_test

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// findings are where the sandbox and the description differ, and what was walked.
type findings struct {
	mu     sync.Mutex
	met    map[deviation]bool // also those that are meant
	counts map[string]int
}

// find fails the test once for a difference that is none of the deviations.
func (f *findings) find(t testing.TB, where, what, detail string) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for d := range deviations {
		if same, err := path.Match(d.what, what); same && d.where == where {
			f.met[d] = true
			return
		} else if err != nil {
			t.Fatalf("deviation %q: %v", d.what, err)
		}
	}
	if !f.met[deviation{where, what}] {
		t.Errorf("%s: %s (%s)", where, what, detail)
	}
	f.met[deviation{where, what}] = true
}

func (f *findings) count(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts[what]++
}

// validate holds an answer against a schema of the description.
func (f *findings) validate(t testing.TB, d *description, s *schema, a answer) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.raw))
	if err != nil {
		f.find(t, a.call, "is no JSON", string(a.raw))
		return
	}
	_, name := d.definition(s)
	compiled := d.compiled[name]
	if compiled == nil {
		return
	}
	if err, ok := errors.AsType[*jsonschema.ValidationError](compiled.Validate(v)); ok {
		f.faults(t, d, name, err, a)
	}
	f.count("answers validated")
}

// faults reports the innermost causes, each by its place in the resource.
func (f *findings) faults(t testing.TB, d *description, root string, err *jsonschema.ValidationError, a answer) {
	t.Helper()
	for _, cause := range err.Causes {
		f.faults(t, d, root, cause, a)
	}
	if len(err.Causes) > 0 {
		return
	}
	where, place := d.resource(root, err.InstanceLocation)
	detail := fmt.Sprintf("%v, in %s = %.1500s", err, a.call, a.raw)
	switch k := err.ErrorKind.(type) {
	case *kind.Required:
		for _, name := range k.Missing {
			f.find(t, where, place+name+" is missing", detail)
		}
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			f.find(t, where, place+name+" is not described", detail)
		}
	default:
		f.find(t, where, strings.TrimSuffix(place, "/")+" breaks "+strings.Join(err.ErrorKind.KeywordPath(), " "), detail)
	}
}

// resource tells which definition a place in an answer belongs to: that of the
// item in a list, of the transaction in a simulation. The place is given inside
// it, with a * for each index and a / at its end.
func (d *description) resource(root string, location []string) (where, place string) {
	where = root
	at := d.Definitions[root]
	for _, step := range location {
		name := ""
		switch {
		case at == nil:
		case at.Properties[step] != nil:
			at, name = d.definition(at.Properties[step])
		case at.Items != nil:
			step = "*"
			at, name = d.definition(at.Items)
		default:
			step = "*"
			at, name = d.definition(at.Values)
		}
		place += step + "/"
		if strings.HasSuffix(where, "ListResponse") && place == "data/*/" || where == "simulation_response_model" && place == "transaction/" {
			where, place = name, ""
		}
	}
	return where, place
}
