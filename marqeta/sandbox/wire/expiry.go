package wire

import (
	"cmp"
	"fmt"
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// ExpirationOffset is how long cards live, and the least that a card may be given.
type ExpirationOffset struct {
	Offset
	MinOffset *PartialOffset `json:"min_offset,omitzero"`
}

// Offset is a span of time in a unit.
type Offset struct {
	Unit  string `json:"unit"`
	Value int    `json:"value"`
}

// PartialOffset is an offset that may leave its unit or its value to another.
type PartialOffset struct {
	Unit  string `json:"unit,omitzero"`
	Value *int   `json:"value,omitzero"`
}

// Or completes the offset.
func (o PartialOffset) Or(other Offset) Offset {
	if o.Value != nil {
		other.Value = *o.Value
	}
	other.Unit = cmp.Or(o.Unit, other.Unit)
	return other
}

// offsetUnits are the units of a card's life with the largest value of each: our
// call, so that no card outlives the calendar.
var offsetUnits = map[string]int{"YEARS": 100, "MONTHS": 1200, "DAYS": 36500, "HOURS": 876000, "MINUTES": 1e8, "SECONDS": 1e9}

// Check refuses an offset without a unit or out of range.
func (o Offset) Check(c *rest.Check, field string) {
	c.OneOf(field+".unit", o.Unit, "YEARS", "MONTHS", "DAYS", "HOURS", "MINUTES", "SECONDS")
	c.That(o.Unit != "", field+".unit", "may not be null")
	most := offsetUnits[o.Unit]
	c.That(o.Value >= 1 && o.Value <= most, field+".value", fmt.Sprintf("must be between 1 and %d", most))
}

// From gives the end of a life that begins at t. Years and months end with the
// last second of a month, days with the last second of a day.
func (o Offset) From(t time.Time) rest.Time {
	t = t.UTC()
	switch o.Unit {
	case "YEARS":
		return endOfMonth(t.Year()+o.Value, t.Month())
	case "MONTHS":
		return endOfMonth(t.Year(), t.Month()+time.Month(o.Value))
	case "DAYS":
		return rest.At(time.Date(t.Year(), t.Month(), t.Day()+o.Value, 23, 59, 59, 0, time.UTC))
	case "HOURS":
		return rest.At(t.Add(time.Duration(o.Value) * time.Hour))
	case "MINUTES":
		return rest.At(t.Add(time.Duration(o.Value) * time.Minute))
	default:
		return rest.At(t.Add(time.Duration(o.Value) * time.Second))
	}
}

func endOfMonth(year int, month time.Month) rest.Time {
	return rest.At(time.Date(year, month+1, 1, 0, 0, -1, 0, time.UTC))
}
