package simulator

import (
	"context"
	"encoding/json"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/change"
)

// recent gives the simulations that were made here last, by anybody.
func (h *Handler) recent(ctx context.Context) ([]views.Recent, error) {
	found, err := h.store.ListAudit(ctx, store.AuditFilter{Area: "simulator"}, store.Page{Limit: 5})
	if err != nil {
		return nil, err
	}
	var out []views.Recent
	for _, e := range found.Rows {
		out = append(out, line(e))
	}
	return out, nil
}

func line(e store.AuditEntry) views.Recent {
	var sent struct {
		Amount       *marqeta.Amount `json:"amount"`
		CurrencyCode string          `json:"currency_code"`
		CardAcceptor struct {
			Name string `json:"name"`
		} `json:"card_acceptor"`
	}
	out := views.Recent{
		At: ui.MomentOf(e.StartedAt), Who: e.OperatorEmail, What: ui.Capital(e.Action), Href: e.ResultPath,
		Outcome: change.Outcome(e.Outcome),
	}
	// What was written down is ours; a line that cannot be read still tells who and when.
	if json.Unmarshal(e.Request, &sent) == nil {
		if name := sent.CardAcceptor.Name; name != "" {
			out.What += " at " + ui.Name(name)
		}
		if sent.Amount != nil {
			out.Amount = ui.DecimalOf(sent.Amount.Fixed(store.Digits(sent.CurrencyCode)), sent.CurrencyCode)
		}
	}
	return out
}
