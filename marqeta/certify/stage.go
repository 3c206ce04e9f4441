package certify

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// stage is where one scenario is played. After what leaves no sense to go on, every
// further step does nothing.
type stage struct {
	*platform
	ctx    context.Context
	result Result
	over   bool
	blind  bool // an effect could not be seen
}

func (s *stage) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(s.result.Notes, text) {
		s.result.Notes = append(s.result.Notes, text)
	}
}

func (s *stage) keep(x Exchange, checks []Check) {
	s.result.Exchanges = append(s.result.Exchanges, x)
	for _, c := range checks {
		if c.What != x.Title {
			c.What = x.Title + ": " + c.What
		}
		s.result.Checks = append(s.result.Checks, c)
	}
}

// see notes one thing that was looked at.
func (s *stage) see(what, want, got string, ok bool, fault Fault) {
	c := Check{What: what, Want: want, Got: got}
	if !ok {
		c.Fault = fault
	}
	s.result.Checks = append(s.result.Checks, c)
}

// broken ends the scenario for a reason of our own.
func (s *stage) broken(err error) {
	s.over = true
	s.note("The rest was not played: %s.", err)
}

func (s *stage) titled(kind, amount string) string {
	if amount == "" {
		return kind
	}
	return kind + " of " + amount + " " + s.settings.Currency
}

// settle puts the verdict in words.
func (s *stage) settle(sc Scenario) {
	r := &s.result
	faults := r.Faults()
	switch {
	case len(faults) > 0:
		var lines []string
		for _, f := range faults {
			first := slices.IndexFunc(r.Checks, func(c Check) bool { return c.Fault == f })
			lines = append(lines, fmt.Sprintf("%s (%s).", f.Words(), r.Checks[first].What))
		}
		r.Outcome, r.Verdict = Failed, strings.Join(lines, " ")
	case s.over || sc.Webhook && s.blind:
		r.Outcome, r.Verdict = Unseen, "No fault was found, and what it is about could not be seen from outside."
	default:
		r.Outcome, r.Verdict = Passed, "As it must be: "+s.counted()+"."
	}
}

// counted words how much was looked at.
func (s *stage) counted() string {
	n, slowest := map[Kind]int{}, int64(0)
	for _, x := range s.result.Exchanges {
		n[x.Kind]++
		if x.Kind == Question {
			slowest = max(slowest, x.Micros)
		}
	}
	if s.result.Times != nil {
		n[Question] = s.result.Times.Count
	}
	var parts []string
	if n[Question] > 0 {
		parts = append(parts, fmt.Sprintf("%s answered, the slowest in %s", plural(n[Question], "question"), millis(slowest)))
	}
	if n[Notification] > 0 {
		parts = append(parts, plural(n[Notification], "notification")+" taken")
	}
	if len(parts) == 0 {
		parts = append(parts, plural(len(s.result.Checks), "check"))
	}
	return strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
