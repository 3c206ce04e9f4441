package authcontrols

import (
	"context"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Switch puts authorization controls in force and out of force.
func (h *Handler) Switch() spend.Switch {
	return spend.Switch{
		Kind: spend.Auth, Changes: h.changes, BaseURL: h.program.BaseURL(), API: "/authcontrols",
		Find: func(ctx context.Context, token string) (string, bool, error) {
			a, err := h.program.AuthControl(ctx, token)
			return ui.Name(a.Name), a.Active, err
		},
		Set: func(ctx context.Context, token string, active bool) error {
			_, err := h.program.UpdateAuthControl(ctx, token, marqeta.AuthControlRequest{Active: &active})
			return err
		},
		Request: func(token string, active bool) any {
			return marqeta.AuthControlRequest{Token: token, Active: &active}
		},
		On: spend.Effect{Text: "From the next purchase on, the control decides about these merchants.",
			Detail: "In a program that allows by default it denies them; in one that denies by default it allows them."},
		Off: spend.Effect{Text: "From the next purchase on, the control decides nothing.",
			Detail: "It stays with Marqeta and can be activated again. Other controls still apply."},
	}
}
