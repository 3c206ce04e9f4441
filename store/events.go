package store

import (
	"cmp"
	"context"
	"time"

	"github.com/uptrace/bun"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

// EventFilter narrows WalkEvents; what is zero does not.
type EventFilter struct {
	User        string // user token
	CardProduct string // card product token
	Chunk       int    // transactions a query; 0 means EventChunk
}

// EventChunk is how many transactions a query of WalkEvents reads where nobody says.
const EventChunk = 4000

// WalkEvents gives the card transactions, newest first by the time of the original act, to
// a function until that returns false; each call is one query. Only what a replay of spend
// controls needs is read.
func (s *Store) WalkEvents(ctx context.Context, f EventFilter, each func([]control.Event) bool) error {
	var from *Key
	f.Chunk = cmp.Or(f.Chunk, EventChunk)
	for {
		events, last, err := s.events(ctx, f, from)
		if err != nil {
			return translate("read transactions to replay", err)
		}
		if len(events) == 0 || !each(events) || len(events) < f.Chunk {
			return nil
		}
		from = &last
	}
}

// events reads one chunk, and gives the place of its last row.
func (s *Store) events(ctx context.Context, f EventFilter, from *Key) (events []control.Event, last Key, err error) {
	q := s.read.NewSelect().Model((*Transaction)(nil)).Column(
		"token", "type", "state", "response_code", "preceding_token", "user_token", "acting_user_token", "card_token", "card_product_token",
		"currency", "amount_minor", "request_amount_minor", "mid", "mcc", "final_clearing", "identifier", "created_time", "user_transaction_time")
	o := TransactionFilter{User: f.User, CardProduct: f.CardProduct}.apply(q)
	q = o.bound(q, Page{Older: from})
	if o.leads(q) {
		q = q.OrderExpr("? DESC", bun.Safe(o.lead))
	}
	rows, err := q.OrderExpr("user_transaction_time DESC, token DESC").Limit(int64(f.Chunk)).Rows(ctx)
	if err != nil {
		return nil, last, err
	}
	defer func() { _ = rows.Close() }()
	events = make([]control.Event, 0, f.Chunk)
	for rows.Next() {
		var (
			e                             control.Event
			state, user, code, identifier string
			acted                         time.Time
		)
		if err := rows.Scan(&e.Token, &e.Type, &state, &code, &e.Preceding, &user, &e.User, &e.Card, &e.CardProduct,
			&e.Currency, &e.Amount, &e.Asked, &e.MID, &e.MCC, &e.Final, &identifier, &e.At, &acted); err != nil {
			return nil, last, err
		}
		if e.User == "" {
			e.User = user
		}
		e.Number = running(identifier)
		e.Declined, e.Code, last = state == "DECLINED", marqeta.ResponseCode(code), Key{acted, e.Token}
		events = append(events, e)
	}
	return events, last, rows.Err()
}
