package audit

import (
	"context"
	"encoding/json"

	"carddeck/store"
)

// carried asks whether an object without times of its own carries what was sent, whether
// that made it or changed it. One that carries something else is for a person to judge:
// nothing tells whether that was before us or after.
func carried(e store.AuditEntry, read reader) question {
	return func(ctx context.Context, p Program) (finding, error) {
		raw, err := read(p, ctx, e.Target)
		switch {
		case err != nil:
			return finding{}, err
		case carries(raw, e.Request):
			return finding{outcome: store.OutcomeDone}, nil
		}
		return finding{outcome: store.OutcomeUnknown}, nil
	}
}

// reader gives an object as the platform wrote it.
type reader = func(p Program, ctx context.Context, token string) (json.RawMessage, error)

// spendControls are the areas whose objects tell no times, or only some of them.
var spendControls = map[string]reader{
	"spend-controls/velocity": func(p Program, ctx context.Context, token string) (json.RawMessage, error) {
		x, err := p.VelocityControl(ctx, token)
		return x.Raw, err
	},
	"spend-controls/authorization": func(p Program, ctx context.Context, token string) (json.RawMessage, error) {
		x, err := p.AuthControl(ctx, token)
		return x.Raw, err
	},
	"spend-controls/exempt-merchants": func(p Program, ctx context.Context, token string) (json.RawMessage, error) {
		x, err := p.ExemptMID(ctx, token)
		return x.Raw, err
	},
	"spend-controls/mcc-groups": func(p Program, ctx context.Context, token string) (json.RawMessage, error) {
		x, err := p.MCCGroup(ctx, token)
		return x.Raw, err
	},
	"spend-controls/merchant-groups": func(p Program, ctx context.Context, token string) (json.RawMessage, error) {
		x, err := p.MerchantGroup(ctx, token)
		return x.Raw, err
	},
}
