package wire

import "cmp"

// Party names a user or a business, never both.
type Party struct {
	UserToken     string `json:"user_token,omitzero"`
	BusinessToken string `json:"business_token,omitzero"`
}

// Token is the one that is named, empty if none is.
func (p Party) Token() string { return cmp.Or(p.UserToken, p.BusinessToken) }
