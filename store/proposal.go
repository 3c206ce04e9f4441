package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Proposal is a movement that one operator proposes and another approves. Its amount is
// in minor units of the account's currency.
type Proposal struct {
	bun.BaseModel `bun:"table:ledger_proposals,alias:proposal"`

	ID        int64 `bun:",pk,autoincrement"`
	Kind      ProposalKind
	AccountID int64
	Contra    string // Funding, Adjustment or Settlement: where the money comes from or goes
	Amount    int64

	Purchase         string // whose hold is released, or what a correction is about; may be empty
	TransactionToken string // what a correction is about; may be empty
	Memo             string

	State           ProposalState
	ProposedBy      int64 // 0 from the shell
	ProposedByEmail string
	ProposedAt      time.Time
	SettledBy       int64 `bun:",nullzero"`
	SettledByEmail  string
	SettledAt       time.Time `bun:",nullzero"`
	Answer          string    // why it was refused
}

// ProposalKind is what a proposal does.
type ProposalKind string

// The kinds of proposals.
const (
	CreditAccount ProposalKind = "credit"
	DebitAccount  ProposalKind = "debit"
	ReleaseHold   ProposalKind = "release"
)

// ProposalState is how far a proposal has come.
type ProposalState string

// A proposal is open until it is settled, once.
const (
	ProposalOpen      ProposalState = "open"
	ProposalApplied   ProposalState = "applied"
	ProposalRefused   ProposalState = "refused"
	ProposalWithdrawn ProposalState = "withdrawn"
)
