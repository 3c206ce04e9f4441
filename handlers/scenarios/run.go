package scenarios

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta/scenario"
	"carddeck/views/environment"
	views "carddeck/views/scenarios"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// run begins to play a scenario and leads to the page that follows it.
func (h *Handler) run(w http.ResponseWriter, r *http.Request) error {
	k, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	if err := form.Read(r, &struct{}{}); err != nil {
		return err
	}
	given, errs := scenario.Values{}, form.Errors{}
	for name := range k.Parameters {
		if given[name] = r.PostForm.Get("p." + name); given[name] == "" {
			errs.Add("p."+name, "Fill this in.")
		}
	}
	if len(errs) > 0 {
		return h.show(w, r, http.StatusUnprocessableEntity, k, given, errs)
	}
	first := seen{
		id: h.changes.NewKey(), name: k.Name, title: k.Title, who: auth.From(r.Context()).Email, steps: k.Steps, began: h.now(),
	}
	options := scenario.Options{Parameters: given, Now: h.now, Distant: environment.From(r.Context()).Kind != environment.Embedded}
	return h.changes.Carry(w, r, change.Change{
		Area: "scenarios", Action: "play scenario", Target: k.Name, Request: map[string]any{"run": first.id, "parameters": slices.Sorted(maps.Keys(given))}, Path: first.path(),
		Said: "The scenario is being played. This page can be left.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.runs.start(ctx, first, h.now, func(ctx context.Context, step func(scenario.Result)) (scenario.Report, error) {
			options.Step = step
			return scenario.Play(ctx, h.program, k.Scenario, options)
		})
		if errors.Is(err, errBusy) {
			return &problem.Problem{Status: http.StatusConflict, Title: "Enough scenarios are being played",
				Detail: "Four go on at a time. Wait for one to end, or stop one. Nothing was begun.", Href: root, Action: "All scenarios"}
		}
		return err
	})
}

// Run shows how far a run is, and what came of every step.
func (h *Handler) Run(w http.ResponseWriter, r *http.Request) error {
	found, ok := h.runs.find(r.PathValue("id"))
	if !ok {
		return problem.NotFound("run", root, "All scenarios")
	}
	v := found.view()
	end := v.ended
	if end.IsZero() {
		end = h.now()
	}
	p := views.RunPage{
		Title: ui.Name(v.title), Back: of(v.name), Where: v.name, Mark: v.mark(),
		Done: len(v.taken), Of: len(v.steps), Passed: v.passed(), Elapsed: end.Sub(v.began).Round(10 * time.Millisecond).String(), Steps: results(v),
	}
	if v.card != "" {
		p.Card = "/cards/" + url.PathEscape(v.card)
	}
	if v.ended.IsZero() {
		p.Poll, p.Cancel, p.Key = v.path(), v.path()+"/cancel", h.changes.NewKey()
	} else {
		p.Again = of(v.name)
	}
	if v.failed != nil && !v.canceled {
		p.Failed = ui.Capital(v.failed.Error()) + "."
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: v.title, Section: root, Body: views.Run(p), Fragments: []string{views.RunRegion}})
}

// Cancel stops a run before its next step.
func (h *Handler) Cancel(w http.ResponseWriter, r *http.Request) error {
	found, ok := h.runs.find(r.PathValue("id"))
	if !ok {
		return problem.NotFound("run", root, "All scenarios")
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "scenarios", Action: "stop scenario", Target: found.view().name, Path: found.view().path(), Said: "The scenario stops before its next step.",
	}, func(context.Context, *change.Change) error {
		found.cancel()
		return nil
	})
}

// results are the steps with what was expected and what came, those to come at the end.
func results(v seen) []views.Result {
	var out []views.Result
	for i, step := range v.steps {
		if i >= len(v.taken) {
			out = append(out, views.Result{Name: step.Name, Does: ui.Name(step.Does()), Mark: waiting(v)})
			continue
		}
		t := v.taken[i]
		res := views.Result{Name: t.Step, Does: ui.Name(t.Does), Took: t.Took.Round(time.Millisecond).String(), Notes: t.Notes,
			Mark: ui.Mark{Tone: ui.Good, Icon: "ok", Text: "As expected"}}
		if !t.Passed {
			res.Mark = ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Not as expected"}
		}
		if t.TransactionToken != "" {
			res.Transaction = "/transactions/" + url.PathEscape(t.TransactionToken)
		}
		for _, c := range t.Checks {
			res.Checks = append(res.Checks, views.Check{What: c.What, Want: shown(c.Want), Got: shown(c.Got), OK: c.OK})
		}
		if len(t.Checks) == 0 || !told(t.Checks) {
			res.Problem = ui.Name(strings.Join(t.Problems, "; "))
		}
		out = append(out, res)
	}
	return out
}

// told reports whether a check tells what the problems tell.
func told(checks []scenario.Check) bool {
	for _, c := range checks {
		if !c.OK {
			return true
		}
	}
	return false
}

func waiting(v seen) ui.Mark {
	if v.ended.IsZero() {
		return ui.Mark{Tone: ui.Plain, Icon: "pending", Text: "To come"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "lock", Text: "Not taken"}
}

func shown(text string) string {
	if text == "" {
		return "nothing"
	}
	return ui.Name(text)
}
