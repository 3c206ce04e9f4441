package gateways

import (
	"strings"

	"carddeck/marqeta/jit/rule"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

// lines words a set of rules, one sentence each.
func lines(s rule.Set) []string {
	var out []string
	for _, r := range s.Rules {
		out = append(out, line(r))
	}
	if s.Partial {
		out = append(out, "Where the terminal takes a part, what there is is approved.")
	}
	if s.Memo != "" {
		out = append(out, "Memo of approvals: "+s.Memo)
	}
	if s.Tags != "" {
		out = append(out, "Tags of every answer: "+s.Tags)
	}
	return out
}

func line(r rule.Rule) string {
	out := r.Name + ": " + strings.ToLower(funding.RuleKind(string(r.Kind)))
	switch r.Kind {
	case rule.Balance:
		out += ", declined when there is not enough"
	case rule.Amount, rule.DayAmount, rule.MonthAmount:
		out += " at most " + ui.DecimalOf(r.Amount.String(), r.Currency).String()
	case rule.DayCount, rule.MonthCount:
		out += " at most " + number(r.Count)
	case rule.TimeOfDay:
		out += ", " + then(r.Then) + " from " + r.From + " until " + r.Until + " in " + r.Zone
	case rule.Presence:
		out += ", " + then(r.Then) + " " + map[bool]string{true: "present", false: "not present"}[r.Present]
	case rule.Metadata:
		out += ", " + then(r.Then) + " " + r.Of + "." + r.Key + " = " + strings.Join(r.Values, ", ")
	default:
		out += ", " + then(r.Then) + " " + strings.Join(r.Values, ", ")
	}
	if reason := r.Reason; reason != "" {
		out += "; " + funding.Reason(reason)
	}
	return out
}

func then(t rule.Then) string {
	if t == rule.Require {
		return "only"
	}
	return string(t)
}
