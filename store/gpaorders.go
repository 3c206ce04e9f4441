package store

import (
	"context"
	"time"

	"carddeck/marqeta"
)

// GPAOrder is the local copy of a gpa_order or a gpa_order_unload as its latest
// event left it. Over authorization, clearing and reversal of one purchase the token
// stays the same; AmountMinor is the amount of the latest event alone.
type GPAOrder struct {
	Token              string `bun:",pk"`
	Kind               string // "load" or "unload"
	State              string // PENDING, COMPLETION, REVERSED, DECLINED
	AmountMinor        int64  // minor units of Currency
	Currency           string
	FundingType        string // funding.source.type: "program", "programgateway", "paymentcard", …
	FundingSourceToken string // masked as sent: ten asterisks and the last four
	FundingSourceName  string
	UserToken          string
	BusinessToken      string
	ResponseCode       string // the order's own, which may differ from the transaction's
	ResponseMemo       string
	Method             string // jit_funding.method; empty for an order made by hand
	Memo               string
	OriginalOrder      string // of an unload: the load it undoes
	FundingTransaction string // the hidden gpa.* transaction of the latest event
	LastTransaction    string // the card transaction whose notification brought it; may be empty
	CreatedAt          time.Time
	ModifiedAt         time.Time

	// Among events with one ModifiedAt the greatest of these two, then of
	// FundingTransaction and LastTransaction, is the newest.
	EventNumber int64 // the transaction's identifier; 0 when it has none
	EventRank   int   // how far the state is
}

// Amount gives the exact decimal of AmountMinor.
func (o GPAOrder) Amount() marqeta.Amount { return money(o.AmountMinor, o.Currency) }

// PutGPAOrder stores what the platform said a gpa_order is, unless the copy kept is
// newer. ListTransactions with the filter GPAOrder gives its transactions.
func (s *Store) PutGPAOrder(ctx context.Context, o GPAOrder) error {
	o.EventRank = orderRank(o.State)
	if o.Kind == "" {
		o.Kind = "load"
	}
	_, err := s.write.NewInsert().Model(&o).On("CONFLICT (token) DO UPDATE").
		Set("kind = EXCLUDED.kind").Set("state = EXCLUDED.state").
		Set("amount_minor = EXCLUDED.amount_minor").Set("currency = EXCLUDED.currency").
		Set("funding_type = EXCLUDED.funding_type").Set("funding_source_token = EXCLUDED.funding_source_token").
		Set("funding_source_name = EXCLUDED.funding_source_name").Set("user_token = EXCLUDED.user_token").
		Set("business_token = EXCLUDED.business_token").Set("response_code = EXCLUDED.response_code").
		Set("response_memo = EXCLUDED.response_memo").Set("method = EXCLUDED.method").Set("memo = EXCLUDED.memo").
		Set("original_order = EXCLUDED.original_order").Set("funding_transaction = EXCLUDED.funding_transaction").
		Set("last_transaction = EXCLUDED.last_transaction").Set("created_at = EXCLUDED.created_at").
		Set("modified_at = EXCLUDED.modified_at").Set("event_number = EXCLUDED.event_number").
		Set("event_rank = EXCLUDED.event_rank").
		Where("(EXCLUDED.modified_at, EXCLUDED.event_number, EXCLUDED.event_rank, EXCLUDED.funding_transaction, EXCLUDED.last_transaction)" +
			" > (gpa_order.modified_at, gpa_order.event_number, gpa_order.event_rank, gpa_order.funding_transaction, gpa_order.last_transaction)").
		Exec(ctx)
	s.told()
	return translate("put gpa_order", err)
}

// GPAOrder finds a gpa_order or unload; ErrNotFound when no copy is kept.
func (s *Store) GPAOrder(ctx context.Context, token string) (GPAOrder, error) {
	var o GPAOrder
	err := s.read.NewSelect().Model(&o).Where("token = ?", token).Scan(ctx)
	return o, translate("find gpa_order", err)
}

// GPAOrderFilter narrows ListGPAOrders; what is zero does not.
type GPAOrderFilter struct {
	User          string // user token
	State         string
	FundingSource string // as the orders carry it; see MaskFundingSource
	FundingType   string
}

// ListGPAOrders gives gpa_orders and unloads by their creation, newest first.
func (s *Store) ListGPAOrders(ctx context.Context, f GPAOrderFilter, p Page) (Slice[GPAOrder], error) {
	return list(ctx, s, p, "list gpa_orders", []filter{
		{"user_token", f.User}, {"funding_source_token", f.FundingSource}, {"state", f.State}, {"funding_type", f.FundingType},
	}, func(o GPAOrder) Key { return Key{o.CreatedAt, o.Token} })
}
