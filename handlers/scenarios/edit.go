package scenarios

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"carddeck/marqeta/scenario"
	"carddeck/store"
	views "carddeck/views/scenarios"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// fileForm holds a scenario's text, as typed.
type fileForm struct {
	File string `form:"file_text"`
}

// beginning is what an empty form proposes.
const beginning = `{
  "name": "my-scenario",
  "title": "A purchase that is paid",
  "program": {"funding": "managed"},
  "steps": [
    {"name": "bought", "simulate": "authorization", "amount": "10.00",
     "with": {"card_acceptor": {"name": "Blue Fox Diner", "mcc": "5812"}},
     "expect": {"state": "PENDING", "response.code": "0000"}},
    {"name": "paid", "simulate": "authorization.clearing", "amount": "10.00", "follows": "bought",
     "expect": {"state": "COMPLETION"}, "becomes": {"bought": "CLEARED"}}
  ]
}
`

// New draws the form of a new scenario, or of a copy of the one that from names.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := fileForm{File: beginning}
	if from := r.URL.Query().Get("from"); from != "" {
		k, err := h.find(r.Context(), from)
		if err != nil {
			return err
		}
		k.Name = (k.Name + "-copy")[:min(60, len(k.Name)+5)]
		in.File = string(k.Format())
	}
	return h.draw(w, r, http.StatusOK, "", in, nil)
}

// Create keeps a new scenario.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error { return h.keep(w, r, "") }

// Update keeps another text of a scenario.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	k, err := h.own(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	return h.keep(w, r, k.Name)
}

func (h *Handler) edit(w http.ResponseWriter, r *http.Request) error {
	k, err := h.own(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, k.Name, fileForm{string(k.file)}, nil)
}

// keep stores what was typed or uploaded, in the place of the scenario called old.
func (h *Handler) keep(w http.ResponseWriter, r *http.Request, old string) error {
	in, err := readFile(r)
	if err != nil {
		return err
	}
	s, err := scenario.Parse([]byte(in.File))
	faults, wrong := errors.AsType[scenario.Faults](err)
	if _, preset := scenario.Find(s.Name); !wrong && preset {
		faults, wrong = scenario.Faults{{Field: "name", Text: "A built-in scenario has this name."}}, true
	}
	if wrong {
		return h.draw(w, r, http.StatusUnprocessableEntity, old, in, faults)
	}
	operator := auth.From(r.Context())
	row := store.Scenario{Name: s.Name, Title: s.Title, File: []byte(in.File), OperatorID: operator.ID, OperatorEmail: operator.Email}
	ch := change.Change{Area: "scenarios", Action: "create scenario", Target: s.Name, Request: s.Redact(), Path: of(s.Name), Said: "The scenario " + s.Name + " is kept."}
	write := func(ctx context.Context) error { return h.store.AddScenario(ctx, row) }
	if old != "" {
		ch.Action = "change scenario"
		write = func(ctx context.Context) error { return h.store.ReplaceScenario(ctx, old, row) }
	}
	err = h.changes.Carry(w, r, ch, func(ctx context.Context, _ *change.Change) error {
		err := write(ctx)
		if errors.Is(err, store.ErrConflict) {
			return &problem.Problem{Status: http.StatusConflict, Title: taken}
		}
		if err != nil {
			return fmt.Errorf("keep scenario: %w", err)
		}
		return nil
	})
	if p, ok := errors.AsType[*problem.Problem](err); ok && p.Title == taken {
		return h.draw(w, r, http.StatusUnprocessableEntity, old, in, scenario.Faults{{Field: "name", Text: taken}})
	}
	return err
}

const taken = "Another scenario has this name."

// readFile reads the text: of the uploaded file if there is one, else what was typed.
func readFile(r *http.Request) (in fileForm, err error) {
	// A form without files is read by form.Read.
	_ = r.ParseMultipartForm(2 * scenario.MaxFile)
	if err := form.Read(r, &in); err != nil {
		return in, err
	}
	f, _, err := r.FormFile("upload")
	if err != nil {
		return in, nil
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, scenario.MaxFile+1))
	if err != nil {
		return in, fmt.Errorf("read the file that was sent: %w", err)
	}
	if len(text) > 0 {
		in.File = string(text)
	}
	return in, nil
}

// draw shows the text with what is wrong with it.
func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, old string, in fileForm, faults scenario.Faults) error {
	p := views.EditPage{
		Title: "New scenario", Back: root, Where: "Scenarios", Action: root, Key: h.changes.NewKey(),
		File: ui.Field{Name: "file_text", Label: "The scenario, as JSON", Value: in.File, Mono: true, Wide: true,
			Help: "The README lists what a step can say. Values may refer to parameters and to earlier answers: {merchant}, {bought.token}."},
		Foot: ui.Foot{Note: "You will be recorded as the one who wrote it.", Cancel: root, Submit: "Keep the scenario"},
	}
	if old != "" {
		p.Title, p.Back, p.Where, p.Action, p.Foot.Cancel = "Change the scenario", of(old), old, of(old), of(old)
	}
	if len(faults) > 0 {
		p.File.Error = ui.Name(faults[0].String())
		p.Refusal = ui.Refusal{Title: "Nothing was kept: one place needs a change", Reference: reqlog.From(r.Context()).Reference}
		if len(faults) > 1 {
			p.Refusal.Title = fmt.Sprintf("Nothing was kept: %d places need a change", len(faults))
		}
		for _, f := range faults {
			p.Refusal.Faults = append(p.Refusal.Faults, ui.Fault{Field: "file_text", Text: ui.Name(f.String())})
			p.Marked = append(p.Marked, f.Line)
		}
		p.Lines = excerpt(in.File, p.Marked)
	}
	return render.Page(w, r, status, render.View{Title: p.Title, Section: root, Body: views.Edit(p)})
}
