package marqeta

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// TransactionFilter says which transactions to list; empty members do not restrict.
type TransactionFilter struct {
	ListOptions // SortBy: user_transaction_time, created_time, with a minus for newest first

	// StartIdentifier continues from a transaction's Identifier.
	StartIdentifier string

	// StartDate and EndDate bound the time; without them the platform gives the last 30
	// days. Both are needed for older ones.
	StartDate, EndDate time.Time

	Types []string

	// States, when empty, asks for all of them: the platform's own default leaves out
	// declines.
	States []TransactionState

	UserToken       string
	ActingUserToken string
	BusinessToken   string
	CardToken       string
}

// Transaction reads a transaction. A new one may be unknown (IsNotFound) for half a
// minute, though its notification has come.
func (c *Client) Transaction(ctx context.Context, token string) (Transaction, error) {
	return one[Transaction](ctx, c, get("/transactions/{token}", nil, token))
}

// Transactions lists transactions, newest first unless sorted otherwise. The platform
// gives at most ten at a time.
func (c *Client) Transactions(ctx context.Context, f TransactionFilter) (Page[Transaction], error) {
	return many[Transaction](ctx, c, get("/transactions", f.query()))
}

// RelatedTransactions lists the other transactions of the same purchase, the funding
// records of JIT Funding (type gpa.*) among them.
func (c *Client) RelatedTransactions(ctx context.Context, token string, f TransactionFilter) (Page[Transaction], error) {
	return many[Transaction](ctx, c, get("/transactions/{token}/related", f.query(), token))
}

func (f TransactionFilter) query() url.Values {
	q := f.ListOptions.query()
	setText(q, "start_identifier", f.StartIdentifier)
	setText(q, "start_date", At(f.StartDate).String())
	setText(q, "end_date", At(f.EndDate).String())
	setText(q, "type", strings.Join(f.Types, ","))
	setText(q, "user_token", f.UserToken)
	setText(q, "acting_user_token", f.ActingUserToken)
	setText(q, "business_token", f.BusinessToken)
	setText(q, "card_token", f.CardToken)
	states := make([]string, 0, len(f.States))
	for _, s := range f.States {
		states = append(states, string(s))
	}
	if len(states) == 0 {
		states = append(states, "ALL")
	}
	q.Set("state", strings.Join(states, ","))
	return q
}
