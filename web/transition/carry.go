package transition

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
)

// Carry carries the move out. Whether it is legal now is Marqeta's to say: another
// operator may have been faster than the page.
func (m Mover[T]) Carry(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	var in Answers
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.check()
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return m.again(w, r, drawn{answers: in, errs: errs})
	}
	err := m.Changes.Carry(w, r, change.Change{
		Area: m.Area, Action: m.Verb + " " + m.Noun, Target: token, Request: m.Request(in, token), Repeatable: true, Path: m.path(token),
	}, func(ctx context.Context, ch *change.Change) error {
		name, err := m.Send(ctx, in, token)
		if err != nil {
			return err
		}
		ch.Said = name + " was " + m.Done + "."
		ch.Record = func(ctx context.Context) error { return m.Keep(ctx, token) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return m.again(w, r, drawn{answers: in, refused: refused})
	}
	return err
}
