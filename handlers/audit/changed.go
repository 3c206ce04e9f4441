package audit

import (
	"context"
	"encoding/json"

	"carddeck/marqeta"
	"carddeck/store"
)

// object is what every object that can be changed has.
type object struct {
	raw             json.RawMessage
	createdAt, last marqeta.Time
}

func (o object) created() marqeta.Time { return o.createdAt }

// changed asks whether an object carries what was sent. One that was not modified since
// was not changed; one modified since that carries something else is for a person to
// judge, as somebody may have changed it after us.
func changed(e store.AuditEntry) question {
	if read, control := spendControls[e.Area]; control {
		return carried(e, read)
	}
	read := objects[e.Area]
	if read == nil {
		return nil
	}
	return func(ctx context.Context, p Program) (finding, error) {
		x, err := read(p, ctx, e.Target)
		switch {
		case err != nil:
			return finding{}, err
		case x.last.Before(e.StartedAt.Add(-skew)):
			return finding{outcome: store.OutcomeRefused}, nil
		case carries(x.raw, e.Request):
			return finding{outcome: store.OutcomeDone}, nil
		}
		return finding{outcome: store.OutcomeUnknown}, nil
	}
}

var objects = map[string]func(Program, context.Context, string) (object, error){
	"card-products": func(p Program, ctx context.Context, token string) (object, error) {
		x, err := p.CardProduct(ctx, token)
		return object{x.Raw, x.CreatedTime, x.LastModifiedTime}, err
	},
	"users": func(p Program, ctx context.Context, token string) (object, error) {
		x, err := p.User(ctx, token)
		return object{x.Raw, x.CreatedTime, x.LastModifiedTime}, err
	},
	"cards": func(p Program, ctx context.Context, token string) (object, error) {
		x, err := p.Card(ctx, token)
		return object{x.Raw, x.CreatedTime, x.LastModifiedTime}, err
	},
	"webhooks": func(p Program, ctx context.Context, token string) (object, error) {
		x, err := p.Webhook(ctx, token)
		return object{x.Raw, x.CreatedTime, x.LastModifiedTime}, err
	},
	"funding-sources": fundingSource,
}

// fundingSource reads a funding source of either kind.
func fundingSource(p Program, ctx context.Context, token string) (object, error) {
	x, err := p.FundingSource(ctx, token)
	if marqeta.IsNotFound(err) {
		g, err := p.GatewayFundingSource(ctx, token)
		return object{g.Raw, g.CreatedTime, g.LastModifiedTime}, err
	}
	return object{x.Raw, x.CreatedTime, x.LastModifiedTime}, err
}
