package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// ProgramTransfer is money that went from a holder's account to a program funding
// source.
type ProgramTransfer struct {
	Token     string `json:"token"`
	TypeToken string `json:"type_token"`
	Party
	TransactionToken string         `json:"transaction_token"`
	CurrencyCode     string         `json:"currency_code"`
	Amount           marqeta.Amount `json:"amount"`
	Memo             string         `json:"memo,omitzero"`
	Tags             string         `json:"tags,omitzero"`
	Fees             []FeeDetail    `json:"fees,omitempty"`
	Created          rest.Time      `json:"created_time"`
}

// ProgramTransferType says where a kind of program transfers goes.
type ProgramTransferType struct {
	Token string `json:"token"`
	ProgramTransferTypeFields
	Times
}

// ProgramTransferTypeFields are the ones a caller sets and changes.
type ProgramTransferTypeFields struct {
	Source string `json:"program_funding_source_token"`
	Memo   string `json:"memo"`
	Tags   string `json:"tags,omitzero"`
}

// Check refuses what Marqeta would.
func (f ProgramTransferTypeFields) Check() error {
	var c rest.Check
	c.Size("program_funding_source_token", f.Source, 1, 36)
	c.Size("memo", f.Memo, 1, 99)
	c.Size("tags", f.Tags, 0, 255)
	return c.Err()
}
