package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// PeerTransfer is money that went from one holder's account to another's.
type PeerTransfer struct {
	Token             string         `json:"token"`
	Amount            marqeta.Amount `json:"amount"`
	Tags              string         `json:"tags,omitzero"`
	Memo              string         `json:"memo,omitzero"`
	CurrencyCode      string         `json:"currency_code"`
	SenderUser        string         `json:"sender_user_token,omitzero"`
	RecipientUser     string         `json:"recipient_user_token,omitzero"`
	SenderBusiness    string         `json:"sender_business_token,omitzero"`
	RecipientBusiness string         `json:"recipient_business_token,omitzero"`
	Created           rest.Time      `json:"created_time"`
}
