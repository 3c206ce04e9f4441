package scenario

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// API is the Core API that a scenario is played against. Call sends body as JSON and
// gives the status and the answer's body.
type API interface {
	Call(ctx context.Context, method, path string, body any) (status int, answer []byte, err error)
}

// Report is what came of a scenario.
type Report struct {
	Scenario  string   `json:"scenario"`
	Title     string   `json:"title"`
	Passed    bool     `json:"passed"`
	CardToken string   `json:"card_token"`
	Steps     []Result `json:"steps"`
}

// Result is what came of a step. A step after one that could not be taken at all is
// not taken.
type Result struct {
	Step             string   `json:"step"`
	TransactionToken string   `json:"transaction_token,omitzero"`
	Passed           bool     `json:"passed"`
	Problems         []string `json:"problems"`
}

// patience is how long a notification or a question may take to arrive.
const patience = 5 * time.Second

// player plays one scenario.
type player struct {
	api     API
	program program
	made    map[string]jsontext.Value // by step
}

// Play plays a scenario against a sandbox. The error tells why it could not begin;
// what went wrong on the way is in the report. A scenario whose gateway delays takes
// the second that is the shortest timeout of a gateway.
func Play(ctx context.Context, api API, s Scenario) (Report, error) {
	r := Report{Scenario: s.Name, Title: s.Title, Passed: true, Steps: []Result{}}
	p := &player{api: api, made: map[string]jsontext.Value{}}
	stop, err := p.setUp(ctx)
	if err != nil {
		return r, fmt.Errorf("set up the scenario's card program: %w", err)
	}
	defer stop()
	r.CardToken = p.program.card
	for _, step := range s.Steps {
		result, err := p.take(ctx, step)
		r.Steps = append(r.Steps, result)
		r.Passed = r.Passed && result.Passed
		if err != nil {
			break
		}
	}
	return r, nil
}

// take sends a step's message and checks what it caused.
func (p *player) take(ctx context.Context, s Step) (Result, error) {
	r := Result{Step: s.Name, Problems: []string{}}
	p.program.endpoint.begin(s.Gateway)
	transaction, err := p.simulate(ctx, s)
	if err != nil {
		r.Problems = append(r.Problems, err.Error())
		return r, err
	}
	p.made[s.Name] = transaction
	r.TransactionToken = at(transaction, "token")
	var c checks
	c.transaction(s, transaction, p.made)
	c.question(s, transaction, p.program.endpoint.asked())
	c.notification(transaction, p.program.endpoint.notified(ctx, r.TransactionToken, patience))
	for step, want := range s.Becomes {
		_, body, err := p.api.Call(ctx, http.MethodGet, "/transactions/"+at(p.made[step], "token"), nil)
		if err != nil {
			r.Problems = append(r.Problems, err.Error())
			return r, err
		}
		c.equal("state of "+step, at(body, "state"), want)
	}
	r.Problems = append(r.Problems, c.problems...)
	r.Passed = len(r.Problems) == 0
	return r, nil
}

func (p *player) simulate(ctx context.Context, s Step) (jsontext.Value, error) {
	body := map[string]any{"amount": jsontext.Value(s.Amount)}
	if s.Follows != "" {
		body["preceding_related_transaction_token"] = at(p.made[s.Follows], "token")
	} else {
		body["card_token"] = p.program.card
	}
	if s.Force {
		body["force_post"] = true
	}
	answer, err := p.create(ctx, "/simulations/cardtransactions/"+s.Simulate, body)
	if err != nil {
		return nil, err
	}
	var envelope struct {
		Transaction jsontext.Value `json:"transaction"`
	}
	return envelope.Transaction, unwrap(answer, &envelope, &envelope.Transaction)
}

// unwrap decodes an answer and keeps the part that is asked for apart from its buffer.
func unwrap(answer []byte, into any, part *jsontext.Value) error {
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("read the simulation's answer: %w", err)
	}
	*part = part.Clone()
	return nil
}
