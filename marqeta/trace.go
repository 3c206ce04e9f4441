package marqeta

import (
	"context"
	"encoding/json"
)

// Trace is how a transaction was decided, check by check. Only Carddeck's own sandbox
// tells it; the platform answers IsNotFound.
type Trace struct {
	TransactionToken string       `json:"transaction_token"`
	DecidedBy        string       `json:"decided_by"` // the failed check; funding, gateway or stand_in of an approval
	ResponseCode     ResponseCode `json:"response_code"`
	Checks           []TraceCheck `json:"checks"` // in the order in which they ran

	// Request is the simulation that was decided, without what a cardholder keeps secret;
	// Client.Try makes it again. Older decisions have none.
	Request json.RawMessage `json:"request,omitempty"`

	Raw json.RawMessage `json:"-"`
}

func (t *Trace) keep(raw json.RawMessage) { t.Raw = raw }

// TraceCheck is one check of a decision. Values are what it compared; amounts among
// them are minor units of the transaction's currency.
type TraceCheck struct {
	Name         string                     `json:"name"`
	Result       CheckResult                `json:"result"`
	Code         ResponseCode               `json:"code,omitempty"` // when it failed
	ControlToken string                     `json:"control_token,omitempty"`
	Values       map[string]json.RawMessage `json:"values,omitempty"`
	Guess        bool                       `json:"guess"` // Marqeta does not publish this check's rule or code
}

// CheckResult is how a check ended.
type CheckResult string

// The results of a check.
const (
	CheckPassed     CheckResult = "passed"
	CheckFailed     CheckResult = "failed"
	CheckNotReached CheckResult = "not_reached"
)

// Trace reads how the sandbox decided a transaction.
func (c *Client) Trace(ctx context.Context, transactionToken string) (Trace, error) {
	return one[Trace](ctx, c, get("/_sandbox/transactions/{token}/trace", nil, transactionToken))
}
