package transactions

import (
	"net/url"
	"slices"
	"strings"

	"carddeck/views/ui"
)

// offersAfter are the steps that may follow now, as buttons. Then is what the simulation
// of a preset meant to come next, such as incremental:160.00,clearing:480.00: its first
// step comes first, filled in, and hands the others on. What is not legal is left out.
func offersAfter(steps []next, then string) []ui.Step {
	out := offers(steps)
	first, rest, _ := strings.Cut(then, ",")
	step, amount, _ := strings.Cut(first, ":")
	at := slices.IndexFunc(steps, func(n next) bool { return string(n.verb) == step && n.whyNot == "" })
	if at < 0 {
		return out
	}
	w := wording(steps[at])
	planned := ui.Step{Text: w.name, Icon: w.icon, First: true, Href: stepPath(steps[at]) + "?" + url.Values{"amount": {amount}, "then": {rest}}.Encode()}
	out = slices.DeleteFunc(out, func(s ui.Step) bool { return s.Text == w.name })
	return append([]ui.Step{planned}, out...)
}
