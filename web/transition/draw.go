package transition

import (
	"cmp"
	"net/http"

	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

func (m Mover[T]) draw(w http.ResponseWriter, r *http.Request, status int, object T, d drawn) error {
	words, err := m.Words(r.Context(), object)
	if err != nil {
		return err
	}
	a, e, token := d.answers, d.errs, r.PathValue("token")
	if !form.Token(a.Token) {
		a.Token = m.Changes.NewKey()
	}
	back := m.path(token)
	p := ui.Confirm{
		Head: ui.Head{Title: m.Text + " " + words.Title, Sub: words.Sub, Back: back, Where: words.Where},
		Tone: m.Tone, Effect: m.Effect, Detail: m.Detail, Question: "Why is the " + m.Noun + " " + m.Done + "?",
		Action: back + "/" + m.Verb, Key: cmp.Or(a.Key, m.Changes.NewKey()), Token: a.Token,
		Refusal: m.refusal(r, d),
		Code:    ui.Field{Name: "reason_code", Label: "Reason", API: "reason_code", Value: a.Code, Error: e["reason_code"], Help: "Marqeta's list; it is kept with the transition."},
		Codes:   reasons(a.Code),
		Reason:  ui.Field{Name: "reason", Label: "In your words", API: "reason", Value: a.Reason, Error: e["reason"], Optional: true, MaxLength: 255, Help: "Everybody who opens the " + m.Noun + " reads it."},
		Request: form.Preview(m.Base, http.MethodPost, m.Endpoint, m.Request(a, token)),
		Foot: ui.Foot{
			Note: "You will be recorded as the one who did it.", Cancel: back, Submit: m.Text + " " + m.Noun,
			Danger: m.Tone == ui.Bad, Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"],
		},
	}
	return render.Page(w, r, status, render.View{
		Title: p.Head.Title, Section: "/" + m.Area, Body: ui.ConfirmForm(p), Fragments: []string{ui.RequestRegion},
	})
}

func (m Mover[T]) refusal(r *http.Request, d drawn) ui.Refusal {
	nothing, reference := "The "+m.Noun+" was not "+m.Done, reqlog.From(r.Context()).Reference
	if d.refused != nil {
		return form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return d.errs.Refusal(nothing, reference, order)
}
