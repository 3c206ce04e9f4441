package marqeta

// UserRequest creates a user. What is not set is not sent.
type UserRequest struct {
	Token                   string                  `json:"token,omitempty"` // 1 to 36 characters
	Honorific               string                  `json:"honorific,omitempty"`
	FirstName               string                  `json:"first_name,omitempty"`
	MiddleName              string                  `json:"middle_name,omitempty"`
	LastName                string                  `json:"last_name,omitempty"`
	Title                   string                  `json:"title,omitempty"`
	Gender                  string                  `json:"gender,omitempty"` // F or M
	BirthDate               Date                    `json:"birth_date,omitzero"`
	BirthPlace              string                  `json:"birth_place,omitempty"`
	Email                   string                  `json:"email,omitempty"` // unique among users
	Phone                   string                  `json:"phone,omitempty"`
	Address1                string                  `json:"address1,omitempty"`
	Address2                string                  `json:"address2,omitempty"`
	City                    string                  `json:"city,omitempty"`
	State                   string                  `json:"state,omitempty"`
	PostalCode              string                  `json:"postal_code,omitempty"`
	Country                 string                  `json:"country,omitempty"`
	Company                 string                  `json:"company,omitempty"`
	Nationality             string                  `json:"nationality,omitempty"`
	Notes                   string                  `json:"notes,omitempty"`
	IPAddress               string                  `json:"ip_address,omitempty"`
	SSN                     Secret                  `json:"-"`
	Password                Secret                  `json:"-"`
	Identifications         []IdentificationRequest `json:"-"`
	CorporateCardHolder     *bool                   `json:"corporate_card_holder,omitempty"`
	ParentToken             string                  `json:"parent_token,omitempty"`
	UsesParentAccount       *bool                   `json:"uses_parent_account,omitempty"` // cannot be changed later
	AccountHolderGroupToken string                  `json:"account_holder_group_token,omitempty"`
	Metadata                Metadata                `json:"metadata,omitzero"`
}

// IdentificationRequest is one identity document, sent and never read back.
type IdentificationRequest struct {
	Type           string // SSN, TIN, PASSPORT_NUMBER, DRIVERS_LICENSE and others
	Value          Secret
	ExpirationDate Date
}

func (r UserRequest) wire() any {
	documents := make([]Identification, 0, len(r.Identifications))
	for _, d := range r.Identifications {
		documents = append(documents, Identification{d.Type, d.Value.Reveal(), d.ExpirationDate.String()})
	}
	return struct {
		UserRequest
		SSN             string           `json:"ssn,omitempty"`
		Password        string           `json:"password,omitempty"`
		Identifications []Identification `json:"identifications,omitempty"`
	}{r, r.SSN.Reveal(), r.Password.Reveal(), documents}
}

// UserUpdate changes a user. What is nil is left alone; a pointer to an empty string
// empties the field.
type UserUpdate struct {
	Honorific               *string  `json:"honorific,omitempty"`
	FirstName               *string  `json:"first_name,omitempty"`
	MiddleName              *string  `json:"middle_name,omitempty"`
	LastName                *string  `json:"last_name,omitempty"`
	Title                   *string  `json:"title,omitempty"`
	Gender                  *string  `json:"gender,omitempty"`
	BirthDate               *Date    `json:"birth_date,omitempty"`
	BirthPlace              *string  `json:"birth_place,omitempty"`
	Email                   *string  `json:"email,omitempty"`
	Phone                   *string  `json:"phone,omitempty"`
	Address1                *string  `json:"address1,omitempty"`
	Address2                *string  `json:"address2,omitempty"`
	City                    *string  `json:"city,omitempty"`
	State                   *string  `json:"state,omitempty"`
	PostalCode              *string  `json:"postal_code,omitempty"`
	Country                 *string  `json:"country,omitempty"`
	Company                 *string  `json:"company,omitempty"`
	Nationality             *string  `json:"nationality,omitempty"`
	Notes                   *string  `json:"notes,omitempty"`
	IPAddress               *string  `json:"ip_address,omitempty"`
	CorporateCardHolder     *bool    `json:"corporate_card_holder,omitempty"`
	AccountHolderGroupToken *string  `json:"account_holder_group_token,omitempty"`
	Metadata                Metadata `json:"metadata,omitzero"` // replaces all pairs
}
