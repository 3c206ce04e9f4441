package wire

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
)

// SourceAddress is where the statements of a payment card go, which loading from
// the card needs.
type SourceAddress struct {
	Token string `json:"token"`
	Party
	SourceAddressFields
	Times
}

// SourceAddressFields are the ones a caller sets and changes.
type SourceAddressFields struct {
	FirstName  string    `json:"first_name"`
	LastName   string    `json:"last_name"`
	Address1   string    `json:"address_1"`
	Address2   string    `json:"address_2,omitzero"`
	City       string    `json:"city"`
	State      string    `json:"state"`
	Zip        string    `json:"zip"`
	PostalCode string    `json:"postal_code"`
	Country    string    `json:"country"`
	Phone      string    `json:"phone,omitzero"`
	IsDefault  rest.Flag `json:"is_default_address"`
	Active     rest.Flag `json:"active"`
}

// OneCode makes zip and postal_code, two names of one thing, the same: what was
// changed of them wins.
func (f *SourceAddressFields) OneCode(before string) {
	code := f.PostalCode
	if code == before || code == "" {
		code = cmp.Or(f.Zip, code)
	}
	f.Zip, f.PostalCode = code, code
}

// Check refuses what Marqeta would.
func (f SourceAddressFields) Check() error {
	var c rest.Check
	c.Required("first_name", f.FirstName, 40)
	c.Required("last_name", f.LastName, 40)
	c.Required("address_1", f.Address1, 255)
	c.Size("address_2", f.Address2, 0, 255)
	c.Required("city", f.City, 40)
	c.Required("state", f.State, 2)
	c.Required("country", f.Country, 40)
	c.Size("phone", f.Phone, 0, 255)
	c.Required("zip", cmp.Or(f.Zip, f.PostalCode), 10)
	c.Size("postal_code", f.PostalCode, 0, 10)
	return c.Err()
}
