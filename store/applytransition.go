package store

import "context"

// foldCard takes a card's state from a transition unless a later source has set it,
// and what never changes about a card where it is not known yet.
func (s *Store) foldCard(ctx context.Context, c Card) error {
	return s.telling(ctx, c, func() error { return s.putTransition(ctx, c) })
}

func (s *Store) putTransition(ctx context.Context, c Card) error {
	if _, err := s.write.NewInsert().Model(&c).On("CONFLICT (token) DO UPDATE").
		Set("state = EXCLUDED.state").Set("state_reason = EXCLUDED.state_reason").
		Set("fulfillment_status = EXCLUDED.fulfillment_status").Set("state_at = EXCLUDED.state_at").
		Set("state_rank = EXCLUDED.state_rank").Set("state_from = EXCLUDED.state_from").
		Where("(EXCLUDED.state_at, EXCLUDED.state_rank, EXCLUDED.state_from) > (card.state_at, card.state_rank, card.state_from)").
		Exec(ctx); err != nil {
		return translate("apply card transition", err)
	}
	q := s.write.NewUpdate().Model((*Card)(nil)).Where("token = ?", c.Token).
		Set("created_at = CASE WHEN created_at > ? THEN ? ELSE created_at END", c.CreatedAt, c.CreatedAt)
	for _, known := range []filter{
		{"user_token", c.UserToken}, {"card_product_token", c.CardProductToken},
		{"last_four", c.LastFour}, {"expiration", c.Expiration},
	} {
		q.SetColumn(known.column, "COALESCE(NULLIF("+known.column+", ''), ?)", known.is)
	}
	if !c.ExpirationTime.IsZero() {
		q.Set("expiration_time = COALESCE(expiration_time, ?)", c.ExpirationTime)
	}
	if _, err := q.Exec(ctx); err != nil {
		return translate("complete card", err)
	}
	return s.putCardVersion(ctx, c)
}

// foldUser takes a user's status from a transition unless a later source has set it.
func (s *Store) foldUser(ctx context.Context, u User) error {
	if _, err := s.write.NewInsert().Model(&u).On("CONFLICT (token) DO UPDATE").
		Set("status = EXCLUDED.status").Set("active = EXCLUDED.active").Set("status_at = EXCLUDED.status_at").
		Set("status_rank = EXCLUDED.status_rank").Set("status_from = EXCLUDED.status_from").
		Where(`(EXCLUDED.status_at, EXCLUDED.status_rank, EXCLUDED.status_from) > ("user".status_at, "user".status_rank, "user".status_from)`).
		Exec(ctx); err != nil {
		return translate("apply user transition", err)
	}
	_, err := s.write.NewUpdate().Model((*User)(nil)).Where("token = ?", u.Token).
		Set("created_at = CASE WHEN created_at > ? THEN ? ELSE created_at END", u.CreatedAt, u.CreatedAt).Exec(ctx)
	if err != nil {
		return translate("complete user", err)
	}
	return s.putUserVersion(ctx, u)
}
