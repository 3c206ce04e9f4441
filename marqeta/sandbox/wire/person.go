package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// Person is somebody who stands for a business: its proprietor, an owner of it or a
// director.
type Person struct {
	FirstName        string           `json:"first_name,omitzero"`
	MiddleName       string           `json:"middle_name,omitzero"`
	LastName         string           `json:"last_name,omitzero"`
	AlternativeNames string           `json:"alternative_names,omitzero"`
	Title            string           `json:"title,omitzero"`
	Home             *Premises        `json:"home,omitzero"`
	SSN              string           `json:"ssn,omitzero"`
	Born             *rest.Time       `json:"dob,omitzero"`
	BirthPlace       string           `json:"birth_place,omitzero"`
	Nationality      string           `json:"nationality,omitzero"`
	Phone            string           `json:"phone,omitzero"`
	Email            string           `json:"email,omitzero"`
	Ownership        *marqeta.Amount  `json:"ownership_percentage,omitzero"`
	Identifications  []Identification `json:"identifications,omitempty"`
}

// Shown is the person as answers show it.
func (p Person) Shown() Person {
	p.SSN, p.Identifications = MaskNumber(p.SSN), MaskIdentifications(p.Identifications)
	return p
}

// Unmask keeps the numbers that came back masked.
func (p *Person) Unmask(before *Person) {
	if p != nil && before != nil {
		p.SSN = Unmask(p.SSN, before.SSN)
		UnmaskIdentifications(p.Identifications, before.Identifications)
	}
}

// Check refuses what Marqeta would. A proprietor needs a name, an owner does not.
func (p *Person) Check(c *rest.Check, field string, named bool) {
	if p == nil {
		return
	}
	if named {
		c.Required(field+".first_name", p.FirstName, 255)
		c.Required(field+".last_name", p.LastName, 255)
	}
	for name, v := range map[string]string{
		"first_name": p.FirstName, "middle_name": p.MiddleName, "last_name": p.LastName, "alternative_names": p.AlternativeNames, "title": p.Title,
		"ssn": p.SSN, "birth_place": p.BirthPlace, "nationality": p.Nationality, "phone": p.Phone, "email": p.Email,
	} {
		c.Size(field+"."+name, v, 0, 255)
	}
	p.Home.Check(c, field+".home")
	CheckIdentifications(c, field+".identifications", p.Identifications)
}

// Premises is an address of a business or of somebody who stands for it.
type Premises struct{ Address }

// Check refuses what Marqeta would.
func (p *Premises) Check(c *rest.Check, field string) {
	if p == nil {
		return
	}
	for name, v := range map[string]string{"address1": p.Address1, "address2": p.Address2, "city": p.City, "state": p.State} {
		c.Size(field+"."+name, v, 0, 35)
	}
	c.Size(field+".zip", p.Zip, 0, 20)
	c.Size(field+".postal_code", p.PostalCode, 0, 20)
	c.Size(field+".country", p.Country, 0, 40)
}
