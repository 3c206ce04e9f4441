package audit

import (
	"context"
	"encoding/json"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
)

// Program is what can be asked about a change whose answer never came.
type Program interface {
	FundingSource(ctx context.Context, token string) (marqeta.FundingSource, error)
	GatewayFundingSource(ctx context.Context, token string) (marqeta.GatewayFundingSource, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
	User(ctx context.Context, token string) (marqeta.User, error)
	UserTransition(ctx context.Context, token string) (marqeta.UserTransition, error)
	Card(ctx context.Context, token string) (marqeta.Card, error)
	CardTransition(ctx context.Context, token string) (marqeta.CardTransition, error)
	GPAOrder(ctx context.Context, token string) (marqeta.GPAOrder, error)
	Webhook(ctx context.Context, token string) (marqeta.Webhook, error)
	VelocityControl(ctx context.Context, token string) (marqeta.VelocityControl, error)
	AuthControl(ctx context.Context, token string) (marqeta.AuthControl, error)
	ExemptMID(ctx context.Context, token string) (marqeta.ExemptMID, error)
	MCCGroup(ctx context.Context, token string) (marqeta.MCCGroup, error)
	MerchantGroup(ctx context.Context, token string) (marqeta.MerchantGroup, error)
	Transactions(ctx context.Context, f marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error)
}

// question asks Marqeta what became of a change. An error that says not found means
// that it was not carried out.
type question func(ctx context.Context, p Program) (finding, error)

// skew is how far Marqeta's clock, which tells whole seconds, may be from ours.
const skew = time.Minute

// sent is the part of a request that tells what it would have made.
type sent struct {
	Token              string         `json:"token"`
	CardToken          string         `json:"card_token"`
	UserToken          string         `json:"user_token"`
	State              string         `json:"state"`
	Status             string         `json:"status"`
	Amount             marqeta.Amount `json:"amount"`
	OriginalOrderToken string         `json:"original_order_token"`
}

// questionOf chooses the question by the shape of what was sent. Where there is nothing
// certain to ask, nil is given.
func (h *Handler) questionOf(e store.AuditEntry) question {
	var s sent
	if json.Unmarshal(e.Request, &s) != nil {
		return nil
	}
	if s.Token == "" {
		if e.Area == "simulator" {
			return h.simulated(e, s)
		}
		return changed(e)
	}
	switch {
	case s.CardToken != "" && s.State != "":
		return made(e, s, func(x marqeta.CardTransition) marqeta.Time { return x.CreatedTime }, Program.CardTransition)
	case s.UserToken != "" && s.Status != "":
		return made(e, s, func(x marqeta.UserTransition) marqeta.Time { return x.CreatedTime }, Program.UserTransition)
	}
	if read, control := spendControls[e.Area]; control {
		return carried(e, read)
	}
	switch e.Area {
	case "card-products":
		return made(e, s, func(x marqeta.CardProduct) marqeta.Time { return x.CreatedTime }, Program.CardProduct)
	case "users":
		return made(e, s, func(x marqeta.User) marqeta.Time { return x.CreatedTime }, Program.User)
	case "cards":
		return made(e, s, func(x marqeta.Card) marqeta.Time { return x.CreatedTime }, Program.Card)
	case "webhooks":
		return made(e, s, func(x marqeta.Webhook) marqeta.Time { return x.CreatedTime }, Program.Webhook)
	case "gpa-orders":
		if s.OriginalOrderToken == "" {
			return made(e, s, func(x marqeta.GPAOrder) marqeta.Time { return x.CreatedTime }, Program.GPAOrder)
		}
	case "funding-sources":
		return made(e, s, object.created, fundingSource)
	}
	return nil
}

// made asks for an object by the token of the request. One that is older than the entry
// had taken the token before, and what was sent did not make it.
func made[T any](e store.AuditEntry, s sent, created func(T) marqeta.Time, read func(Program, context.Context, string) (T, error)) question {
	return func(ctx context.Context, p Program) (finding, error) {
		x, err := read(p, ctx, s.Token)
		if err != nil {
			return finding{}, err
		}
		if at := created(x); !at.IsZero() && at.Before(e.StartedAt.Add(-skew)) {
			return finding{outcome: store.OutcomeRefused}, nil
		}
		return finding{outcome: store.OutcomeDone}, nil
	}
}
