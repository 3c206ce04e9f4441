// Package wire has the resources of the Core API as the sandbox writes them, with
// the defaults a real sandbox gives and the masks it shows them under.
//
// The structs are the sandbox's own: a wrong name in the client cannot be hidden
// by the emulator having the same. A resource is stored whole and shown through
// its Shown method where parts are masked.
package wire

import "carddeck/marqeta/sandbox/rest"

// Times are the two times nearly every resource has.
type Times struct {
	Created  rest.Time `json:"created_time"`
	Modified rest.Time `json:"last_modified_time"`
}

// Born gives the times of a new resource.
func Born(now rest.Time) Times { return Times{now, now} }
