package engine

import "time"

// Control is how a spend control shows in a trace.
type Control struct {
	Token string `json:"token"`
	Name  string `json:"name,omitzero"`
	Level string `json:"level"` // program, card_product or user
}

// Rules are the authorization controls that apply to a card.
type Rules struct {
	GloballyDeny bool   // controls name what is allowed, else what is denied
	Exempt       []Rule // merchants no control is asked about
	Controls     []Rule
}

// Rule is an authorization control, or the exemption of a merchant.
type Rule struct {
	Control
	Covers       bool // the merchant is one of those it names
	Starts, Ends time.Time
}

// holds reports whether the rule is in force and covers the merchant.
func (r Rule) holds(now time.Time) bool {
	return r.Covers && !now.Before(r.Starts) && (r.Ends.IsZero() || now.Before(r.Ends))
}

// checkRules lets pass what the controls leave open. What gives money back, or
// asks only, passes.
func checkRules(a *Attempt, _ *Verdict) finding {
	if a.Message.Credit || a.Message.Inquiry {
		return finding{}
	}
	f := finding{guess: true, values: map[string]any{"default": "allow", "looked_at": len(a.Rules.Controls)}}
	if a.Rules.GloballyDeny {
		f.values["default"] = "deny"
	}
	for _, r := range a.Rules.Exempt {
		if r.holds(a.Now) {
			f.control, f.values["exempt"] = r.Control, r.Control
			return f
		}
	}
	for _, r := range a.Rules.Controls {
		if !r.holds(a.Now) {
			continue
		}
		f.control, f.values["control"] = r.Control, r.Control
		if !a.Rules.GloballyDeny {
			f.code, f.why = "1025", "an authorization control denies this merchant"
		}
		return f
	}
	if a.Rules.GloballyDeny {
		f.code, f.why = "1025", "no authorization control allows this merchant"
	}
	return f
}
