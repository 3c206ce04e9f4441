package marqeta

import (
	"context"
	"encoding/json"
	"slices"
)

// CardState is where a card stands.
type CardState string

// The card states (Marqeta, core-api/cards).
const (
	CardUnactivated CardState = "UNACTIVATED"
	CardActive      CardState = "ACTIVE"
	CardLimited     CardState = "LIMITED"
	CardSuspended   CardState = "SUSPENDED"
	CardTerminated  CardState = "TERMINATED" // for good
	CardUnsupported CardState = "UNSUPPORTED"
)

var cardNext = map[CardState][]CardState{
	CardUnactivated: {CardActive, CardTerminated},
	CardActive:      {CardSuspended, CardTerminated},
	CardLimited:     {CardActive, CardSuspended, CardTerminated},
	CardSuspended:   {CardActive, CardTerminated},
}

// Next gives the states that a card may be moved to.
func (s CardState) Next() []CardState { return slices.Clone(cardNext[s]) }

// CardTransition is one change of a card's state or fulfillment.
type CardTransition struct {
	Token             string                     `json:"token"`
	CardToken         string                     `json:"card_token"`
	UserToken         string                     `json:"user_token,omitempty"`
	CardProductToken  string                     `json:"card_product_token,omitempty"`
	Type              string                     `json:"type,omitempty"` // state.activated, fulfillment.issued and so on
	State             CardState                  `json:"state"`
	ReasonCode        ReasonCode                 `json:"reason_code,omitempty"`
	Reason            string                     `json:"reason,omitempty"`
	Channel           Channel                    `json:"channel,omitempty"`
	FulfillmentStatus string                     `json:"fulfillment_status,omitempty"`
	Validations       *CardTransitionValidations `json:"validations,omitempty"`
	LastFour          string                     `json:"last_four,omitempty"`
	PAN               string                     `json:"pan,omitempty"` // the mask
	Expiration        string                     `json:"expiration,omitempty"`
	ExpirationTime    Time                       `json:"expiration_time,omitzero"`
	Barcode           string                     `json:"barcode,omitempty"`
	PINIsSet          bool                       `json:"pin_is_set"`
	Expedite          bool                       `json:"expedite,omitempty"`
	User              *Tagged                    `json:"user,omitempty"`
	Card              *Tagged                    `json:"card,omitempty"`
	CreatedTime       Time                       `json:"created_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (t *CardTransition) keep(raw json.RawMessage) { t.Raw = raw }

// Tagged is the metadata of a user or business inside another resource.
type Tagged struct {
	Metadata Metadata `json:"metadata,omitempty"`
}

// CardTransitionValidations tells which of the values sent for checking were right.
type CardTransitionValidations struct {
	User struct {
		BirthDate              bool `json:"birth_date"`
		Phone                  bool `json:"phone"`
		SSN                    bool `json:"ssn"`
		RandomNameLine1Postfix bool `json:"random_name_line1_postfix"`
	} `json:"user"`
}

// CardTransitionRequest moves a card to another state. CardToken, State and Channel
// are required, ReasonCode too in some programs; with a token of its own the request
// may be repeated safely.
type CardTransitionRequest struct {
	Token             string     `json:"token,omitempty"`
	CardToken         string     `json:"card_token"`
	State             CardState  `json:"state"`
	ReasonCode        ReasonCode `json:"reason_code,omitempty"`
	Reason            string     `json:"reason,omitempty"` // up to 255 characters; becomes the card's state_reason
	Channel           Channel    `json:"channel"`
	SyncStateWithDWTs *bool      `json:"sync_state_with_dwts,omitempty"` // moves the card's wallet tokens along
}

// TransitionCard moves a card to another state.
func (c *Client) TransitionCard(ctx context.Context, in CardTransitionRequest) (CardTransition, error) {
	return one[CardTransition](ctx, c, post("/cardtransitions", in, in.Token))
}

// CardTransition reads one transition.
func (c *Client) CardTransition(ctx context.Context, token string) (CardTransition, error) {
	return one[CardTransition](ctx, c, get("/cardtransitions/{token}", nil, token))
}

// CardTransitions lists a card's transitions, newest first unless sorted otherwise.
func (c *Client) CardTransitions(ctx context.Context, cardToken string, o ListOptions) (Page[CardTransition], error) {
	return many[CardTransition](ctx, c, get("/cardtransitions/card/{token}", o.query(), cardToken))
}
