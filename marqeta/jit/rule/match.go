package rule

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta/jit"
)

// match looks at what a request says of itself.
func match(r Rule) func(*subject) look {
	fits, value := fitting(r)
	return func(s *subject) look {
		name, text := value(s)
		found := look{outcome: jit.Passed, values: []jit.Value{{Name: name, Text: text}}}
		switch fit := fits(text); {
		case r.Then == Deny && fit, r.Then == Require && !fit:
			found.outcome = jit.Declined
		case r.Then == Allow && fit:
			found.outcome = jit.Allowed
		}
		return found
	}
}

// fitting gives what a rule compares with, and what it takes from a request.
func fitting(r Rule) (fits func(string) bool, value func(*subject) (name, text string)) {
	among := func(text string) bool {
		return slices.ContainsFunc(r.Values, func(v string) bool { return strings.EqualFold(v, text) })
	}
	switch r.Kind {
	case MCC:
		return categories(r.Values), func(s *subject) (string, string) { return "mcc", s.MCC }
	case Merchant:
		return among, func(s *subject) (string, string) { return "merchant", s.MID }
	case Country:
		return among, func(s *subject) (string, string) { return "country", s.Country }
	case Channel:
		return among, func(s *subject) (string, string) { return "channel", s.Channel }
	case Presence:
		want := strconv.FormatBool(r.Present)
		return func(text string) bool { return text == want },
			func(s *subject) (string, string) { return "card present", strconv.FormatBool(s.CardPresent) }
	case Metadata:
		return func(text string) bool { return slices.Contains(r.Values, text) },
			func(s *subject) (string, string) { return r.Of + "." + r.Key, s.metadata(r.Of)[r.Key] }
	}
	return hours(r)
}

func categories(values []string) func(string) bool {
	var spans [][2]int
	for _, v := range values {
		one, _ := span(v) // it was checked
		spans = append(spans, one)
	}
	return func(text string) bool {
		one, ok := span(text)
		return ok && slices.ContainsFunc(spans, func(s [2]int) bool { return s[0] <= one[0] && one[1] <= s[1] })
	}
}

// hours compares the wall clock of a zone. From 22:00 until 06:00 spans midnight.
func hours(r Rule) (fits func(string) bool, value func(*subject) (name, text string)) {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		zone = time.UTC // it was checked
	}
	fits = func(now string) bool {
		if r.From < r.Until {
			return r.From <= now && now < r.Until
		}
		return now >= r.From || now < r.Until
	}
	return fits, func(s *subject) (string, string) { return "time in " + r.Zone, s.at.In(zone).Format(clock) }
}
