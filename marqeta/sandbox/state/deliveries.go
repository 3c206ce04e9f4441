package state

import (
	"context"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
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
	Endpoint string
	Event    string // "transaction.authorization"
	About    string // token of the item, if it has one
	Target   []byte // JSON of an address that is no webhook of the program; nil otherwise
	Body     []byte // the item, without the envelope
	State    string
	Attempts int
	Due      time.Time // milliseconds
	Created  time.Time
	Status   int    // HTTP status of the last answer, 0 if there was none
	Answer   string // start of the last answer, or why there was none
	Tries    []Try  // the last ones, the first of them first
}

// Try is an attempt at a delivery.
type Try struct {
	Number int       `json:"number"` // from 1
	Time   time.Time `json:"time"`   // by the program's clock
	Took   int64     `json:"milliseconds"`
	Status int       `json:"status,omitzero"` // 0: no answer
	Answer string    `json:"answer,omitzero"`
	Error  string    `json:"error,omitzero"`      // why there was no answer
	Next   time.Time `json:"next_retry,omitzero"` // zero: it was the last
}

// OnQueue sets who is told of deliveries once they are durable. It is called
// under the store's lock and must not call back. It is set before the first
// update.
func (s *Store) OnQueue(told func([]Delivery)) { s.onQueue = told }

// Queue stages a delivery and gives its ID.
func (s *Store) Queue(tx *Tx, d Delivery) int64 {
	d.ID, d.State, d.Due = tx.next(), Waiting, d.Due.Truncate(time.Millisecond)
	tx.add(change{
		undo:    func() {},
		publish: func() { s.tell(d) },
		write: func(ctx context.Context, w *writer) error {
			return w.exec(ctx, `INSERT INTO deliveries (id, endpoint, event, target, body, state, attempts, due, created, status, answer, about)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				d.ID, d.Endpoint, d.Event, d.Target, pack(d.Body), d.State, d.Attempts, d.Due.UnixMilli(), d.Created.UnixMilli(), d.Status, d.Answer, d.About)
		},
	})
	return d.ID
}

// Requeue stages that a delivery is due again, since it was made, whatever became of
// it.
func (s *Store) Requeue(tx *Tx, d *Delivery) {
	d.State, d.Due = Waiting, d.Created
	again := *d
	tx.add(change{
		undo:    func() {},
		publish: func() { s.tell(again) },
		write: func(ctx context.Context, w *writer) error {
			return w.exec(ctx, `UPDATE deliveries SET state = ?, due = ? WHERE id = ?`, again.State, again.Due.UnixMilli(), again.ID)
		},
	})
}

func (s *Store) tell(d Delivery) {
	d.Body, d.Tries = nil, nil
	s.onQueue([]Delivery{d})
}

// keptFor is how long a delivery that has ended is kept: two days longer than the
// last retry of one takes.
const keptFor = 14 * 24 * time.Hour

// Settle records how attempts ended, and forgets a few of those that ended long ago.
// It looks at the oldest only, so that it costs the same however many there are.
func (s *Store) Settle(ctx context.Context, ds []Delivery) error {
	if len(ds) == 0 {
		return nil
	}
	return s.Update(ctx, func(tx *Tx) error {
		tx.add(change{undo: func() {}, publish: func() {}, write: func(ctx context.Context, w *writer) error {
			before := ds[0].Due.Add(-keptFor).UnixMilli()
			for _, ended := range []string{Delivered, Dropped} {
				if err := w.exec(ctx, `DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE state = ? ORDER BY id LIMIT ?) AND created < ?`,
					ended, 20+2*len(ds), before); err != nil {
					return err
				}
			}
			for _, d := range ds {
				if err := settle(ctx, w, d); err != nil {
					return err
				}
			}
			return nil
		}})
		return nil
	})
}

func settle(ctx context.Context, w *writer, d Delivery) (err error) {
	var tries []byte // nil: none was added
	if d.Tries != nil {
		if tries, err = json.Marshal(d.Tries); err != nil {
			return err
		}
	}
	return w.exec(ctx, `UPDATE deliveries SET state = ?, attempts = ?, due = ?, status = ?, answer = ?, tries = coalesce(?, tries) WHERE id = ?`,
		d.State, d.Attempts, d.Due.UnixMilli(), d.Status, d.Answer, tries, d.ID)
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
		body, err := unpack(r.Body)
		if err != nil {
			return nil, fmt.Errorf("read delivery %d: %w", r.ID, err)
		}
		ds[i] = Delivery{
			ID: r.ID, Endpoint: r.Endpoint, Event: r.Event, About: r.About, Target: r.Target, Body: body, State: r.State, Attempts: r.Attempts,
			Due: time.UnixMilli(r.Due).UTC(), Created: time.UnixMilli(r.Created).UTC(), Status: r.Status, Answer: r.Answer,
		}
		if r.Tries != nil {
			if err := json.Unmarshal(r.Tries, &ds[i].Tries); err != nil {
				return nil, fmt.Errorf("read the attempts of delivery %d: %w", r.ID, err)
			}
		}
	}
	return ds, nil
}
