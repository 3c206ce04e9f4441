package wire

// Address is the part that every postal address has.
type Address struct {
	Address1   string `json:"address1,omitzero"`
	Address2   string `json:"address2,omitzero"`
	City       string `json:"city,omitzero"`
	State      string `json:"state,omitzero"`
	Zip        string `json:"zip,omitzero"`
	PostalCode string `json:"postal_code,omitzero"`
	Country    string `json:"country,omitzero"`
}
