package wire

import (
	"fmt"
	"slices"
)

// Channels are the ways a transition comes about.
var Channels = []string{"API", "IVR", "FRAUD", "ADMIN", "SYSTEM"}

// ReasonCodes are the numbered reasons of a transition, 00 to 32 and 86.
var ReasonCodes = func() []string {
	codes := []string{"86"}
	for n := range 33 {
		codes = append(codes, fmt.Sprintf("%02d", n))
	}
	slices.Sort(codes)
	return codes
}()
