package ui

// Tone is what a colour means. Colour never speaks alone: a Mark always has an
// icon and a word as well.
type Tone string

// The closed set of tones.
const (
	Good    Tone = "good"
	Caution Tone = "caution"
	Bad     Tone = "bad"
	Note    Tone = "note"
	Plain   Tone = "plain"
)

// Mark is a state in words, with the icon and tone that go with it.
type Mark struct {
	Tone Tone
	Icon string
	Text string
}

func (t Tone) status() string {
	switch t {
	case Good:
		return "status is-good"
	case Caution:
		return "status is-caution"
	case Bad:
		return "status is-bad"
	case Note:
		return "status is-note"
	default:
		return "status is-plain"
	}
}

func (t Tone) badge() string {
	switch t {
	case Good:
		return "badge is-good"
	case Caution:
		return "badge is-caution"
	case Bad:
		return "badge is-bad"
	case Note:
		return "badge is-note"
	default:
		return "badge is-plain"
	}
}

func (t Tone) callout() string {
	switch t {
	case Good:
		return "callout is-good"
	case Caution:
		return "callout is-caution"
	case Bad:
		return "callout is-bad"
	case Note:
		return "callout is-note"
	default:
		return "callout is-plain"
	}
}

func (t Tone) icon() string {
	switch t {
	case Good:
		return "ok"
	case Caution, Bad:
		return "warn"
	default:
		return "info"
	}
}
