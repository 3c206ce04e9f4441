package codes

import (
	"strings"

	"carddeck/marqeta/dictionary"
	"carddeck/views/ui"
)

// outcome marks whether something is wrong.
func outcome(x dictionary.Explanation) ui.Mark {
	if x.Fine {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Fine"}
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

// checks lists the checks of a decision that may end in a code.
func checks(e dictionary.Entry) string {
	var out []string
	for _, c := range e.Checks() {
		out = append(out, c.Words())
	}
	return ui.Capital(strings.Join(out, ", "))
}
