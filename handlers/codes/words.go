package codes

import (
	"strconv"
	"strings"

	"carddeck/marqeta/dictionary"
	"carddeck/views/ui"
)

// outcome marks whether something is wrong.
func outcome(e dictionary.Entry) ui.Mark {
	switch {
	case e.Fine:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Fine"}
	case e.Family == dictionary.Addresses, e.Family == dictionary.SecurityCodes, e.Family == dictionary.Names:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Does not match"}
	}
	return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Refused"}
}

// certainty marks how sure a meaning is.
func certainty(x dictionary.Explanation) ui.Mark {
	if x.Guess {
		return ui.Mark{Tone: ui.Caution, Icon: "info", Text: "Inferred"}
	}
	return ui.Mark{Tone: ui.Note, Icon: "info", Text: "From a source"}
}

// decidedBy is checks for a cell.
func decidedBy(e dictionary.Entry) string {
	if n := len(e.Checks()); n > 2 {
		return "One of " + strconv.Itoa(n)
	}
	return checks(e)
}

// checks lists the checks of a decision that may end in a code.
func checks(e dictionary.Entry) string {
	var out []string
	for _, c := range e.Checks() {
		out = append(out, c.Words())
	}
	return ui.Capital(strings.Join(out, ", "))
}
