package state

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// The states of a delivery.
const (
	Waiting   = "waiting"   // to be sent at Due
	Delivered = "delivered" // answered with 200
	Dropped   = "dropped"   // tried as often as allowed, or its endpoint is gone
)

// Delivery is one notification on its way to one endpoint.
type Delivery struct {
	ID       int64
	Endpoint string // deliveries of one endpoint are sent in order of ID
	Event    string // "transaction.authorization"
	Target   []byte // JSON of an address that is no webhook of the program; nil otherwise
	Body     []byte // the item, without the envelope
	State    string
	Attempts int
	Due      time.Time
	Created  time.Time
	Status   int    // HTTP status of the last answer, 0 if there was none
	Answer   string // start of the last answer, or why there was none
}

// OnQueue sets who is told of deliveries once they are durable. It is called
// under the store's lock and must not call back. It is set before the first
// update.
func (s *Store) OnQueue(told func([]Delivery)) { s.onQueue = told }

// Queue stages a delivery and gives its ID.
func (s *Store) Queue(tx *Tx, d Delivery) int64 {
	d.ID, d.State = tx.next(), Waiting
	tx.add(change{
		undo: func() {},
		publish: func() {
			lean := d
			lean.Body = nil
			s.onQueue([]Delivery{lean})
		},
		write: func(ctx context.Context, w *writer) error {
			return w.exec(ctx, `INSERT INTO deliveries (id, endpoint, event, target, body, state, attempts, due, created, status, answer)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				d.ID, d.Endpoint, d.Event, d.Target, d.Body, d.State, d.Attempts, d.Due.UnixMilli(), d.Created.UnixMilli(), d.Status, d.Answer)
		},
	})
	return d.ID
}

// keptFor is how long a delivery that has ended is kept: two days longer than the
// last retry of one takes.
const keptFor = 14 * 24 * time.Hour

// Settle records how attempts ended, and forgets a few of those that ended long ago.
// It looks at the oldest only, so that it costs the same however many there are.
func (s *Store) Settle(ctx context.Context, ds []Delivery) error {
	return s.Update(ctx, func(tx *Tx) error {
		if len(ds) > 0 {
			tx.add(change{undo: func() {}, publish: func() {}, write: func(ctx context.Context, w *writer) error {
				return w.exec(ctx, `DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries ORDER BY id LIMIT ?) AND state <> ? AND created < ?`,
					20+2*len(ds), Waiting, ds[0].Due.Add(-keptFor).UnixMilli())
			}})
		}
		for _, d := range ds {
			tx.add(change{undo: func() {}, publish: func() {}, write: func(ctx context.Context, w *writer) error {
				return w.exec(ctx, `UPDATE deliveries SET state = ?, attempts = ?, due = ?, status = ?, answer = ? WHERE id = ?`,
					d.State, d.Attempts, d.Due.UnixMilli(), d.Status, d.Answer, d.ID)
			}})
		}
		return nil
	})
}

// Undelivered gives every delivery that still waits, oldest first, without bodies.
func (s *Store) Undelivered(ctx context.Context) ([]Delivery, error) {
	return s.deliveries(ctx, s.read.NewSelect().Model((*deliveryRow)(nil)).ExcludeColumn("body").Where("state = ?", Waiting).Order("id"))
}

// DeliveryFilter selects deliveries. Zero fields select nothing out.
type DeliveryFilter struct {
	Endpoint, State string
	Start, Count    int
}

// Deliveries gives a page of deliveries without bodies, newest first, and whether
// more follow.
func (s *Store) Deliveries(ctx context.Context, f DeliveryFilter) ([]Delivery, bool, error) {
	if unknowable(f.Endpoint, f.State) {
		return nil, false, nil
	}
	q := s.read.NewSelect().Model((*deliveryRow)(nil)).ExcludeColumn("body").Order("id DESC").Offset(int64(f.Start)).Limit(int64(f.Count) + 1)
	if f.Endpoint != "" {
		q.Where("endpoint = ?", f.Endpoint)
	}
	if f.State != "" {
		q.Where("state = ?", f.State)
	}
	ds, err := s.deliveries(ctx, q)
	if err != nil || len(ds) <= f.Count {
		return ds, false, err
	}
	return ds[:f.Count], true, nil
}

// Bodies gives deliveries whole, by ID.
func (s *Store) Bodies(ctx context.Context, ids []int64) (map[int64]Delivery, error) {
	ds, err := s.deliveries(ctx, s.read.NewSelect().Model((*deliveryRow)(nil)).Where("id IN (?)", bun.List(ids)))
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]Delivery, len(ds))
	for _, d := range ds {
		byID[d.ID] = d
	}
	return byID, nil
}

func (s *Store) deliveries(ctx context.Context, q *bun.SelectQuery) ([]Delivery, error) {
	var rows []deliveryRow
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read deliveries: %w", err)
	}
	ds := make([]Delivery, len(rows))
	for i, r := range rows {
		ds[i] = Delivery{
			ID: r.ID, Endpoint: r.Endpoint, Event: r.Event, Target: r.Target, Body: r.Body, State: r.State, Attempts: r.Attempts,
			Due: time.UnixMilli(r.Due).UTC(), Created: time.UnixMilli(r.Created).UTC(), Status: r.Status, Answer: r.Answer,
		}
	}
	return ds, nil
}
