package audit

import (
	"errors"
	"fmt"
	"net/http"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/session"
)

// Note closes an entry whose outcome asking cannot settle, by the word of an operator
// who has looked at the object.
func (h *Handler) Note(outcome store.Outcome) func(http.ResponseWriter, *http.Request) error {
	words := "it was carried out."
	if outcome == store.OutcomeRefused {
		words = "it was not carried out."
	}
	return func(w http.ResponseWriter, r *http.Request) error {
		e, err := h.entry(r)
		if err != nil {
			return err
		}
		if !h.judgeable(e) {
			return h.tooLate(e)
		}
		who := auth.From(r.Context())
		err = h.store.FinishAudit(r.Context(), e.ID, outcome, "", "", who.Email+" looked it up: "+words)
		if errors.Is(err, store.ErrNotFound) {
			return h.tooLate(e)
		}
		if err != nil {
			return fmt.Errorf("note an outcome: %w", err)
		}
		session.From(r.Context()).AddFlash(session.Flash{Kind: session.Done, Text: "Noted under your name: " + words})
		return render.Redirect(w, r, entryPath(e))
	}
}

// judgeable tells what a person may close: an unknown outcome that had its time to show.
func (h *Handler) judgeable(e store.AuditEntry) bool {
	return e.Outcome == store.OutcomeUnknown && !h.young(e)
}

func (h *Handler) tooLate(e store.AuditEntry) error {
	return &problem.Problem{Status: http.StatusConflict, Title: "This entry is not yours to close",
		Detail: "Only an outcome that has been unknown for half a minute can be noted by hand. Open the entry to see how it stands.",
		Href:   entryPath(e), Action: "The entry"}
}
