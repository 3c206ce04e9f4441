package velocitycontrols

import (
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/store"
	"carddeck/web/spend"
)

// Preview begins to replay stored transactions against the answers of the form. Nothing is
// sent to Marqeta.
func (h *Handler) Preview(w http.ResponseWriter, r *http.Request) error {
	var before marqeta.VelocityControl
	var err error
	if token := r.URL.Query().Get("change"); token != "" {
		if before, err = spend.Find(r.Context(), spend.Velocity, token, h.program.VelocityControl); err != nil {
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
	after := d.form.control(before)
	names, err := spend.ReadNames(r.Context(), h.store, after.Association)
	if err != nil {
		return err
	}
	plan := spend.Plan{
		Title: "What “" + title(after) + "” would have done", Back: spend.Velocity.Back(r, before.Token), Most: spend.MostOf(r), Notes: notes(after),
		Since:  func(first time.Time) time.Time { return control.Since(first, before, after) },
		Replay: func() (*control.Replay, error) { return control.ReplayLimit(before, after, d.groups, store.Digits) },
	}
	var was *marqeta.Association
	if before.Token != "" {
		was = &before.Association
	}
	if plan.Filter, plan.Of, err = spend.Narrow(r.Context(), h.store, names, was, after.Association); err != nil {
		return fmt.Errorf("find user of velocity control: %w", err)
	}
	return h.previews.Begin(w, r, plan)
}

// notes says what a replay of the control cannot know.
func notes(v marqeta.VelocityControl) []string {
	out := []string{"Transactions in other currencies than " + v.CurrencyCode + " are not counted."}
	if v.Window == marqeta.LifetimeWindow {
		out = append(out, "A lifetime does not look back: it is counted from the first of these transactions on.")
	}
	if v.IncludePurchases != v.IncludeCashback {
		out = append(out, "Cash paid out at the till counts with the goods: transactions do not keep the two apart.")
	}
	if !v.ApprovalsOnly {
		out = append(out, spend.DeclinesOnly)
	}
	return out
}
