package certify

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/bojanz/currency"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// message is the members of a jit_funding as they are written.
type message map[string]jsontext.Value

// text gives a member that is text, and whether it is.
func (m message) text(name string) (string, bool) {
	var s string
	err := json.Unmarshal(m[name], &s)
	return s, m[name] != nil && err == nil
}

// amount gives a member that is an amount, and whether it is.
func (m message) amount(name string) (marqeta.Amount, bool) {
	var a marqeta.Amount
	if v := m[name]; len(v) == 0 || v.Kind() != '0' && v.Kind() != '"' {
		return a, false
	}
	err := json.Unmarshal(m[name], &a)
	return a, err == nil
}

// question is what an answer has to fit.
type question struct {
	JIT      message
	Token    string
	Method   string
	Currency string
	Decimals uint8
	Amount   marqeta.Amount
	Partial  bool // the terminal takes a part
}

// inquiry tells that the answer must carry balances.
func (q question) inquiry() bool { return strings.HasSuffix(q.Method, "balanceinquiry") }

func readQuestion(body []byte) (question, error) {
	type order struct {
		JIT message `json:"jit_funding"`
	}
	var in struct {
		Currency string `json:"currency_code"`
		Order    *order `json:"gpa_order"`
		Unload   *order `json:"gpa_order_unload"`
		POS      struct {
			Partial bool `json:"partial_approval_capable"`
		} `json:"pos"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return question{}, err
	}
	q := question{Currency: in.Currency, Partial: in.POS.Partial}
	switch {
	case in.Order != nil:
		q.JIT = in.Order.JIT
	case in.Unload != nil:
		q.JIT = in.Unload.JIT
	default:
		return q, errors.New("the question has no order")
	}
	q.Token, _ = q.JIT.text("token")
	q.Method, _ = q.JIT.text("method")
	q.Amount, _ = q.JIT.amount("amount")
	q.Decimals = 2
	if digits, known := currency.GetDigits(q.Currency); known {
		q.Decimals = digits
	}
	return q, nil
}

// echo is the approval that a gateway would give.
func (q question) echo() []byte {
	b, _ := json.Marshal(map[string]message{"jit_funding": q.JIT}, json.Deterministic(true))
	return b
}

// readAnswer gives the jit_funding of an answer; an error says why there is none.
func readAnswer(body string) (message, error) {
	var in struct {
		JIT message `json:"jit_funding"`
	}
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		return nil, errors.New("not the JSON it should be: " + clip(body))
	}
	if in.JIT == nil {
		return nil, errors.New("no jit_funding: " + clip(body))
	}
	return in.JIT, nil
}

// same compares two answers: byte for byte, and by what they mean.
func same(a, b Exchange) (bytesToo, meaning bool) {
	if a.Status != b.Status {
		return false, false
	}
	if a.Received == b.Received {
		return true, true
	}
	x, y := jsontext.Value(a.Received), jsontext.Value(b.Received)
	return false, x.Canonicalize() == nil && y.Canonicalize() == nil && bytes.Equal(x, y)
}

// with gives a JSON object with one member, at any depth, written otherwise. A value of
// nil takes it away.
func with(object []byte, path string, value any) []byte {
	name, below, deeper := strings.Cut(path, ".")
	members := map[string]jsontext.Value{}
	_ = json.Unmarshal(object, &members) // what is not there is made
	switch {
	case deeper:
		under := members[name]
		if under == nil {
			under = jsontext.Value("{}")
		}
		members[name] = with(under, below, value)
	case value == nil:
		delete(members, name)
	default:
		members[name], _ = json.Marshal(value)
	}
	out, _ := json.Marshal(members, json.Deterministic(true))
	return out
}

// at gives what stands at a path of a JSON value, in plain text; empty is nothing.
func at(object []byte, path string) string {
	v := jsontext.Value(object)
	for name := range strings.SplitSeq(path, ".") {
		var members map[string]jsontext.Value
		if json.Unmarshal(v, &members) != nil {
			return ""
		}
		v = members[name]
	}
	if len(v) == 0 || v.Kind() == 'n' {
		return ""
	}
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s
	}
	return string(v)
}

// clip shortens what a gateway said.
func clip(s string) string {
	const longest = 120
	switch {
	case s == "":
		return "nothing"
	case len(s) > longest:
		return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(s[:longest], ""), len(s))
	}
	return s
}
