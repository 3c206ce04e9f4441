package wire

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
)

// Identification is one paper that says who somebody is.
type Identification struct {
	Type           string `json:"type"`
	Value          string `json:"value,omitzero"`
	ExpirationDate string `json:"expiration_date,omitzero"`
}

// CheckIdentifications refuses what Marqeta would.
func CheckIdentifications(c *rest.Check, field string, ids []Identification) {
	for _, id := range ids {
		c.That(id.Type != "", field+".type", "may not be null")
		c.OneOf(field+".type", id.Type, "SSN", "TIN", "SIN", "NIN", "PASSPORT_NUMBER", "DRIVERS_LICENSE", "BUSINESS_NUMBER", "BUSINESS_TAX_ID", "TAXPAYER_REFERENCE")
		c.Size(field+".value", id.Value, 0, 255)
		c.Size(field+".expiration_date", id.ExpirationDate, 0, 255)
	}
}

// MaskNumber hides a number that identifies somebody.
func MaskNumber(number string) string {
	if number == "" {
		return ""
	}
	return rest.MaskedSSN
}

// MaskIdentifications hides the numbers of papers.
func MaskIdentifications(ids []Identification) []Identification {
	masked := make([]Identification, len(ids))
	for i, id := range ids {
		id.Value = MaskNumber(id.Value)
		masked[i] = id
	}
	return masked
}

// Unmask gives the number that stands, which is the one before where a caller sent
// back what it had been shown.
func Unmask(sent, before string) string {
	if sent == rest.MaskedSSN {
		return before
	}
	return sent
}

// UnmaskIdentifications is Unmask for papers, told apart by their type.
func UnmaskIdentifications(sent, before []Identification) {
	for i := range sent {
		for _, old := range before {
			if old.Type == sent[i].Type {
				sent[i].Value = Unmask(sent[i].Value, old.Value)
			}
		}
	}
}

// Numbers are the government's numbers of a person, as the ssn paths show them.
type Numbers struct {
	SSN string `json:"ssn,omitzero"`
	TIN string `json:"tin,omitzero"`
	SIN string `json:"sin,omitzero"`
	NIN string `json:"nin,omitzero"`
}

// NumbersOf gathers a person's numbers: the papers', and the one kept beside them
// where no paper has one.
func NumbersOf(ssn string, ids []Identification) Numbers {
	n := Numbers{SSN: ssn}
	for _, id := range ids {
		switch id.Type {
		case "SSN":
			n.SSN = id.Value
		case "TIN":
			n.TIN = id.Value
		case "SIN":
			n.SIN = id.Value
		case "NIN":
			n.NIN = id.Value
		}
	}
	return n
}

// LastFour cuts the numbers to their last four characters.
func (n Numbers) LastFour() Numbers {
	return Numbers{LastFour(n.SSN), LastFour(n.TIN), LastFour(n.SIN), LastFour(n.NIN)}
}

// LastFour cuts a number to its last four characters.
func LastFour(number string) string {
	r := []rune(strings.TrimSpace(number))
	return string(r[max(0, len(r)-4):])
}
