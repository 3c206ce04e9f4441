package scenario

import (
	"strings"

	"carddeck/marqeta"
)

// cause sets up what an opener was declined for, as far as its message tells. Where the
// code alone does not tell which rule it was, one that gives the code stands in for it,
// and the description says so.
func (b *builder) cause(t marqeta.Transaction) {
	const here = " What declined it is stood in for by "
	switch code := t.Response.Code; code {
	case "1001":
		b.add(Step{Name: "expired", Advance: "P6Y"})
	case "1002":
		b.options = map[string]any{"expiration": "0101"}
	case "1003":
		b.move("card", map[string]any{"state": "SUSPENDED", "reason_code": "00"})
	case "1004", "1005", "1806":
		reason := map[marqeta.ResponseCode]string{"1004": "23", "1005": "10", "1806": "00"}[code]
		b.move("card", map[string]any{"state": "TERMINATED", "reason_code": reason})
	case "1813":
		b.move("user", map[string]any{"status": "SUSPENDED", "reason_code": "00"})
	case "1834", "1817":
		limit := map[string]any{"name": "{run}", "association": map[string]any{"user_token": "{program.user}"}, "currency_code": t.CurrencyCode, "velocity_window": "DAY"}
		limit["amount_limit"] = half(t)
		if code == "1817" {
			limit["amount_limit"], limit["usage_limit"] = asking(t), 0
		}
		b.add(Step{Name: "limit", Create: "velocity_control", With: object(limit)})
		b.s.Description += here + "a velocity control of the run's own."
	case "1025":
		b.add(Step{Name: "rule", Create: "authorization_control", With: object(map[string]any{
			"name": "{run}", "association": map[string]any{"user_token": "{program.user}"}, "merchant_scope": map[string]any{"mid": escape(t.CardAcceptor.MID)}})})
		b.s.Description += here + "an authorization control of the run's own."
	default:
		b.money(t)
	}
}

func (b *builder) move(kind string, with map[string]any) {
	b.add(Step{Name: "moved", Move: kind, Token: "{program." + kind + "}", With: object(with)})
}

// money sets up who had too little: the account, or a gateway with its reason.
func (b *builder) money(t marqeta.Transaction) {
	log := asked(t)
	switch {
	case b.s.Program.Funding == Gateway && log != nil && log.TimedOut:
		b.gateway = Delay
	case b.s.Program.Funding == Gateway:
		b.gateway = Decline
		if o := t.GPAOrder; o != nil && o.JITFunding != nil && reasonShape.MatchString(o.JITFunding.DeclineReason) {
			b.gateway = o.JITFunding.DeclineReason
		}
	case b.s.Program.Funding == Standard && t.GPA != nil && t.GPA.AvailableBalance.Sign() > 0:
		b.add(Step{Name: "balance", Load: "{program.user}", Amount: t.GPA.AvailableBalance.String()})
	}
}

// half is a limit that the purchase is above.
func half(t marqeta.Transaction) string {
	minor, err := t.Amount.Minor(2)
	if err != nil || minor < 2 {
		return "0"
	}
	return marqeta.AmountFromMinor(minor/2, 2).String()
}

// escape lets a text stand where references are looked for.
func escape(text string) string {
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(text)
}
