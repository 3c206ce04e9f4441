package scenario

import (
	"fmt"
	"maps"

	"github.com/go-json-experiment/json/jsontext"
)

// fill puts values in the place of a step's references.
func (p *player) fill(s Step) (Step, error) {
	for _, text := range []*string{&s.Token, &s.Card, &s.Amount, &s.Load, &s.Advance} {
		filled, err := fill(*text, p.look)
		if err != nil {
			return s, err
		}
		*text = filled
	}
	if s.Card == "" {
		s.Card = p.card
	}
	s.Expect = maps.Clone(s.Expect)
	for path, want := range s.Expect {
		filled, err := fill(want, p.lookLater)
		if err != nil {
			return s, err
		}
		s.Expect[path] = filled
	}
	var err error
	if s.With != nil {
		s.With, err = fillJSON(s.With, p.look)
	}
	return s, err
}

// look gives the value of a reference.
func (p *player) look(name, path string) (string, error) {
	if name == "run" {
		return p.run, nil
	}
	if value, known := p.scenario.Parameters[name]; known {
		return value, nil
	}
	value := member(p.said[name], path)
	if value == nil {
		return "", fmt.Errorf("the answer of %s has no %s", name, path)
	}
	return at(p.said[name], path), nil
}

// lookLater is for what is expected: a missing value is an expectation that fails.
func (p *player) lookLater(name, path string) (string, error) {
	value, err := p.look(name, path)
	if err != nil {
		return "", nil
	}
	return value, nil
}

// filled fills the references of a part of the program.
func (p *player) filled(v jsontext.Value) (jsontext.Value, error) {
	if v == nil {
		return nil, nil
	}
	return fillJSON(v, p.look)
}
