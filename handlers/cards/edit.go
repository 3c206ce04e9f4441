package cards

import (
	"cmp"
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/render"
)

// Edit draws the form with what the card has.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.URL.RawQuery != "" {
		var in editForm
		if err := form.Read(r, &in); err != nil {
			return err
		}
		return h.drawEdit(w, r, http.StatusOK, drawn[editForm]{form: in})
	}
	live, err := h.program.Card(r.Context(), token)
	if err != nil {
		return err
	}
	in := editForm{Metadata: metadataText(live.Metadata), Expedite: live.Expedite}
	return h.drawEdit(w, r, http.StatusOK, drawn[editForm]{form: in})
}

// Update changes a card.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	var in editForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.check()
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.drawEdit(w, r, http.StatusUnprocessableEntity, drawn[editForm]{form: in, errs: errs})
	}
	request := in.request()
	err := h.changes.Carry(w, r, change.Change{
		Area: "cards", Action: "change card", Target: token, Request: request, Repeatable: true, Path: path(token),
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.UpdateCard(ctx, token, request)
		if err != nil {
			return err
		}
		ch.Said = "Card " + number(made) + " was changed."
		ch.Record = func(ctx context.Context) error { return h.store.PutCard(ctx, store.CardOf(made)) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return h.drawEdit(w, r, http.StatusUnprocessableEntity, drawn[editForm]{form: in, refused: refused})
	}
	return err
}

func (h *Handler) drawEdit(w http.ResponseWriter, r *http.Request, status int, d drawn[editForm]) error {
	token := r.PathValue("token")
	card, err := h.near(r.Context(), token)
	if err != nil {
		return err
	}
	f, e := d.form, d.errs
	p := cards.EditPage{
		Head:     ui.Head{Title: "Edit card " + number(card), Sub: "State and user stay as they are.", Back: path(token), Where: "Card " + number(card)},
		Action:   path(token) + "/edit",
		Key:      cmp.Or(f.Key, h.changes.NewKey()),
		Refusal:  d.refusal(r, "Nothing was changed", []ui.Fault{{Field: "metadata", Text: "Metadata"}}),
		Metadata: metadataField(f.Metadata, e["metadata"]),
		Expedite: expediteCheck(f.Expedite),
		Request:  form.Preview(h.program.BaseURL(), http.MethodPut, path(token), f.request()),
		Foot: ui.Foot{
			Note: "You will be recorded as the one who changed it.", Cancel: path(token), Submit: "Save changes",
			Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"],
		},
	}
	return render.Page(w, r, status, render.View{
		Title: p.Head.Title, Section: "/cards", Body: cards.Edit(p), Fragments: []string{ui.RequestRegion},
	})
}
