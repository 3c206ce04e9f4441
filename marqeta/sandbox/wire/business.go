package wire

import (
	"fmt"

	"carddeck/marqeta/sandbox/rest"
)

// Business is a holder of an account that is no person. It holds no cards itself:
// users that are its children do.
type Business struct {
	Token  string    `json:"token"`
	Active rest.Flag `json:"active"`
	BusinessFields
	Status string `json:"status"`
	Times
}

// BusinessFields are the ones a caller sets and changes.
type BusinessFields struct {
	LegalName           string           `json:"business_name_legal,omitzero"`
	DBAName             string           `json:"business_name_dba,omitzero"`
	Type                string           `json:"business_type,omitzero"`
	Description         string           `json:"general_business_description,omitzero"`
	History             string           `json:"history,omitzero"`
	Website             string           `json:"website,omitzero"`
	DUNSNumber          string           `json:"duns_number,omitzero"`
	TaxpayerID          string           `json:"taxpayer_id,omitzero"`
	ForeignOffices      string           `json:"international_office_locations,omitzero"`
	Phone               string           `json:"phone,omitzero"`
	IPAddress           string           `json:"ip_address,omitzero"`
	Notes               string           `json:"notes,omitzero"`
	Established         *rest.Time       `json:"date_established,omitzero"`
	InLocationSince     *rest.Time       `json:"in_current_location_since,omitzero"`
	Office              *Premises        `json:"office_location,omitzero"`
	Contact             *BusinessContact `json:"primary_contact,omitzero"`
	Incorporation       *Incorporation   `json:"incorporation,omitzero"`
	Proprietor          *Person          `json:"proprietor_or_officer,omitzero"`
	ProprietorOwns      *rest.Flag       `json:"proprietor_is_beneficial_owner,omitzero"`
	Owner1              *Person          `json:"beneficial_owner1,omitzero"`
	Owner2              *Person          `json:"beneficial_owner2,omitzero"`
	Owner3              *Person          `json:"beneficial_owner3,omitzero"`
	Owner4              *Person          `json:"beneficial_owner4,omitzero"`
	AttesterName        string           `json:"attester_name,omitzero"`
	AttesterTitle       string           `json:"attester_title,omitzero"`
	AttestationConsents *rest.Flag       `json:"attestation_consent,omitzero"`
	Attested            *rest.Time       `json:"attestation_date,omitzero"`
	Identifications     []Identification `json:"identifications,omitempty"`
	HolderGroup         string           `json:"account_holder_group_token"`
	Metadata            rest.Metadata    `json:"metadata"`
}

// BusinessContact is whom to ask.
type BusinessContact struct {
	FullName   string `json:"full_name,omitzero"`
	Title      string `json:"title,omitzero"`
	Department string `json:"department,omitzero"`
	Phone      string `json:"phone,omitzero"`
	Extension  string `json:"extension,omitzero"`
	Fax        string `json:"fax,omitzero"`
	Mobile     string `json:"mobile,omitzero"`
	Email      string `json:"email,omitzero"`
}

// Incorporation is how a business is registered.
type Incorporation struct {
	Type           string     `json:"incorporation_type,omitzero"`
	State          string     `json:"state_of_incorporation,omitzero"`
	NameRegistered string     `json:"name_registered_under,omitzero"`
	Address        *Premises  `json:"address_registered_under,omitzero"`
	IsPublic       rest.Flag  `json:"is_public"`
	IsRegulated    *rest.Flag `json:"is_regulated_entity,omitzero"`
	StockSymbol    string     `json:"stock_symbol,omitzero"`
}

// Owners are the beneficial owners, nil where there is none.
func (f *BusinessFields) Owners() []*Person {
	return []*Person{f.Owner1, f.Owner2, f.Owner3, f.Owner4}
}

// Shown is the business as answers show it.
func (b Business) Shown() Business {
	b.Identifications = MaskIdentifications(b.Identifications)
	for _, p := range []**Person{&b.Proprietor, &b.Owner1, &b.Owner2, &b.Owner3, &b.Owner4} {
		if *p != nil {
			masked := (*p).Shown()
			*p = &masked
		}
	}
	return b
}

// Unmask keeps the numbers that came back masked.
func (f *BusinessFields) Unmask(before BusinessFields) {
	UnmaskIdentifications(f.Identifications, before.Identifications)
	f.Proprietor.Unmask(before.Proprietor)
	for i, owner := range f.Owners() {
		owner.Unmask(before.Owners()[i])
	}
}

// Check refuses what Marqeta would.
func (f *BusinessFields) Check() error {
	var c rest.Check
	for field, v := range map[string]string{
		"business_name_legal": f.LegalName, "business_name_dba": f.DBAName, "business_type": f.Type, "general_business_description": f.Description,
		"history": f.History, "website": f.Website, "duns_number": f.DUNSNumber, "taxpayer_id": f.TaxpayerID,
		"international_office_locations": f.ForeignOffices, "phone": f.Phone, "notes": f.Notes,
	} {
		c.Size(field, v, 0, 255)
	}
	c.Size("ip_address", f.IPAddress, 0, 39)
	c.Size("attester_name", f.AttesterName, 0, 64)
	c.Size("attester_title", f.AttesterTitle, 0, 64)
	c.Size("account_holder_group_token", f.HolderGroup, 0, 36)
	c.Metadata("metadata", f.Metadata)
	f.Office.Check(&c, "office_location")
	f.Contact.check(&c, "primary_contact")
	f.Incorporation.check(&c, "incorporation")
	f.Proprietor.Check(&c, "proprietor_or_officer", true)
	for i, owner := range f.Owners() {
		owner.Check(&c, fmt.Sprintf("beneficial_owner%d", i+1), false)
	}
	CheckIdentifications(&c, "identifications", f.Identifications)
	return c.Err()
}

func (b *BusinessContact) check(c *rest.Check, field string) {
	if b == nil {
		return
	}
	for name, v := range map[string]string{
		"full_name": b.FullName, "title": b.Title, "department": b.Department, "phone": b.Phone, "extension": b.Extension,
		"fax": b.Fax, "mobile": b.Mobile, "email": b.Email,
	} {
		c.Size(field+"."+name, v, 0, 255)
	}
}

func (i *Incorporation) check(c *rest.Check, field string) {
	if i == nil {
		return
	}
	for name, v := range map[string]string{"state_of_incorporation": i.State, "name_registered_under": i.NameRegistered, "stock_symbol": i.StockSymbol} {
		c.Size(field+"."+name, v, 0, 255)
	}
	c.OneOf(field+".incorporation_type", i.Type, "LLC", "CORPORATION", "SOLE_PROPRIETORSHIP", "PARTNERSHIP", "COOPERATIVE", "OTHER")
	i.Address.Check(c, field+".address_registered_under")
}
