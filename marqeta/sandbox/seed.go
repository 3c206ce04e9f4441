package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/state"
)

// seeded is the snapshot that a seed leaves, and that a reset goes back to.
const seeded = "seed"

// seedCall is one call of a seed. ${name.field.field} in its path and body stands for
// a value of the answer to an earlier call of that name.
type seedCall struct {
	Name   string         `json:"name"`
	Method string         `json:"method"`
	Path   string         `json:"path"` // under /v3
	Body   jsontext.Value `json:"body"`
}

// seed brings an empty state to what Options.Seed says: all of it or nothing.
func (s *Server) seed(ctx context.Context) error {
	if len(s.options.Seed) == 0 {
		return nil
	}
	if empty, err := s.book.State.Empty(ctx); err != nil || !empty {
		return err
	}
	fill := func(beside *state.Store) error {
		if bytes.HasPrefix(bytes.TrimSpace(s.options.Seed), []byte("{")) {
			return beside.Fill(ctx, bytes.NewReader(s.options.Seed))
		}
		return s.callAll(ctx, beside)
	}
	return s.replace(ctx, nil, func(beside *state.Store) error {
		if err := fill(beside); err != nil {
			return err
		}
		_, err := s.snapshots.Save(ctx, beside, seeded)
		return err
	})
}

// callAll makes the calls of the seed in a world of its own.
func (s *Server) callAll(ctx context.Context, beside *state.Store) error {
	var calls []seedCall
	if err := json.Unmarshal(s.options.Seed, &calls); err != nil {
		return fmt.Errorf("read the list of calls: %w", err)
	}
	b, err := book.On(ctx, beside, s.options.Now, s.options.NewToken)
	if err != nil {
		return err
	}
	guest := &Server{options: s.options, snapshots: s.snapshots}
	if guest.world, err = guest.newWorld(ctx, b); err != nil {
		return err
	}
	guest.routes = guest.router()
	answers := map[string]jsontext.Value{}
	for i, call := range calls {
		answer, err := guest.call(ctx, call, answers)
		if err != nil {
			return fmt.Errorf("call %d, %s %s: %w", i+1, call.Method, call.Path, err)
		}
		if call.Name != "" {
			answers[call.Name] = answer
		}
	}
	return nil
}

// call makes one call and gives its answer, which must be a success.
func (s *Server) call(ctx context.Context, call seedCall, answers map[string]jsontext.Value) (jsontext.Value, error) {
	if path, _, _ := strings.Cut(strings.TrimPrefix(call.Path, "/_sandbox/"), "/"); path == "snapshots" || path == "reset" || path == "faults" {
		return nil, fmt.Errorf("a seed is about what the state holds")
	}
	path, err := refer(call.Path, answers)
	if err != nil {
		return nil, err
	}
	body, err := refer(string(call.Body), answers)
	if err != nil {
		return nil, err
	}
	var sent any
	if body != "" {
		sent = jsontext.Value(body)
	}
	status, answer, err := inside{s}.Call(ctx, strings.ToUpper(call.Method), path, sent)
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("%d %s", status, answer)
	}
	return answer, err
}

var reference = regexp.MustCompile(`\$\{[^}]*\}`)

// refer puts values of answers in the place of references to them.
func refer(text string, answers map[string]jsontext.Value) (string, error) {
	var wrong error
	text = reference.ReplaceAllStringFunc(text, func(ref string) string {
		steps := strings.Split(strings.Trim(ref, "${}"), ".")
		value := answers[steps[0]]
		for _, step := range steps[1:] {
			var members map[string]jsontext.Value
			_ = json.Unmarshal(value, &members) // what is no object has no members
			value = members[step]
		}
		switch value.Kind() {
		case '"', '0', 't', 'f':
			return strings.Trim(string(value), `"`)
		}
		wrong = fmt.Errorf("%s refers to nothing", ref)
		return ""
	})
	return text, wrong
}
