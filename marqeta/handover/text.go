package handover

import (
	"regexp"
	"strings"
)

// exact searches what names a thing. A number of the network may look like a card's; it
// is one only where the last four digits are those of a card in the bundle.
func (r *Redactor) exact(s string) string {
	switch {
	case strings.ContainsAny(s, " @"):
		return r.Text(s)
	case ssnAlone.MatchString(s):
		return r.marked(markSSN)
	case isCard(s) && r.lastFour[s[len(s)-4:]]:
		return r.marked(markCard)
	}
	for _, k := range r.known {
		if at := k.pattern.FindStringIndex(s); at != nil && at[0] == 0 && at[1] == len(s) && k.mark != markPerson {
			return r.marked(k.mark)
		}
	}
	return r.pattern(inAddress, "://"+markSecret+"@", s)
}

// Text gives a text without what is known, and without what looks like an address, a
// number or a credential that is nobody's business.
func (r *Redactor) Text(s string) string {
	s = r.pattern(inAddress, "://"+markSecret+"@", s)
	s = r.pattern(credential, "${1}"+markSecret, s)
	s = r.pattern(scheme, "${1}"+markSecret, s)
	for _, k := range r.known {
		if k.mark != markPerson || strings.Contains(k.pattern.String(), "@") {
			s = k.replace(s, &r.removed)
		}
	}
	s = r.pattern(emails, markEmail, s)
	s = r.pattern(ssns, markSSN, s)
	s = cards.ReplaceAllStringFunc(s, func(digits string) string {
		if !isCard(digitsOf(digits)) {
			return digits
		}
		return r.marked(markCard)
	})
	s = r.pattern(phones, markPhone, s)
	for _, k := range r.known {
		if k.mark == markPerson {
			s = k.replace(s, &r.removed)
		}
	}
	return s
}

func (r *Redactor) pattern(p *regexp.Regexp, mark, s string) string {
	r.removed += len(p.FindAllStringIndex(s, -1))
	return p.ReplaceAllString(s, mark)
}

var (
	inAddress  = regexp.MustCompile(`://[^/\s@]+@`)
	credential = regexp.MustCompile(`(?i)(\b(?:[a-z_-]*password|passwd|pwd|[a-z_-]*secret|api[_-]?key)"?\s*[:=]\s*"?)[^\s",;]+`)
	scheme     = regexp.MustCompile(`(?i)(\b(?:basic|bearer)\s+)[A-Za-z0-9+/=._-]{12,}`)
	emails     = regexp.MustCompile(`[^\s@<>"',;:()\[\]]+@[^\s@<>"',;:()\[\]]+\.[\pL\pN-]{2,}`)
	ssns       = regexp.MustCompile(`\b\d{3}-\d{2}-\d{4}\b`)
	ssnAlone   = regexp.MustCompile(`^\d{3}-\d{2}-\d{4}$`)
	cards      = regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`)
	phones     = regexp.MustCompile(`\+\d[\d\s().-]{7,}\d`)
)

// isCard reports whether digits could be a card's number: 12 to 19 of them whose last one
// fits (ISO/IEC 7812-1, Luhn).
func isCard(digits string) bool {
	if len(digits) < 12 || len(digits) > 19 || digitsOf(digits) != digits {
		return false
	}
	sum := 0
	for i, c := range []byte(digits) {
		n := int(c - '0')
		if (len(digits)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0 && sum > 0
}
