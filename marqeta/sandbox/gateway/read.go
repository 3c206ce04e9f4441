package gateway

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/wire"
)

// Failure is how asking failed, in the terms of Commando Mode's criteria.
type Failure string

// The failures; the empty one is none.
const (
	Connection  Failure = "connection_error"
	Timeout     Failure = "response_timeout"
	Application Failure = "application_error"
)

// Question is what an answer has to fit.
type Question struct {
	Transaction    string // its token
	Token          string // of the funding message
	Method         string
	Amount         marqeta.Amount
	Decimals       uint8 // of its currency
	PartialCapable bool  // the terminal takes a part
	NeedBalances   bool  // a balance inquiry
}

// Answer is a gateway's decision, or why there is none.
type Answer struct {
	Approved bool
	Amount   marqeta.Amount // at most what was asked
	Reason   string         // decline_reason, empty if none was given
	Failure  Failure
	Why      string // of a failure, or of an approval that could not be used
	JIT      wire.FundingMessage
	Log      wire.GatewayLog
}

// Read says what a reply means. Our calls, where Marqeta is silent: an approval that
// echoes another token or method is no answer; one of a larger amount funds what was
// asked; one of a smaller amount is a decline where the terminal takes no part. A memo
// or tags that are too long are cut.
func Read(q Question, r Reply) Answer {
	a := Answer{Log: wire.GatewayLog{OrderNumber: q.Transaction, TransactionID: q.Token, Duration: r.Took.Milliseconds(), TimedOut: r.TimedOut}}
	switch {
	case r.TimedOut:
		return a.failed(Timeout, "Gateway did not answer in time.")
	case r.Status == 0:
		return a.failed(Connection, "Gateway could not be reached.")
	}
	a.Log.Response = &wire.GatewayResponse{Code: strconv.Itoa(r.Status)}
	if r.Status != http.StatusOK && r.Status != http.StatusPaymentRequired {
		return a.failed(Application, fmt.Sprintf("Gateway answered %d, which is neither 200 nor 402.", r.Status))
	}
	said, err := parse(r.Body)
	switch {
	case r.Status == http.StatusPaymentRequired && (err != nil || r.Err != nil):
		return a.declined()
	case errors.Is(r.Err, errTooLarge):
		return a.failed(Application, "Gateway's answer is larger than 64 KiB.")
	case err != nil || r.Err != nil:
		return a.failed(Application, "Gateway's answer is not the JSON it should be.")
	}
	if said.JITFunding != nil {
		a.JIT = said.JITFunding.FundingMessage
		a.JIT.Memo, a.JIT.Tags = cut(a.JIT.Memo, maxMemo), cut(a.JIT.Tags, maxTags)
		if said.JITFunding.Amount != nil {
			a.JIT.Amount = *said.JITFunding.Amount
		}
		a.Log.Response.Data = &wire.GatewayData{JITFunding: a.JIT}
	}
	if r.Status == http.StatusPaymentRequired {
		a.Reason = a.JIT.DeclineReason
		return a.declined()
	}
	return a.approved(q, said)
}

// What a program may add, in characters.
const (
	maxMemo = 99
	maxTags = 255
)

// said is the body of an answer.
type said struct {
	JITFunding *struct {
		wire.FundingMessage
		Amount *marqeta.Amount `json:"amount"` // nil is none
	} `json:"jit_funding"`
}

func parse(body []byte) (s said, err error) { return s, json.Unmarshal(body, &s) }

func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

func (a Answer) approved(q Question, said said) Answer {
	switch {
	case said.JITFunding == nil:
		return a.failed(Application, "Gateway's approval has no jit_funding.")
	case a.JIT.Token != q.Token || a.JIT.Method != q.Method:
		return a.failed(Application, "Gateway's approval is of another funding message.")
	case said.JITFunding.Amount == nil:
		return a.failed(Application, "Gateway's approval has no amount.")
	case a.JIT.Amount.Sign() < 0 || !exact(a.JIT.Amount, q.Decimals):
		return a.failed(Application, "Gateway's approval is of an amount that cannot be.")
	case q.NeedBalances && len(a.JIT.Balances) == 0:
		return a.failed(Application, "Gateway's answer to a balance inquiry has no balances.")
	}
	a.Amount = q.Amount
	if a.JIT.Amount.Cmp(q.Amount) < 0 {
		if a.Amount = a.JIT.Amount; !q.PartialCapable || a.Amount.Sign() == 0 {
			a.Why = "Gateway approved a part, and the terminal takes none."
			return a.declined()
		}
	}
	a.Approved, a.Log.Message = true, "Approved or completed successfully"
	return a
}

func (a Answer) declined() Answer {
	a.Approved, a.Amount, a.Log.Message = false, marqeta.Amount{}, "Declined by gateway."
	if a.Why != "" {
		a.Log.Message = a.Why
	}
	return a
}

func (a Answer) failed(how Failure, why string) Answer {
	a.Failure, a.Why, a.Log.Message = how, why, why
	return a
}

// exact reports whether an amount has no more decimals than its currency.
func exact(a marqeta.Amount, decimals uint8) bool {
	_, err := a.Minor(decimals)
	return err == nil
}
