package declines

import (
	"context"
	"errors"
	"net/http"
	"unicode/utf8"

	"carddeck/store"
	views "carddeck/views/declines"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Move is one of the two things that an operator does with a group.
type Move struct {
	verb, done     string
	from           store.DeclineState
	effect, detail string
	carry          func(h *Handler, ctx context.Context, id, who, note string) error
}

// The moves.
var (
	Resolve = Move{"resolve", "resolved", store.DeclinesOpen, "The group leaves the list of open ones.",
		"It opens again by itself when a decline of this cause happens after now. Nothing is sent to Marqeta.",
		func(h *Handler, ctx context.Context, id, who, note string) error {
			return h.store.ResolveDeclines(ctx, id, who, note)
		}}
	Reopen = Move{"reopen", "reopened", store.DeclinesResolved, "The group stands among the open ones again.",
		"Nothing is sent to Marqeta.",
		func(h *Handler, ctx context.Context, id, who, note string) error {
			return h.store.ReopenDeclines(ctx, id, who, note)
		}}
)

type moveForm struct {
	Note string `form:"note" json:"note,omitempty"`
}

// longest is how many characters a note has at most.
const longest = 1000

// Ask draws the page that asks for a note.
func (h *Handler) Ask(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		g, err := h.group(r.Context(), r.PathValue("id"))
		if err != nil {
			return err
		}
		if g.State != m.from {
			return m.tooLate(g.ID)
		}
		return h.draw(w, r, http.StatusOK, m, g, moveForm{}, nil)
	}
}

// Carry notes the move.
func (h *Handler) Carry(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		g, err := h.group(r.Context(), r.PathValue("id"))
		if err != nil {
			return err
		}
		var in moveForm
		if err := form.Read(r, &in); err != nil {
			return err
		}
		errs := form.Errors{}
		if utf8.RuneCountInString(in.Note) > longest {
			errs.Add("note", "Shorten it: a note has at most 1,000 characters.")
		}
		form.Confirm(r, errs)
		if len(errs) > 0 {
			return h.draw(w, r, http.StatusUnprocessableEntity, m, g, in, errs)
		}
		return h.changes.Carry(w, r, change.Change{
			Area: "declines", Action: m.verb + " declines", Target: g.ID, Request: in, Path: path(g.ID), Said: "The group is " + m.done + ".",
		}, func(ctx context.Context, _ *change.Change) error {
			err := m.carry(h, ctx, g.ID, auth.From(r.Context()).Email, in.Note)
			if errors.Is(err, store.ErrNotFound) {
				return m.tooLate(g.ID)
			}
			return err
		})
	}
}

func (m Move) tooLate(id string) error {
	return &problem.Problem{Status: http.StatusConflict, Title: "The group is " + m.done + " already",
		Detail: "Somebody else was faster, or such a decline came again. Nothing was changed now.", Href: path(id), Action: "The group"}
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, m Move, g store.DeclineGroup, in moveForm, errs form.Errors) error {
	p := views.MovePage{
		Title: ui.Capital(m.verb) + ": " + cause(g.Code), Where: "The group", Back: path(g.ID), Action: path(g.ID) + "/" + m.verb,
		Key: h.changes.NewKey(), Effect: m.effect, Detail: m.detail,
		Refusal: errs.Refusal("Nothing was changed", reqlog.From(r.Context()).Reference, []ui.Fault{{Field: "note", Text: "Note"}}),
		Note: ui.Field{Name: "note", Label: "Note", Value: in.Note, Error: errs["note"], Optional: true, MaxLength: longest, Wide: true,
			Help: "What was found and done. It stands on the group's page and in the audit trail."},
		Foot: ui.Foot{Note: "You will be recorded as the one who did it.", Cancel: path(g.ID), Submit: ui.Capital(m.verb),
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"]},
	}
	return render.Page(w, r, status, render.View{Title: p.Title, Section: section, Body: views.Move(p)})
}
