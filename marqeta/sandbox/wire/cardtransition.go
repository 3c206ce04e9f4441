package wire

import (
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/rest"
)

// The states of a card.
const (
	CardUnactivated = "UNACTIVATED"
	CardActive      = "ACTIVE"
	CardLimited     = "LIMITED"
	CardSuspended   = "SUSPENDED"
	CardTerminated  = "TERMINATED"
)

// CardTransition is one change of a card's state, or of how far its making is.
type CardTransition struct {
	Token             string           `json:"token"`
	CardToken         string           `json:"card_token"`
	UserToken         string           `json:"user_token"`
	State             string           `json:"state"`
	Reason            string           `json:"reason,omitzero"`
	ReasonCode        string           `json:"reason_code,omitzero"`
	Channel           string           `json:"channel"`
	FulfillmentStatus string           `json:"fulfillment_status"`
	Validations       Validations      `json:"validations"`
	Type              string           `json:"type"`
	Created           rest.Time        `json:"created_time"`
	CardProductToken  string           `json:"card_product_token"`
	LastFour          string           `json:"last_four"`
	PAN               string           `json:"pan"`
	Expiration        string           `json:"expiration"`
	ExpirationTime    string           `json:"expiration_time"` // with milliseconds here, unlike the card's own
	Barcode           string           `json:"barcode"`
	PINIsSet          bool             `json:"pin_is_set"`
	Expedite          rest.Flag        `json:"expedite,omitzero"`
	Fulfillment       *CardFulfillment `json:"fulfillment,omitzero"`
	BulkIssuance      string           `json:"bulk_issuance_token,omitzero"`
	ReissuePANFrom    string           `json:"reissue_pan_from_card_token,omitzero"`
	NewPANFrom        string           `json:"new_pan_from_card_token,omitzero"`
	User              MetadataBlock    `json:"user"`
	Card              MetadataBlock    `json:"card"`
}

// Of completes a transition with what it repeats of the card and its user.
func (t CardTransition) Of(v Card, u User) CardTransition {
	t.CardToken, t.UserToken, t.CardProductToken = v.Token, v.UserToken, v.CardProductToken
	t.FulfillmentStatus, t.LastFour, t.PAN, t.Expiration = v.FulfillmentStatus, v.LastFour, rest.MaskPAN(v.PAN), v.Expiration
	t.ExpirationTime = strings.TrimSuffix(v.ExpirationTime.String(), "Z") + ".000Z"
	t.Barcode, t.PINIsSet, t.Expedite, t.Fulfillment = v.Barcode, v.PINIsSet, v.Expedite, v.Fulfillment
	t.BulkIssuance, t.ReissuePANFrom, t.NewPANFrom = v.BulkIssuance, v.ReissuePANFrom, v.NewPANFrom
	t.Card.Metadata, t.User.Metadata = v.Metadata, u.Metadata
	return t
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

// How far the making of a card is.
const (
	CardIssued    = "ISSUED"
	CardOrdered   = "ORDERED"
	CardRejected  = "REJECTED"
	CardShipped   = "SHIPPED"
	CardDelivered = "DELIVERED"
	CardPresented = "DIGITALLY_PRESENTED"
)

// fulfillmentMoves are what a maker of cards reports. A card that was seen on a
// screen is still made.
var fulfillmentMoves = map[string][]string{
	CardIssued:    {CardPresented, CardOrdered},
	CardPresented: {CardOrdered},
	CardOrdered:   {CardRejected, CardShipped},
	CardRejected:  {CardOrdered},
	CardShipped:   {CardDelivered},
}

// FulfillmentMove reports whether a card's fulfillment status may change so.
func FulfillmentMove(from, to string) bool { return slices.Contains(fulfillmentMoves[from], to) }
