package store

import "carddeck/marqeta"

// CardOf is the copy that is kept of a card: no number, no security code.
func CardOf(c marqeta.Card) Card {
	return Card{
		Token: c.Token, UserToken: c.UserToken, CardProductToken: c.CardProductToken, LastFour: c.LastFour,
		State: string(c.State), StateReason: c.StateReason, FulfillmentStatus: c.FulfillmentStatus,
		Expiration: c.Expiration, ExpirationTime: c.ExpirationTime.Time, InstrumentType: c.InstrumentType,
		CreatedAt: c.CreatedTime.Time, ModifiedAt: c.LastModifiedTime.Time,
	}
}

// UserOf is the copy that is kept of a user: names and how to reach them, no identity
// numbers.
func UserOf(u marqeta.User) User {
	return User{
		Token: u.Token, FirstName: u.FirstName, MiddleName: u.MiddleName, LastName: u.LastName,
		Email: u.Email, Phone: u.Phone, ParentToken: u.ParentToken, Status: string(u.Status), Active: u.Active,
		CreatedAt: u.CreatedTime.Time, ModifiedAt: u.LastModifiedTime.Time,
	}
}
