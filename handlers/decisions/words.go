package decisions

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

func merchant(d store.FundingDecision) string {
	return ui.Name(cmp.Or(d.Merchant, "No merchant"))
}

// because says in a few words what settled it.
func because(d store.FundingDecision) string {
	switch {
	case !d.Binding && d.Mode == jit.Observe:
		return "observed only"
	case d.Approved && d.Granted < d.Amount:
		return ui.MoneyOf(d.Granted, d.Currency).String() + " granted by " + quoted(d.Rule)
	case d.Approved:
		return ""
	case d.Rule != "":
		return funding.Reason(d.Reason) + ", by " + quoted(d.Rule)
	}
	return funding.Reason(d.Reason)
}

func quoted(s string) string { return "“" + ui.Name(s) + "”" }

// headline is the decision in one sentence, with the time that was left.
func headline(d store.FundingDecision, left time.Duration, timed bool) string {
	asked, granted := ui.MoneyOf(d.Amount, d.Currency).String(), ui.MoneyOf(d.Granted, d.Currency).String()
	at := ""
	if d.Merchant != "" {
		at = " at " + ui.Name(d.Merchant)
	}
	spare := ""
	if timed && left > 0 {
		spare = ", with " + funding.Took(left) + " to spare"
	}
	switch {
	case d.Mode == jit.Observe && d.Approved:
		return "Observed: our rules would approve " + granted + at
	case d.Mode == jit.Observe:
		return "Observed: our rules would decline " + asked + at
	case d.Effect == jit.Nothing && d.Approved:
		return "Approved: a question without an amount" + at + spare
	case d.Approved && d.Granted < d.Amount:
		return "Approved in part: " + granted + " of " + asked + at + spare
	case d.Approved && d.Effect == jit.Credit:
		return "Approved: " + granted + " to the holder" + at + spare
	case d.Approved:
		return "Approved: " + granted + at + spare
	}
	return "Declined: " + asked + at + ", " + funding.Reason(d.Reason)
}

// reasoning says what was decisive: the rule that settled it, or the slowest stage where
// the answer was slow.
func reasoning(d store.FundingDecision, slow string) string {
	if slow != "" {
		return slow
	}
	for _, c := range d.Checks() {
		if c.Rule == d.Rule && d.Rule != "" && c.Outcome != jit.Passed {
			out := quoted(c.Rule) + " " + verb(c.Outcome)
			if v := values(c.Values); v != "" {
				out += ": " + v
			}
			return out + "."
		}
	}
	switch {
	case d.Rule != "" && !d.Approved:
		return quoted(d.Rule) + " declined it."
	case d.Approved:
		return "No rule stood against it."
	}
	return ""
}

func verb(o jit.Outcome) string {
	switch o {
	case jit.Allowed:
		return "allowed it, and no rule below was asked"
	case jit.Reduced:
		return "approved a part"
	case jit.Declined:
		return "declined it"
	case jit.Skipped:
		return "does not concern it"
	}
	return "has nothing against it"
}

func values(all []jit.Value) string {
	var out []string
	for _, v := range all {
		out = append(out, ui.Name(v.Name)+" "+cmp.Or(ui.Name(v.Text), "nothing"))
	}
	return strings.Join(out, ", ")
}

func mark(o jit.Outcome) ui.Mark {
	switch o {
	case jit.Passed:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
	case jit.Allowed:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Allowed"}
	case jit.Reduced:
		return ui.Mark{Tone: ui.Caution, Icon: "ok", Text: "A part"}
	case jit.Declined:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Declined"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "Not concerned"}
}

// verdict says what the rules came to.
func verdict(d store.FundingDecision) string {
	granted := ui.MoneyOf(d.Granted, d.Currency).String()
	var out string
	switch {
	case d.Effect == jit.Nothing && d.Approved:
		out = "Answer: approve; no money was asked for"
	case d.Approved && d.Granted < d.Amount:
		out = "Answer: approve a part, " + granted
	case d.Approved:
		out = "Answer: approve the whole amount, " + granted
	default:
		out = fmt.Sprintf("Answer: decline, %s (%s)", funding.Reason(d.Reason), d.Reason)
	}
	if d.Memo != "" {
		out += ", with the memo " + quoted(d.Memo)
	}
	if d.Tags != "" {
		out += ", tagged " + quoted(d.Tags)
	}
	return out + "."
}
