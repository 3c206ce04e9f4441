package merchantgroups

import (
	"context"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Switch puts groups in force and out of force.
func (h *Handler) Switch() spend.Switch {
	return spend.Switch{
		Kind: spend.MerchantGroups, Changes: h.changes, BaseURL: h.program.BaseURL(), API: "/merchantgroups",
		Find: func(ctx context.Context, token string) (string, bool, error) {
			g, err := h.program.MerchantGroup(ctx, token)
			return ui.Name(g.Name), g.Active, err
		},
		Set: func(ctx context.Context, token string, active bool) error {
			_, err := h.program.UpdateMerchantGroup(ctx, token, marqeta.MerchantGroupRequest{Active: &active})
			return err
		},
		Request: func(_ string, active bool) any { return marqeta.MerchantGroupRequest{Active: &active} },
		On: spend.Effect{Text: "Every control that names the group covers its merchants from the next purchase on.",
			Detail: "An exemption that names it lets them through as well."},
		Off: spend.Effect{Text: "Every control that names the group covers no merchant any more.",
			Detail: "Merchants that were denied or exempt through it are so no more."},
	}
}
