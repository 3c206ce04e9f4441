package scenario

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// checks collect what is not as it has to be, in words.
type checks struct{ problems []string }

func (c *checks) say(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// equal wants the same text, or the same amount.
func (c *checks) equal(what, got, want string) {
	if got == want {
		return
	}
	a, errA := marqeta.ParseAmount(got)
	b, errB := marqeta.ParseAmount(want)
	if errA != nil || errB != nil || a.Cmp(b) != 0 {
		c.say("%s is %q, want %q", what, got, want)
	}
}

// transaction checks a step's own transaction.
func (c *checks) transaction(s Step, t jsontext.Value, made map[string]jsontext.Value) {
	c.equal("type", at(t, "type"), s.Simulate)
	for path, want := range s.Expect {
		c.equal(path, at(t, path), want)
	}
	for path, other := range s.Joins {
		step, there, _ := strings.Cut(other, " ")
		c.equal(path, at(t, path), at(made[step], there))
	}
	for _, path := range s.Absent {
		if v := member(t, path); v != nil {
			c.say("%s is %s, want it absent", path, v)
		}
	}
}

// question checks that the gateway was asked once, with what the transaction says, or
// not at all.
func (c *checks) question(s Step, t jsontext.Value, asked []jsontext.Value) {
	switch {
	case !s.Asked && len(asked) > 0:
		c.say("the gateway was asked about what has happened already")
	case s.Asked && len(asked) != 1:
		c.say("the gateway was asked %d times, want once", len(asked))
	case s.Asked:
		for _, path := range []string{"token", "type", "amount", "gpa_order.token", "gpa_order.jit_funding.token", "gpa_order.jit_funding.method", "gpa_order.jit_funding.amount"} {
			c.equal("the question's "+path, at(asked[0], path), at(t, path))
		}
	}
}

// notification wants the transaction as it was answered.
func (c *checks) notification(t, n jsontext.Value) {
	if n == nil {
		c.say("no notification came")
		return
	}
	a, b := t.Clone(), n.Clone()
	if a.Canonicalize() != nil || b.Canonicalize() != nil || !bytes.Equal(a, b) {
		c.say("the notification differs from the answer")
	}
}

// member gives the value at a path of member names, nil if there is none.
func member(v jsontext.Value, path string) jsontext.Value {
	for name := range strings.SplitSeq(path, ".") {
		var members map[string]jsontext.Value
		if json.Unmarshal(v, &members) != nil {
			return nil
		}
		if v = members[name]; v == nil {
			return nil
		}
	}
	return v
}

// at gives the value at a path as text, empty if there is none.
func at(v jsontext.Value, path string) string {
	v = member(v, path)
	if v.Kind() == '"' {
		var s string
		_ = json.Unmarshal(v, &s)
		return s
	}
	return string(v)
}
