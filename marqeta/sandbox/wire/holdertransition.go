package wire

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
)

// The statuses of a user or business.
const (
	StatusUnverified = "UNVERIFIED"
	StatusLimited    = "LIMITED"
	StatusActive     = "ACTIVE"
	StatusSuspended  = "SUSPENDED"
	StatusClosed     = "CLOSED"
	StatusTerminated = "TERMINATED"
)

// HolderTransition is one change of the status of a user or business.
type HolderTransition struct {
	Token      string `json:"token"`
	Status     string `json:"status"`
	ReasonCode string `json:"reason_code"`
	Reason     string `json:"reason,omitzero"`
	Channel    string `json:"channel"`
	Times
	Party
	Metadata rest.Metadata `json:"metadata,omitempty"`
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

// businessMoves is the table of businesses, which differs; they are as lax.
var businessMoves = map[string][]string{
	StatusUnverified: {StatusUnverified, StatusActive, StatusSuspended, StatusClosed, StatusTerminated},
	StatusLimited:    {StatusLimited, StatusActive, StatusSuspended, StatusClosed},
	StatusActive:     {StatusActive, StatusLimited, StatusSuspended, StatusClosed},
	StatusSuspended:  {StatusSuspended, StatusActive, StatusLimited, StatusUnverified, StatusClosed, StatusTerminated},
	StatusClosed:     {StatusClosed, StatusActive, StatusLimited, StatusUnverified, StatusSuspended, StatusTerminated},
}

// MayMove reports whether a user or business may go from one status to another.
func (p Party) MayMove(from, to string) bool {
	if p.BusinessToken != "" {
		return slices.Contains(businessMoves[from], to)
	}
	return slices.Contains(userMoves[from], to)
}

// StatusIsActive reports whether a user or business of this status is active.
func StatusIsActive(status string) bool { return status == StatusActive || status == StatusLimited }
