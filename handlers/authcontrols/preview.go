package authcontrols

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Preview begins to replay stored transactions against the answers of the form, together
// with the other authorization controls there are. Nothing is sent to Marqeta.
func (h *Handler) Preview(w http.ResponseWriter, r *http.Request) error {
	var before marqeta.AuthControl
	var err error
	if token := r.URL.Query().Get("change"); token != "" {
		if before, err = spend.Find(r.Context(), spend.Auth, token, h.program.AuthControl); err != nil {
			return err
		}
	}
	d, err := h.answered(r, before)
	if err != nil {
		return err
	}
	delete(d.errs, "active") // that Marqeta would take no more of them hinders no preview
	if len(d.errs) > 0 {
		return h.draw(w, r, d)
	}
	set, err := spend.ReadAll(r.Context(), h.program)
	if err != nil {
		return fmt.Errorf("read controls to replay: %w", err)
	}
	after := d.form.control(before)
	names, err := spend.ReadNames(r.Context(), h.store, after.Association)
	if err != nil {
		return err
	}
	deny := r.PostFormValue("default") == "deny"
	plan := spend.Plan{
		Title: "What “" + ui.Name(after.Name) + "” would have done", Back: spend.Auth.Back(r, before.Token), Most: spend.MostOf(r), Notes: notes(deny),
		Since: func(time.Time) time.Time { return time.Time{} },
		Replay: func() (*control.Replay, error) {
			return control.ReplayRules(set, changedSet(set, after), d.groups, after.Token, deny), nil
		},
	}
	var was *marqeta.Association
	if before.Token != "" {
		was = &before.Association
	}
	if plan.Filter, plan.Of, err = spend.Narrow(r.Context(), h.store, names, was, after.Association); err != nil {
		return fmt.Errorf("find user of authorization control: %w", err)
	}
	return h.previews.Begin(w, r, plan)
}

// changedSet is the set with the control as it is to become, or with one more.
func changedSet(set control.Set, after marqeta.AuthControl) control.Set {
	set.Auth = slices.DeleteFunc(slices.Clone(set.Auth), func(a marqeta.AuthControl) bool { return a.Token == after.Token })
	set.Auth = append(set.Auth, after)
	return set
}

// notes says what a replay of the control rests on.
func notes(deny bool) []string {
	program := "It is replayed for a program that allows whatever no control denies."
	if deny {
		program = "It is replayed for a program that denies whatever no control allows."
	}
	return []string{
		program, "The control is judged as though it had been in force all along, whatever its period; the others by theirs.",
		"MCC groups and merchant groups are taken as they are today.",
		"Only declines with 1025 can count as let through: the sandbox answers so, and Marqeta does not publish which code its own controls give.",
	}
}
