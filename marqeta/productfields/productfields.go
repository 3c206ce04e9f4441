// Package productfields describes every member of a card product that can be set: what
// it means, what values it takes and what a sandbox begins with. One table drives the
// editor, the comparison before saving, export, import and the sentences about a card
// product (Marqeta, core-api/card-products).
package productfields

import (
	"slices"
	"strings"
	"unicode"
)

// Kind is how a member's value is written.
type Kind int

// The kinds of members.
const (
	Switch   Kind = iota // true or false
	Text                 // any text up to Max characters
	Number               // a whole number from Min to Max
	Choice               // one of Choices
	Date                 // a day, such as 2026-04-01
	Prefixes             // number ranges, one to a line: its digits, then ACTIVE or INACTIVE
)

// Field is one member of a card product.
type Field struct {
	Path    string // from the top, such as "config.poi.atm"
	Kind    Kind
	Group   Group
	Label   string // what it is called in a form
	Meaning string // what it does, in a sentence
	Default string // what a fresh card product of the sandbox has; empty when it has none
	Choices []Option
	Min     int
	Max     int
	Whole   bool // the values of a Choice are numbers at Marqeta
	Set     bool // Marqeta sets it; it is only read
	Must    bool // a card product cannot be without it
}

// Option is one value of a Choice, with its words.
type Option struct{ Value, Words string }

// Group is a question that fields answer together.
type Group string

// The groups, as a product manager would ask.
const (
	Naming   Group = "What is it called, and from when?"
	Funding  Group = "Who says yes to each purchase, and pays?"
	Places   Group = "Where may the cards be used?"
	Checks   Group = "What is checked?"
	Amounts  Group = "What may happen besides a purchase of the full amount?"
	Life     Group = "When do cards begin and end?"
	Making   Group = "What kind of card is it, and who makes it?"
	Printing Group = "What is printed on it?"
	Shipping Group = "How is it sent?"
	Wallets  Group = "How does it get into a digital wallet?"
	Europe   Group = "Which limits of strong customer authentication apply?"
)

// Groups gives the groups in the order of a form.
func Groups() []Group {
	return []Group{Naming, Funding, Places, Checks, Amounts, Life, Making, Printing, Shipping, Wallets, Europe}
}

var all = gathered()

func gathered() []Field {
	var out []Field
	for group, fields := range map[Group][]Field{
		Naming: naming, Funding: funding, Places: places, Checks: checks, Amounts: amounts, Life: life,
		Making: making, Printing: printing, Shipping: shipping(), Wallets: wallets, Europe: europe,
	} {
		for _, f := range fields {
			f.Group = group
			out = append(out, f)
		}
	}
	order := Groups()
	slices.SortStableFunc(out, func(a, b Field) int { return slices.Index(order, a.Group) - slices.Index(order, b.Group) })
	return out
}

// All gives every field, group by group.
func All() []Field { return slices.Clone(all) }

var byPath = index()

func index() map[string]Field {
	out := make(map[string]Field, len(all))
	for _, f := range all {
		out[f.Path] = f
	}
	return out
}

// At finds the field at a path.
func At(path string) (Field, bool) {
	f, known := byPath[path]
	return f, known
}

// Name is the path as Marqeta's pages give it, within the config.
func (f Field) Name() string { return strings.TrimPrefix(f.Path, "config.") }

// Matches reports whether every word of a search begins a word of the field: of its
// name, its label, its meaning, its group or its values.
func (f Field) Matches(search string) bool {
	texts := []string{f.Path, f.Label, f.Meaning, string(f.Group)}
	for _, o := range f.Choices {
		texts = append(texts, o.Value, o.Words)
	}
	has := words(strings.Join(texts, " "))
	for _, wanted := range words(search) {
		if !slices.ContainsFunc(has, func(w string) bool { return strings.HasPrefix(w, wanted) }) {
			return false
		}
	}
	return true
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Words says a value of the field as a person would; the code of a choice stands behind
// its words.
func (f Field) Words(value string) string {
	switch {
	case value == "":
		return "Not set"
	case f.Kind == Switch && value == "true":
		return "Yes"
	case f.Kind == Switch && value == "false":
		return "No"
	}
	for _, o := range f.Choices {
		if o.Value == value && o.Words != "" {
			return o.Words + " (" + o.Value + ")"
		}
	}
	return strings.ReplaceAll(value, "\n", ", ")
}

func options(pairs ...string) []Option {
	var out []Option
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, Option{pair[0], pair[1]})
	}
	return out
}
