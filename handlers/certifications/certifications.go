// Package certifications serves the pages on which a gateway's certification is rehearsed,
// followed, and printed. What came of a run is stored; the credentials it was made with
// are not.
package certifications

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/certify"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/problem"
)

const root = "/certifications"

// Store is what this area remembers.
type Store interface {
	AddCertification(ctx context.Context, c store.Certification) (int64, error)
	AddCertificationResult(ctx context.Context, r store.CertificationResult) error
	EndCertification(ctx context.Context, id int64, state store.CertificationState, failure string) error
	Certification(ctx context.Context, name string) (store.Certification, error)
	CertificationResults(ctx context.Context, id int64) ([]store.CertificationResult, error)
	CertificationResult(ctx context.Context, id, number int64) (store.CertificationResult, error)
	ListCertifications(ctx context.Context, p store.Page) (store.Slice[store.Certification], error)
}

// Handler serves the area.
type Handler struct {
	store   Store
	changes *change.Carrier
	now     func() time.Time
	runs    *runs
}

// New makes the handler.
func New(s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{s, c, now, &runs{cancel: map[string]context.CancelFunc{}}}
}

func of(name string) string { return root + "/" + name }

// find gives a stored run.
func (h *Handler) find(ctx context.Context, name string) (store.Certification, error) {
	c, err := h.store.Certification(ctx, name)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return c, problem.NotFound("certification", root, "All certifications")
	case err != nil:
		return c, fmt.Errorf("find certification: %w", err)
	}
	return c, nil
}

// silence is after how long without a sign of life a run counts as broken off: longer
// than any scenario takes.
const silence = 5 * time.Minute

// lost reports whether the process that made the run is gone, as far as can be told.
func (h *Handler) lost(c store.Certification) bool {
	return c.State == store.CertificationRunning && !h.runs.here(c.Name) && h.now().Sub(c.SeenAt) > silence
}

// whole is how many scenarios there are.
var whole = len(certify.Scenarios())
