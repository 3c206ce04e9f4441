package store

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// longestHold is how long the platform may keep a hold for which it states no end.
const longestHold = 30 * 24 * time.Hour

// HoldExpiry gives the time, by the platform, at which a hold ends if nothing is cleared:
// the latest that the purchase's transactions state.
func (s *Store) HoldExpiry(ctx context.Context, h Hold) (time.Time, error) {
	at, err := s.Position(ctx, h.Purchase)
	if missing(err) {
		return h.OpenedAt.Add(longestHold), nil
	}
	if err != nil {
		return time.Time{}, err
	}
	var tokens []string
	for _, step := range at.Steps {
		if step.Told && step.Transaction != "" {
			tokens = append(tokens, step.Transaction)
		}
	}
	expiry := time.Time{}
	for some := range slices.Chunk(tokens, MaxLimit) {
		var raws [][]byte
		err := s.read.NewRaw("SELECT "+cutOut+" FROM transactions t JOIN notifications n ON n.id = t.notification_id JOIN messages m ON m.id = n.message_id"+
			" WHERE t.token IN (?)", bun.List(some)).Scan(ctx, &raws)
		if err != nil {
			return expiry, translate("read when a hold ends", err)
		}
		for _, raw := range raws {
			var told struct {
				Expiration instant `json:"authorization_expiration"`
			}
			if unmarshal(raw, &told) == nil {
				expiry = later(expiry, told.Expiration.Time)
			}
		}
	}
	if expiry.IsZero() {
		expiry = h.OpenedAt.Add(longestHold)
	}
	return expiry, nil
}
