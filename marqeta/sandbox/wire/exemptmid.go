package wire

import "carddeck/marqeta/sandbox/rest"

// ExemptMID exempts merchants from every authorization control. Its times have
// names of their own.
type ExemptMID struct {
	Token string `json:"token"`
	ExemptMIDFields
	Active  rest.Flag `json:"active"`
	Created rest.Time `json:"created"`
	Updated rest.Time `json:"last_updated"`
}

// ExemptMIDFields are the ones a caller sets at the beginning.
type ExemptMIDFields struct {
	Name               string      `json:"name"`
	Association        Association `json:"association"`
	MID                string      `json:"mid,omitzero"`
	MerchantGroupToken string      `json:"merchant_group_token,omitzero"`
	Period
}

// Check refuses what Marqeta would.
func (f ExemptMIDFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 255)
	f.Association.check(&c)
	f.Period.check(&c)
	c.That((f.MID == "") != (f.MerchantGroupToken == ""), "mid", "or merchant_group_token is required, not both")
	c.Size("mid", f.MID, 0, 36)
	c.Size("merchant_group_token", f.MerchantGroupToken, 0, 36)
	return c.Err()
}
