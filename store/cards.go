package store

import (
	"context"
	"errors"
	"time"

	"github.com/uptrace/bun"
)

// Card is the local copy of a card. It never holds the card number or a security
// code. A card first heard of through a transition has only what that carried.
type Card struct {
	Token             string `bun:",pk"`
	UserToken         string
	CardProductToken  string
	LastFour          string
	State             string // UNACTIVATED, ACTIVE, LIMITED, SUSPENDED, TERMINATED
	StateReason       string
	FulfillmentStatus string
	Expiration        string    // MMyy
	ExpirationTime    time.Time `bun:",nullzero"`
	InstrumentType    string
	CreatedAt         time.Time // Marqeta's created_time
	ModifiedAt        time.Time // Marqeta's last_modified_time; zero when known from transitions only

	// Where State, StateReason and FulfillmentStatus come from. Among the sources
	// the greatest of these three wins, whatever order they arrive in.
	StateAt   time.Time
	StateRank int
	StateFrom string // the transition's token; empty for the card resource itself
}

// PutCard stores what the platform said a card is. It never goes backwards: a copy
// with a later last_modified_time stays, and so does a state that a later transition
// brought.
func (s *Store) PutCard(ctx context.Context, c Card) error {
	c.StateAt, c.StateRank, c.StateFrom = c.ModifiedAt, cardStateRank(c.State), ""
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		return tx.telling(ctx, c, func() error {
			if _, err := tx.write.NewInsert().Model(&c).On("CONFLICT (token) DO UPDATE").
				Set("user_token = EXCLUDED.user_token").Set("card_product_token = EXCLUDED.card_product_token").
				Set("last_four = EXCLUDED.last_four").Set("expiration = EXCLUDED.expiration").
				Set("expiration_time = EXCLUDED.expiration_time").Set("instrument_type = EXCLUDED.instrument_type").
				Set("created_at = EXCLUDED.created_at").Set("modified_at = EXCLUDED.modified_at").
				Where("EXCLUDED.modified_at >= card.modified_at").Exec(ctx); err != nil {
				return err
			}
			_, err := tx.write.NewUpdate().Model(&c).
				Column("state", "state_reason", "fulfillment_status", "state_at", "state_rank", "state_from").
				Where("token = ?", c.Token).Where("state_at <= ?", c.StateAt).Exec(ctx)
			return errors.Join(err, tx.putCardVersion(ctx, c))
		})
	})
	return translate("put card", err)
}

// telling writes a card and gives its last four and card product, when they are news,
// to its transactions whose notification did not carry them. Applying a transaction
// asks the other way round, so the order of the two does not matter as long as they do
// not happen at once.
func (s *Store) telling(ctx context.Context, c Card, write func() error) error {
	known, err := s.Card(ctx, c.Token)
	if err != nil && !missing(err) {
		return err
	}
	if known.LastFour == c.LastFour && known.CardProductToken == c.CardProductToken {
		return write()
	}
	if err := errors.Join(s.alone(ctx), write()); err != nil {
		return err
	}
	for _, tell := range []filter{{"last_four", c.LastFour}, {"card_product_token", c.CardProductToken}} {
		if tell.is == "" {
			continue
		}
		if _, err := s.write.NewUpdate().Model((*Transaction)(nil)).Set("? = ?", bun.Ident(tell.column), tell.is).
			Where("card_token = ?", c.Token).Where("? = ''", bun.Ident(tell.column)).Exec(ctx); err != nil {
			return err
		}
	}
	return s.moveDeclines(ctx, c.Token)
}

// Card finds a card; ErrNotFound when no copy is kept.
func (s *Store) Card(ctx context.Context, token string) (Card, error) {
	var c Card
	err := s.read.NewSelect().Model(&c).Where("token = ?", token).Scan(ctx)
	return c, translate("find card", err)
}

// CardFilter narrows ListCards; what is zero does not.
type CardFilter struct {
	User        string // user token
	CardProduct string // card product token
	LastFour    string
	State       string
}

// ListCards gives cards, newest first.
func (s *Store) ListCards(ctx context.Context, f CardFilter, p Page) (Slice[Card], error) {
	return list(ctx, s, p, "list cards", []filter{
		{"user_token", f.User}, {"last_four", f.LastFour}, {"card_product_token", f.CardProduct}, {"state", f.State},
	}, func(c Card) Key { return Key{c.CreatedAt, c.Token} })
}
