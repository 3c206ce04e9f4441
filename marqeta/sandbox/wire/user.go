package wire

import "carddeck/marqeta/sandbox/rest"

// User is Marqeta's cardholder.
type User struct {
	Token  string    `json:"token"`
	Active rest.Flag `json:"active"`
	UserFields
	UsesParentAccount rest.Flag       `json:"uses_parent_account"`
	ParentToken       string          `json:"parent_token,omitzero"`
	BusinessToken     string          `json:"business_token,omitzero"` // the parent or grandparent that is a business; shown, not kept
	Status            string          `json:"status"`
	Authentication    *Authentication `json:"authentication,omitzero"`
	Zip               string          `json:"zip,omitzero"`
	Times
}

// Authentication is what is known of a user's address and password.
type Authentication struct {
	PasswordChannel string     `json:"last_password_update_channel,omitzero"`
	PasswordTime    *rest.Time `json:"last_password_update_time,omitzero"`
	EmailVerified   bool       `json:"email_verified"`
	EmailTime       *rest.Time `json:"email_verified_time,omitzero"`
}

// The ways a password came about.
const (
	UserChange = "USER_CHANGE"
	UserReset  = "USER_RESET"
)

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

// Shown is the user as answers show it.
func (u User) Shown() User {
	u.SSN, u.Identifications = MaskNumber(u.SSN), MaskIdentifications(u.Identifications)
	u.Zip = u.PostalCode
	return u
}

// Unmask keeps the numbers that came back masked.
func (f *UserFields) Unmask(before UserFields) {
	f.SSN = Unmask(f.SSN, before.SSN)
	UnmaskIdentifications(f.Identifications, before.Identifications)
}

// Check refuses what Marqeta would.
func (f UserFields) Check() error {
	var c rest.Check
	for field, v := range map[string]string{"first_name": f.FirstName, "middle_name": f.MiddleName, "last_name": f.LastName, "city": f.City, "country": f.Country, "passport_number": f.PassportNumber} {
		c.Size(field, v, 0, 40)
	}
	for field, v := range map[string]string{"title": f.Title, "birth_place": f.BirthPlace, "email": f.Email, "phone": f.Phone, "address1": f.Address1, "address2": f.Address2,
		"company": f.Company, "nationality": f.Nationality, "notes": f.Notes, "ssn": f.SSN, "id_card_number": f.IDCardNumber,
		"passport_expiration_date": f.PassportExpiration, "id_card_expiration_date": f.IDCardExpiration} {
		c.Size(field, v, 0, 255)
	}
	c.Size("honorific", f.Honorific, 0, 10)
	c.Size("state", f.State, 0, 32)
	c.Size("postal_code", f.PostalCode, 0, 10)
	c.Size("ip_address", f.IPAddress, 0, 39)
	c.Size("account_holder_group_token", f.HolderGroup, 0, 36)
	c.OneOf("gender", f.Gender, "F", "M")
	c.Metadata("metadata", f.Metadata)
	CheckIdentifications(&c, "identifications", f.Identifications)
	return c.Err()
}
