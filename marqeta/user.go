package marqeta

import (
	"context"
	"encoding/json"
	"strings"
)

// User is a cardholder: the person (or child of one) who owns cards and a balance.
type User struct {
	Token                   string           `json:"token"`
	Status                  UserStatus       `json:"status,omitempty"`
	Active                  bool             `json:"active"` // follows Status
	Honorific               string           `json:"honorific,omitempty"`
	FirstName               string           `json:"first_name,omitempty"`
	MiddleName              string           `json:"middle_name,omitempty"`
	LastName                string           `json:"last_name,omitempty"`
	Title                   string           `json:"title,omitempty"`
	Gender                  string           `json:"gender,omitempty"` // F or M
	BirthDate               Date             `json:"birth_date,omitzero"`
	BirthPlace              string           `json:"birth_place,omitempty"`
	Email                   string           `json:"email,omitempty"`
	Phone                   string           `json:"phone,omitempty"`
	Address1                string           `json:"address1,omitempty"`
	Address2                string           `json:"address2,omitempty"`
	City                    string           `json:"city,omitempty"`
	State                   string           `json:"state,omitempty"`
	PostalCode              string           `json:"postal_code,omitempty"`
	Country                 string           `json:"country,omitempty"`
	Company                 string           `json:"company,omitempty"`
	Nationality             string           `json:"nationality,omitempty"`
	Notes                   string           `json:"notes,omitempty"`
	IPAddress               string           `json:"ip_address,omitempty"`
	SSN                     string           `json:"ssn,omitempty"` // the platform's mask, or the last four
	Identifications         []Identification `json:"identifications,omitempty"`
	CorporateCardHolder     bool             `json:"corporate_card_holder"`
	ParentToken             string           `json:"parent_token,omitempty"`
	UsesParentAccount       bool             `json:"uses_parent_account"`
	BusinessToken           string           `json:"business_token,omitempty"`
	AccountHolderGroupToken string           `json:"account_holder_group_token,omitempty"`
	Metadata                Metadata         `json:"metadata,omitempty"`
	Authentication          *Authentication  `json:"authentication,omitempty"`
	CreatedTime             Time             `json:"created_time,omitzero"`
	LastModifiedTime        Time             `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (u *User) keep(raw json.RawMessage) { u.Raw = raw }

// Name gives first, middle and last name with single spaces; empty when none is set.
func (u User) Name() string {
	return strings.Join(strings.Fields(u.FirstName+" "+u.MiddleName+" "+u.LastName), " ")
}

// Identification is one identity document of a user. Its date comes in several
// spellings, so it is kept as it was written.
type Identification struct {
	Type           string `json:"type"`
	Value          string `json:"value,omitempty"`
	ExpirationDate string `json:"expiration_date,omitempty"`
}

// Authentication tells how far the user's own sign-in with the platform has got.
type Authentication struct {
	EmailVerified             bool   `json:"email_verified"`
	EmailVerifiedTime         Time   `json:"email_verified_time,omitzero"`
	LastPasswordUpdateTime    Time   `json:"last_password_update_time,omitzero"`
	LastPasswordUpdateChannel string `json:"last_password_update_channel,omitempty"`
}

// CreateUser makes a user. Nothing is required: the platform makes a token itself.
func (c *Client) CreateUser(ctx context.Context, in UserRequest) (User, error) {
	return one[User](ctx, c, post("/users", in.wire(), in.Token))
}

// User reads a user.
func (c *Client) User(ctx context.Context, token string) (User, error) {
	return one[User](ctx, c, get("/users/{token}", nil, token))
}

// Users lists users, last changed first unless sorted otherwise.
func (c *Client) Users(ctx context.Context, o ListOptions) (Page[User], error) {
	return many[User](ctx, c, get("/users", o.query()))
}

// UpdateUser changes what is set in the request.
func (c *Client) UpdateUser(ctx context.Context, token string, in UserUpdate) (User, error) {
	return one[User](ctx, c, put("/users/{token}", in, token))
}
