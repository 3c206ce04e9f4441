package audit

import (
	"context"
	"encoding/json"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
)

// simulatedSince asks whether the card has a transaction of the simulated amount since
// the entry began. A simulation carries no token of ours, so this is the best that can
// be asked; without a card nothing can.
func simulatedSince(e store.AuditEntry, since time.Time) question {
	var s sent
	if json.Unmarshal(e.Request, &s) != nil || s.CardToken == "" {
		return nil
	}
	return func(ctx context.Context, p Program) (bool, error) {
		found, err := p.Transactions(ctx, marqeta.TransactionFilter{CardToken: s.CardToken})
		if err != nil {
			return false, err
		}
		for _, t := range found.Data {
			if !t.CreatedTime.Before(since) && t.RequestAmount.Cmp(s.Amount) == 0 {
				return true, nil
			}
		}
		return false, nil
	}
}
