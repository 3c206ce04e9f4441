package funding

import (
	"cmp"
	"time"

	"carddeck/store"
	"carddeck/views/ui"
)

// usual is how long the platform waits where a funding source does not say otherwise.
const usual = 3 * time.Second

// Limit is how long the platform waits for an answer, and whose word that is. A funding
// source that is not known, or whose copy is older than this figure, has the usual one.
func Limit(f store.FundingSource) (limit time.Duration, from string) {
	if f.TimeoutMillis == 0 {
		return usual, "Marqeta’s usual limit; what the funding source says is not known here"
	}
	return time.Duration(f.TimeoutMillis) * time.Millisecond, "the limit of the funding source " + ui.Name(cmp.Or(f.Name, f.Token)) + " (timeout_millis)"
}
