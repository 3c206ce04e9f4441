package marqeta

import (
	"context"
	"encoding/json"
	"slices"
)

// UserStatus is where a user stands.
type UserStatus string

// The user statuses (Marqeta, core-api/user-transitions).
const (
	UserUnverified UserStatus = "UNVERIFIED" // identity not verified: no loads, no card activation
	UserLimited    UserStatus = "LIMITED"    // may do what the account holder group allows before verification
	UserActive     UserStatus = "ACTIVE"
	UserSuspended  UserStatus = "SUSPENDED" // no activation, loads or spending
	UserClosed     UserStatus = "CLOSED"    // meant to be the end; some roles may open it again
	UserTerminated UserStatus = "TERMINATED"
)

var userNext = map[UserStatus][]UserStatus{
	UserUnverified: {UserActive, UserClosed, UserTerminated},
	UserLimited:    {UserActive, UserSuspended, UserClosed},
	UserActive:     {UserSuspended, UserClosed, UserUnverified},
	UserSuspended:  {UserActive, UserLimited, UserUnverified, UserClosed, UserTerminated},
	UserClosed:     {UserActive, UserLimited, UserUnverified, UserSuspended, UserTerminated},
}

// NextStatuses gives the statuses that a user may be moved to. Entering or leaving
// CLOSED and TERMINATED may need a role that the credentials lack.
func (s UserStatus) NextStatuses() []UserStatus { return slices.Clone(userNext[s]) }

// Channel is through what a transition was made.
type Channel string

// The channels of user and card transitions.
const (
	ChannelAPI    Channel = "API"
	ChannelIVR    Channel = "IVR" // telephone menu
	ChannelFraud  Channel = "FRAUD"
	ChannelAdmin  Channel = "ADMIN"  // Marqeta's dashboard
	ChannelSystem Channel = "SYSTEM" // the platform itself
)

// UserTransition is one change of a user's status.
type UserTransition struct {
	Token            string     `json:"token"`
	UserToken        string     `json:"user_token,omitempty"`
	Status           UserStatus `json:"status"`
	ReasonCode       ReasonCode `json:"reason_code,omitempty"`
	Reason           string     `json:"reason,omitempty"`
	Channel          Channel    `json:"channel,omitempty"`
	Metadata         Metadata   `json:"metadata,omitempty"`
	CreatedTime      Time       `json:"created_time,omitzero"`
	LastModifiedTime Time       `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (t *UserTransition) keep(raw json.RawMessage) { t.Raw = raw }

// UserTransitionRequest moves a user to another status. All but Token and Reason is
// required; with a token of its own the request may be repeated safely.
type UserTransitionRequest struct {
	Token      string     `json:"token,omitempty"`
	UserToken  string     `json:"user_token"`
	Status     UserStatus `json:"status"`
	ReasonCode ReasonCode `json:"reason_code"`
	Reason     string     `json:"reason,omitempty"`
	Channel    Channel    `json:"channel"`
}

// TransitionUser moves a user to another status.
func (c *Client) TransitionUser(ctx context.Context, in UserTransitionRequest) (UserTransition, error) {
	return one[UserTransition](ctx, c, post("/usertransitions", in, in.Token))
}

// UserTransition reads one transition.
func (c *Client) UserTransition(ctx context.Context, token string) (UserTransition, error) {
	return one[UserTransition](ctx, c, get("/usertransitions/{token}", nil, token))
}

// UserTransitions lists a user's transitions, newest first unless sorted otherwise.
func (c *Client) UserTransitions(ctx context.Context, userToken string, o ListOptions) (Page[UserTransition], error) {
	return many[UserTransition](ctx, c, get("/usertransitions/user/{user_token}", o.query(), userToken))
}
