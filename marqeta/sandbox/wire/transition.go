package wire

import (
	"fmt"
	"slices"

	"carddeck/marqeta/sandbox/rest"
)

// The statuses of a user.
const (
	StatusUnverified = "UNVERIFIED"
	StatusLimited    = "LIMITED"
	StatusActive     = "ACTIVE"
	StatusSuspended  = "SUSPENDED"
	StatusClosed     = "CLOSED"
	StatusTerminated = "TERMINATED"
)

// UserTransition is one change of a user's status.
type UserTransition struct {
	Token      string `json:"token"`
	Status     string `json:"status"`
	ReasonCode string `json:"reason_code"`
	Reason     string `json:"reason,omitzero"`
	Channel    string `json:"channel"`
	Times
	UserToken string        `json:"user_token"`
	Metadata  rest.Metadata `json:"metadata,omitempty"`
}

// userMoves is the published table. Real sandboxes also repeat a status and take
// an active user to LIMITED.
var userMoves = map[string][]string{
	StatusUnverified: {StatusUnverified, StatusActive, StatusClosed, StatusTerminated},
	StatusLimited:    {StatusLimited, StatusActive, StatusSuspended, StatusClosed},
	StatusActive:     {StatusActive, StatusLimited, StatusSuspended, StatusClosed, StatusUnverified},
	StatusSuspended:  {StatusSuspended, StatusActive, StatusLimited, StatusUnverified, StatusClosed, StatusTerminated},
	StatusClosed:     {StatusClosed, StatusActive, StatusLimited, StatusUnverified, StatusSuspended, StatusTerminated},
}

// UserMayMove reports whether a user may go from one status to another.
func UserMayMove(from, to string) bool { return slices.Contains(userMoves[from], to) }

// StatusIsActive reports whether a user of this status is active.
func StatusIsActive(status string) bool { return status == StatusActive || status == StatusLimited }

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
