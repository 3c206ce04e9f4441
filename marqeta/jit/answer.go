package jit

import (
	"net/http"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
)

// What the platform keeps of our words, in characters.
const (
	MaxMemo = 99
	MaxTags = 255
)

// Compose writes the answer to a request: its status, which is 200 or 402 and nothing
// else, and its body, which echoes the funding message in full. account is what a
// balance inquiry is told.
func Compose(a Ask, v Verdict, account Account) (status int, body []byte) {
	f := funding{
		Token: a.Token, Method: a.Method, User: a.User, ActingUser: a.ActingUser, Business: a.Business,
		Amount: a.Money(a.Amount), Original: a.Original, Memo: Clip(v.Memo, MaxMemo), Tags: Clip(v.Tags, MaxTags),
	}
	status = http.StatusPaymentRequired
	if v.Approved {
		status, f.Amount = http.StatusOK, a.Money(v.Amount)
		if a.Inquiry() {
			f.Balances = map[string]balance{a.Currency: {
				Currency: a.Currency, Ledger: a.Money(account.Posted), Available: a.Money(account.Available()),
			}}
		}
	} else if f.Reason = v.Reason; !f.Reason.Valid() {
		f.Reason = NotPermitted
	}
	body, err := json.Marshal(struct {
		Funding funding `json:"jit_funding"`
	}{f}, json.Deterministic(true))
	if err != nil { // text that is no UTF-8, which Read lets nobody send
		return http.StatusPaymentRequired, []byte(`{"jit_funding":{"decline_reason":"` + string(NotPermitted) + `"}}`)
	}
	return status, body
}

type funding struct {
	Token      string             `json:"token"`
	Method     string             `json:"method"`
	User       string             `json:"user_token,omitzero"`
	ActingUser string             `json:"acting_user_token,omitzero"`
	Business   string             `json:"business_token,omitzero"`
	Amount     marqeta.Amount     `json:"amount"`
	Original   string             `json:"original_jit_funding_token,omitzero"`
	Reason     Reason             `json:"decline_reason,omitzero"`
	Memo       string             `json:"memo,omitzero"`
	Tags       string             `json:"tags,omitzero"`
	Balances   map[string]balance `json:"balances,omitzero"`
}

type balance struct {
	Currency  string         `json:"currency_code"`
	Ledger    marqeta.Amount `json:"ledger_balance"`
	Available marqeta.Amount `json:"available_balance"`
	Credit    marqeta.Amount `json:"credit_balance"`
	Pending   marqeta.Amount `json:"pending_credits"`
}

// Clip makes a text fit to be sent: valid, without control characters, and at most so
// many characters long.
func Clip(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most])
	}
	return strings.TrimSpace(s)
}
