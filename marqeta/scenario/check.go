package scenario

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// Check is one thing that was looked at.
type Check struct {
	What string `json:"what"`
	Want string `json:"want"`
	Got  string `json:"got"`
	OK   bool   `json:"ok"`
}

func (c Check) String() string {
	return fmt.Sprintf("%s is %q, want %q", c.What, c.Got, c.Want)
}

// checks collect what was looked at.
type checks struct {
	done  []Check
	notes []string
}

func (c *checks) add(what, want, got string, ok bool) {
	c.done = append(c.done, Check{what, want, got, ok})
}

func (c *checks) fail(what, want, got string) { c.add(what, want, got, false) }

// problems words what is not as it has to be.
func (c *checks) problems() []string {
	var out []string
	for _, one := range c.done {
		if !one.OK {
			out = append(out, one.String())
		}
	}
	return out
}

// equal wants the same text, or the same amount.
func (c *checks) equal(what, got, want string) {
	ok := got == want
	if !ok {
		a, errA := marqeta.ParseAmount(got)
		b, errB := marqeta.ParseAmount(want)
		ok = errA == nil && errB == nil && a.Cmp(b) == 0
	}
	c.add(what, want, got, ok)
}

// answered wants a status: the one that is named, or a success. It is false when the
// answer is none to go on with.
func (c *checks) answered(want, status int, answer jsontext.Value) bool {
	said := fmt.Sprint(status)
	if words := at(answer, "error_message"); words != "" {
		said += ": " + words
	}
	switch {
	case want == 0 && status/100 != 2:
		c.fail("status", "a success", said)
		return false
	case want != 0:
		c.add("status", fmt.Sprint(want), said, status == want)
	}
	return true
}

// values checks what an answer says.
func (c *checks) values(s Step, answer jsontext.Value) {
	for _, path := range slices.Sorted(maps.Keys(s.Expect)) {
		c.equal(path, at(answer, path), s.Expect[path])
	}
	for _, path := range s.Absent {
		got := at(answer, path)
		c.add(path, "", got, member(answer, path) == nil)
	}
}

// question checks that the gateway was asked once, with what the transaction says, or
// not at all.
func (c *checks) question(want bool, t jsontext.Value, asked []jsontext.Value) {
	times := map[bool]string{true: "1", false: "0"}[want]
	c.equal("questions to the gateway", fmt.Sprint(len(asked)), times)
	if !want || len(asked) != 1 {
		return
	}
	for _, path := range []string{"token", "type", "amount", "gpa_order.token", "gpa_order.jit_funding.token", "gpa_order.jit_funding.method", "gpa_order.jit_funding.amount"} {
		c.equal("the question's "+path, at(asked[0], path), at(t, path))
	}
}

// notification wants the transaction as it was answered.
func (c *checks) notification(t, n jsontext.Value) {
	const what, want = "notification", "as it was answered"
	if n == nil {
		c.fail(what, want, "none came")
		return
	}
	a, b := t.Clone(), n.Clone()
	got := want
	if a.Canonicalize() != nil || b.Canonicalize() != nil || !bytes.Equal(a, b) {
		got = "differs from the answer"
	}
	c.add(what, want, got, got == want)
}

// member gives the value at a path of member names, nil if there is none. A number is
// the place in a list.
func member(v jsontext.Value, path string) jsontext.Value {
	for name := range strings.SplitSeq(path, ".") {
		switch v.Kind() {
		case '{':
			var members map[string]jsontext.Value
			if json.Unmarshal(v, &members) != nil {
				return nil
			}
			v = members[name]
		case '[':
			var items []jsontext.Value
			var n int
			if json.Unmarshal(v, &items) != nil || json.Unmarshal([]byte(name), &n) != nil || n < 0 || n >= len(items) {
				return nil
			}
			v = items[n]
		default:
			return nil
		}
		if v == nil {
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
