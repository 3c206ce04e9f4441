package scenarios

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"carddeck/marqeta/scenario"
	"carddeck/store"
	"carddeck/views/environment"
	views "carddeck/views/scenarios"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Show tells a scenario's steps in words and offers to play it.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	k, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, k, k.Parameters, form.Errors{})
}

// show draws a scenario with what was given for its parameters.
func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, k kept, given scenario.Values, errs form.Errors) error {
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Target: k.Name}, store.Page{Limit: 10})
	if err != nil {
		return fmt.Errorf("list changes of scenario: %w", err)
	}
	p := views.ShowPage{
		Head:   ui.Headline{Title: ui.Name(k.Title), Why: ui.Name(k.Description), Marks: []ui.Mark{origin(k)}, Facts: facts(k)},
		Export: of(k.Name) + "/file", Copy: root + "/new?from=" + k.Name,
		RunPath: of(k.Name) + "/run", Key: h.changes.NewKey(), File: ui.Raw{ID: "file", Title: "The file", Bytes: string(k.file)},
		Steps: steps(k.Scenario), History: change.History(history.Rows),
	}
	if !k.fixed {
		p.Edit, p.Delete = of(k.Name)+"/edit", of(k.Name)+"/delete"
	}
	var order []ui.Fault
	for _, name := range slices.Sorted(maps.Keys(k.Parameters)) {
		f := ui.Field{Name: "p." + name, Label: name, Value: given[name], Error: errs["p."+name], MaxLength: 255}
		if k.Parameters[name] == "" {
			f.Help = "It has no value of its own."
		}
		p.Parameters = append(p.Parameters, f)
		order = append(order, ui.Fault{Field: f.Name, Text: name})
	}
	p.Refusal = errs.Refusal("Nothing was played", reqlog.From(r.Context()).Reference, order)
	if k.Listens() && environment.From(r.Context()).Kind != environment.Embedded {
		p.WhyNot = "It answers as the program's gateway or waits for notifications, and Marqeta cannot reach this machine. Play it in the embedded sandbox."
	}
	return render.Page(w, r, status, render.View{Title: k.Title, Section: root, Body: views.Show(p)})
}

func origin(k kept) ui.Mark {
	if k.fixed {
		return ui.Mark{Tone: ui.Plain, Icon: "lock", Text: "Built in"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "user", Text: "Your own"}
}

func facts(k kept) []ui.Fact {
	program := "none; the steps name their objects"
	if k.Program != nil {
		program = map[string]string{
			scenario.Standard: "its own, paid from a balance", scenario.Managed: "its own, by Managed JIT", scenario.Gateway: "its own, behind a gateway of its own",
		}[k.Program.Funding]
	}
	out := []ui.Fact{
		{Label: "Name", Value: ui.Text(k.Name)}, {Label: "Steps", Value: ui.Text(fmt.Sprint(len(k.Steps)))}, {Label: "Card program", Value: ui.Text(program)},
	}
	if !k.fixed {
		out = append(out, ui.Fact{Label: "Written by", Value: ui.Text(k.row.OperatorEmail)}, ui.Fact{Label: "Changed", Value: ui.When(ui.MomentOf(k.row.UpdatedAt))})
	}
	return out
}

// steps puts what a scenario does, and wants, in words.
func steps(s scenario.Scenario) []views.Step {
	var out []views.Step
	for _, step := range s.Steps {
		v := views.Step{Name: step.Name, Does: ui.Name(step.Does())}
		want := func(what, value string) { v.Wants = append(v.Wants, views.Want{What: what, Value: ui.Name(value)}) }
		if step.Gateway != "" {
			want("the gateway says", step.Gateway)
		}
		if step.Status != 0 {
			want("status", fmt.Sprint(step.Status))
		}
		if step.DecidedBy != "" {
			want("decided by", step.DecidedBy)
		}
		for _, path := range slices.Sorted(maps.Keys(step.Expect)) {
			want(path, step.Expect[path])
		}
		for _, path := range step.Absent {
			want(path, "absent")
		}
		if step.Asked != nil {
			want("the gateway is asked", map[bool]string{true: "yes", false: "no"}[*step.Asked])
		}
		if step.Notified {
			want("notification", "as it was answered")
		}
		for _, other := range slices.Sorted(maps.Keys(step.Becomes)) {
			want(other+" becomes", step.Becomes[other])
		}
		out = append(out, v)
	}
	return out
}

// export gives the file, with parameters in the place of real objects.
func (h *Handler) export(w http.ResponseWriter, r *http.Request) error {
	k, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="`+k.Name+`.json"`)
	_, err = w.Write(k.Redact().Format())
	return err
}
