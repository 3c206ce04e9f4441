package cure

import (
	"strconv"

	"carddeck/marqeta/sandbox/wire"
)

// controls takes the merchant out of a control's reach for one user, or the control out
// of force for all.
func controls(c check) []Step {
	v := read[struct {
		Control *struct {
			Token string `json:"token"`
		} `json:"control"`
	}](c)
	mine := wire.Association{UserToken: c.User}
	if v.Control == nil {
		return []Step{{Kind: Control, What: "allow", To: c.MID, Change: &Change{Resource: "authcontrols", Create: body(map[string]any{
			"name": "Allowed merchant", "association": mine, "merchant_scope": wire.MerchantScope{MID: c.MID},
		})}}}
	}
	return []Step{
		{Kind: Control, What: "exempt", To: c.MID, Change: &Change{Resource: "authcontrols/exemptmids", Token: v.Control.Token, Create: body(map[string]any{
			"name": "Exempt merchant", "association": mine, "mid": c.MID,
		})}},
		{Kind: Control, What: "active", From: "true", To: "false", Change: &Change{Resource: "authcontrols", Token: v.Control.Token, Set: body(map[string]any{"active": false})}},
	}
}

// limits raises the limit that refused by no more than it takes, or switches it off.
func limits(c check) []Step {
	v := read[struct {
		Controls []struct {
			Token    string `json:"token"`
			Declines bool   `json:"counts_declines"`
			Asked    int64  `json:"asked_minor_units"`
			Limit    int64  `json:"limit_minor_units"`
			Used     int64  `json:"used_minor_units"`
			Most     int64  `json:"usage_limit"`
			Uses     int64  `json:"uses"`
		} `json:"controls"`
	}](c)
	if len(v.Controls) == 0 {
		return nil
	}
	l := v.Controls[len(v.Controls)-1] // the one that refused
	raised := Step{Kind: Limit, Change: &Change{Resource: "velocitycontrols", Token: l.Token}}
	if c.Code == "1817" {
		raised.What, raised.From, raised.To = "usage_limit", strconv.FormatInt(l.Most, 10), strconv.FormatInt(max(l.Uses, 0)+1, 10)
		raised.Change.Set = body(map[string]any{"usage_limit": max(l.Uses, 0) + 1})
	} else {
		to := max(l.Used, 0) + l.Asked
		if l.Declines {
			to = l.Used
		}
		from, amount := c.Money.Amount(l.Limit), c.Money.Amount(to)
		raised.What, raised.From, raised.To = "amount_limit", from.String(), amount.String()
		raised.Change.Set = body(map[string]any{"amount_limit": amount})
	}
	off := Step{Kind: Control, What: "active", From: "true", To: "false", Change: &Change{Resource: "velocitycontrols", Token: l.Token, Remove: true}}
	return []Step{raised, off}
}
