package store

import (
	"context"
	"time"

	"carddeck/marqeta/webhook"

	"github.com/uptrace/bun"
)

// configuring are the areas of the audit trail whose changes decide what is declined.
var configuring = []string{
	"card-products", "cards", "users", "funding-sources", "gpa-orders", "spend-controls/velocity", "spend-controls/authorization",
	"spend-controls/exempt-merchants", "spend-controls/mcc-groups", "spend-controls/merchant-groups",
}

// ChangesBefore gives what operators changed of the configuration within some time before
// a moment, the latest first. What was refused changed nothing and is left out.
func (s *Store) ChangesBefore(ctx context.Context, at time.Time, within time.Duration, most int) ([]AuditEntry, error) {
	var rows []AuditEntry
	err := s.read.NewSelect().Model(&rows).Where("started_at >= ?", at.Add(-within)).Where("started_at <= ?", at).
		Where("area IN (?)", bun.List(configuring)).Where("outcome <> ?", OutcomeRefused).
		OrderExpr("started_at DESC, id DESC").Limit(int64(most)).Scan(ctx)
	return rows, translate("find changes of the configuration", err)
}

// Transition is a change of a card's or a user's state as its notification told it.
type Transition struct {
	NotificationID int64
	Card           string // token of the card, or
	User           string // of the user
	State          string
	Reason         string
	At             time.Time // when the platform made it
}

// TransitionsBefore gives the transitions of cards and users that were received within
// some time before a moment, the latest first.
func (s *Store) TransitionsBefore(ctx context.Context, at time.Time, within time.Duration, most int) ([]Transition, error) {
	var rows []struct {
		ID     int64
		Family string
		Raw    []byte
	}
	err := s.read.NewRaw("SELECT n.id, n.family, "+cutOut+" AS raw FROM (SELECT * FROM notifications WHERE family <> 'transaction'"+
		" AND family IN (?) AND received_at >= ? AND received_at <= ? ORDER BY received_at DESC, id DESC LIMIT ?) n"+
		" JOIN messages m ON m.id = n.message_id ORDER BY n.received_at DESC, n.id DESC",
		bun.List([]string{webhook.CardTransition, webhook.UserTransition}), at.Add(-within), at, most).Scan(ctx, &rows)
	if err != nil {
		return nil, translate("find transitions", err)
	}
	var out []Transition
	for _, row := range rows {
		if row.Family == webhook.CardTransition {
			if c, err := readCardTransition(row.Raw); err == nil {
				out = append(out, Transition{NotificationID: row.ID, Card: c.Token, State: c.State, Reason: c.StateReason, At: c.StateAt})
			}
		} else if u, err := readUserTransition(row.Raw); err == nil {
			out = append(out, Transition{NotificationID: row.ID, User: u.Token, State: u.Status, At: u.StatusAt})
		}
	}
	return out, nil
}
