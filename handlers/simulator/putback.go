package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/store"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// late is when a run that goes on would long be over: what it did not put back is left.
const late = 2 * time.Minute

// putBack takes a change back and strikes it off, or notes why it could not.
func (h *Handler) putBack(ctx context.Context, row store.PutBack, c provoke.Change) error {
	err := h.changes.Part(ctx, change.Change{Area: acts[c.Act].area, Action: "put back: " + c.Back, Target: c.Target, Request: c.Undo.Body},
		func(ctx context.Context) error { return c.TakeBack(ctx, h.program) })
	if err == nil {
		return h.store.DeletePutBack(ctx, row.ID)
	}
	words := "No answer came."
	if refused, ok := marqeta.AsError(err); ok {
		words = refused.Words()
	}
	return errors.Join(err, h.store.FailPutBack(ctx, row.ID, words))
}

// PutBackLeft puts back what runs left that ended with their process. What cannot be put
// back is left to people, until the console starts anew.
func (h *Handler) PutBackLeft(ctx context.Context) error {
	before, first := h.now().Add(-late), !h.awake.Swap(true)
	if first {
		before = h.began
	}
	rows, err := h.store.PutBacks(ctx, before)
	if err != nil {
		return err
	}
	var errs []error
	for _, row := range rows {
		if row.Problem == "" || first {
			errs = append(errs, h.putBackRow(auth.With(ctx, auth.Operator{ID: row.OperatorID, Email: row.OperatorEmail}), row))
		}
	}
	return errors.Join(errs...)
}

func (h *Handler) putBackRow(ctx context.Context, row store.PutBack) error {
	c, err := provoke.Read(row.Change)
	if err != nil {
		return fmt.Errorf("read how to put back what was changed for %s: %w", row.Cause, err)
	}
	return h.putBack(ctx, row, c)
}

// PutBack puts back, on request, what is left of declines that were provoked.
func (h *Handler) PutBack(w http.ResponseWriter, r *http.Request) error {
	if !h.provoking.TryLock() {
		return busy()
	}
	defer h.provoking.Unlock()
	return h.changes.Carry(w, r, change.Change{Area: "simulator", Action: "put back what declines left", Path: declinePath, Said: "Everything is as it was before."},
		func(ctx context.Context, _ *change.Change) error {
			rows, err := h.store.PutBacks(ctx, h.now().Add(time.Minute))
			if err != nil {
				return err
			}
			for _, row := range rows {
				if err := h.putBackRow(ctx, row); err != nil {
					return &problem.Problem{Status: http.StatusConflict, Title: "Not everything could be put back", Err: errors.New(err.Error()),
						Detail: "The page says what is left, why, and what to do by hand.", Href: declinePath, Action: "See what is left"}
				}
			}
			return nil
		})
}

func busy() *problem.Problem {
	return &problem.Problem{Status: http.StatusConflict, Title: "Another decline is being provoked", Href: declinePath, Action: "Try again",
		Detail: "One at a time, so that everything is put back as it was. It takes a second or two. Nothing was changed."}
}

// left words what is to be put back.
func left(rows []store.PutBack) []views.Left {
	var out []views.Left
	for _, row := range rows {
		c, err := provoke.Read(row.Change)
		if err != nil {
			c.Back = "what was changed for " + row.Cause
		}
		out = append(out, views.Left{Back: ui.Capital(c.Back), ByHand: ui.Name(c.ByHand), Problem: ui.Name(row.Problem),
			Who: row.OperatorEmail, At: ui.MomentOf(row.CreatedAt), Href: targetPath(c)})
	}
	return out
}
