package scenario

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"

	"carddeck/marqeta"
)

// API is the Core API that a scenario is played against. Call sends body as JSON and
// gives the status and the answer's body.
type API interface {
	Call(ctx context.Context, method, path string, body any) (status int, answer []byte, err error)
}

// Options say how a scenario is played. The zero value is sound.
type Options struct {
	Parameters Values           // in place of the scenario's own
	Distant    bool             // the platform cannot call this machine
	Step       func(Result)     // called after every step
	Now        func() time.Time // the machine's clock; time.Now when nil
	Run        string           // what {run} is, and what the program's tokens begin with; made up when empty
}

// Report is what came of a scenario.
type Report struct {
	Scenario  string        `json:"scenario"`
	Title     string        `json:"title"`
	Passed    bool          `json:"passed"`
	CardToken string        `json:"card_token,omitzero"` // of the run's own program
	Took      time.Duration `json:"-"`
	Steps     []Result      `json:"steps"` // those that were taken
}

// Result is what came of a step. A step after one that could not be taken at all is
// not taken.
type Result struct {
	Step             string        `json:"step"`
	Does             string        `json:"does"`
	TransactionToken string        `json:"transaction_token,omitzero"`
	Passed           bool          `json:"passed"`
	Checks           []Check       `json:"checks"`
	Problems         []string      `json:"problems"`
	Notes            []string      `json:"notes,omitempty"` // what this platform cannot tell
	Took             time.Duration `json:"-"`
}

// patience is how long a notification or a question may take to arrive.
const patience = 5 * time.Second

// SandboxFunding is the token of the program funding source that every sandbox has.
const SandboxFunding = "sandbox_program_funding"

// player plays one scenario.
type player struct {
	api      API
	scenario Scenario
	options  Options
	run      string
	card     string // of the program
	source   string
	webhook  string
	endpoint *endpoint                 // nil when the scenario needs none
	said     map[string]jsontext.Value // answers by step
}

// Play plays a scenario. The error tells why it could not begin, or that ctx ended; what
// went wrong on the way is in the report. A scenario whose gateway delays takes the
// second that is the shortest timeout of a gateway.
func Play(ctx context.Context, api API, s Scenario, o Options) (Report, error) {
	r := Report{Scenario: s.Name, Title: s.Title, Passed: true, Steps: []Result{}}
	if o.Now == nil {
		o.Now = time.Now
	}
	began := o.Now()
	p, err := newPlayer(api, s, o)
	if err != nil {
		return r, err
	}
	stop, err := p.setUp(ctx)
	if err != nil {
		return r, fmt.Errorf("set up the scenario's card program: %w", err)
	}
	defer stop()
	r.CardToken = p.card
	for _, step := range s.Steps {
		if err := ctx.Err(); err != nil {
			r.Passed = false
			return r, fmt.Errorf("stopped before step %s: %w", step.Name, err)
		}
		result, goesOn := p.take(ctx, step)
		r.Steps, r.Passed, r.Took = append(r.Steps, result), r.Passed && result.Passed, o.Now().Sub(began)
		if o.Step != nil {
			o.Step(result)
		}
		if !goesOn {
			break
		}
	}
	return r, nil
}

func newPlayer(api API, s Scenario, o Options) (*player, error) {
	p := &player{api: api, scenario: s, options: o, run: o.Run, source: SandboxFunding, said: map[string]jsontext.Value{}}
	if p.run == "" {
		p.run = "scenario-" + uuid.NewString()[:18]
	}
	p.scenario.Parameters = maps.Clone(s.Parameters)
	for name, value := range o.Parameters {
		if _, known := s.Parameters[name]; !known {
			return nil, fmt.Errorf("the scenario has no parameter called %s", clip(name))
		}
		p.scenario.Parameters[name] = value
	}
	for name, value := range p.scenario.Parameters {
		if value == "" {
			return nil, fmt.Errorf("the parameter %s has no value: give it one", name)
		}
	}
	if o.Distant && s.Listens() {
		return nil, errors.New("this scenario answers as a gateway or waits for notifications, and the platform cannot reach this machine; play it on a sandbox here")
	}
	return p, nil
}

// Listens reports whether the platform has to call the player: as the program's gateway,
// or with notifications.
func (s Scenario) Listens() bool {
	for _, step := range s.Steps {
		if step.Notified {
			return true
		}
	}
	return s.Program != nil && s.Program.Funding == Gateway
}

// take makes a step's call and checks what it caused. It is false when no later step has
// a meaning.
func (p *player) take(ctx context.Context, raw Step) (r Result, goesOn bool) {
	began := p.options.Now()
	r = Result{Step: raw.Name, Does: raw.Does(), Problems: []string{}, Checks: []Check{}}
	defer func() {
		r.Passed, r.Took = len(r.Problems) == 0, p.options.Now().Sub(began)
	}()
	if p.endpoint != nil {
		p.endpoint.begin(raw.Gateway)
	}
	s, err := p.fill(raw)
	if err != nil {
		r.Problems = append(r.Problems, err.Error())
		return r, false
	}
	r.Does = s.Does()
	status, answer, err := p.send(ctx, s)
	if err != nil {
		r.Problems = append(r.Problems, err.Error())
		return r, false
	}
	p.said[s.Name] = answer
	c := checks{}
	goesOn = c.answered(s.Status, status, answer)
	if verb, _ := s.verb(); verb == simulate && goesOn && status/100 == 2 {
		r.TransactionToken = at(answer, "token")
		p.observe(ctx, &c, s, answer)
	} else if goesOn {
		c.values(s, answer)
	}
	r.Checks, r.Notes = append(r.Checks, c.done...), c.notes
	r.Problems = append(r.Problems, c.problems()...)
	return r, goesOn
}

// observe checks everything that a simulated message causes.
func (p *player) observe(ctx context.Context, c *checks, s Step, t jsontext.Value) {
	c.equal("type", at(t, "type"), s.Simulate)
	c.values(s, t)
	if s.Asked != nil {
		c.question(*s.Asked, t, p.endpoint.asked())
	}
	if s.Notified {
		c.notification(t, p.endpoint.notified(ctx, at(t, "token"), patience))
	}
	if s.DecidedBy != "" {
		p.decided(ctx, c, s, t)
	}
	for step, want := range s.Becomes {
		_, body, err := p.api.Call(ctx, http.MethodGet, "/transactions/"+at(p.said[step], "token"), nil)
		if err != nil {
			c.fail("state of "+step, want, err.Error())
			continue
		}
		c.equal("state of "+step, at(body, "state"), want)
	}
}

// decided asks which check decided. Only a sandbox of ours can say.
func (p *player) decided(ctx context.Context, c *checks, s Step, t jsontext.Value) {
	status, body, err := p.api.Call(ctx, http.MethodGet, "/_sandbox/transactions/"+at(t, "token")+"/trace", nil)
	switch {
	case err != nil:
		c.fail("decided by", s.DecidedBy, err.Error())
	case status == http.StatusNotFound:
		c.notes = append(c.notes, "This platform does not tell what decided; "+s.DecidedBy+" was not checked.")
	default:
		c.equal("decided by", at(body, "decided_by"), s.DecidedBy)
	}
}

// send makes the call of a step whose references are filled in.
func (p *player) send(ctx context.Context, s Step) (status int, answer jsontext.Value, err error) {
	if s.Amount != "" {
		if _, err := marqeta.ParseAmount(s.Amount); err != nil {
			return 0, nil, fmt.Errorf("the amount %s is none", clip(s.Amount))
		}
	}
	c := s.call(at(p.said[s.Follows], "token"), p.source)
	body, err := merge(c.body, s.With)
	if err != nil {
		return 0, nil, err
	}
	status, text, err := p.api.Call(ctx, c.method, c.path, body)
	if err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", c.method, c.path, err)
	}
	answer = jsontext.Value(text).Clone()
	if verb, _ := s.verb(); verb == simulate && status/100 == 2 {
		answer = member(answer, "transaction").Clone()
	}
	return status, answer, nil
}

// merge lays the members of more over a body, at every depth.
func merge(body map[string]any, more jsontext.Value) (any, error) {
	if more == nil {
		if body == nil {
			return nil, nil
		}
		return body, nil
	}
	var members map[string]jsontext.Value
	if err := json.Unmarshal(more, &members); err != nil {
		return nil, fmt.Errorf("read what a step says with: %w", err)
	}
	out := maps.Clone(body)
	if out == nil {
		out = map[string]any{}
	}
	for name, value := range members {
		if under, deep := out[name].(map[string]any); deep && value.Kind() == '{' {
			merged, err := merge(under, value)
			if err != nil {
				return nil, err
			}
			out[name] = merged
			continue
		}
		out[name] = value
	}
	return out, nil
}
