package marqeta

import "net/url"

// Association is whose spending a control is about: one user's, that with the cards of
// one card product, or the whole program's when both are empty. An update replaces it as
// a whole.
type Association struct {
	CardProductToken string `json:"card_product_token,omitempty"`
	UserToken        string `json:"user_token,omitempty"`
}

// ControlLevel is how far a spend control reaches.
type ControlLevel string

// The levels of spend controls.
const (
	ProgramLevel     ControlLevel = "program"
	CardProductLevel ControlLevel = "card_product"
	UserLevel        ControlLevel = "user"
)

// Level tells how far the association reaches.
func (a Association) Level() ControlLevel {
	switch {
	case a.UserToken != "":
		return UserLevel
	case a.CardProductToken != "":
		return CardProductLevel
	}
	return ProgramLevel
}

// MerchantScope is where a control counts: everywhere when empty, else at the merchants
// that its one member names. An update replaces it as a whole.
type MerchantScope struct {
	MID                string `json:"mid,omitempty"`
	MCC                string `json:"mcc,omitempty"`
	MCCGroup           string `json:"mcc_group,omitempty"`            // an MCC group's token
	MerchantGroupToken string `json:"merchant_group_token,omitempty"` // only of authorization controls
}

// ControlFilter says which spend controls to list; empty members do not restrict. A
// user's or card product's list does not hold the controls of the levels above.
type ControlFilter struct {
	ListOptions
	CardProduct string // card product token
	User        string // user token
}

func (f ControlFilter) query() url.Values {
	q := f.ListOptions.query()
	setText(q, "card_product", f.CardProduct)
	setText(q, "user", f.User)
	return q
}
