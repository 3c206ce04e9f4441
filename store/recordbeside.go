package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"carddeck/marqeta/webhook"

	"github.com/uptrace/bun"
)

// Backfilled is the header of a message that was not delivered: we made it of what the
// platform's API told about a transaction.
const Backfilled = "Carddeck-Backfill"

// RecordBeside is Record for a store that was opened beside a running console. It waits
// for nobody and nobody waits for it; the console applies what it wrote at its next tick.
func (s *Store) RecordBeside(ctx context.Context, m webhook.Message) (err error) {
	if s.receiver != nil {
		return s.Record(ctx, m)
	}
	e, err := newEntry(m)
	if err != nil {
		return fmt.Errorf("record message: %w", err)
	}
	open := newSQLiteGroup
	if !s.isSQLite() {
		open = newPostgresGroup
	}
	g, err := open(s.database)
	if err != nil {
		return fmt.Errorf("record message: %w", err)
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if err := g.write([]*entry{e}); err != nil {
		return fmt.Errorf("record message: %w", err)
	}
	return nil
}

// readBack reports whether one of the notifications was not delivered but read from the
// platform's API, which may leave something out or order it otherwise.
func (s *Store) readBack(ctx context.Context, notifications ...int64) (bool, error) {
	var headers [][]byte
	err := s.write.NewRaw("SELECT m.header FROM notifications n JOIN messages m ON m.id = n.message_id WHERE n.id IN (?)", bun.List(notifications)).Scan(ctx, &headers)
	for _, h := range headers {
		var header map[string]string
		if json.Unmarshal(h, &header) == nil && header[Backfilled] != "" {
			return true, nil
		}
	}
	return false, translate("find the headers of notifications", err)
}
