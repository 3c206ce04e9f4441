package transition

import (
	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/form"
)

// Answers are what was typed on the page that asks before a move.
type Answers struct {
	Key    string `form:"request_key"`
	Token  string `form:"token"` // of the transition, drawn with the form
	Code   string `form:"reason_code"`
	Reason string `form:"reason" validate:"max=255"`
}

func (a Answers) check() form.Errors {
	errs := form.Check(a)
	if marqeta.ReasonCode(a.Code).Words() == "" {
		errs.Add("reason_code", "Choose one of the offered reasons.")
	}
	if !form.Token(a.Token) {
		errs.Add("token", "The form had lost the token of its transition and has a new one now. Send it again.")
	}
	return errs
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = []ui.Fault{
	{Field: "reason_code", Text: "Reason"}, {Field: "reason", Text: "In your words"}, {Field: "token", Text: "Transition"},
}

// reasons offers Marqeta's reason codes, and keeps a chosen one that is not among them.
func reasons(chosen string) []ui.Option {
	out := []ui.Option{{Value: "", Text: "Choose one"}}
	for _, r := range marqeta.Reasons() {
		out = append(out, ui.Option{Value: string(r.Code), Text: ui.ReasonOf(string(r.Code), r.Words)})
	}
	if chosen != "" && marqeta.ReasonCode(chosen).Words() == "" {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out
}
