package rule

import (
	"errors"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Fault is what is wrong with one member of a set, named as its JSON is: "rules.2.amount".
type Fault struct {
	Field   string
	Problem string
}

// Faults are everything that is wrong with a set.
type Faults []Fault

func (f Faults) Error() string {
	var all []string
	for _, one := range f {
		all = append(all, one.Field+": "+one.Problem)
	}
	return "the rules cannot be used: " + strings.Join(all, "; ")
}

// Read reads a set from its JSON, in which no name may be unknown or come twice. What is
// wrong with it are Faults.
func Read(text []byte) (Set, error) {
	var s Set
	if err := json.Unmarshal(text, &s, json.RejectUnknownMembers(true)); err != nil {
		return Set{}, unreadable(err)
	}
	if faults := s.Check(); len(faults) > 0 {
		return Set{}, faults
	}
	return s, nil
}

// unreadable names the member at which reading ended.
func unreadable(err error) Faults {
	var at jsontext.Pointer
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		at = e.JSONPointer
	} else if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = e.JSONPointer
	}
	return Faults{{strings.Join(slices.Collect(at.Tokens()), "."), "This cannot be read: " + err.Error()}}
}

// JSON writes the set, without its version.
func (s Set) JSON() []byte {
	s.Version = 0
	if s.Rules == nil {
		s.Rules = []Rule{}
	}
	text, err := json.Marshal(s, json.Deterministic(true))
	if err != nil {
		panic(err) // there is nothing in a set that JSON cannot hold
	}
	return text
}
