package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// userValidation is what a caller claims to know of a card's user. Nothing depends
// on it: the transition says which of it is true.
type userValidation struct {
	BirthDate rest.Date `json:"birth_date"`
	Phone     string    `json:"phone"`
	SSN       string    `json:"ssn"`
	NameLine1 string    `json:"random_name_line1_postfix"`
}

func (v userValidation) check(c *rest.Check) {
	c.Size("phone", v.Phone, 0, 255)
	c.Size("ssn", v.SSN, 0, 255)
	if v.NameLine1 != "" {
		c.Size("random_name_line1_postfix", v.NameLine1, 6, 6)
	}
}

// against compares. Numbers match by their digits, from the end: a phone without
// its country, the last four of a social security number.
func (v userValidation) against(u wire.User, card wire.Card) (known wire.Validations) {
	known.User.BirthDate = v.BirthDate != "" && v.BirthDate == u.BirthDate
	known.User.Phone = endsWith(u.Phone, v.Phone, 7)
	known.User.SSN = endsWith(wire.NumbersOf(u.SSN, u.Identifications).SSN, v.SSN, 4)
	known.User.NameLine1 = v.NameLine1 != "" && strings.HasSuffix(card.Fulfillment.NameLine1(), v.NameLine1)
	return known
}

func endsWith(whole, end string, least int) bool {
	whole, end = book.Dialled(whole), book.Dialled(end)
	return end != "" && end == whole || len(end) >= least && strings.HasSuffix(whole, end)
}
