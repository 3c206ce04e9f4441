package wire

import (
	"regexp"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// The directions of a bank transfer, seen from the program.
const (
	Push = "PUSH"
	Pull = "PULL"
)

// The states of a bank transfer besides Pending. It is never seen as INITIATED,
// and nothing declines a reversal.
const (
	BankProcessing = "PROCESSING"
	BankSubmitted  = "SUBMITTED"
	BankCompleted  = "COMPLETED"
	BankReturned   = "RETURNED"
	BankCancelled  = "CANCELLED"
	BankError      = "ERROR"
	BankReversing  = "REVERSAL_PEND"
	BankReversed   = "REVERSAL_COMP"
)

// bankMoves is where a bank transfer can go. Our call: it may pass over states.
var bankMoves = map[string][]string{
	Pending:        {BankProcessing, BankSubmitted, BankCompleted, BankReturned, BankCancelled},
	BankProcessing: {BankSubmitted, BankCompleted, BankReturned},
	BankSubmitted:  {BankCompleted, BankReturned},
	BankCompleted:  {BankReturned, BankReversing},
	BankReversing:  {BankReversed},
}

// BankMove reports whether a bank transfer can go from one state to another.
func BankMove(from, to string) bool { return slices.Contains(bankMoves[from], to) }

// BankStates are the states that a request may name, of a transfer and of a
// transition.
var BankStates = []string{Pending, BankProcessing, BankSubmitted, BankReturned, BankCompleted, BankCancelled, BankReversing, BankReversed}

// BankTransfer is money on its way between a bank account and a holder's account,
// or the program's funds.
type BankTransfer struct {
	Token string `json:"token"`
	BankTransferFields
	Status        string           `json:"status"`
	IsEarlyFunded rest.Flag        `json:"is_early_funded"`
	Transitions   []BankTransition `json:"transitions"`
	ReturnCode    string           `json:"return_code,omitzero"`
	ReturnReason  string           `json:"return_reason,omitzero"`
	Times
}

// BankTransferFields are the ones a caller sets.
type BankTransferFields struct {
	Amount              *marqeta.Amount `json:"amount"`
	Memo                string          `json:"memo,omitzero"`
	Channel             string          `json:"channel"`
	Source              string          `json:"funding_source_token"`
	Type                string          `json:"type"`
	StatementDescriptor string          `json:"statement_descriptor,omitzero"`
	CurrencyCode        string          `json:"currency_code"`
	Speed               string          `json:"transfer_speed"`
	EntryClass          string          `json:"standard_entry_class_code,omitzero"`
	CreatedBy           string          `json:"created_by,omitzero"`
}

// NewBankTransfer has the defaults of a new one.
func NewBankTransfer() BankTransferFields {
	return BankTransferFields{Channel: "API", CurrencyCode: "USD", Speed: "STANDARD"}
}

// Check refuses what Marqeta would.
func (f BankTransferFields) Check() error {
	var c rest.Check
	c.That(f.Amount != nil && f.Amount.Cmp(marqeta.AmountFromMinor(1, 2)) >= 0, "amount", "must be greater than or equal to 0.01")
	c.That(f.Speed != "SAME_DAY" || f.Amount == nil || f.Amount.Cmp(marqeta.AmountFromMinor(100_000, 0)) <= 0, "amount", "must be at most 100000 on the same day")
	c.Size("funding_source_token", f.Source, 1, 36)
	c.Required("type", f.Type, 36)
	c.Size("memo", f.Memo, 0, 255)
	c.Size("statement_descriptor", f.StatementDescriptor, 0, 10)
	c.Size("currency_code", f.CurrencyCode, 3, 3)
	c.Size("created_by", f.CreatedBy, 0, 255)
	c.OneOf("type", f.Type, Push, Pull)
	c.OneOf("channel", f.Channel, "API", "SYSTEM", "ADMIN")
	c.OneOf("transfer_speed", f.Speed, "STANDARD", "SAME_DAY")
	c.OneOf("standard_entry_class_code", f.EntryClass, "WEB", "PPD", "CCD")
	return c.Err()
}

// BankTransition is one step of a bank transfer.
type BankTransition struct {
	Token string `json:"token"`
	BankTransitionFields
	ReturnReason     string `json:"return_reason,omitzero"`
	TransactionToken string `json:"transaction_token,omitzero"`
	Times
}

// BankTransitionFields are the ones a caller sets.
type BankTransitionFields struct {
	Transfer       string          `json:"bank_transfer_token"`
	Status         string          `json:"status"`
	Channel        string          `json:"channel"`
	Reason         string          `json:"reason,omitzero"`
	Amount         *marqeta.Amount `json:"amount,omitzero"`
	BatchNumber    string          `json:"batch_number,omitzero"`
	ProgramReserve string          `json:"program_reserve_token,omitzero"`
	ReturnCode     string          `json:"return_code,omitzero"`
	EffectiveDate  *rest.Time      `json:"effective_date,omitzero"`
	After45Days    *rest.Flag      `json:"reversal_after_45_days,omitzero"`
}

var returnCode = regexp.MustCompile(`^R[0-9]{2}$`)

// Check refuses what Marqeta would.
func (f BankTransitionFields) Check() error {
	var c rest.Check
	c.Size("bank_transfer_token", f.Transfer, 1, 36)
	c.Required("status", f.Status, 36)
	c.Required("channel", f.Channel, 36)
	c.Size("reason", f.Reason, 0, 255)
	c.Size("batch_number", f.BatchNumber, 0, 255)
	c.Size("program_reserve_token", f.ProgramReserve, 0, 36)
	c.That(f.Amount == nil || f.Amount.Sign() >= 0, "amount", "must not be negative")
	c.That(f.ReturnCode == "" || returnCode.MatchString(f.ReturnCode), "return_code", "must be a code of the form R01")
	c.OneOf("status", f.Status, BankStates...)
	c.OneOf("channel", f.Channel, "API", "SYSTEM", "ADMIN")
	return c.Err()
}

// Event names the notification of a transition.
func (t BankTransition) Event() string {
	return "banktransfertransition." + strings.ToLower(t.Status)
}

// ReturnReason says what a return code of Nacha means, nothing for rare ones.
func ReturnReason(code string) string {
	return map[string]string{
		"R01": "Insufficient funds", "R02": "Account closed", "R03": "No account or unable to locate account", "R04": "Invalid account number",
		"R05": "Unauthorized debit to a consumer account", "R06": "Returned at the request of the originating bank", "R07": "Authorization revoked by the customer",
		"R08": "Payment stopped", "R09": "Uncollected funds", "R10": "Customer advises that the entry is not authorized", "R16": "Account frozen",
		"R20": "No transaction account", "R29": "Corporate customer advises that the entry is not authorized",
	}[code]
}
