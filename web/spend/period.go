package spend

import (
	"time"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/form"
)

// Period is the part of a form that says from when to when a control is in force, in UTC.
type Period struct {
	Start string `form:"start_time"`
	End   string `form:"end_time"`
}

// local is how browsers write a moment without a zone; ours are UTC.
const local = "2006-01-02T15:04"

// PeriodOf is the part of the form as an existing control would have been made by it.
func PeriodOf(start, end marqeta.Time) Period {
	text := func(t marqeta.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(local)
	}
	return Period{text(start), text(end)}
}

// Times gives the bounds, zero where one is open or cannot be read. One that is still the
// minute of what it was before stays what it was, to the second.
func (f Period) Times(before Period, wasStart, wasEnd marqeta.Time) (start, end marqeta.Time) {
	start, end = moment(f.Start), moment(f.End)
	if f.Start == before.Start {
		start = wasStart
	}
	if f.End == before.End {
		end = wasEnd
	}
	return start, end
}

func moment(s string) marqeta.Time {
	for _, layout := range []string{local, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return marqeta.At(t)
		}
	}
	return marqeta.Time{}
}

// Check adds what cannot be read, an end that is not after the start, and a bound that is
// to be taken away: Marqeta leaves alone what is not sent.
func (f Period) Check(before Period, errs form.Errors) {
	for _, bound := range []struct{ field, now, before string }{{"start_time", f.Start, before.Start}, {"end_time", f.End, before.End}} {
		switch {
		case bound.now != "" && moment(bound.now).IsZero():
			errs.Add(bound.field, "A day and a time such as 2026-04-01T09:00, in UTC.")
		case bound.now == "" && bound.before != "":
			errs.Add(bound.field, "A time can be moved here, not taken away: Marqeta leaves alone what is not sent. Move it to a far day instead.")
		}
	}
	start, end := moment(f.Start), moment(f.End)
	if !start.IsZero() && !end.IsZero() && !end.After(start.Time) {
		errs.Add("end_time", "It must come after the start.")
	}
}

// Question draws the fields.
func (f Period) Question(errs form.Errors, more ...templ.Component) spendcontrols.Question {
	return spendcontrols.Question{Title: "Since when?", Note: "In UTC. Leave both empty for always.", Fields: append([]templ.Component{
		ui.Input(ui.Field{Name: "start_time", Label: "From", API: "start_time", Type: "datetime-local", Value: f.Start, Error: errs["start_time"], Optional: true}),
		ui.Input(ui.Field{Name: "end_time", Label: "Until", API: "end_time", Type: "datetime-local", Value: f.End, Error: errs["end_time"], Optional: true, Help: "This moment is not part of it any more."}),
	}, more...)}
}

// PeriodOrder names the fields for the summary of what is wrong.
var PeriodOrder = []ui.Fault{{Field: "start_time", Text: "From"}, {Field: "end_time", Text: "Until"}}
