package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// ReserveTransaction is money that came into the program reserve or left it.
type ReserveTransaction struct {
	Token            string         `json:"token"`
	TransactionToken string         `json:"transaction_token"`
	Amount           marqeta.Amount `json:"amount"`
	CurrencyCode     string         `json:"currency_code"`
	Type             string         `json:"type"`
	State            string         `json:"state"`
	Memo             string         `json:"memo,omitzero"`
	Tags             string         `json:"tags,omitzero"`
	IsCollateral     rest.Flag      `json:"is_collateral"`
	Times
}
