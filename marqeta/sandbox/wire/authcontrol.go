package wire

import (
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// AuthControl names merchants that are denied, or under a program that denies all,
// allowed.
type AuthControl struct {
	Token string `json:"token"`
	AuthControlFields
}

// AuthControlFields are the ones a caller sets.
type AuthControlFields struct {
	Name          string        `json:"name"`
	Association   Association   `json:"association"`
	MerchantScope MerchantScope `json:"merchant_scope"`
	Period
	Active rest.Flag `json:"active"`
}

// Period is when a control is in force; its end is excluded.
type Period struct {
	StartTime *rest.Time `json:"start_time,omitzero"`
	EndTime   *rest.Time `json:"end_time,omitzero"`
}

// Bounds gives the period as instants, zero where it is open.
func (p Period) Bounds() (starts, ends time.Time) {
	if p.StartTime != nil {
		starts = p.StartTime.Time
	}
	if p.EndTime != nil {
		ends = p.EndTime.Time
	}
	return starts, ends
}

func (p Period) check(c *rest.Check) {
	c.That(p.StartTime == nil || p.EndTime == nil || p.EndTime.After(p.StartTime.Time), "end_time", "must be after start_time")
}

// Check refuses what Marqeta would.
func (f AuthControlFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 255)
	f.Association.check(&c)
	f.MerchantScope.check(&c)
	f.Period.check(&c)
	return c.Err()
}
