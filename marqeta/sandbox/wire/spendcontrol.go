package wire

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
)

// Association is whose spending a control is about: one user's, that with the
// cards of one product, or the whole program's. An update replaces it as a whole.
type Association struct {
	CardProductToken string `json:"card_product_token,omitzero"`
	UserToken        string `json:"user_token,omitzero"`
}

// UnmarshalJSONFrom replaces the association.
func (a *Association) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	type plain Association
	var fresh plain
	err := json.UnmarshalDecode(dec, &fresh)
	*a = Association(fresh)
	return err
}

// Level says how far a control reaches.
func (a Association) Level() string {
	switch {
	case a.UserToken != "":
		return "user"
	case a.CardProductToken != "":
		return "card_product"
	}
	return "program"
}

// Key is what controls of one level and token have in common.
func (a Association) Key() string { return a.Level() + " " + a.UserToken + a.CardProductToken }

// MerchantScope is where a control counts: everywhere, or at what one of the fields
// names. An update replaces it as a whole.
type MerchantScope struct {
	MID                string `json:"mid,omitzero"`
	MCC                string `json:"mcc,omitzero"`
	MCCGroup           string `json:"mcc_group,omitzero"`
	MerchantGroupToken string `json:"merchant_group_token,omitzero"`
}

// UnmarshalJSONFrom replaces the scope.
func (s *MerchantScope) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	type plain MerchantScope
	var fresh plain
	err := json.UnmarshalDecode(dec, &fresh)
	*s = MerchantScope(fresh)
	return err
}

// MaxControls is how many active controls of the whole program there may be,
// velocity and authorization controls together.
const MaxControls = 90

// check refuses what no kind of control takes.
func (a Association) check(c *rest.Check) {
	c.That(a.UserToken == "" || a.CardProductToken == "", "association", "must name a user or a card product, not both")
	c.Size("association.user_token", a.UserToken, 0, 36)
	c.Size("association.card_product_token", a.CardProductToken, 0, 36)
}

func (s MerchantScope) check(c *rest.Check) {
	named := 0
	for field, v := range map[string]string{"mid": s.MID, "mcc_group": s.MCCGroup, "merchant_group_token": s.MerchantGroupToken} {
		c.Size("merchant_scope."+field, v, 0, 36)
		if v != "" {
			named++
		}
	}
	if s.MCC != "" {
		named++
		c.Size("merchant_scope.mcc", s.MCC, 1, 4)
	}
	c.That(named <= 1, "merchant_scope", "must have at most one field")
}
