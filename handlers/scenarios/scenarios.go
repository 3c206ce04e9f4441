// Package scenarios serves the pages on which operators keep scenarios, play them in an
// environment that simulates, and see step by step what came of it.
package scenarios

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"carddeck/marqeta/scenario"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/problem"
)

const root = "/scenarios"

// Program is what this area asks of Marqeta.
type Program interface {
	Call(ctx context.Context, method, path string, body any) (status int, answer []byte, err error)
}

// Store is what this area remembers.
type Store interface {
	AddScenario(ctx context.Context, in store.Scenario) error
	ReplaceScenario(ctx context.Context, name string, in store.Scenario) error
	DeleteScenario(ctx context.Context, name string) error
	Scenario(ctx context.Context, name string) (store.Scenario, error)
	ListScenarios(ctx context.Context, after string) ([]store.Scenario, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
	now     func() time.Time
	runs    *runs
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{p, s, c, now, newRuns()}
}

// kept is a scenario with where it is from.
type kept struct {
	scenario.Scenario
	file  []byte         // as it was written
	row   store.Scenario // of a stored one
	fixed bool           // a preset
}

// find gives a scenario of people, or a preset.
func (h *Handler) find(ctx context.Context, name string) (kept, error) {
	if preset, ok := scenario.Find(name); ok {
		return kept{Scenario: preset, file: preset.Format(), fixed: true}, nil
	}
	row, err := h.store.Scenario(ctx, name)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return kept{}, problem.NotFound("scenario", root, "All scenarios")
	case err != nil:
		return kept{}, fmt.Errorf("find scenario: %w", err)
	}
	s, err := scenario.Parse(row.File)
	if err != nil {
		return kept{}, fmt.Errorf("read the scenario %s that was kept: %w", name, err)
	}
	return kept{Scenario: s, file: row.File, row: row}, nil
}

// own gives a scenario that people may change.
func (h *Handler) own(ctx context.Context, name string) (kept, error) {
	k, err := h.find(ctx, name)
	if err == nil && k.fixed {
		return k, &problem.Problem{Status: http.StatusConflict, Title: "This scenario is built in",
			Detail: "It stays as it is. Copy it, and change the copy.", Href: of(name), Action: "The scenario"}
	}
	return k, err
}

func of(name string) string { return root + "/" + url.PathEscape(name) }

// Page serves the pages under a scenario.
func (h *Handler) Page(w http.ResponseWriter, r *http.Request) error {
	switch r.PathValue("page") {
	case "edit":
		return h.edit(w, r)
	case "file":
		return h.export(w, r)
	case "delete":
		return h.ask(w, r)
	}
	return problem.NotFound("page", of(r.PathValue("name")), "The scenario")
}

// Take carries out what is asked of a scenario.
func (h *Handler) Take(w http.ResponseWriter, r *http.Request) error {
	switch r.PathValue("verb") {
	case "run":
		return h.run(w, r)
	case "delete":
		return h.delete(w, r)
	}
	return problem.NotFound("page", of(r.PathValue("name")), "The scenario")
}
