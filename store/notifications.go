package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"carddeck/marqeta/webhook"

	"github.com/uptrace/bun"
)

// Notification is one notification of one message, with what became of it.
type Notification struct {
	ID         int64 `bun:",pk,autoincrement"`
	MessageID  int64
	Position   int // its place in the message, from 0
	ByteStart  int
	ByteLength int

	Family string // webhook.Transaction, webhook.CardTransition, …
	Token  string // the resource's, or derived from the content when there is none
	Type   string
	State  string
	Digest []byte // SHA-256 of the bytes

	Status     Status
	Reason     string // a sentence why it is not simply applied
	Attempts   int    // failed ones since it was stored or run again
	Duplicates int64  // how often the same bytes came again
	ReceivedAt time.Time
	AppliedAt  time.Time `bun:",nullzero"`
	DueAt      time.Time `bun:",nullzero"` // of a failed one: when it is tried next; zero when no more
}

// Status is how far a notification has come.
type Status string

// A notification begins Stored, or Kept when its family has no local copy to apply it
// to.
const (
	Stored  Status = "stored"
	Applied Status = "applied"
	Kept    Status = "kept"
	Failed  Status = "failed"  // could not be applied; Reason says why
	Flagged Status = "flagged" // contradicts one of the same token that was applied
)

// message is one delivery.
type message struct {
	ID         int64 `bun:",pk,autoincrement"`
	Body       []byte
	Header     []byte // a JSON object of strings
	ReceivedAt time.Time
	Remote     string
	Signature  webhook.Signature
}

// NotificationDetail is a notification with its bytes and the circumstances of its
// delivery.
type NotificationDetail struct {
	Notification
	Raw       []byte // exactly as received
	Header    map[string]string
	Remote    string
	Signature webhook.Signature

	// Versions are the other notifications of the same family and token, oldest
	// first.
	Versions []Notification
}

// Notification finds a notification with its bytes; ErrNotFound when there is none.
func (s *Store) Notification(ctx context.Context, id int64) (NotificationDetail, error) {
	var d NotificationDetail
	if err := s.read.NewSelect().Model(&d.Notification).Where("id = ?", id).Scan(ctx); err != nil {
		return d, translate("find notification", err)
	}
	var m message
	if err := s.read.NewSelect().Model(&m).Where("id = ?", d.MessageID).Scan(ctx); err != nil {
		return d, translate("find the notification's message", err)
	}
	if err := json.Unmarshal(m.Header, &d.Header); err != nil {
		return d, fmt.Errorf("read the message's headers: %w", err)
	}
	if d.ByteStart+d.ByteLength > len(m.Body) {
		return d, fmt.Errorf("cut notification %d out of its message: %w", id, ErrDamaged)
	}
	d.Raw, d.Remote, d.Signature = m.Body[d.ByteStart:d.ByteStart+d.ByteLength], m.Remote, m.Signature
	err := s.read.NewSelect().Model(&d.Versions).Where("token = ?", d.Token).Where("family = ?", d.Family).
		Where("id <> ?", id).OrderExpr("id").Limit(maxShown).Scan(ctx)
	return d, translate("find the notification's versions", err)
}

// NotificationFilter narrows ListNotifications; what is zero does not.
type NotificationFilter struct {
	Token  string // of the resource
	Status Status
	Family string
}

// ListNotifications gives notifications, the last received first. Keys carry the
// notification's ID as token.
func (s *Store) ListNotifications(ctx context.Context, f NotificationFilter, p Page) (Slice[Notification], error) {
	var rows []Notification
	if err := byID(f.apply(s.read.NewSelect().Model(&rows)), p).Scan(ctx); err != nil {
		return Slice[Notification]{}, translate("list notifications", err)
	}
	return slice(rows, p, func(n Notification) Key { return Key{n.ReceivedAt, strconv.FormatInt(n.ID, 10)} }), nil
}

// apply adds the filter to a query. Nearly all notifications are applied, and of
// transactions: the indexes hold only the others, and the databases use them only for
// queries that say so.
func (f NotificationFilter) apply(q *bun.SelectQuery) *bun.SelectQuery {
	where(q, "token", f.Token)
	where(q, "status", f.Status)
	where(q, "family", f.Family)
	if f.Status != "" && f.Status != Applied {
		q.Where("status <> 'applied'")
	}
	if f.Family != "" && f.Family != webhook.Transaction {
		q.Where("family <> 'transaction'")
	}
	return q
}

// RetryNotification lets a notification be applied once more, with its attempts
// forgotten, whatever became of it; ErrNotFound when there is none.
func (s *Store) RetryNotification(ctx context.Context, id int64) error {
	err := changed("retry notification")(s.write.NewUpdate().Model((*Notification)(nil)).
		Set("status = ?", Stored).Set("attempts = 0").Set("reason = ''").Set("due_at = NULL").
		Where("id = ?", id).Exec(ctx))
	if err == nil && s.receiver != nil {
		s.receiver.wakeApplier()
	}
	return err
}
