package handover

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// Marks that stand where something was taken out.
const (
	markAll    = "[redacted]"
	markPerson = "[cardholder]"
	markEmail  = "[email]"
	markCard   = "[card number]"
	markSSN    = "[ssn]"
	markPhone  = "[phone]"
	markSecret = "[secret]"
)

// Know tells the redactor who a cardholder is, so that texts are searched for them.
func (r *Redactor) Know(u marqeta.User) {
	if u.Name() != "" {
		r.person = true
	}
	for _, name := range []string{u.FirstName, u.MiddleName, u.LastName} {
		for _, part := range strings.Fields(name) {
			r.know(markPerson, part)
		}
	}
	if first, last := glued(u.FirstName), glued(u.LastName); first != "" && last != "" {
		r.glue(first + last)
		r.glue(last + first)
	}
	for _, text := range []string{u.Email, u.Address1, u.Address2, u.Company, u.IPAddress, u.SSN, u.BirthDate.String()} {
		r.know(markPerson, text)
	}
	r.know(markPhone, u.Phone)
	for _, i := range u.Identifications {
		r.know(markPerson, i.Value)
	}
}

// Learn takes from a notification what is known of the cardholder by it alone: names and
// addresses that were compared, what metadata holds, and secrets that should not be there.
func (r *Redactor) Learn(document []byte) {
	d := jsontext.NewDecoder(bytes.NewReader(document), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		token, err := d.ReadToken()
		if err != nil {
			return
		}
		if k := token.Kind(); k != '"' && k != '0' {
			continue
		}
		kind, read := d.StackIndex(d.StackDepth())
		if kind == '{' && read%2 == 1 {
			continue // the member's name
		}
		object, name := place(d)
		switch {
		case secret[name]:
			r.know(markSecret, token.String())
		case name == "last_four":
			r.LastFour(token.String())
		case strings.HasSuffix(name, "phone") && object != "card_acceptor":
			r.know(markPhone, token.String())
		case personal[name] && object != "card_acceptor", name == "name" && people[object]:
			r.know(markPerson, token.String())
			for _, part := range strings.Fields(token.String()) {
				if strings.HasSuffix(name, "name") {
					r.know(markPerson, part)
				}
			}
		}
	}
}

// people are objects whose name is somebody's.
var people = words(`sender recipient user business account_holder cardholder request on_file`)

// place gives the member that was read last, and the object in which it stands.
func place(d *jsontext.Decoder) (object, name string) {
	for token := range d.StackPointer().Tokens() {
		if token != "" && strings.Trim(token, "0123456789") == "" {
			continue // place in a list
		}
		object, name = name, strings.ToLower(token)
	}
	return object, name
}

// LastFour tells the last digits of a card's number: digits that end so, and are long
// enough, are that number wherever they stand.
func (r *Redactor) LastFour(digits string) {
	if len(digits) == 4 {
		r.lastFour[digits] = true
	}
}

// known is something to be looked for in texts.
type known struct {
	mark    string
	pattern *regexp.Regexp
	whole   bool // only as a word of its own
}

// know takes a value up. What is too short to mean anybody, or is a mask, is left alone.
func (r *Redactor) know(mark, value string) {
	value = strings.TrimSpace(value)
	if utf8.RuneCountInString(value) < 2 || strings.Trim(value, "_*x#- ") == "" || r.seen[value] {
		return
	}
	r.seen[value] = true
	if digits := digitsOf(value); len(digits) >= 7 && len(digits)*2 > len(value) {
		if len(digits) > 10 && mark == markPhone {
			digits = digits[len(digits)-10:] // without the country
		}
		pattern := `(?:\+?\d{1,3}[\s().-]*)?\(?` + strings.Join(strings.Split(digits, ""), `[\s().-]*`)
		r.known = append(r.known, known{mark, regexp.MustCompile(pattern), true})
		return
	}
	pattern := `(?i)` + strings.Join(quoted(strings.Fields(value)), `\s+`)
	r.known = append(r.known, known{mark, regexp.MustCompile(pattern), true})
}

// glue takes up a whole name as it is written without a space, inside other letters, too.
func (r *Redactor) glue(name string) {
	if utf8.RuneCountInString(name) >= 6 {
		r.known = append(r.known, known{markPerson, regexp.MustCompile(`(?i)` + regexp.QuoteMeta(name)), false})
	}
}

func glued(name string) string { return strings.Join(strings.Fields(name), "") }

func quoted(parts []string) []string {
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return parts
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// replace puts the mark where the text holds what is known.
func (k known) replace(text string, removed *int) string {
	var out strings.Builder
	done := 0
	for _, at := range k.pattern.FindAllStringIndex(text, -1) {
		if k.whole && !alone(text, at[0], at[1]) {
			continue
		}
		out.WriteString(text[done:at[0]] + k.mark)
		done = at[1]
		*removed++
	}
	return out.String() + text[done:]
}

// alone reports whether a part of a text is no part of a longer word or number.
func alone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	inWord := func(c rune) bool { return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c)) }
	return !inWord(before) && !inWord(after)
}
