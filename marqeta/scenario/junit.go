package scenario

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	Time    string     `xml:"time,attr"`
	Failure *junitText `xml:"failure"`
	Error   *junitText `xml:"error"`
	Skipped *struct{}  `xml:"skipped"`
}

type junitText struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// WriteJUnit writes what came of a scenario as a test suite with a case for every step.
// failed is why it could not be played to its end, nil when it was.
func WriteJUnit(w io.Writer, s Scenario, r Report, failed error) error {
	suite := junitSuite{Name: s.Name, Tests: len(s.Steps), Time: seconds(r.Took)}
	for i, step := range s.Steps {
		c := junitCase{Class: s.Name, Name: step.Name, Time: seconds(0)}
		switch {
		case i < len(r.Steps):
			taken := r.Steps[i]
			c.Time = seconds(taken.Took)
			if !taken.Passed {
				suite.Failures++
				c.Failure = &junitText{fmt.Sprintf("%d of what was expected did not come", len(taken.Problems)), strings.Join(taken.Problems, "\n")}
			}
		case failed != nil && i == len(r.Steps):
			suite.Errors++
			c.Error = &junitText{"not taken", failed.Error()}
		default:
			suite.Skipped++
			c.Skipped = &struct{}{}
		}
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(suite); err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }
