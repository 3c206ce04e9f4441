package exemptmerchants

import (
	"context"

	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Switch puts exemptions in force and out of force, which is all that can be changed.
func (h *Handler) Switch() spend.Switch {
	return spend.Switch{
		Kind: spend.Exempt, Changes: h.changes, BaseURL: h.program.BaseURL(), API: "/authcontrols/exemptmids",
		Find: func(ctx context.Context, token string) (string, bool, error) {
			e, err := h.program.ExemptMID(ctx, token)
			return ui.Name(e.Name), e.Active, err
		},
		Set: h.program.ActivateExemptMID,
		Request: func(_ string, active bool) any {
			return struct {
				Active bool `json:"active"`
			}{active}
		},
		On: spend.Effect{Text: "From the next purchase on, no authorization control is asked about the merchant.",
			Detail: "Limits, balances and the card's own state are still checked."},
		Off: spend.Effect{Text: "From the next purchase on, authorization controls decide about the merchant again.",
			Detail: "The exemption stays with Marqeta and can be activated again."},
	}
}
