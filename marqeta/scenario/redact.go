package scenario

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// telling are the members of a request whose values name somebody's objects, or are
// known to a cardholder alone.
var telling = []string{
	"card_token", "user_token", "acting_user_token", "business_token", "cardholder_token", "account_holder_token", "parent_token",
	"preceding_related_transaction_token", "original_transaction_token", "account_number", "pin", "cvv", "pan",
}

// Redact gives the scenario with parameters in the place of all that names a real
// cardholder's objects. The parameters have no value, so that whoever plays it has to
// give them one.
func (s Scenario) Redact() Scenario {
	r := redactor{parameters: maps.Clone(s.Parameters), taken: map[string]bool{"run": true, "program": true}, by: map[string]string{}}
	if r.parameters == nil {
		r.parameters = Values{}
	}
	for _, step := range s.Steps {
		r.taken[step.Name] = true
	}
	for name, value := range r.parameters {
		if strings.HasSuffix(name, "token") || name == "card" || name == "user" {
			if value != "" {
				r.by[value] = "{" + name + "}"
			}
			r.parameters[name] = ""
		}
	}
	if s.Program != nil {
		own := *s.Program
		own.User, own.Card = r.json(own.User), r.json(own.Card)
		s.Program = &own
	}
	s.Steps = slices.Clone(s.Steps)
	for i, step := range s.Steps {
		verb, object := step.verb()
		step.Card = r.text("card", step.Card)
		if verb == load {
			step.Load = r.text("user", step.Load)
		}
		if object == "balances" {
			object = "user"
		}
		if slices.Contains([]string{"card", "user", "transaction"}, object) {
			step.Token = r.text(object, step.Token)
		}
		step.With = r.json(step.With)
		step.Expect = maps.Clone(step.Expect)
		for path, want := range step.Expect {
			if last := path[strings.LastIndex(path, ".")+1:]; last == "token" || strings.HasSuffix(last, "_token") {
				step.Expect[path] = r.text(strings.ReplaceAll(path, ".", "_"), want)
			}
		}
		s.Steps[i] = step
	}
	s.Parameters = r.parameters
	return s
}

// redactor knows the parameters, and which stands for what.
type redactor struct {
	parameters Values
	taken      map[string]bool
	by         map[string]string
}

// text gives a reference in the place of a literal; what refers to something stays.
func (r *redactor) text(name, literal string) string {
	if literal == "" || strings.Contains(literal, "{") {
		return literal
	}
	if known, ok := r.by[literal]; ok {
		return known
	}
	free := name
	for n := 2; ; n++ {
		if _, used := r.parameters[free]; !used && !r.taken[free] {
			break
		}
		free = name + "_" + strconv.Itoa(n)
	}
	r.parameters[free] = ""
	r.by[literal] = "{" + free + "}"
	return r.by[literal]
}

// json does so for the telling members of an object, at every depth.
func (r *redactor) json(v jsontext.Value) jsontext.Value {
	if v == nil {
		return nil
	}
	var out bytes.Buffer
	dec, enc := jsontext.NewDecoder(bytes.NewReader(v)), jsontext.NewEncoder(&out)
	last := ""
	for {
		token, err := dec.ReadToken()
		if err != nil {
			return jsontext.Value(bytes.TrimSpace(out.Bytes()))
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		switch name := kind == '{' && n%2 == 1; {
		case name:
			last = token.String()
		case (token.Kind() == '"' || token.Kind() == '0') && slices.Contains(telling, last):
			token = jsontext.String(r.text(last, token.String()))
		}
		if enc.WriteToken(token) != nil {
			return v // what was read whole can be written
		}
	}
}
