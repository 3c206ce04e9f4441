package velocitycontrols

import (
	"context"

	"carddeck/marqeta"
	"carddeck/web/spend"
)

// Switch puts velocity controls in force and out of force.
func (h *Handler) Switch() spend.Switch {
	return spend.Switch{
		Kind: spend.Velocity, Changes: h.changes, BaseURL: h.program.BaseURL(), API: "/velocitycontrols",
		Find: func(ctx context.Context, token string) (string, bool, error) {
			v, err := h.program.VelocityControl(ctx, token)
			return title(v), v.Active, err
		},
		Set: func(ctx context.Context, token string, active bool) error {
			_, err := h.program.UpdateVelocityControl(ctx, token, marqeta.VelocityControlRequest{Active: &active})
			return err
		},
		Request: func(token string, active bool) any {
			return marqeta.VelocityControlRequest{Token: token, Active: &active}
		},
		On: spend.Effect{Text: "From the next purchase on, what goes beyond the limit is declined.",
			Detail: "What was spent since the present window began counts at once; a lifetime goes on from where it was."},
		Off: spend.Effect{Text: "From the next purchase on, this limit refuses nothing.",
			Detail: "The control stays with Marqeta and can be activated again. Other controls still apply."},
	}
}
