package certify

import (
	"fmt"
	"io"
	"strings"
	"time"

	"carddeck/marqeta/junit"
)

// WriteJUnit writes the report as a test suite with a case for every scenario. failed is
// why the run did not come to its end, nil when it did.
func WriteJUnit(w io.Writer, r Report, failed error) error {
	suite := junit.Suite{Name: "gateway certification", Time: junit.Seconds(max(0, r.Ended.Sub(r.Began)))}
	for i, sc := range Scenarios() {
		c := junit.Case{Class: suite.Name, Name: fmt.Sprintf("%02d %s", sc.Number, sc.Title), Time: junit.Seconds(0)}
		switch {
		case i < len(r.Results):
			fill(&c, r.Results[i])
		case failed != nil && i == len(r.Results):
			c.Error = &junit.Text{Message: "not played", Text: failed.Error()}
		default:
			c.Skipped = &junit.Text{Message: "not played"}
		}
		suite.Add(c)
	}
	return suite.Write(w)
}

func fill(c *junit.Case, r Result) {
	c.Time = junit.Seconds(time.Duration(r.Micros) * time.Microsecond)
	switch r.Outcome {
	case Failed:
		var lines []string
		for _, check := range r.Checks {
			if check.Fault != "" {
				lines = append(lines, fmt.Sprintf("%s: %s: want %s, got %s", check.Fault, check.What, check.Want, check.Got))
			}
		}
		c.Failure = &junit.Text{Message: r.Verdict, Text: strings.Join(lines, "\n")}
	case NotApplicable, Unseen:
		c.Skipped = &junit.Text{Message: r.Verdict}
	}
}

// Slowest is the longest that the gateway took to answer a question.
func (r Result) Slowest() time.Duration {
	slowest := time.Duration(0)
	for _, x := range r.Exchanges {
		if x.Kind == Question {
			slowest = max(slowest, x.Took())
		}
	}
	return slowest
}
