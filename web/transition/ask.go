package transition

import (
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/form"
	"carddeck/web/problem"
)

// Ask draws the page that asks before a move. Answers in the address draw the request
// again while somebody types.
func (m Mover[T]) Ask(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.URL.RawQuery != "" {
		var in Answers
		if err := form.Read(r, &in); err != nil {
			return err
		}
		object, err := m.Near(r.Context(), token)
		if err != nil {
			return err
		}
		return m.draw(w, r, http.StatusOK, object, drawn{answers: in})
	}
	object, err := m.Read(r.Context(), token)
	if err != nil {
		return err
	}
	if why := m.WhyNot(object); why != "" {
		words, err := m.Words(r.Context(), object)
		if err != nil {
			return err
		}
		return &problem.Problem{Status: http.StatusConflict, Title: words.Name + " cannot be " + m.Done,
			Detail: why, Href: m.path(token), Action: "Back to the " + m.Noun}
	}
	return m.draw(w, r, http.StatusOK, object, drawn{answers: Answers{Code: string(m.Usual)}})
}

// again shows what was wrong, beside the object as it is by now.
func (m Mover[T]) again(w http.ResponseWriter, r *http.Request, d drawn) error {
	object, err := m.Read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return m.draw(w, r, http.StatusUnprocessableEntity, object, d)
}

// drawn is everything that the page depends on.
type drawn struct {
	answers Answers
	errs    form.Errors
	refused *marqeta.Error
}
