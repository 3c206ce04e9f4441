package velocitycontrols

import (
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// request makes a new control.
func request(v marqeta.VelocityControl) marqeta.VelocityControlRequest {
	out := marqeta.VelocityControlRequest{
		Token: v.Token, Name: v.Name, Active: &v.Active, AmountLimit: &v.AmountLimit, CurrencyCode: v.CurrencyCode,
		UsageLimit: v.UsageLimit, Window: v.Window, ApprovalsOnly: &v.ApprovalsOnly,
		IncludePurchases: &v.IncludePurchases, IncludeWithdrawals: &v.IncludeWithdrawals, IncludeTransfers: &v.IncludeTransfers,
		IncludeCashback: &v.IncludeCashback, IncludeCredits: &v.IncludeCredits,
	}
	if v.Association != (marqeta.Association{}) {
		out.Association = &v.Association
	}
	if v.MerchantScope != (marqeta.MerchantScope{}) {
		out.MerchantScope = &v.MerchantScope
	}
	return out
}

// changed sends what is different alone: a production program refuses a change that
// carries every field (Marqeta, core-api/velocity-controls).
func changed(before, after marqeta.VelocityControl) (out marqeta.VelocityControlRequest, any bool) {
	if after.Name != before.Name {
		out.Name, any = after.Name, true
	}
	if after.CurrencyCode != before.CurrencyCode {
		out.CurrencyCode, any = after.CurrencyCode, true
	}
	if after.Window != before.Window {
		out.Window, any = after.Window, true
	}
	set(&out.Active, before.Active, after.Active, &any)
	set(&out.Association, before.Association, after.Association, &any)
	set(&out.MerchantScope, before.MerchantScope, after.MerchantScope, &any)
	set(&out.AmountLimit, before.AmountLimit, after.AmountLimit, &any)
	set(&out.UsageLimit, most(before.UsageLimit), most(after.UsageLimit), &any)
	set(&out.ApprovalsOnly, before.ApprovalsOnly, after.ApprovalsOnly, &any)
	set(&out.IncludePurchases, before.IncludePurchases, after.IncludePurchases, &any)
	set(&out.IncludeWithdrawals, before.IncludeWithdrawals, after.IncludeWithdrawals, &any)
	set(&out.IncludeTransfers, before.IncludeTransfers, after.IncludeTransfers, &any)
	set(&out.IncludeCashback, before.IncludeCashback, after.IncludeCashback, &any)
	set(&out.IncludeCredits, before.IncludeCredits, after.IncludeCredits, &any)
	return out, any
}

// set names a value in a request when it is not what it was.
func set[T comparable](into **T, before, after T, any *bool) {
	if before != after {
		*into, *any = &after, true
	}
}

// most is a number of uses as it is sent: -1 for any number.
func most(uses *int) int {
	if uses == nil || *uses < 0 {
		return -1
	}
	return *uses
}

// sayings are the facts of a control, to be compared before and after a change.
func sayings(v marqeta.VelocityControl, names spend.Names, groups control.Groups) []spend.Saying {
	yes := func(on bool) string {
		if on {
			return "counted"
		}
		return "not counted"
	}
	uses := "any number"
	if n := most(v.UsageLimit); n >= 0 {
		uses = strconv.Itoa(n)
	}
	counts := "what is approved"
	if !v.ApprovalsOnly {
		counts = "what is declined"
	}
	return []spend.Saying{
		{Label: "Name", Text: ui.Name(v.Name)}, {Label: "Whose spending", Text: names.Whose(v.Association)},
		{Label: "Where", Text: spend.Where(v.MerchantScope, groups)},
		{Label: "Amount", Text: ui.DecimalOf(v.AmountLimit.String(), v.CurrencyCode).String()}, {Label: "Uses", Text: uses},
		{Label: "Window", Text: spend.WindowRule(v.Window)}, {Label: "What counts", Text: counts},
		{Label: "Purchases", Text: yes(v.IncludePurchases)}, {Label: "Withdrawals", Text: yes(v.IncludeWithdrawals)},
		{Label: "Cash back", Text: yes(v.IncludeCashback)}, {Label: "Money received", Text: yes(v.IncludeCredits)},
		{Label: "Transfers", Text: yes(v.IncludeTransfers)}, {Label: "Status", Text: spend.Mark(v.Active).Text},
	}
}
