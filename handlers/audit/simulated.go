package audit

import (
	"context"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
)

// simulated asks which transaction a simulation made. It carries no token of ours, so
// the card, the amount and the minute must do: exactly one transaction that no other
// entry claims is ours, and none at all means that nothing was carried out. Without a
// card there is nothing to ask.
func (h *Handler) simulated(e store.AuditEntry, s sent) question {
	if s.CardToken == "" {
		return nil
	}
	from, to := e.StartedAt.Add(-skew), e.StartedAt.Add(skew)
	return func(ctx context.Context, p Program) (finding, error) {
		page, err := p.Transactions(ctx, marqeta.TransactionFilter{CardToken: s.CardToken})
		if err != nil {
			return finding{}, err
		}
		var ours []marqeta.Transaction
		whole := !page.IsMore
		for _, t := range page.Data {
			whole = whole || t.CreatedTime.Before(from)
			if t.CreatedTime.Before(from) || t.CreatedTime.After(to) || t.RequestAmount.Cmp(s.Amount) != 0 {
				continue
			}
			claims, err := h.store.ListAudit(ctx, store.AuditFilter{Target: t.Token}, store.Page{Limit: 1})
			if err != nil {
				return finding{}, err
			}
			if len(claims.Rows) == 0 {
				ours = append(ours, t)
			}
		}
		switch {
		case len(ours) == 1:
			return finding{store.OutcomeDone, ours[0].Token, "/transactions/" + url.PathEscape(ours[0].Token)}, nil
		case len(ours) == 0 && whole:
			return finding{outcome: store.OutcomeRefused}, nil
		}
		return finding{outcome: store.OutcomeUnknown}, nil
	}
}
