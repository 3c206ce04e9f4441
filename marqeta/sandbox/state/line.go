package state

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Place is where a delivery stands in the line of its endpoint: what is due first
// comes first, of one instant what was queued first.
type Place struct {
	Due time.Time // milliseconds
	ID  int64
}

// Place gives the delivery's.
func (d Delivery) Place() Place { return Place{d.Due, d.ID} }

// Compare orders places.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Due.UnixMilli(), other.Due.UnixMilli()), cmp.Compare(p.ID, other.ID))
}

// Lines gives the endpoints that something waits for. It takes as long as there are
// endpoints, however much waits.
func (s *Store) Lines(ctx context.Context) (endpoints []string, err error) {
	err = s.read.NewRaw(`WITH RECURSIVE lines (endpoint) AS (
		SELECT (SELECT min(endpoint) FROM deliveries INDEXED BY deliveries_due WHERE state = 'waiting') UNION ALL
		SELECT (SELECT min(endpoint) FROM deliveries INDEXED BY deliveries_due WHERE state = 'waiting' AND endpoint > lines.endpoint)
		FROM lines WHERE endpoint IS NOT NULL
	) SELECT endpoint FROM lines WHERE endpoint IS NOT NULL`).Scan(ctx, &endpoints)
	if err != nil {
		return nil, fmt.Errorf("read who is waited for: %w", err)
	}
	return endpoints, nil
}

// Line gives what stands in an endpoint's line behind a place, without bodies.
func (s *Store) Line(ctx context.Context, endpoint string, behind Place, count int) (line []Delivery, err error) {
	for _, part := range s.behind(endpoint, behind) {
		next, err := s.deliveries(ctx, part.Model((*deliveryRow)(nil)).ExcludeColumn("body", "tries").Order("due", "id").Limit(int64(count-len(line))))
		if err != nil {
			return nil, err
		}
		if line = append(line, next...); len(line) == count {
			break
		}
	}
	return line, nil
}

// LineUntil counts what stands in an endpoint's line behind a place and is due by an
// instant.
func (s *Store) LineUntil(ctx context.Context, endpoint string, behind Place, due time.Time) (count int64, err error) {
	for _, part := range s.behind(endpoint, behind) {
		n, err := part.Model((*deliveryRow)(nil)).Where("due <= ?", due.UnixMilli()).Count(ctx)
		if err != nil {
			return 0, fmt.Errorf("count what is due: %w", err)
		}
		count += n
	}
	return count, nil
}

// behind are the two parts of a line behind a place: of the same instant, and later.
// In one condition SQLite would look at all of the instant.
func (s *Store) behind(endpoint string, p Place) [2]*bun.SelectQuery {
	part := func(condition string, values ...any) *bun.SelectQuery {
		return s.read.NewSelect().Where("state = 'waiting' AND endpoint = ?", endpoint).Where(condition, values...)
	}
	return [2]*bun.SelectQuery{part("due = ? AND id > ?", p.Due.UnixMilli(), p.ID), part("due > ?", p.Due.UnixMilli())}
}
