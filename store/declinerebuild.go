package store

import (
	"context"
	"maps"
	"slices"

	"github.com/uptrace/bun"
)

// RebuildProgress is how far a rebuild has come.
type RebuildProgress struct {
	Done, Total int64 // declined transactions
	Checked     int64 // groups, once every transaction is in its own
}

// rebuildChunk is how many transactions are counted in one database transaction.
const rebuildChunk = 500

// RebuildDeclines counts every stored decline anew: under the cause that this release
// reads from its notification, and each group from its transactions. It may run beside a
// console that serves. Interrupted, it leaves nothing half done; run again, it passes over
// what is right already. Resolutions and their notes stay. tell is called after each
// chunk.
func (s *Store) RebuildDeclines(ctx context.Context, tell func(RebuildProgress)) error {
	var p RebuildProgress
	err := s.read.NewSelect().Model((*Transaction)(nil)).ColumnExpr("count(*)").
		Where("state = 'DECLINED'").Where("NOT funding_record").Scan(ctx, &p.Total)
	if err != nil {
		return translate("count declined transactions", err)
	}
	for after := (Key{}); ; {
		n, last, err := s.rebuildSome(ctx, after)
		if err != nil {
			return err
		}
		p.Done += n
		p.Total = max(p.Total, p.Done) // what came meanwhile
		tell(p)
		if n < rebuildChunk {
			break
		}
		after = last
	}
	for id := ""; ; {
		var ids []string
		err := s.read.NewSelect().Model((*DeclineGroup)(nil)).Column("id").Where("id > ?", id).OrderExpr("id").Limit(rebuildChunk).Scan(ctx, &ids)
		if err != nil {
			return translate("find decline groups", err)
		}
		for _, id := range ids {
			if err := s.verify(ctx, id); err != nil {
				return err
			}
			p.Checked++
			tell(p)
		}
		if len(ids) < rebuildChunk {
			return nil
		}
		id = ids[len(ids)-1]
	}
}

// rebuildSome brings the declines behind a place in the list, oldest first, to their
// groups.
func (s *Store) rebuildSome(ctx context.Context, after Key) (n int64, last Key, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if err := tx.alone(ctx); err != nil {
			return err
		}
		var rows []struct {
			Transaction `bun:",extend"`
			Raw         []byte
		}
		err := tx.write.NewRaw("SELECT t.*, "+cutOut+" AS raw FROM (SELECT * FROM transactions WHERE state = 'DECLINED' AND NOT funding_record"+
			" AND (user_transaction_time, token) > (?, ?) ORDER BY user_transaction_time, token LIMIT ?) t"+
			" JOIN notifications n ON n.id = t.notification_id JOIN messages m ON m.id = n.message_id"+
			" ORDER BY t.user_transaction_time, t.token", after.At, after.Token, rebuildChunk).Scan(ctx, &rows)
		if err != nil {
			return translate("read declined transactions", err)
		}
		y, moved := newTally(), map[string][]string{}
		for i := range rows {
			was := rows[i].Transaction
			cause := causeOf(was, rows[i].Raw)
			if is := was; cause.group() != was.DeclineGroup {
				is.DeclineGroup = cause.group()
				if was.DeclineGroup != "" {
					y.leave(was)
				}
				y.join(is, cause)
				moved[is.DeclineGroup] = append(moved[is.DeclineGroup], is.Token)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(moved)) {
			if _, err := tx.write.NewUpdate().Model((*Transaction)(nil)).Set("decline_group = ?", id).
				Where("token IN (?)", bun.List(moved[id])).Exec(ctx); err != nil {
				return translate("bring declines to their group", err)
			}
		}
		if n = int64(len(rows)); n > 0 {
			last = rows[n-1].Key()
		}
		return tx.settle(ctx, y)
	})
	return n, last, err
}
