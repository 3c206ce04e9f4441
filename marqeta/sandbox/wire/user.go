package wire

import "carddeck/marqeta/sandbox/rest"

// User is Marqeta's cardholder.
type User struct {
	Token  string    `json:"token"`
	Active rest.Flag `json:"active"`
	UserFields
	UsesParentAccount rest.Flag `json:"uses_parent_account"`
	ParentToken       string    `json:"parent_token,omitzero"`
	Status            string    `json:"status"`
	Zip               string    `json:"zip,omitzero"`
	Times
}

// UserFields are the ones a caller sets and changes.
type UserFields struct {
	FirstName          string           `json:"first_name,omitzero"`
	MiddleName         string           `json:"middle_name,omitzero"`
	LastName           string           `json:"last_name,omitzero"`
	Honorific          string           `json:"honorific,omitzero"`
	Title              string           `json:"title,omitzero"`
	Gender             string           `json:"gender,omitzero"`
	BirthDate          rest.Date        `json:"birth_date,omitzero"`
	BirthPlace         string           `json:"birth_place,omitzero"`
	Email              string           `json:"email,omitzero"`
	Phone              string           `json:"phone,omitzero"`
	Address1           string           `json:"address1,omitzero"`
	Address2           string           `json:"address2,omitzero"`
	City               string           `json:"city,omitzero"`
	State              string           `json:"state,omitzero"`
	PostalCode         string           `json:"postal_code,omitzero"`
	Country            string           `json:"country,omitzero"`
	Company            string           `json:"company,omitzero"`
	Nationality        string           `json:"nationality,omitzero"`
	Notes              string           `json:"notes,omitzero"`
	IPAddress          string           `json:"ip_address,omitzero"`
	SSN                string           `json:"ssn,omitzero"`
	Identifications    []Identification `json:"identifications,omitempty"`
	PassportNumber     string           `json:"passport_number,omitzero"`
	PassportExpiration string           `json:"passport_expiration_date,omitzero"`
	IDCardNumber       string           `json:"id_card_number,omitzero"`
	IDCardExpiration   string           `json:"id_card_expiration_date,omitzero"`
	CorporateHolder    rest.Flag        `json:"corporate_card_holder"`
	HolderGroup        string           `json:"account_holder_group_token"`
	Metadata           rest.Metadata    `json:"metadata"`
}

// Identification is one paper that says who somebody is.
type Identification struct {
	Type           string `json:"type"`
	Value          string `json:"value,omitzero"`
	ExpirationDate string `json:"expiration_date,omitzero"`
}

// DefaultHolderGroup is the group of everybody who names none.
const DefaultHolderGroup = "DEFAULT_AHG"

// NewUser has the defaults of a new one: nothing is required of a user.
func NewUser() User {
	return User{
		Active: true, Status: StatusActive,
		UserFields: UserFields{HolderGroup: DefaultHolderGroup, Metadata: rest.Metadata{}},
	}
}

// Shown is the user as answers show it.
func (u User) Shown() User {
	if u.SSN != "" {
		u.SSN = rest.MaskedSSN
	}
	masked := make([]Identification, len(u.Identifications))
	for i, id := range u.Identifications {
		if id.Value != "" {
			id.Value = rest.MaskedSSN
		}
		masked[i] = id
	}
	u.Identifications = masked
	u.Zip = u.PostalCode
	return u
}

// Check refuses what Marqeta would.
func (f UserFields) Check() error {
	var c rest.Check
	for field, v := range map[string]string{"first_name": f.FirstName, "middle_name": f.MiddleName, "last_name": f.LastName, "city": f.City, "country": f.Country, "passport_number": f.PassportNumber} {
		c.Size(field, v, 0, 40)
	}
	for field, v := range map[string]string{"title": f.Title, "birth_place": f.BirthPlace, "email": f.Email, "phone": f.Phone, "address1": f.Address1, "address2": f.Address2,
		"company": f.Company, "nationality": f.Nationality, "notes": f.Notes, "ssn": f.SSN, "id_card_number": f.IDCardNumber} {
		c.Size(field, v, 0, 255)
	}
	c.Size("honorific", f.Honorific, 0, 10)
	c.Size("state", f.State, 0, 32)
	c.Size("postal_code", f.PostalCode, 0, 10)
	c.Size("ip_address", f.IPAddress, 0, 39)
	c.Size("account_holder_group_token", f.HolderGroup, 0, 36)
	c.OneOf("gender", f.Gender, "F", "M")
	for _, id := range f.Identifications {
		c.That(id.Type != "", "identifications.type", "may not be null")
		c.OneOf("identifications.type", id.Type, "SSN", "TIN", "SIN", "NIN", "PASSPORT_NUMBER", "DRIVERS_LICENSE", "BUSINESS_NUMBER", "BUSINESS_TAX_ID", "TAXPAYER_REFERENCE")
	}
	return c.Err()
}
