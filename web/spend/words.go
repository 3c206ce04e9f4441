package spend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/ui"
)

// Limit words what a velocity control allows: "100.00 USD a day, at most 3 uses".
func Limit(v marqeta.VelocityControl) string {
	text := ui.DecimalOf(v.AmountLimit.String(), v.CurrencyCode).String() + " " + Every(v.Window)
	if uses := Uses(v); uses != "" {
		text += ", " + uses
	}
	return text
}

// Uses words how often a velocity control allows a use: "at most 3 uses"; empty for any
// number.
func Uses(v marqeta.VelocityControl) string {
	switch {
	case v.UsageLimit == nil || *v.UsageLimit < 0:
		return ""
	case *v.UsageLimit == 1:
		return "at most 1 use"
	}
	return "at most " + strconv.Itoa(*v.UsageLimit) + " uses"
}

// Every words a window behind an amount.
func Every(w marqeta.VelocityWindow) string {
	switch w {
	case marqeta.TransactionWindow:
		return "each time"
	case marqeta.DayWindow:
		return "a day"
	case marqeta.WeekWindow:
		return "a week"
	case marqeta.MonthWindow:
		return "a month"
	case marqeta.QuarterWindow:
		return "a quarter"
	case marqeta.YearWindow:
		return "a year"
	case marqeta.LifetimeWindow:
		return "for ever"
	}
	return "within " + string(w)
}

// WindowRule words when a window begins.
func WindowRule(w marqeta.VelocityWindow) string {
	switch w {
	case marqeta.TransactionWindow:
		return "Each use by itself"
	case marqeta.DayWindow:
		return "A day, from midnight UTC"
	case marqeta.WeekWindow:
		return "A week, from Sunday midnight UTC"
	case marqeta.MonthWindow:
		return "A month, from the 1st, midnight UTC"
	case marqeta.QuarterWindow:
		return "A quarter of the year, UTC"
	case marqeta.YearWindow:
		return "A year, from 1 January UTC"
	case marqeta.LifetimeWindow:
		return "For ever, counted from its creation"
	}
	return string(w)
}

// LevelWords names a level.
func LevelWords(l marqeta.ControlLevel) string {
	switch l {
	case marqeta.UserLevel:
		return "User"
	case marqeta.CardProductLevel:
		return "Card product"
	default:
		return "Whole program"
	}
}

// Where words a scope: "everywhere", "at MCC 5541", "at MCC group Fuel".
func Where(s marqeta.MerchantScope, g control.Groups) string {
	switch {
	case s.MID != "":
		return "at merchant " + ui.Name(s.MID)
	case s.MCC != "":
		return "at MCC " + ui.Name(s.MCC)
	case s.MCCGroup != "":
		return "at MCC group " + called(g.MCC[s.MCCGroup].Name, s.MCCGroup)
	case s.MerchantGroupToken != "":
		return "at merchant group " + called(g.Merchant[s.MerchantGroupToken].Name, s.MerchantGroupToken)
	}
	return "everywhere"
}

// WhereHref leads to the group that a scope names, or to the merchant's transactions.
func WhereHref(s marqeta.MerchantScope) string {
	switch {
	case s.MCCGroup != "":
		return MCCGroups.Of(s.MCCGroup)
	case s.MerchantGroupToken != "":
		return MerchantGroups.Of(s.MerchantGroupToken)
	}
	return ""
}

// Counts words what a velocity control adds up.
func Counts(v marqeta.VelocityControl) string {
	var what []string
	for _, kind := range []struct {
		on   bool
		text string
	}{
		{v.IncludePurchases, "purchases"}, {v.IncludeWithdrawals, "withdrawals of cash"}, {v.IncludeCashback, "cash back"},
		{v.IncludeCredits, "money received by card"}, {v.IncludeTransfers, "transfers"},
	} {
		if kind.on {
			what = append(what, kind.text)
		}
	}
	if v.MoneyIn != nil {
		what = append(what, "credits of the types "+strings.Join(slices.Concat(v.MoneyIn.CreditsTypes, v.MoneyIn.NetworkLoadTypes), ", "))
	}
	if len(what) == 0 {
		return "Nothing, so it never refuses"
	}
	verdict := "Approved "
	if !v.ApprovalsOnly {
		verdict = "Declined "
	}
	return verdict + list(what)
}

// DeclinesOnly warns of approvals_only=false, which many read as "declines, too".
const DeclinesOnly = "With approvals_only=false Marqeta counts declined transactions and nothing else. " +
	"What is approved uses up nothing, so this limits how often a card may be refused, not how much is spent."

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return fmt.Sprintf("%s and %s", strings.Join(words[:last], ", "), words[last])
}

func called(name, token string) string {
	if name == "" {
		return ui.Short(token)
	}
	return ui.Name(name)
}

// WhereCell is Where as a cell that leads to the group.
func WhereCell(s marqeta.MerchantScope, g control.Groups) templ.Component {
	text := Where(s, g)
	if href := WhereHref(s); href != "" {
		return ui.Link(href, text)
	}
	return ui.Text(text)
}

// PeriodCell words when a control is in force, in UTC; the end is excluded.
func PeriodCell(start, end marqeta.Time) templ.Component {
	return ui.Text(PeriodWords(start, end))
}

// PeriodWords is PeriodCell inside a sentence.
func PeriodWords(start, end marqeta.Time) string {
	const layout = "2 Jan 2006, 15:04"
	switch {
	case start.IsZero() && end.IsZero():
		return "always"
	case end.IsZero():
		return "since " + start.UTC().Format(layout)
	case start.IsZero():
		return "until " + end.UTC().Format(layout)
	}
	return start.UTC().Format(layout) + " to " + end.UTC().Format(layout)
}
