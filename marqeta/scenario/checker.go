package scenario

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// bounds of a file.
const (
	maxSteps = 200
	maxTitle = 120
)

var (
	nameShape   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,59}$`)
	stepShape   = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,59}$`)
	reasonShape = regexp.MustCompile(`^[A-Z][A-Z_]{2,59}$`)
)

// checker finds what the shape of a file does not tell. Known are the names that may be
// referred to so far, and whether they have members.
type checker struct {
	lines  map[string]int
	known  map[string]bool
	acts   map[string]bool // the steps that simulate
	faults Faults
}

func (c *checker) say(at, format string, args ...any) {
	line := c.lines[at]
	for up := at; line == 0 && up != ""; line = c.lines[up] {
		up = up[:max(0, strings.LastIndexAny(up, ".["))]
	}
	c.faults = append(c.faults, Fault{line, at, fmt.Sprintf(format, args...)})
}

func (c *checker) scenario(s Scenario) {
	c.known, c.acts = map[string]bool{"run": false}, map[string]bool{}
	if !nameShape.MatchString(s.Name) || s.Name == "runs" || s.Name == "new" {
		c.say("name", "A name has 1 to 60 small letters, digits and hyphens, begins with a letter, and is neither new nor runs.")
	}
	if s.Title == "" || len(s.Title) > maxTitle {
		c.say("title", "A title has 1 to %d characters.", maxTitle)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Parameters)) {
		if !stepShape.MatchString(name) || name == "run" || name == "program" {
			c.say("parameters."+name, "A parameter's name has small letters, digits, hyphens and underscores, and is neither run nor program.")
		}
		c.known[name] = false
	}
	if s.Program != nil {
		c.program(*s.Program)
	}
	if n := len(s.Steps); n == 0 || n > maxSteps {
		c.say("steps", "A scenario has 1 to %d steps.", maxSteps)
	}
	for i, step := range s.Steps {
		c.step(fmt.Sprintf("steps[%d]", i), s, step)
	}
}

func (c *checker) program(p Program) {
	if !slices.Contains([]string{Standard, Managed, Gateway}, p.Funding) {
		c.say("program.funding", "Funding is standard, managed or gateway.")
	}
	c.text("program.source", p.Source)
	for name, v := range map[string]jsontext.Value{"config": p.Config, "user": p.User, "card": p.Card} {
		c.object("program."+name, v)
	}
	c.known["program"] = true
}

func (c *checker) step(at string, s Scenario, step Step) {
	_, taken := c.known[step.Name]
	switch {
	case !stepShape.MatchString(step.Name):
		c.say(at+".name", "A step's name has 1 to 60 small letters, digits, hyphens and underscores, and begins with a letter.")
	case taken:
		c.say(at+".name", "Another step or a parameter is called %s already.", step.Name)
	}
	verbs := step.verbs()
	if len(verbs) != 1 {
		c.say(at, "A step has one of simulate, create, update, move, load, read and advance; this one has %d.", len(verbs))
	}
	for verb, object := range verbs {
		c.verb(at, verb, object, s, step)
	}
	c.words(at, s, step)
	c.expectations(at, verbs[simulate] != "", s, step)
	c.known[step.Name] = true
	c.acts[step.Name] = verbs[simulate] != ""
}

// verb checks what a step does, and that it has what that takes.
func (c *checker) verb(at, verb, object string, s Scenario, step Step) {
	if verb == simulate {
		c.simulation(at, marqeta.SimulationKind(object), s, step)
	} else if allowed := kinds(verb); allowed != nil && !slices.Contains(allowed, object) {
		c.say(at+"."+verb, "There is no %s here; it is one of %s.", clip(object), strings.Join(allowed, ", "))
	}
	named := verb == update || verb == move || verb == read
	c.only(at+".token", step.Token != "", named, named)
	c.only(at+".amount", step.Amount != "", verb == load, verb == load || verb == simulate)
	c.only(at+".with", step.With != nil, verb == create || verb == update || verb == move, verb != read && verb != advance)
	for name, there := range map[string]bool{"card": step.Card != "", "follows": step.Follows != "", "force": step.Force} {
		c.only(at+"."+name, there, false, verb == simulate)
	}
	c.text(at+"."+verb, object)
}

func (c *checker) simulation(at string, kind marqeta.SimulationKind, s Scenario, step Step) {
	needs, known := kind.Fields()
	if !known {
		c.say(at+".simulate", "Marqeta has no simulation called %s.", clip(string(kind)))
		return
	}
	c.only(at+".amount", step.Amount != "", needs.Amount == marqeta.Required, needs.Amount != marqeta.Unused)
	switch {
	case step.Follows != "" && !c.acts[step.Follows]:
		c.say(at+".follows", "No earlier step that simulates is called %s.", clip(step.Follows))
	case step.Follows != "" && needs.Preceding == marqeta.Unused:
		c.say(at+".follows", "This simulation names a card and follows nothing.")
	case step.Follows == "" && needs.Preceding == marqeta.Required && !c.has(step.With, "preceding_related_transaction_token"):
		c.say(at+".follows", "This simulation follows an earlier one: name its step.")
	case step.Follows == "" && needs.Preceding != marqeta.Required && step.Card == "" && s.Program == nil && !c.has(step.With, "card_token"):
		c.say(at+".card", "Name the card, or give the scenario a program of its own.")
	}
}

func (c *checker) has(v jsontext.Value, name string) bool { return member(v, name) != nil }

// only checks that a field is there when needed and only where it has a meaning.
func (c *checker) only(at string, there, needed, allowed bool) {
	switch {
	case !there && needed:
		c.say(at, "This step needs it.")
	case there && !allowed:
		c.say(at, "It means nothing to this kind of step.")
	}
}

// words checks the texts of a step, with what they refer to.
func (c *checker) words(at string, s Scenario, step Step) {
	c.text(at+".token", step.Token)
	c.text(at+".card", step.Card)
	c.text(at+".amount", step.Amount)
	if step.Amount != "" && !strings.Contains(step.Amount, "{") {
		if a, err := marqeta.ParseAmount(step.Amount); err != nil || a.Sign() < 0 {
			c.say(at+".amount", "An amount is written as 10 or 10.50.")
		}
	}
	c.object(at+".with", step.With)
	behind := s.Program != nil && s.Program.Funding == Gateway
	switch known := []string{"", Approve, Decline, Delay}; {
	case step.Gateway != "" && !behind:
		c.say(at+".gateway", "The scenario has no gateway of its own: its program's funding is not gateway.")
	case !slices.Contains(known, step.Gateway) && !reasonShape.MatchString(step.Gateway):
		c.say(at+".gateway", "A gateway can approve, decline, delay, or decline for a reason such as SUSPECTED_FRAUD.")
	case step.Asked != nil && !behind:
		c.say(at+".asked", "The scenario has no gateway of its own: its program's funding is not gateway.")
	}
}

func (c *checker) expectations(at string, simulates bool, s Scenario, step Step) {
	c.only(at+".notified", step.Notified, false, simulates)
	c.only(at+".decided_by", step.DecidedBy != "", false, simulates)
	c.only(at+".asked", step.Asked != nil, false, simulates)
	if step.Status != 0 && (step.Status < 200 || step.Status > 599) {
		c.say(at+".status", "A status is a number of HTTP such as %d.", http.StatusConflict)
	}
	for path, want := range step.Expect {
		c.text(at+".expect."+path, want)
	}
	for other := range step.Becomes {
		if !c.acts[other] && other != step.Name {
			c.say(at+".becomes."+other, "No earlier step that simulates is called %s.", clip(other))
		}
	}
}

func (c *checker) text(at, text string) {
	if _, err := fill(text, c.look); err != nil {
		c.say(at, "%s.", err.Error())
	}
}

func (c *checker) object(at string, v jsontext.Value) {
	if v == nil {
		return
	}
	if v.Kind() != '{' {
		c.say(at, "This has to be an object.")
		return
	}
	if _, err := fillJSON(v, c.look); err != nil {
		c.say(at, "%s.", err.Error())
	}
}

// look says whether a reference can be followed.
func (c *checker) look(name, path string) (string, error) {
	answers, known := c.known[name]
	switch {
	case !known:
		return "", fmt.Errorf("no parameter and no earlier step is called %s", clip(name))
	case answers && path == "":
		return "", fmt.Errorf("%s is a step: say which part of its answer, as in {%s.token}", name, name)
	case !answers && path != "":
		return "", fmt.Errorf("%s is a plain text and has no parts", name)
	}
	return "", nil
}
