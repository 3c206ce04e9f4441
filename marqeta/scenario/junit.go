package scenario

import (
	"fmt"
	"io"
	"strings"

	"carddeck/marqeta/junit"
)

// WriteJUnit writes what came of a scenario as a test suite with a case for every step.
// failed is why it could not be played to its end, nil when it was.
func WriteJUnit(w io.Writer, s Scenario, r Report, failed error) error {
	suite := junit.Suite{Name: s.Name, Time: junit.Seconds(r.Took)}
	for i, step := range s.Steps {
		c := junit.Case{Class: s.Name, Name: step.Name, Time: junit.Seconds(0)}
		switch {
		case i < len(r.Steps):
			taken := r.Steps[i]
			c.Time = junit.Seconds(taken.Took)
			if !taken.Passed {
				c.Failure = &junit.Text{Message: fmt.Sprintf("%d of what was expected did not come", len(taken.Problems)), Text: strings.Join(taken.Problems, "\n")}
			}
		case failed != nil && i == len(r.Steps):
			c.Error = &junit.Text{Message: "not taken", Text: failed.Error()}
		default:
			c.Skipped = &junit.Text{}
		}
		suite.Add(c)
	}
	return suite.Write(w)
}
