package wire

import (
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/rest"
)

// DepositAccount is an account number through which others pay into a holder's
// account or draw from it.
type DepositAccount struct {
	Token string `json:"token"`
	Party
	AccountNumber   string         `json:"account_number"`
	RoutingNumber   string         `json:"routing_number"`
	State           string         `json:"state"`
	Type            string         `json:"type"`
	ImmediateCredit rest.Flag      `json:"allow_immediate_credit"` // credits do not wait for their settlement date
	DueDiligence    []DueDiligence `json:"customer_due_diligence,omitempty"`
	Times
}

// DueDiligence is a question a bank asks of whoever opens a checking account, and
// the answer.
type DueDiligence struct {
	Token        string `json:"token"`
	AccountToken string `json:"account_token"`
	Question     string `json:"question"`
	Answer       string `json:"answer"`
	Type         string `json:"type"` // of the account
	Bank         string `json:"bank"`
}

// DepositNumbers are what a holder gives to its employer.
type DepositNumbers struct {
	Token string `json:"token"`
	Party
	AccountNumber   string    `json:"account_number"`
	RoutingNumber   string    `json:"routing_number"`
	ImmediateCredit rest.Flag `json:"allow_immediate_credit"`
}

// DepositAccountTransition is one change of a deposit account's state.
type DepositAccountTransition struct {
	Token string `json:"token"`
	Party
	AccountToken string    `json:"account_token"`
	State        string    `json:"state"`
	Channel      string    `json:"channel"`
	Reason       string    `json:"reason"`
	Created      rest.Time `json:"created_time"`
}

// Event is what webhooks subscribe to.
func (t DepositAccountTransition) Event() string {
	return "directdepositaccounttransition." + strings.ToLower(t.State)
}

// The types of deposit accounts.
const (
	DepositOnly = "DEPOSIT_ACCOUNT"
	Checking    = "CHECKING"
)

// DepositTypes are all types of deposit accounts.
var DepositTypes = []string{DepositOnly, Checking, "SAVINGS", "INTEREST_BEARING"}

// The states of a deposit account are a card's; Marqeta's enumeration has one more.
var (
	DepositStates   = []string{CardActive, CardSuspended, CardTerminated, "UNSUPPORTED", CardUnactivated, CardLimited}
	DepositChannels = []string{"API", "IVR", "FRAUD", "ADMIN", "SYSTEM", "NETWORK", "PROD_SUPPORT", "UNSUPPORTED"}
)

// MaxDepositAccounts is how many a holder may have that are active or suspended.
const MaxDepositAccounts = 5

// DepositAccountMayMove reports whether a deposit account may go from one state to
// another. Published is that nothing follows TERMINATED.
func DepositAccountMayMove(from, to string) bool {
	return from != CardTerminated && slices.Contains([]string{CardActive, CardSuspended, CardLimited, CardTerminated}, to) &&
		(from != CardUnactivated || to == CardActive || to == CardTerminated)
}

// Shown is the account as answers show it.
func (a DepositAccount) Shown() DepositAccount {
	a.DueDiligence = nil
	return a
}

// Numbers is the part of the account that is given to others.
func (a DepositAccount) Numbers() DepositNumbers {
	return DepositNumbers{a.Token, a.Party, a.AccountNumber, a.RoutingNumber, a.ImmediateCredit}
}
