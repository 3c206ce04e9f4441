package wire

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
)

// MerchantGroup is a set of merchants that controls can name.
type MerchantGroup struct {
	Token string `json:"token"`
	MerchantGroupFields
	Times
}

// MerchantGroupFields are the ones a caller sets.
type MerchantGroupFields struct {
	Name   string    `json:"name"`
	MIDs   []string  `json:"mids,omitempty"`
	Active rest.Flag `json:"active"`
}

// MaxMIDs is the most merchants a group has.
const MaxMIDs = 4000

// Has reports whether a merchant is in the group; an inactive group has none.
func (f MerchantGroupFields) Has(mid string) bool {
	return bool(f.Active) && slices.Contains(f.MIDs, mid)
}

// Check refuses what Marqeta would.
func (f MerchantGroupFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 40)
	c.That(f.MIDs == nil || len(f.MIDs) > 0, "mids", "size must be between 1 and 4000")
	c.Distinct("mids", f.MIDs, MaxMIDs)
	c.That(!slices.Contains(f.MIDs, ""), "mids", "must not contain an empty merchant")
	return c.Err()
}
