package mccgroups

import (
	"context"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Switch puts groups in force and out of force.
func (h *Handler) Switch() spend.Switch {
	return spend.Switch{
		Kind: spend.MCCGroups, Changes: h.changes, BaseURL: h.program.BaseURL(), API: "/mccgroups",
		Find: func(ctx context.Context, token string) (string, bool, error) {
			g, err := h.program.MCCGroup(ctx, token)
			return ui.Name(g.Name), g.Active, err
		},
		Set: func(ctx context.Context, token string, active bool) error {
			_, err := h.program.UpdateMCCGroup(ctx, token, marqeta.MCCGroupRequest{Active: &active})
			return err
		},
		Request: func(_ string, active bool) any { return marqeta.MCCGroupRequest{Active: &active} },
		On: spend.Effect{Text: "Every control that names the group covers its merchants from the next purchase on.",
			Detail: "If the group raises holds, it does so from then on as well."},
		Off: spend.Effect{Text: "Every control that names the group covers no merchant any more.",
			Detail: "A limit at these merchants is then no limit. If the group raises holds, it no longer does."},
	}
}
