package control

import (
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
)

// Bounds gives the window that holds an instant, its end excluded, in UTC. Both are zero
// for a lifetime and for a single transaction.
func Bounds(w marqeta.VelocityWindow, at time.Time) (from, to time.Time) {
	return engine.Window(w).Bounds(at)
}
