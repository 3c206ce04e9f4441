package wire

import "carddeck/marqeta/sandbox/rest"

// Business is a holder of an account that is no person.
type Business struct {
	Token  string    `json:"token"`
	Active rest.Flag `json:"active"`
	BusinessFields
	Status string `json:"status"`
	Times
}

// BusinessFields are the ones a caller sets and changes.
type BusinessFields struct {
	HolderGroup string        `json:"account_holder_group_token"`
	Metadata    rest.Metadata `json:"metadata"`
}
