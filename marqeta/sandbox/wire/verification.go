package wire

// SecurityCode says whether the code entered was right.
type SecurityCode struct {
	Type     string   `json:"type"`
	Response Response `json:"response"`
}

// AddressCheck is the address given, the one on file and how they compare.
type AddressCheck struct {
	Request  CheckedAddress `json:"request"`
	OnFile   CheckedAddress `json:"on_file"`
	Response Response       `json:"response"`
}

// CheckedAddress is one side of an AddressCheck.
type CheckedAddress struct {
	StreetAddress string `json:"street_address,omitzero"`
	PostalCode    string `json:"postal_code,omitzero"`
}

// NameCheck is the name given, the one on file and how they compare.
type NameCheck struct {
	RequestType string      `json:"request_type,omitzero"`
	Request     CheckedName `json:"request"`
	OnFile      CheckedName `json:"on_file"`
	Response    Response    `json:"response"`
}

// CheckedName is one side of a NameCheck.
type CheckedName struct {
	First  string `json:"first_name,omitzero"`
	Middle string `json:"middle_name,omitzero"`
	Last   string `json:"last_name,omitzero"`
}

// CommerceCheck is what an online merchant found out about the cardholder.
type CommerceCheck struct {
	CommerceIndicator string `json:"electronic_commerce_indicator"`
}
