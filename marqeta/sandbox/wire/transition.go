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

// The states of a card.
const (
	CardUnactivated = "UNACTIVATED"
	CardActive      = "ACTIVE"
	CardLimited     = "LIMITED"
	CardSuspended   = "SUSPENDED"
	CardTerminated  = "TERMINATED"
)

// CardTransition is one change of a card's state.
type CardTransition struct {
	Token             string        `json:"token"`
	CardToken         string        `json:"card_token"`
	UserToken         string        `json:"user_token"`
	State             string        `json:"state"`
	Reason            string        `json:"reason,omitzero"`
	ReasonCode        string        `json:"reason_code,omitzero"`
	Channel           string        `json:"channel"`
	FulfillmentStatus string        `json:"fulfillment_status"`
	Validations       Validations   `json:"validations"`
	Type              string        `json:"type"`
	Created           rest.Time     `json:"created_time"`
	CardProductToken  string        `json:"card_product_token"`
	LastFour          string        `json:"last_four"`
	PAN               string        `json:"pan"`
	Expiration        string        `json:"expiration"`
	ExpirationTime    string        `json:"expiration_time"` // with milliseconds here, unlike the card's own
	Barcode           string        `json:"barcode"`
	PINIsSet          bool          `json:"pin_is_set"`
	User              MetadataBlock `json:"user"`
	Card              MetadataBlock `json:"card"`
}

// MetadataBlock repeats the metadata of a user or card.
type MetadataBlock struct {
	Metadata rest.Metadata `json:"metadata"`
}

// Validations says which of the values given about the user matched.
type Validations struct {
	User struct {
		BirthDate bool `json:"birth_date"`
		Phone     bool `json:"phone"`
		SSN       bool `json:"ssn"`
		NameLine1 bool `json:"random_name_line1_postfix"`
	} `json:"user"`
}

// CardMove gives the transition's type for a move between two states, and false
// if the move is not allowed. Repeating a state is, as real sandboxes have it.
func CardMove(from, to string) (kind string, ok bool) {
	if from == CardTerminated {
		return "", false
	}
	switch to {
	case CardActive:
		if from == CardSuspended {
			return "state.reinstated", true
		}
		return "state.activated", true
	case CardSuspended:
		return "state.suspended", from != CardUnactivated
	case CardLimited:
		return "state.limited", from != CardUnactivated
	case CardTerminated:
		return "state.terminated", true
	}
	return "", false
}

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
