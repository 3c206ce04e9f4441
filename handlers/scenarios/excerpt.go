package scenarios

import (
	"strings"

	views "carddeck/views/scenarios"
	"carddeck/views/ui"
)

// around is how many lines are shown before and behind one that is wrong.
const around = 2

// excerpt gives the lines of a text around those that are marked, with their numbers.
func excerpt(text string, marked []int) []views.Line {
	wrong, near := map[int]bool{}, map[int]bool{}
	for _, n := range marked {
		wrong[n] = n > 0
		for at := n - around; at <= n+around && n > 0; at++ {
			near[at] = true
		}
	}
	var out []views.Line
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if n++; near[n] {
			out = append(out, views.Line{Number: n, Text: ui.Name(strings.TrimRight(line, "\r")), Wrong: wrong[n]})
		}
	}
	return out
}
