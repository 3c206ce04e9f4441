package store

import (
	"context"
	"reflect"
	"time"

	"github.com/uptrace/bun"
)

// counted is everything that is counted of one group.
type counted struct {
	Group   DeclineGroup // without what operators noted
	Amounts []DeclineAmount
	Hours   []DeclineHour
	Holders []declineHolder
}

// verify compares what is kept of a group with its transactions, and counts it anew where
// they differ. Groups are nearly always right, and a right one keeps nobody waiting.
func (s *Store) verify(ctx context.Context, id string) error {
	is, err := s.kept(ctx, id)
	if err != nil {
		return err
	}
	should, err := s.counted(ctx, id)
	if err != nil || reflect.DeepEqual(is, should) {
		return err
	}
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if err := tx.alone(ctx); err != nil {
			return err
		}
		should, err := tx.counted(ctx, id)
		if err != nil {
			return err
		}
		return tx.replace(ctx, id, should)
	})
}

func (s *Store) kept(ctx context.Context, id string) (c counted, err error) {
	groups := s.read.NewSelect().Model((*DeclineGroup)(nil)).Column("declines", "cards", "users", "first_seen", "last_seen", "latest_token").Where("id = ?", id)
	if err := groups.Scan(ctx, &c.Group); err != nil && !missing(translate("", err)) {
		return c, translate("read decline group", err)
	}
	for into, order := range map[any]string{&c.Amounts: "currency", &c.Hours: "hour", &c.Holders: "kind, token"} {
		if err := s.read.NewSelect().Model(into).Where("group_id = ?", id).OrderExpr(order).Scan(ctx); err != nil {
			return c, translate("read the counts of a decline group", err)
		}
	}
	return c, nil
}

// counted counts a group from its transactions.
func (s *Store) counted(ctx context.Context, id string) (c counted, err error) {
	of := func() *bun.SelectQuery {
		return s.read.NewSelect().TableExpr("transactions").Where("decline_group = ?", id)
	}
	if err := of().ColumnExpr("currency, count(*) AS declines, sum(request_amount_minor) AS amount_minor, decline_group AS group_id").
		GroupExpr("currency, decline_group").OrderExpr("currency").Scan(ctx, &c.Amounts); err != nil {
		return c, translate("add up a decline group", err)
	}
	var hours []struct {
		Number, Declines int64
	}
	if err := of().ColumnExpr(s.hourNumber()+" AS number, count(*) AS declines").GroupExpr("1").OrderExpr("1").Scan(ctx, &hours); err != nil {
		return c, translate("count a decline group by the hour", err)
	}
	for _, h := range hours {
		c.Hours = append(c.Hours, DeclineHour{id, time.Unix(h.Number*3600, 0).UTC(), h.Declines})
	}
	for _, kind := range []string{"card", "user"} {
		var found []declineHolder
		if err := of().ColumnExpr("?_token AS token, count(*) AS declines, decline_group AS group_id, ? AS kind", bun.Safe(kind), kind).
			Where("?_token <> ''", bun.Safe(kind)).GroupExpr("?_token, decline_group", bun.Safe(kind)).OrderExpr("1").Scan(ctx, &found); err != nil {
			return c, translate("count the holders of a decline group", err)
		}
		c.Holders = append(c.Holders, found...)
	}
	for _, a := range c.Amounts {
		c.Group.Declines += a.Declines
	}
	for _, h := range c.Holders {
		if h.Kind == "card" {
			c.Group.Cards++
		} else {
			c.Group.Users++
		}
	}
	if c.Group.Declines == 0 {
		return c, nil
	}
	var first, last Transaction
	err = of().Column("user_transaction_time").OrderExpr("user_transaction_time, token").Limit(1).Scan(ctx, &first)
	if err == nil {
		err = of().Column("user_transaction_time", "token").OrderExpr("user_transaction_time DESC, token DESC").Limit(1).Scan(ctx, &last)
	}
	c.Group.FirstSeen, c.Group.LastSeen, c.Group.LatestToken = first.UserTransactionTime, last.UserTransactionTime, last.Token
	return c, translate("find the first and the last of a decline group", err)
}

// hourNumber numbers the hour of a transaction, from 1970.
func (s *Store) hourNumber() string {
	if s.isSQLite() {
		const hour = "3600000000"
		return "(user_transaction_time - (user_transaction_time % " + hour + " + " + hour + ") % " + hour + ") / " + hour
	}
	return "CAST(floor(extract(epoch FROM user_transaction_time) / 3600) AS bigint)"
}

func (s *Store) replace(ctx context.Context, id string, c counted) error {
	for _, model := range []any{(*DeclineAmount)(nil), (*DeclineHour)(nil), (*declineHolder)(nil)} {
		if _, err := s.write.NewDelete().Model(model).Where("group_id = ?", id).Exec(ctx); err != nil {
			return translate("count a decline group anew", err)
		}
	}
	if c.Group.Declines == 0 {
		_, err := s.write.NewDelete().Model((*DeclineGroup)(nil)).Where("id = ?", id).Exec(ctx)
		return translate("drop an empty group of declines", err)
	}
	for _, rows := range []any{&c.Amounts, &c.Hours} {
		if _, err := s.write.NewInsert().Model(rows).Exec(ctx); err != nil {
			return translate("count a decline group anew", err)
		}
	}
	for rest := c.Holders; len(rest) > 0; {
		some := rest[:min(len(rest), rebuildChunk)]
		if _, err := s.write.NewInsert().Model(&some).Exec(ctx); err != nil {
			return translate("count the holders of a decline group anew", err)
		}
		rest = rest[len(some):]
	}
	_, err := s.write.NewUpdate().Model(&c.Group).Column("declines", "cards", "users", "first_seen", "last_seen", "latest_token").
		Where("id = ?", id).Exec(ctx)
	return translate("count a decline group anew", err)
}
