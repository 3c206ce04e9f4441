package simulator

import (
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/form"
)

// sheet draws the questions that a kind of message takes an answer to.
type sheet struct {
	form     simulationForm
	errs     form.Errors
	cards    []ui.Option
	before   []ui.Option // what a message may follow
	embedded bool
}

// questions are the groups of fields in order, none of them empty.
func (s sheet) questions(k kind) []views.Question {
	var out []views.Question
	for _, q := range []views.Question{s.who(k), s.where(k), s.presence(k), s.billing(k), s.conversion(k), s.fee(k), s.clearing(k), s.transfer(k)} {
		if len(q.Controls) == 0 {
			continue
		}
		for _, c := range q.Controls {
			q.Open = q.Open || s.errs[c.Field.Name] != ""
		}
		out = append(out, q)
	}
	return out
}

// order names the fields as they stand on the page, for the summary of what is wrong.
func (s sheet) order() []ui.Fault {
	out := []ui.Fault{{Field: "kind", Text: "Message"}}
	for _, q := range s.questions(kindOf(s.form.Kind)) {
		for _, c := range q.Controls {
			out = append(out, ui.Fault{Field: c.Field.Name, Text: c.Field.Label})
		}
	}
	return out
}

// text is a line; api is the Core API's name of it.
func (s sheet) text(name, label, api, value, help string, size int) views.Control {
	return views.Control{Field: ui.Field{Name: name, Label: label, API: api, Value: value, Error: s.errs[name], Help: help, MaxLength: size}}
}

func optional(c views.Control) views.Control { c.Field.Optional = true; return c }
func mono(c views.Control) views.Control     { c.Field.Mono = true; return c }

// choice is a closed set of answers, in pairs of value and words. A chosen value that is
// not among them is kept.
func (s sheet) choice(name, label, api, value string, pairs ...string) views.Control {
	c := s.text(name, label, api, value, "", 0)
	known := false
	for i := 0; i+1 < len(pairs); i += 2 {
		c.Options = append(c.Options, ui.Option{Value: pairs[i], Text: pairs[i+1]})
		known = known || pairs[i] == value
	}
	if !known && value != "" {
		c.Options = append(c.Options, ui.Option{Value: value, Text: value})
	}
	return c
}

func tick(name, label, help string, on bool) views.Control {
	return views.Control{Field: ui.Field{Name: name, Label: label}, Check: &ui.Check{Name: name, Label: label, Help: help, On: on}}
}

// secret is never drawn back.
func (s sheet) secret(name, label, api, help string, size int) views.Control {
	c := optional(s.text(name, label, api, "", help, size))
	c.Field.Type = "password"
	return c
}
