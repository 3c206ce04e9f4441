package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

// tally is what some transactions add to the groups of declines, or take from them.
type tally struct {
	groups  map[string]*DeclineGroup
	amounts map[[2]string]*DeclineAmount
	hours   map[declineHourKey]*DeclineHour
	holders map[[3]string]*declineHolder
	taken   map[string]int64 // how many left a group
}

type declineHourKey struct {
	group string
	hour  time.Time
}

func newTally() *tally {
	return &tally{map[string]*DeclineGroup{}, map[[2]string]*DeclineAmount{}, map[declineHourKey]*DeclineHour{}, map[[3]string]*declineHolder{}, map[string]int64{}}
}

// join counts a decline in the group that it names.
func (y *tally) join(t Transaction, c DeclineCause) {
	at := t.UserTransactionTime
	g := y.groups[t.DeclineGroup]
	if g == nil {
		g = &DeclineGroup{ID: t.DeclineGroup, DeclineCause: c, State: DeclinesOpen, FirstSeen: at, LastSeen: at, LatestToken: t.Token}
		y.groups[t.DeclineGroup] = g
	}
	if at.Before(g.FirstSeen) {
		g.FirstSeen = at
	}
	if cmp.Or(at.Compare(g.LastSeen), strings.Compare(t.Token, g.LatestToken)) > 0 {
		g.LastSeen, g.LatestToken = at, t.Token
	}
	g.Declines++
	y.count(t, 1)
}

// leave takes a decline out of the group that it was counted in.
func (y *tally) leave(t Transaction) {
	y.taken[t.DeclineGroup]++
	y.count(t, -1)
}

func (y *tally) count(t Transaction, n int64) {
	id := t.DeclineGroup
	a := cell(y.amounts, [2]string{id, t.Currency}, DeclineAmount{GroupID: id, Currency: t.Currency})
	a.Declines, a.AmountMinor = a.Declines+n, a.AmountMinor+n*t.RequestAmountMinor
	hour := t.UserTransactionTime.UTC().Truncate(time.Hour)
	cell(y.hours, declineHourKey{id, hour}, DeclineHour{GroupID: id, Hour: hour}).Declines += n
	for kind, token := range map[string]string{"card": t.CardToken, "user": t.UserToken} {
		if token != "" {
			cell(y.holders, [3]string{id, kind, token}, declineHolder{GroupID: id, Kind: kind, Token: token}).Declines += n
		}
	}
}

func cell[K comparable, V any](m map[K]*V, k K, fresh V) *V {
	if m[k] == nil {
		m[k] = &fresh
	}
	return m[k]
}

// settle writes a tally; nil is one of nothing. The transactions must name their groups
// already.
func (s *Store) settle(ctx context.Context, y *tally) error {
	if y == nil || len(y.amounts) == 0 {
		return nil
	}
	cards, users, err := s.settleHolders(ctx, y)
	if err != nil {
		return err
	}
	if err := s.settleCounts(ctx, y); err != nil {
		return err
	}
	for id, g := range y.groups {
		g.Cards, g.Users = cards[id], users[id]
		delete(cards, id)
		delete(users, id)
	}
	if len(y.groups) > 0 {
		rows := sorted(y.groups, func(g *DeclineGroup) string { return g.ID })
		if _, err := joining(s.write.NewInsert().Model(&rows)).Exec(ctx); err != nil {
			return translate("count declines", err)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(y.taken)) {
		if err := s.shrink(ctx, id, y.taken[id], cards[id], users[id]); err != nil {
			return err
		}
	}
	return nil
}

// shrink takes declines out of a group, with the first and the last of those that stay.
// A group of none goes.
func (s *Store) shrink(ctx context.Context, id string, declines, cards, users int64) error {
	for _, table := range []any{(*DeclineAmount)(nil), (*DeclineHour)(nil)} {
		if _, err := s.write.NewDelete().Model(table).Where("group_id = ?", id).Where("declines <= 0").Exec(ctx); err != nil {
			return translate("take declines out of a group", err)
		}
	}
	const (
		first = "(SELECT t.user_transaction_time FROM transactions t WHERE t.decline_group = ?0 ORDER BY t.user_transaction_time LIMIT 1)"
		last  = "FROM transactions t WHERE t.decline_group = ?0 ORDER BY t.user_transaction_time DESC, t.token DESC LIMIT 1)"
	)
	if _, err := s.write.NewUpdate().Model((*DeclineGroup)(nil)).Where("id = ?", id).
		Set("declines = declines - ?", declines).Set("cards = cards + ?", cards).Set("users = users + ?", users).
		Set("first_seen = COALESCE("+first+", first_seen)", id).
		Set("last_seen = COALESCE((SELECT t.user_transaction_time "+last+", last_seen)", id).
		Set("latest_token = COALESCE((SELECT t.token "+last+", latest_token)", id).Exec(ctx); err != nil {
		return translate("take declines out of a group", err)
	}
	_, err := s.write.NewDelete().Model((*DeclineGroup)(nil)).Where("id = ?", id).Where("declines <= 0").Exec(ctx)
	return translate("drop an empty group of declines", err)
}

// joining adds what has come to groups that are there. A decline that happened after a
// resolution opens its group again, at the time of the first such decline, whichever of
// them arrives first.
func joining(q *bun.InsertQuery) *bun.InsertQuery {
	const (
		back  = "decline_group.resolved_at IS NOT NULL AND EXCLUDED.last_seen >= decline_group.resolved_at"
		since = "CASE WHEN EXCLUDED.first_seen >= decline_group.resolved_at THEN EXCLUDED.first_seen ELSE EXCLUDED.last_seen END"
		later = "(EXCLUDED.last_seen, EXCLUDED.latest_token) > (decline_group.last_seen, decline_group.latest_token)"
	)
	return q.On("CONFLICT (id) DO UPDATE").
		Set("declines = decline_group.declines + EXCLUDED.declines").
		Set("cards = decline_group.cards + EXCLUDED.cards").Set("users = decline_group.users + EXCLUDED.users").
		Set("first_seen = CASE WHEN EXCLUDED.first_seen < decline_group.first_seen THEN EXCLUDED.first_seen ELSE decline_group.first_seen END").
		Set("latest_token = CASE WHEN " + later + " THEN EXCLUDED.latest_token ELSE decline_group.latest_token END").
		Set("last_seen = CASE WHEN EXCLUDED.last_seen > decline_group.last_seen THEN EXCLUDED.last_seen ELSE decline_group.last_seen END").
		Set("reopenings = decline_group.reopenings + CASE WHEN decline_group.state = 'resolved' AND " + back + " THEN 1 ELSE 0 END").
		Set("reopened_at = CASE WHEN " + back + " AND decline_group.reopened_by = '' AND (decline_group.reopened_at IS NULL OR decline_group.reopened_at > " + since + ")" +
			" THEN " + since + " ELSE decline_group.reopened_at END").
		Set("state = CASE WHEN " + back + " THEN 'open' ELSE decline_group.state END")
}

// settleHolders counts cards and users, and tells how many more, or fewer, of them each
// group has.
func (s *Store) settleHolders(ctx context.Context, y *tally) (cards, users map[string]int64, err error) {
	fresh := map[string]map[string]int64{"card": {}, "user": {}}
	rows := slices.DeleteFunc(sorted(y.holders, func(h *declineHolder) string { return h.GroupID + h.Kind + h.Token }),
		func(h *declineHolder) bool { return h.Declines == 0 })
	if len(rows) == 0 {
		return fresh["card"], fresh["user"], nil
	}
	var after []declineHolder
	if err := s.write.NewInsert().Model(&rows).On("CONFLICT (group_id, kind, token) DO UPDATE").
		Set("declines = decline_holder.declines + EXCLUDED.declines").
		Returning("group_id, kind, token, declines").Scan(ctx, &after); err != nil {
		return nil, nil, translate("count cards and users of declines", err)
	}
	for _, h := range after {
		switch delta := y.holders[[3]string{h.GroupID, h.Kind, h.Token}].Declines; {
		case delta > 0 && h.Declines == delta:
			fresh[h.Kind][h.GroupID]++
		case delta < 0 && h.Declines <= 0:
			fresh[h.Kind][h.GroupID]--
			if _, err := s.write.NewDelete().Model(&h).WherePK().Exec(ctx); err != nil {
				return nil, nil, translate("take a card or user out of a group of declines", err)
			}
		}
	}
	return fresh["card"], fresh["user"], nil
}

func (s *Store) settleCounts(ctx context.Context, y *tally) error {
	amounts := sorted(y.amounts, func(a *DeclineAmount) string { return a.GroupID + a.Currency })
	if _, err := s.write.NewInsert().Model(&amounts).On("CONFLICT (group_id, currency) DO UPDATE").
		Set("declines = decline_amount.declines + EXCLUDED.declines").
		Set("amount_minor = decline_amount.amount_minor + EXCLUDED.amount_minor").Exec(ctx); err != nil {
		return translate("add up declines", err)
	}
	hours := sorted(y.hours, func(h *DeclineHour) string { return h.GroupID + h.Hour.Format(time.RFC3339) })
	_, err := s.write.NewInsert().Model(&hours).On("CONFLICT (group_id, hour) DO UPDATE").
		Set("declines = decline_hour.declines + EXCLUDED.declines").Exec(ctx)
	return translate("count declines by the hour", err)
}

// sorted gives a map's rows in one order, whatever the map's.
func sorted[K comparable, V any](m map[K]*V, by func(*V) string) []*V {
	return slices.SortedFunc(maps.Values(m), func(a, b *V) int { return strings.Compare(by(a), by(b)) })
}
