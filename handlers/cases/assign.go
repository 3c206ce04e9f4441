package cases

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
)

type assignForm struct {
	Version int64  `form:"version" json:"-"`
	To      string `form:"to" json:"to"` // id of an operator; empty for nobody
	Me      string `form:"me" json:"me,omitempty"`
}

// Assign gives a case to an operator, or to nobody.
func (h *Handler) Assign(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	var in assignForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if in.Me != "" {
		in.To = strconv.FormatInt(auth.From(r.Context()).ID, 10)
	}
	to, err := h.worker(r.Context(), in.To)
	if err != nil {
		return err
	}
	if to == nil {
		return h.show(w, r, http.StatusUnprocessableEntity, c, draft{to: in.To, assign: form.Errors{"to": "Choose one of the offered answers."}})
	}
	said := "The case is assigned to " + to.Email + "."
	if to.ID == 0 {
		said = "The case is assigned to nobody."
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: "cases", Action: "assign case", Target: number(c), Request: map[string]string{"assignee": to.Email}, Path: path(c), Said: said,
	}, func(ctx context.Context, _ *change.Change) error {
		return refused(h.store.AssignCase(ctx, c.ID, in.Version, *to, auth.From(ctx).Email), c)
	})
	return h.settle(w, r, err, draft{})
}

// worker finds who may be given a case, by id; nobody has none. It gives nil for what is
// neither.
func (h *Handler) worker(ctx context.Context, id string) (*store.Operator, error) {
	if id == "" {
		return &store.Operator{}, nil
	}
	all, err := h.workers(ctx)
	for _, o := range all {
		if strconv.FormatInt(o.ID, 10) == id {
			return &o, err
		}
	}
	return nil, err
}

// workers are the operators who may work on cases.
func (h *Handler) workers(ctx context.Context) ([]store.Operator, error) {
	all, err := h.store.ListOperators(ctx)
	if err != nil {
		return nil, fmt.Errorf("list operators: %w", err)
	}
	var out []store.Operator
	for _, o := range all {
		if o.Active && auth.Role(o.Role).May(auth.WriteCases) {
			out = append(out, o)
		}
	}
	return out, nil
}

func (h *Handler) assigning(r *http.Request, c store.Case, d draft) (*views.Assigning, error) {
	workers, err := h.workers(r.Context())
	if err != nil {
		return nil, err
	}
	me := auth.From(r.Context())
	out := &views.Assigning{Action: path(c) + "/assign", Key: h.changes.NewKey(), Version: version(c), Mine: c.AssigneeID == me.ID,
		To:      ui.Field{Name: "to", Label: "Operator", Error: d.assign["to"]},
		Options: []ui.Option{{Text: "Nobody"}}}
	if c.AssigneeID != 0 {
		out.To.Value = strconv.FormatInt(c.AssigneeID, 10)
	}
	known := c.AssigneeID == 0
	for _, o := range workers {
		out.Options = append(out.Options, ui.Option{Value: strconv.FormatInt(o.ID, 10), Text: ui.Name(o.Email)})
		known = known || o.ID == c.AssigneeID
	}
	if !known { // who has left the team still has it
		out.Options = append(out.Options, ui.Option{Value: out.To.Value, Text: ui.Name(c.Assignee) + ", no longer here"})
	}
	return out, nil
}

func version(c store.Case) string { return strconv.FormatInt(c.Version, 10) }
