package state

import (
	"context"
	"strings"
)

// DeliveryFilter selects deliveries. Zero fields select nothing out. Each alone is
// looked up in an index.
type DeliveryFilter struct {
	Endpoint, State string
	Event           string // with .* behind a category all of it, * anything
	About           string
	Start, Count    int
}

// Deliveries gives a page of deliveries without bodies, newest first, and whether
// more follow.
func (s *Store) Deliveries(ctx context.Context, f DeliveryFilter) ([]Delivery, bool, error) {
	if unknowable(f.Endpoint, f.State, f.Event, f.About) {
		return nil, false, nil
	}
	q := s.read.NewSelect().Model((*deliveryRow)(nil)).ExcludeColumn("body").Order("id DESC").Offset(int64(f.Start)).Limit(int64(f.Count) + 1)
	if f.Endpoint != "" {
		q.Where("endpoint = ?", f.Endpoint)
	}
	if f.State != "" {
		q.Where("state = ?", f.State)
	}
	if base, all := strings.CutSuffix(f.Event, ".*"); all {
		q.Where(category+" = ?", base)
	} else if f.Event != "" && f.Event != "*" {
		q.Where("event = ?", f.Event)
	}
	if f.About != "" {
		q.Where("about = ? AND about <> ''", f.About) // says that the partial index will do
	}
	ds, err := s.deliveries(ctx, q)
	if err != nil || len(ds) <= f.Count {
		return ds, false, err
	}
	return ds[:f.Count], true, nil
}
