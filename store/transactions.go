package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"carddeck/marqeta"
)

// Transaction is the local copy of one transaction: one message about a purchase or
// another movement, not the purchase as a whole. Amounts are minor units of Currency.
type Transaction struct {
	Token      string `bun:",pk"`
	Identifier string // the program's running number, for spotting gaps; never for joining
	Type       string // "authorization", "authorization.clearing", …; an open set

	// State is what the transaction counts as now: an authorization that was
	// notified PENDING is CLEARED here once its lifecycle says so. ReportedState is
	// the furthest state a notification brought.
	State         string
	ReportedState string

	UserToken        string
	ActingUserToken  string
	BusinessToken    string
	CardToken        string
	CardProductToken string
	LastFour         string

	Currency           string // ISO 4217
	AmountMinor        int64
	RequestAmountMinor int64 // what the merchant asked for

	// The account's balances after the message and its signed effect on them, in
	// minor units of GPACurrency; nil when the notification did not tell.
	GPACurrency    string
	ImpactedMinor  *int64
	LedgerMinor    *int64
	AvailableMinor *int64

	ResponseCode string
	ResponseMemo string
	ApprovalCode string

	Merchant string // the card acceptor's name
	MID      string `bun:"mid"`
	MCC      string `bun:"mcc"`
	City     string
	Country  string

	Network    string
	Subnetwork string

	PrecedingToken     string // preceding_related_transaction_token
	GPAOrderToken      string `bun:"gpa_order_token"`
	FundingType        string // "program", "programgateway", …; empty without JIT Funding
	FundingSourceToken string // masked as in the notification

	FinalClearing  bool // is_final_clearing
	ClearingNumber int  // multi_clearing_sequence_number; 0 when not told
	ClearingCount  int  // multi_clearing_sequence_count

	// FundingRecord marks the gpa.* transaction that JIT Funding keeps beside a card
	// transaction; lists hide it and no sum may count it.
	FundingRecord bool

	UserTransactionTime time.Time // the original act; lists are ordered by it
	CreatedTime         time.Time
	SettlementDate      time.Time `bun:",nullzero"`

	NotificationID int64 // the notification this copy was made from

	DeclineGroup string `bun:",nullzero"` // id of the group that a decline is counted in

	// The funding message of Gateway JIT Funding; empty without one.
	JITToken    string `bun:"jit_token"`
	JITOriginal string `bun:"jit_original"` // of the purchase's first funding message; empty on the first
	JITMethod   string `bun:"jit_method"`
	JITMinor    int64  `bun:"jit_minor"` // its own amount, which of an advice is the difference

	// What the ledger goes by. The holder is the user or the business whose account is
	// funded; ByGateway says that a program gateway funds it, which the message tells,
	// or our copy of the card product did when the message was applied.
	HolderKind string
	Holder     string
	ByGateway  bool
	StandinBy  string // who approved in the gateway's place; empty when nobody did

	GatewayMillis   int64 // how long the gateway took, as the platform measured; 0 when not told
	GatewayTimedOut bool  // the platform got no answer in time
}

// Key is the transaction's place in lists.
func (t Transaction) Key() Key { return Key{t.UserTransactionTime, t.Token} }

// Amount gives the exact decimal of AmountMinor.
func (t Transaction) Amount() marqeta.Amount { return money(t.AmountMinor, t.Currency) }

// RequestAmount gives the exact decimal of RequestAmountMinor.
func (t Transaction) RequestAmount() marqeta.Amount { return money(t.RequestAmountMinor, t.Currency) }

// Declined reports whether the transaction was refused.
func (t Transaction) Declined() bool { return t.State == "DECLINED" }

// Transaction finds a transaction; ErrNotFound when no copy is kept.
func (s *Store) Transaction(ctx context.Context, token string) (Transaction, error) {
	var t Transaction
	err := s.read.NewSelect().Model(&t).Where("token = ?", token).Scan(ctx)
	return t, translate("find transaction", err)
}

// WaitTransaction waits until the local copy of a transaction exists and returns it.
// When ctx ends first it returns the context's error.
func (s *Store) WaitTransaction(ctx context.Context, token string) (Transaction, error) {
	changed, cancel := s.Subscribe()
	defer cancel()
	// Another console on the same database tells nobody here.
	look := time.NewTicker(waitLook)
	defer look.Stop()
	for {
		t, err := s.Transaction(ctx, token)
		if err == nil || !missing(err) {
			return t, err
		}
		select {
		case <-ctx.Done():
			return Transaction{}, translate("wait for transaction", ctx.Err())
		case <-changed:
		case <-look.C:
		}
	}
}

const waitLook = 500 * time.Millisecond

// TransactionFilter narrows ListTransactions; what is zero does not. All are exact.
type TransactionFilter struct {
	State        string // the effective state
	Type         string
	Card         string // card token
	User         string // user token
	CardProduct  string // card product token
	LastFour     string
	MID          string
	MCC          string
	ResponseCode string
	Declined     bool   // short for State "DECLINED"
	GPAOrder     string // gpa_order token
	DeclineGroup string // id of a group of declines

	// From and To bound UserTransactionTime: From is included, To is not.
	From, To time.Time

	// FundingRecords lists the gpa.* records of JIT Funding instead of the card
	// transactions beside them. A Type that starts with "gpa." finds both kinds'
	// home by itself.
	FundingRecords bool
}

// ListTransactions gives transactions by UserTransactionTime, newest first. The platform
// tells whole seconds, so those of one second stand on a page by its running number;
// pages themselves are cut by time and token.
func (s *Store) ListTransactions(ctx context.Context, f TransactionFilter, p Page) (Slice[Transaction], error) {
	var rows []Transaction
	q := s.read.NewSelect().Model(&rows)
	if err := paged(q, p, f.apply(q)).Scan(ctx); err != nil {
		return Slice[Transaction]{}, translate("list transactions", err)
	}
	out := slice(rows, p, Transaction.Key)
	slices.SortStableFunc(out.Rows, func(a, b Transaction) int {
		return cmp.Or(b.UserTransactionTime.Compare(a.UserTransactionTime), cmp.Compare(running(b.Identifier), running(a.Identifier)))
	})
	return out, nil
}

// CountTransactionsUpTo counts what the filter finds, but no further than most: a
// result of most means "most or more".
func (s *Store) CountTransactionsUpTo(ctx context.Context, f TransactionFilter, most int64) (int64, error) {
	return s.countUpTo(ctx, "count transactions", f, Page{}, most)
}

// NewerTransactions counts what the filter finds that is newer than a place in the
// list, but no further than most.
func (s *Store) NewerTransactions(ctx context.Context, f TransactionFilter, than Key, most int64) (int64, error) {
	return s.countUpTo(ctx, "count newer transactions", f, Page{Newer: &than}, most)
}
