package transactions

import (
	"context"

	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/casework"
)

// cases shows the cases about a transaction and about its group of declines, and offers
// to open one.
func (h *Handler) cases(ctx context.Context, p *views.ShowPage, s seen) error {
	own, err := casework.Of(ctx, h.store, store.TransactionCase, s.Token, path(s.Token)+"/case", h.changes.NewKey)
	if err != nil {
		return err
	}
	p.Steps, p.Related = append(p.Steps, own.Steps...), append(p.Related, own.Facts...)
	if s.DeclineGroup == "" {
		return nil
	}
	group, err := casework.Of(ctx, h.store, store.DeclineGroupCase, s.DeclineGroup, "", h.changes.NewKey)
	if err != nil {
		return err
	}
	for _, f := range group.Facts {
		p.Related = append(p.Related, ui.Fact{Label: f.Label + ", about its group", Value: f.Value})
	}
	return nil
}
