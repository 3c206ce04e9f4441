package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresGroup writes through a connection of its own and pgx itself: the messages by
// COPY, the notifications as arrays that the server unnests. A group costs three round
// trips, however large it is.
type postgresGroup struct {
	pinned
	ids  []int64 // of messages to come; those of a failed group stay unused
	copy bytes.Buffer
}

func newPostgresGroup(d *database) (group, error) {
	return &postgresGroup{pinned: pinned{pool: d.writer.DB, prepare: func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Prepare(ctx, addNotifications, addNotifications)
		return err
	}}}, nil
}

const writeTimeout = 30 * time.Second

func (g *postgresGroup) write(entries []*entry) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	return g.use(ctx, func(conn *pgx.Conn) error { return g.add(ctx, conn, entries) })
}

// add stores all messages first, as nearly all are new, and takes those back that
// repeat what is known.
func (g *postgresGroup) add(ctx context.Context, conn *pgx.Conn, entries []*entry) error {
	ids, err := g.number(ctx, conn, len(entries))
	if err != nil {
		return fmt.Errorf("number messages: %w", err)
	}
	copyMessages(&g.copy, entries, ids)
	if _, err := conn.PgConn().CopyFrom(ctx, &g.copy, "BEGIN; COPY messages (id, body, header, received_at, remote, signature) FROM STDIN BINARY"); err != nil {
		return fmt.Errorf("add messages: %w", err)
	}
	c := collect(entries, ids)
	rows, err := conn.Query(ctx, addNotifications, c.message, c.position, c.start, c.length, c.family, c.token,
		c.typ, c.state, c.digest, c.status, c.at)
	if err != nil {
		return fmt.Errorf("add notifications: %w", err)
	}
	added, err := pgx.CollectRows(rows, pgx.RowToStructByPos[place])
	if err != nil {
		return fmt.Errorf("add notifications: %w", err)
	}
	if len(added) < len(c.message) {
		if err := repeated(ctx, conn, c, added); err != nil {
			return err
		}
	}
	if _, err := conn.Exec(ctx, "COMMIT"); err != nil {
		return unknownCommit{err, false}
	}
	return nil
}

// number gives messages their numbers before they are sent. It fetches many at a time.
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

// place is where a notification stands.
type place struct {
	Message  int64
	Position int32
}

// repeated counts the notifications that were not added and takes back the messages
// that had no other.
func repeated(ctx context.Context, conn *pgx.Conn, c columns, added []place) error {
	fresh := make(map[place]bool, len(added))
	keep := make(map[int64]bool, len(added))
	for _, at := range added {
		fresh[at], keep[at.Message] = true, true
	}
	var again columns
	var drop []int64
	for i, id := range c.message {
		if fresh[place{id, c.position[i]}] {
			continue
		}
		again.family, again.token = append(again.family, c.family[i]), append(again.token, c.token[i])
		again.digest = append(again.digest, c.digest[i])
		if !keep[id] {
			drop = append(drop, id)
		}
	}
	if _, err := conn.Exec(ctx, countDuplicates, again.token, again.family, again.digest); err != nil {
		return fmt.Errorf("count duplicates: %w", err)
	}
	if _, err := conn.Exec(ctx, "DELETE FROM messages WHERE id = ANY($1)", drop); err != nil {
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
	GROUP BY token, family, digest) u
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
