package scenarios

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/store"
	views "carddeck/views/scenarios"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// ask asks before a scenario is forgotten.
func (h *Handler) ask(w http.ResponseWriter, r *http.Request) error {
	k, err := h.own(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	p := views.DeletePage{
		Title: "Delete " + ui.Name(k.Title), Back: of(k.Name), Where: k.Name, Action: of(k.Name) + "/delete", Key: h.changes.NewKey(),
		Foot: ui.Foot{Note: "You will be recorded as the one who deleted it.", Cancel: of(k.Name), Submit: "Delete the scenario", Danger: true},
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Title, Section: root, Body: views.Delete(p)})
}

// delete forgets a scenario.
func (h *Handler) delete(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	return h.changes.Carry(w, r, change.Change{
		Area: "scenarios", Action: "delete scenario", Target: name, Path: root, Said: "The scenario " + name + " is gone.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.DeleteScenario(ctx, name)
		if errors.Is(err, store.ErrNotFound) {
			return problem.NotFound("scenario", root, "All scenarios")
		}
		if err != nil {
			return fmt.Errorf("delete scenario: %w", err)
		}
		return nil
	})
}
