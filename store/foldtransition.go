package store

import (
	"fmt"
	"slices"
	"strings"
)

type wireCardTransition struct {
	Token             text    `json:"token"`
	CardToken         text    `json:"card_token"`
	UserToken         text    `json:"user_token"`
	CardProductToken  text    `json:"card_product_token"`
	Type              text    `json:"type"`
	State             text    `json:"state"`
	Reason            text    `json:"reason"`
	FulfillmentStatus text    `json:"fulfillment_status"`
	LastFour          text    `json:"last_four"`
	Expiration        text    `json:"expiration"`
	ExpirationTime    instant `json:"expiration_time"`
	CreatedTime       instant `json:"created_time"`
	CreatedTimestamp  instant `json:"created_timestamp"` // the same with its fraction, where the platform sends it
}

// readCardTransition reads a card transition as the card it tells of. Its error wraps
// errUnreadable.
func readCardTransition(raw []byte) (Card, error) {
	var w wireCardTransition
	if err := unmarshal(raw, &w); err != nil {
		return Card{}, err
	}
	at := w.CreatedTimestamp
	if at.IsZero() {
		at = w.CreatedTime
	}
	switch {
	case !usable(w.Token) || !usable(w.CardToken):
		return Card{}, fmt.Errorf("%w: it has no usable token and card_token", errUnreadable)
	case w.State == "" || at.IsZero():
		return Card{}, fmt.Errorf("%w: it tells no state and time", errUnreadable)
	}
	state := strings.ToUpper(string(w.State))
	return Card{
		Token: string(w.CardToken), UserToken: string(w.UserToken), CardProductToken: string(w.CardProductToken),
		LastFour: string(w.LastFour), State: state, StateReason: string(w.Reason),
		FulfillmentStatus: string(w.FulfillmentStatus), Expiration: string(w.Expiration), ExpirationTime: w.ExpirationTime.Time,
		CreatedAt: at.Time, StateAt: at.Time, StateRank: transitionRank(string(w.Type), state), StateFrom: string(w.Token),
	}, nil
}

type wireUserTransition struct {
	Token       text    `json:"token"`
	UserToken   text    `json:"user_token"`
	Status      text    `json:"status"`
	CreatedTime instant `json:"created_time"`
}

// readUserTransition reads a user transition as the user it tells of. Its error wraps
// errUnreadable.
func readUserTransition(raw []byte) (User, error) {
	var w wireUserTransition
	if err := unmarshal(raw, &w); err != nil {
		return User{}, err
	}
	switch {
	case !usable(w.Token) || !usable(w.UserToken):
		return User{}, fmt.Errorf("%w: it has no usable token and user_token", errUnreadable)
	case w.Status == "" || w.CreatedTime.IsZero():
		return User{}, fmt.Errorf("%w: it tells no status and time", errUnreadable)
	}
	status := strings.ToUpper(string(w.Status))
	return User{
		Token: string(w.UserToken), Status: status, Active: status == "ACTIVE" || status == "LIMITED", CreatedAt: w.CreatedTime.Time,
		StatusAt: w.CreatedTime.Time, StatusRank: userStatusRank(status), StatusFrom: string(w.Token),
	}, nil
}

// Marqeta's times have seconds, and two transitions may share one. Then the one that
// can only have come after the other wins: a card is reinstated after it was suspended.
var (
	transitionOrder = []string{"", "state.activated", "state.limited", "state.suspended", "state.reinstated", "state.terminated"}
	cardOrder       = []string{"UNACTIVATED", "", "LIMITED", "SUSPENDED", "ACTIVE", "TERMINATED"}
	userOrder       = []string{"UNVERIFIED", "LIMITED", "ACTIVE", "SUSPENDED", "CLOSED", "TERMINATED"}
)

func transitionRank(typ, state string) int {
	if rank := slices.Index(transitionOrder, typ); rank > 0 {
		return rank
	}
	if strings.HasPrefix(typ, "fulfillment.") {
		return 0
	}
	return cardStateRank(state)
}

func cardStateRank(state string) int { return max(slices.Index(cardOrder, state), 0) }

func userStatusRank(status string) int { return max(slices.Index(userOrder, status), 0) }
