package certifications

import (
	"fmt"
	"net/http"

	"carddeck/store"
	views "carddeck/views/certifications"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the runs, the last one first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListCertifications(r.Context(), page)
	if err != nil {
		return fmt.Errorf("list certifications: %w", err)
	}
	p := views.ListPage{
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "run"),
		Empty: ui.Empty{Title: "No gateway was certified yet",
			Text: "Before Gateway JIT Funding goes live, Marqeta checks that the gateway answers right and in time. " +
				"Rehearse it: 23 scenarios, each with a verdict, and what was sent and received as evidence.",
			Href: root + "/new", Action: "Certify a gateway"},
	}
	for _, c := range found.Rows {
		p.Rows = append(p.Rows, views.Run{
			Mark: h.mark(c), Href: of(c.Name), Gateway: ui.Name(c.Gateway), Passed: fmt.Sprintf("%d of %d", c.Passed, whole),
			Who: ui.Name(c.OperatorEmail), At: ui.MomentOf(c.BeganAt),
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Certification", Section: root, Body: views.List(p)})
}

// mark is how a run stands.
func (h *Handler) mark(c store.Certification) ui.Mark {
	switch {
	case h.lost(c):
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Broken off"}
	case c.State == store.CertificationRunning:
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Running"}
	case c.Failed > 0:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Failed"}
	case c.State == store.CertificationStopped:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Stopped"}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
}
