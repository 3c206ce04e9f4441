package wire

import "carddeck/marqeta/sandbox/rest"

// KYC is one verification of who a user or business is.
type KYC struct {
	Token string `json:"token"`
	Party
	Override    rest.Flag `json:"manual_override"`
	Notes       string    `json:"notes,omitzero"`
	ReferenceID string    `json:"reference_id,omitzero"`
	Result      KYCResult `json:"result"`
	Times
}

// KYCResult is what came of it.
type KYCResult struct {
	Status string    `json:"status"`
	Codes  []KYCCode `json:"codes"`
}

// KYCCode is one reason of a result.
type KYCCode struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// What a verification can come to.
const (
	KYCSuccess = "SUCCESS"
	KYCFailure = "FAILURE"
	KYCPending = "PENDING"
)
