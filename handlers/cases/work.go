package cases

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"unicode/utf8"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/reqlog"
)

// noteForm is what stands under a case: a note, and perhaps a move by the same click.
type noteForm struct {
	Version int64  `form:"version" json:"-"`
	Note    string `form:"note" json:"note,omitempty"`
}

// Note adds a note.
func (h *Handler) Note(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	var in noteForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.check()
	if in.Note == "" {
		errs.Add("note", "Write something.")
	}
	if len(errs) > 0 {
		return h.show(w, r, http.StatusUnprocessableEntity, c, draft{note: in.Note, work: errs})
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "cases", Action: "add note to case", Target: number(c), Request: in, Path: path(c), Said: "The note is kept.",
	}, func(ctx context.Context, _ *change.Change) error {
		return h.store.AddCaseNote(ctx, c.ID, in.Note, auth.From(ctx).Email)
	})
}

func (in noteForm) check() form.Errors {
	errs := form.Errors{}
	if utf8.RuneCountInString(in.Note) > longest {
		errs.Add("note", "Shorten it: a note has at most 4,000 characters.")
	}
	return errs
}

// Move is a change of state.
type Move struct {
	verb, text, icon, action, said string
	from                           []store.CaseState
	to                             store.CaseState
}

// The moves.
var (
	Wait = Move{"wait", "Set waiting", "pending", "set case waiting", "The case waits for an answer.",
		[]store.CaseState{store.CaseOpen}, store.CaseWaiting}
	Resolve = Move{"resolve", "Resolve", "ok", "resolve case", "The case is resolved.",
		[]store.CaseState{store.CaseOpen, store.CaseWaiting}, store.CaseResolved}
	Reopen = Move{"reopen", "Open again", "undo", "open case again", "The case is open again.",
		[]store.CaseState{store.CaseWaiting, store.CaseResolved}, store.CaseOpen}
)

var moves = []Move{Wait, Resolve, Reopen}

// legal reports whether the move leads on from a state.
func (m Move) legal(from store.CaseState) bool {
	for _, s := range m.from {
		if s == from {
			return true
		}
	}
	return false
}

// Carry moves a case, with the note that was written beside.
func (h *Handler) Carry(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := h.find(r)
		if err != nil {
			return err
		}
		var in noteForm
		if err := form.Read(r, &in); err != nil {
			return err
		}
		if errs := in.check(); len(errs) > 0 {
			return h.show(w, r, http.StatusUnprocessableEntity, c, draft{note: in.Note, work: errs})
		}
		err = h.changes.Carry(w, r, change.Change{
			Area: "cases", Action: m.action, Target: number(c), Request: in, Path: path(c), Said: m.said,
		}, func(ctx context.Context, _ *change.Change) error {
			if in.Version == c.Version && !m.legal(c.State) {
				return &problem.Problem{Status: http.StatusConflict, Title: "The case stands so already", Detail: "Nothing was changed.", Href: path(c), Action: "The case"}
			}
			return refused(h.store.MoveCase(ctx, c.ID, in.Version, m.to, in.Note, auth.From(ctx).Email), c)
		})
		return h.settle(w, r, err, draft{note: in.Note})
	}
}

// refused words what the store says no to, so that the change is known to be refused.
func refused(err error, c store.Case) error {
	p := &problem.Problem{Status: http.StatusConflict, Err: err, Href: path(c), Action: "The case"}
	switch {
	case errors.Is(err, store.ErrStale):
		p.Title, p.Detail = "Somebody changed the case meanwhile", "Look at what is new, and send it again. Nothing was changed now."
	case errors.Is(err, store.ErrConflict):
		subject, _ := about(c)
		p.Title, p.Detail = "Another case about the same is open", "Go on with that one; it stands on the page of what this case is about."
		p.Href, p.Action = subject, "To that page"
	case errors.Is(err, store.ErrNotFound):
		return gone(err)
	case err != nil:
		return fmt.Errorf("change case: %w", err)
	default:
		return nil
	}
	return p
}

// settle draws the case again where somebody else was faster, with what was typed.
func (h *Handler) settle(w http.ResponseWriter, r *http.Request, err error, d draft) error {
	if !errors.Is(err, store.ErrStale) {
		return err
	}
	c, err := h.find(r)
	if err != nil {
		return err
	}
	d.stale = "By now it is " + string(c.State) + ", assigned to " + assigned(c) + ", and called “" + ui.Name(c.Title) + "”. Nothing was changed now; look at it and send again."
	return h.show(w, r, http.StatusConflict, c, d)
}

func assigned(c store.Case) string {
	if c.Assignee == "" {
		return "nobody"
	}
	return ui.Name(c.Assignee)
}

// refusal words what is wrong with a form on the page of a case.
func refusal(r *http.Request, errs form.Errors, nothing string, fields ...ui.Fault) ui.Refusal {
	return errs.Refusal(nothing, reqlog.From(r.Context()).Reference, fields)
}
