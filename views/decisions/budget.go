package decisions

import (
	"fmt"
	"strconv"
	"time"
)

// Span is a part of the time from the request's first byte on.
type Span struct {
	Name string
	Kind string // network, work, wait or save: how it is drawn
	From time.Duration
	Took time.Duration
}

// Budget is the time that an answer took, against what it may take.
type Budget struct {
	Spans    []Span
	Answered time.Duration
	Ours     time.Duration // by when we always answer
	Limit    time.Duration // when the platform gives up
	Label    string        // says the same in words
	Now      string        // words beside the end of the bar
	OursText string
	LimText  string
}

// The bar's width in its own units.
const wide = 812

func (b Budget) at(d time.Duration) float64 {
	return min(float64(d)/float64(max(b.Limit, b.Answered, 1)), 1) * wide
}

func (b Budget) x(d time.Duration) string { return decimal(b.at(d)) }

// ours is where the words about our own limit stand: at its line, as long as that leaves
// room for those about the platform's.
func (b Budget) ours() string { return decimal(min(b.at(b.Ours), wide-255)) }

// width is never less than can be seen.
func (b Budget) width(s Span) string { return decimal(max(b.at(s.From+s.Took)-b.at(s.From), 1)) }

func (b Budget) scale() []time.Duration {
	var out []time.Duration
	for d := time.Duration(0); d <= b.Limit; d += time.Second {
		out = append(out, d)
	}
	return out
}

// Beside the bar's end the words stand in what is left of it, as long as they fit.
func (b Budget) fits() bool { return b.at(b.Answered) < wide-240 }

func (b Budget) beside() string { return decimal(b.at(b.Answered) + 8) }

func (b Budget) anchor(d time.Duration) string {
	switch d {
	case 0:
		return "start"
	case b.Limit:
		return "end"
	}
	return "middle"
}

func (b Budget) tick(d time.Duration) string {
	if d == 0 {
		return "0 ms"
	}
	ms := d.Milliseconds()
	return fmt.Sprintf("%d,%03d", ms/1000, ms%1000)
}

// on gives the place and width of a stage in a bar as long as the whole answer.
func (s Stage) on(whole time.Duration) (x, width string) {
	of := func(d time.Duration) float64 { return float64(d) / float64(max(whole, 1)) * 1000 }
	return decimal(min(of(s.From), 994)), decimal(max(of(s.Took), 6))
}

func (s Span) class() string {
	switch s.Kind {
	case "network", "wait", "save":
		return "seg-" + s.Kind
	}
	return "seg-work"
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
