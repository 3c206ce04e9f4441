package fundingsources

import (
	"strconv"
	"time"

	"carddeck/views/ui"
	"carddeck/web/listing"
)

func activeMark(active bool) ui.Mark {
	if active {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "pause", Text: "Inactive"}
}

func kindMark(kind string) ui.Mark {
	if kind == gateway {
		return ui.Mark{Tone: ui.Plain, Icon: "webhook", Text: kindWords(kind)}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "bank", Text: kindWords(kind)}
}

func kindWords(kind string) string {
	if kind == gateway {
		return "Program gateway"
	}
	return "Program"
}

func kindSentence(kind string) string {
	if kind == gateway {
		return "For Gateway JIT Funding: after its own checks Marqeta asks this address about each purchase, and the money is on your side."
	}
	return "For Managed JIT Funding and for loads: the program's account that Marqeta draws each purchase from. In a sandbox it never runs dry."
}

// usedWords words how many card products draw from a source; more says that n is not
// all of them.
func usedWords(n int, more bool) string {
	switch {
	case more:
		return "more than " + listing.Count(n, "card product")
	case n == 0:
		return "no card product yet"
	}
	return listing.Count(n, "card product")
}

func timeoutWords(millis int64) string {
	if millis == 0 {
		return "Marqeta's default"
	}
	return strconv.FormatFloat((time.Duration(millis)*time.Millisecond).Seconds(), 'f', -1, 64) + " s for the whole answer"
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}
