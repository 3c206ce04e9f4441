package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresGroup writes through pgx itself, with arrays that the server unnests: a
// group costs a constant number of round trips.
type postgresGroup struct {
	db  *database
	ids []int64 // of messages to come; those of a failed group stay unused
}

func newPostgresGroup(d *database) (group, error) { return &postgresGroup{db: d}, nil }

func (g *postgresGroup) close() error { return nil }

const writeTimeout = 30 * time.Second

func (g *postgresGroup) write(entries []*entry) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	conn, err := g.db.writer.DB.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	err = conn.Raw(func(driver any) error {
		native := driver.(*stdlib.Conn).Conn()
		ids, err := g.number(ctx, native, len(entries))
		if err != nil {
			return fmt.Errorf("number messages: %w", err)
		}
		return writePostgres(ctx, native, entries, ids)
	})
	if closed := conn.Close(); err == nil && !errors.Is(closed, sql.ErrConnDone) {
		err = closed
	}
	return err
}

// number gives messages their numbers before they are sent, so that COPY, the quickest
// way in, can carry them. It fetches many at a time.
func (g *postgresGroup) number(ctx context.Context, conn *pgx.Conn, n int) ([]int64, error) {
	if len(g.ids) < n {
		rows, err := conn.Query(ctx, "SELECT nextval(pg_get_serial_sequence('messages', 'id')) FROM generate_series(1, $1)", 2*maxGroup)
		if err != nil {
			return nil, err
		}
		if g.ids, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
			return nil, err
		}
	}
	ids := g.ids[:n]
	g.ids = g.ids[n:]
	return ids, nil
}

func writePostgres(ctx context.Context, conn *pgx.Conn, entries []*entry, ids []int64) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := addPostgres(ctx, tx, entries, ids); err != nil {
		return errors.Join(err, tx.Rollback(context.WithoutCancel(ctx)))
	}
	if err := tx.Commit(ctx); err != nil {
		return unknownCommit{err, false}
	}
	return nil
}

// addPostgres stores all messages first, as nearly all are new, and takes those back
// that repeat what is known.
func addPostgres(ctx context.Context, tx pgx.Tx, entries []*entry, ids []int64) error {
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"messages"}, []string{"id", "body", "header", "received_at", "remote", "signature"},
		pgx.CopyFromSlice(len(entries), func(i int) ([]any, error) {
			e := entries[i]
			return []any{ids[i], e.Body, e.header, e.ReceivedAt, e.Remote, string(e.Signature)}, nil
		})); err != nil {
		return fmt.Errorf("add messages: %w", err)
	}
	c := collect(entries, ids)
	rows, err := tx.Query(ctx, addNotifications, c.message, c.position, c.start, c.length, c.family, c.token,
		c.typ, c.state, c.digest, c.status, c.at)
	if err != nil {
		return fmt.Errorf("add notifications: %w", err)
	}
	type place struct {
		message  int64
		position int32
	}
	added := make(map[place]bool, len(c.message))
	kept := make(map[int64]bool, len(ids))
	var at place
	if _, err := pgx.ForEachRow(rows, []any{&at.message, &at.position}, func() error {
		added[at], kept[at.message] = true, true
		return nil
	}); err != nil {
		return fmt.Errorf("add notifications: %w", err)
	}
	if len(added) == len(c.message) {
		return nil
	}
	var again columns
	for i := range c.message {
		if !added[place{c.message[i], c.position[i]}] {
			again.family, again.token = append(again.family, c.family[i]), append(again.token, c.token[i])
			again.digest = append(again.digest, c.digest[i])
		}
	}
	if _, err := tx.Exec(ctx, countDuplicates, again.token, again.family, again.digest); err != nil {
		return fmt.Errorf("count duplicates: %w", err)
	}
	var drop []int64
	for _, id := range ids {
		if !kept[id] {
			drop = append(drop, id)
		}
	}
	if _, err := tx.Exec(ctx, "DELETE FROM messages WHERE id = ANY($1)", drop); err != nil {
		return fmt.Errorf("drop repeated messages: %w", err)
	}
	return nil
}

const (
	addNotifications = `INSERT INTO notifications (message_id, position, byte_start, byte_length, family, token, type, state,
	digest, status, received_at, reason, attempts, duplicates)
SELECT u.*, '', 0, 0 FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
	$9::bytea[], $10::text[], $11::timestamptz[]) AS u
ON CONFLICT (token, family, digest) DO NOTHING RETURNING message_id, position`

	countDuplicates = `UPDATE notifications n SET duplicates = n.duplicates + u.times
FROM (SELECT token, family, digest, count(*) AS times FROM unnest($1::text[], $2::text[], $3::bytea[]) AS v(token, family, digest)
	GROUP BY token, family, digest ORDER BY token, family, digest) u
WHERE n.token = u.token AND n.family = u.family AND n.digest = u.digest`
)

// columns are the notifications of a group, turned on their side.
type columns struct {
	message                           []int64
	position, start, length           []int32
	family, token, typ, state, status []string
	digest                            [][]byte
	at                                []time.Time
}

func collect(entries []*entry, ids []int64) (c columns) {
	for i, e := range entries {
		for j, n := range e.Notifications {
			c.message, c.position = append(c.message, ids[i]), append(c.position, int32(j))
			c.start, c.length = append(c.start, int32(n.Offset)), append(c.length, int32(n.Length))
			c.family, c.token = append(c.family, n.Family), append(c.token, n.Token)
			c.typ, c.state = append(c.typ, n.Type), append(c.state, n.State)
			c.digest, c.status = append(c.digest, e.digests[j][:]), append(c.status, string(firstStatus(n)))
			c.at = append(c.at, e.ReceivedAt)
		}
	}
	return c
}
