// Package dictionary says what the platform's codes mean: to somebody in operations, to
// the cardholder on the phone, and to whoever has to cure it. It is data with a few pure
// functions over it. What Marqeta publishes, what others observed and what is inferred
// are kept apart by Source and Guess; a code without any source is not in here.
package dictionary

import (
	"slices"
	"strings"

	"carddeck/marqeta"
)

// Family is a kind of code. The same digits mean different things in two families.
type Family string

// The families, in the order in which they are listed.
const (
	Responses     Family = "response"      // response.code of a transaction, four digits
	Reasons       Family = "reason"        // decline_reason that a gateway answers
	Addresses     Family = "avs"           // address_verification.response.code
	SecurityCodes Family = "security-code" // card_security_code_verification.response.code
	Names         Family = "name"          // account_name_verification.response.code
	Networks      Family = "network"       // network_metadata: two characters, the card network's own
)

// Families gives all families in order.
func Families() []Family {
	return []Family{Responses, Reasons, Addresses, SecurityCodes, Names, Networks}
}

// Entry is one code.
type Entry struct {
	Family Family
	Code   string
	Memo   string // the platform's own text, where known
	Source Source
	Explanation
	Cases []Case // told apart by evidence, the first that fits; none for a plain code
}

// Explanation is what a code comes to. Cardholder is a sentence that support may say as
// it stands. Fine marks an outcome that needs no cure; it has neither causes nor remedies.
type Explanation struct {
	Words      string // a few, such as "card suspended"
	Because    string // the words as a clause, "the card is suspended"; empty when Words will do
	Meaning    string // for operations
	Cardholder string
	Causes     []string // the likeliest first
	Look       []Look   // in the order in which to look
	Remedies   []Remedy
	Check      Check // of the decision, that ends in this code; empty when evidence has to tell
	Fine       bool
	Guess      bool // inferred: the platform does not publish it
}

// Case is one meaning of an ambiguous code.
type Case struct {
	If   string // in words
	Fits func(Evidence) bool
	Explanation
}

// Reason gives the clause of a headline.
func (x Explanation) Reason() string {
	if x.Because != "" {
		return x.Because
	}
	return x.Words
}

// Checks gives the checks of a decision that may end in this code, in their order.
func (e Entry) Checks() []Check {
	return slices.DeleteFunc(Checks(), func(check Check) bool {
		return e.Check != check && !slices.ContainsFunc(e.Cases, func(c Case) bool { return c.Check == check })
	})
}

// Lookup finds a code; false for one that no source explains.
func Lookup(f Family, code string) (Entry, bool) {
	if f == Names {
		return name(code)
	}
	e, ok := index[f][code]
	return e, ok
}

// Words says in a few words what a response code means, and false for a code that no
// source explains.
func Words(code marqeta.ResponseCode) (string, bool) {
	e, ok := Lookup(Responses, string(code))
	return e.Words, ok
}

// All gives a family's codes in order. Of the 256 name codes only those are listed in
// which all parts agree; Lookup finds the others.
func All(f Family) []Entry { return slices.Clone(tables[f]) }

// Search finds the codes of a family that hold every word of a query, in the code, the
// memo or the texts. An empty query finds all.
func Search(f Family, query string) []Entry {
	words := strings.Fields(strings.ToLower(query))
	return slices.DeleteFunc(All(f), func(e Entry) bool {
		text := e.text()
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

func (e Entry) text() string {
	parts := append([]string{e.Code, e.Memo, e.Words, e.Because, e.Meaning, e.Cardholder}, e.Causes...)
	for _, c := range e.Cases {
		parts = append(parts, c.Words, c.If, c.Meaning)
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

var tables = map[Family][]Entry{
	Responses:     ordered(Responses, successes, cardCodes, holderCodes, moneyCodes, policyCodes, gatewayCodes, messageCodes, setupCodes, followCodes),
	Reasons:       ordered(Reasons, reasons, accountReasons),
	Addresses:     ordered(Addresses, addresses),
	SecurityCodes: ordered(SecurityCodes, securityCodes),
	Names:         ordered(Names, names()),
	Networks:      ordered(Networks, networks),
}

var index = func() map[Family]map[string]Entry {
	out := map[Family]map[string]Entry{}
	for f, entries := range tables {
		out[f] = map[string]Entry{}
		for _, e := range entries {
			out[f][e.Code] = e
		}
	}
	return out
}()

func ordered(f Family, parts ...[]Entry) []Entry {
	out := slices.Concat(parts...)
	for i := range out {
		out[i].Family = f
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return strings.Compare(a.Code, b.Code) })
	return out
}
