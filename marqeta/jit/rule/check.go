package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones have to be known on every machine

	"github.com/bojanz/currency"

	"carddeck/marqeta/jit"
)

// What a set may hold. Every rule is asked on every purchase.
const (
	MaxRules  = 100
	MaxValues = 1000
	maxName   = 60
)

// Check says what is wrong with a set, nothing when it can be used.
func (s Set) Check() Faults {
	var c checker
	if len(s.Rules) > MaxRules {
		c.say("rules", fmt.Sprintf("There are at most %d rules.", MaxRules))
	}
	c.template("memo", s.Memo, jit.MaxMemo)
	c.template("tags", s.Tags, jit.MaxTags)
	names := map[string]bool{}
	for i, r := range s.Rules {
		c.at = fmt.Sprintf("rules.%d.", i)
		if names[strings.ToLower(r.Name)] {
			c.say("name", "Another rule has this name.")
		}
		names[strings.ToLower(r.Name)] = true
		c.rule(r)
	}
	return c.faults
}

type checker struct {
	faults Faults
	at     string
}

func (c *checker) say(field, problem string) {
	c.faults = append(c.faults, Fault{c.at + field, problem})
}

func (c *checker) template(field, text string, most int) {
	if _, problem := parse(text, most); problem != "" {
		c.say(field, problem)
	}
}

func (c *checker) rule(r Rule) {
	if r.Name == "" || len([]rune(r.Name)) > maxName || jit.Clip(r.Name, maxName) != r.Name {
		c.say("name", fmt.Sprintf("Give the rule a name of 1 to %d characters.", maxName))
	}
	if r.Reason != "" && !r.Reason.Valid() {
		c.say("reason", "The platform does not know this decline reason.")
	}
	c.template("memo", r.Memo, jit.MaxMemo)
	switch {
	case !slices.Contains(Kinds(), r.Kind):
		c.say("kind", "There is no such kind of rule.")
	case r.Kind.Matches() && r.Then != Deny && r.Then != Require && r.Then != Allow:
		c.say("then", "Choose deny, require or allow.")
	case !r.Kind.Matches() && r.Then != "":
		c.say("then", "A limit declines what is above it and does nothing else.")
	}
	switch r.Kind {
	case Amount, DayAmount, MonthAmount:
		c.amount(r)
	case DayCount, MonthCount:
		if r.Count < 1 {
			c.say("count", "Give a count of 1 or more.")
		}
	case MCC, Merchant, Country, Channel:
		c.values(r)
	case TimeOfDay:
		c.time(r)
	case Metadata:
		c.metadata(r)
	}
}

func (c *checker) amount(r Rule) {
	digits, known := currency.GetDigits(r.Currency)
	if !known {
		c.say("currency", "Give a currency by its three letters, such as USD.")
		return
	}
	if minor, err := r.Amount.Minor(digits); err != nil || minor < 1 {
		c.say("amount", fmt.Sprintf("Give an amount above 0 with at most %d decimals.", digits))
	}
}

func (c *checker) values(r Rule) {
	if len(r.Values) == 0 || len(r.Values) > MaxValues {
		c.say("values", fmt.Sprintf("Give 1 to %d values.", MaxValues))
		return
	}
	for _, v := range r.Values {
		if problem := valueProblem(r.Kind, v); problem != "" {
			c.say("values", problem)
			return
		}
	}
}

func valueProblem(k Kind, v string) string {
	ok := v != "" && len(v) <= 50 && jit.Clip(v, 50) == v
	switch k {
	case MCC:
		_, ok = span(v)
	case Country:
		ok = len(v) == 3 && strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
	switch {
	case ok:
		return ""
	case k == MCC:
		return fmt.Sprintf("%q is neither a merchant category of four digits nor a span such as 3000-3350.", v)
	case k == Country:
		return fmt.Sprintf("%q is not a country of three capital letters, such as USA.", v)
	}
	return fmt.Sprintf("%q is empty, too long or has characters that cannot be seen.", v)
}

// span reads 5812, or 3000-3350 with both ends part of it.
func span(v string) (out [2]int, ok bool) {
	from, until, two := strings.Cut(v, "-")
	if !two {
		until = from
	}
	var errs [2]error
	out[0], errs[0] = strconv.Atoi(from)
	out[1], errs[1] = strconv.Atoi(until)
	return out, len(from) == 4 && len(until) == 4 && errs[0] == nil && errs[1] == nil && 0 <= out[0] && out[0] <= out[1]
}

const clock = "15:04"

func (c *checker) time(r Rule) {
	for _, one := range [][2]string{{"from", r.From}, {"until", r.Until}} {
		if _, err := time.Parse(clock, one[1]); err != nil || len(one[1]) != len(clock) {
			c.say(one[0], "Give a time of day such as 22:00.")
		}
	}
	if r.From == r.Until {
		c.say("until", "Give another time than the first.")
	}
	if _, err := time.LoadLocation(r.Zone); err != nil || r.Zone == "" || r.Zone == "Local" {
		c.say("zone", "Give a time zone by its name, such as Europe/Berlin or UTC.")
	}
}

func (c *checker) metadata(r Rule) {
	if r.Of != "card" && r.Of != "user" {
		c.say("of", "Choose the card's metadata or the user's.")
	}
	if r.Key == "" || len(r.Key) > 255 {
		c.say("key", "Give the name of the metadata.")
	}
	c.values(r)
}
