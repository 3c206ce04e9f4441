package scenarios

import (
	"fmt"
	"net/http"

	"carddeck/marqeta/scenario"
	views "carddeck/views/scenarios"
	"carddeck/views/ui"
	"carddeck/web/render"
)

// List shows the scenarios that people keep, and the presets.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	rows, err := h.store.ListScenarios(r.Context(), r.URL.Query().Get("after"))
	if err != nil {
		return fmt.Errorf("list scenarios: %w", err)
	}
	p := views.ListPage{}
	for _, row := range rows {
		p.Own = append(p.Own, views.Row{
			Href: of(row.Name), Title: ui.Name(row.Title), Name: row.Name, Who: row.OperatorEmail, At: ui.MomentOf(row.UpdatedAt),
		})
	}
	if len(rows) == 0 {
		p.Empty = ui.Empty{Title: "No scenario of your own yet",
			Text: "A scenario is a list of steps with what must come of each: a purchase, its clearing, a refund. " +
				"Paste one, start from a built-in one below, or turn a transaction into one on its page.",
			Href: root + "/new", Action: "Write a scenario"}
	}
	for _, s := range scenario.All() {
		p.Presets = append(p.Presets, views.Row{Href: of(s.Name), Title: s.Title, Name: s.Name, Steps: len(s.Steps), About: s.Description})
	}
	for _, run := range h.runs.latest() {
		p.Runs = append(p.Runs, line(run.view()))
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Scenarios", Section: root, Body: views.List(p)})
}

func line(v seen) views.RunRow {
	return views.RunRow{Mark: v.mark(), Href: v.path(), Title: ui.Name(v.title), Steps: v.counts(), Who: v.who, At: ui.MomentOf(v.began)}
}
