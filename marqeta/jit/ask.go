// Package jit is the program's side of Gateway JIT Funding: the platform's question,
// the answer to it, and the endpoint between the two. What is decided is the work of a
// Policy, what becomes of money that of the Books; neither is here.
//
// https://www.marqeta.com/docs/core-api/gateway-jit-funding-messages
package jit

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"github.com/bojanz/currency"

	"carddeck/marqeta"
)

// Ask is a funding request: what the platform wants to know before it answers the
// network. Texts are as sent and may be hostile.
type Ask struct {
	Token    string `json:"token"`              // of the funding message: one effect for ever
	Original string `json:"original,omitempty"` // of the first funding message of the purchase; empty on the first
	Method   string `json:"method"`
	Credit   bool   `json:"credit,omitempty"` // it came in a gpa_order_unload: money for the holder

	Transaction string `json:"transaction"`
	Type        string `json:"type"`
	State       string `json:"state"`
	Preceding   string `json:"preceding,omitempty"` // the transaction that this one follows
	Order       string `json:"order,omitempty"`     // gpa_order.token, constant over the purchase
	Reference   string `json:"reference,omitempty"` // network_reference_id

	User        string `json:"user,omitempty"`
	ActingUser  string `json:"acting_user,omitempty"`
	Business    string `json:"business,omitempty"` // instead of User for a business account
	Card        string `json:"card,omitempty"`
	CardProduct string `json:"card_product,omitempty"`
	Source      string `json:"source,omitempty"` // funding source, masked but for its last four characters

	Currency string `json:"currency"`
	Amount   int64  `json:"amount"` // what must be funded, in minor units, never negative

	MID         string `json:"mid,omitempty"`
	MCC         string `json:"mcc,omitempty"`
	Merchant    string `json:"merchant,omitempty"`
	Country     string `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Channel     string `json:"channel,omitempty"` // payment_channel: ECOMMERCE, ATM, MOTO, OTHER, …
	CardPresent bool   `json:"card_present,omitempty"`
	Partial     bool   `json:"partial,omitempty"` // the terminal takes a part

	CardMetadata map[string]string `json:"card_metadata,omitempty"`
	UserMetadata map[string]string `json:"user_metadata,omitempty"`

	Created time.Time `json:"created,omitzero"` // the platform's clock, UTC
}

// Holder is whose money is asked for: the business of a business account, else the user.
func (a Ask) Holder() string {
	if a.Business != "" {
		return a.Business
	}
	return a.User
}

// Tail is what a masked funding source token still shows.
func (a Ask) Tail() string { return strings.TrimLeft(a.Source, "*") }

// Digest is over everything that must be equal when a funding message comes again.
func (a Ask) Digest() [sha256.Size]byte {
	var text []byte
	for _, s := range []string{
		a.Token, a.Method, strconv.FormatInt(a.Amount, 10), a.Currency, strconv.FormatBool(a.Credit), a.Card, a.Holder(), a.Original,
	} {
		text = append(binary.AppendUvarint(text, uint64(len(s))), s...)
	}
	return sha256.Sum256(text)
}

// Money gives minor units of the request's currency as the exact decimal.
func (a Ask) Money(minor int64) marqeta.Amount { return marqeta.AmountFromMinor(minor, a.digits()) }

// Fixed writes minor units of the request's currency with all its decimals: "12.00".
func (a Ask) Fixed(minor int64) string { return a.Money(minor).Fixed(a.digits()) }

func (a Ask) digits() uint8 {
	digits, _ := currency.GetDigits(a.Currency) // Read has seen to it that there are any
	return digits
}
