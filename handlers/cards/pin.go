package cards

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/render"
)

// pinForm holds a new PIN. It is sent on and nowhere else, not even back into the form.
type pinForm struct {
	PIN marqeta.Secret `form:"pin" validate:"required,numeric,len=4"`
}

// AskPIN draws the form on which a test card gets a PIN.
func (h *Handler) AskPIN(w http.ResponseWriter, r *http.Request) error {
	return h.drawPIN(w, r, http.StatusOK, drawn[pinForm]{})
}

// SetPIN gives a test card a PIN. With real cards the cardholder does that.
func (h *Handler) SetPIN(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	var in pinForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if errs := form.Check(in); len(errs) > 0 {
		return h.drawPIN(w, r, http.StatusUnprocessableEntity, drawn[pinForm]{errs: errs})
	}
	err := h.changes.Carry(w, r, change.Change{
		Area: "cards", Action: "set PIN", Target: token, Request: map[string]string{"card_token": token}, Path: path(token), Said: "The card has a new PIN.",
	}, func(ctx context.Context, _ *change.Change) error { return h.program.SetPIN(ctx, token, in.PIN) })
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return h.drawPIN(w, r, http.StatusUnprocessableEntity, drawn[pinForm]{refused: refused})
	}
	return err
}

func (h *Handler) drawPIN(w http.ResponseWriter, r *http.Request, status int, d drawn[pinForm]) error {
	token := r.PathValue("token")
	card, err := h.near(r.Context(), token)
	if err != nil {
		return err
	}
	p := cards.PINPage{
		Head:   ui.Head{Title: "Set a PIN", Sub: "Of a test card. With real cards the cardholder chooses it in your app, and nobody else sees it.", Back: path(token), Where: "Card " + number(card)},
		Action: path(token) + "/pin", Key: h.changes.NewKey(), Refusal: d.refusal(r, "Nothing was changed", []ui.Fault{{Field: "pin", Text: "PIN"}}),
		PIN:  ui.Field{Name: "pin", Label: "New PIN", API: "pin", Type: "password", Error: d.errs["pin"], Help: "Four digits. It is sent on and kept nowhere.", MaxLength: 4},
		Foot: ui.Foot{Note: "You will be recorded as the one who set it.", Cancel: path(token), Submit: "Set the PIN"},
	}
	return render.Page(w, r, status, render.View{Title: p.Head.Title, Section: "/cards", Body: cards.PIN(p)})
}
