package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta/jit"
)

// GatewayAlarm is something at the decision endpoint that somebody has to look at. Alarms
// of one kind about one thing are one row until it is closed.
type GatewayAlarm struct {
	ID               int64 `bun:",pk,autoincrement"`
	Kind             jit.Alarm
	Source           string // the gateway
	About            string // a funding message's token, or a method; may be empty
	Token            string // of the latest funding message
	TransactionToken string
	Detail           string // what failed, for people who operate the console
	Times            int64
	FirstAt, LastAt  time.Time
	ClosedAt         time.Time `bun:",nullzero"`
	ClosedBy         string    // email of an operator
}

// ListAlarms gives alarms that are open, or all, the latest to begin first. Keys carry the
// alarm's number as token.
func (s *Store) ListAlarms(ctx context.Context, open bool, p Page) (Slice[GatewayAlarm], error) {
	var rows []GatewayAlarm
	q := s.read.NewSelect().Model(&rows)
	if open {
		q.Where("closed_at IS NULL")
	}
	if err := byID(q, p).Scan(ctx); err != nil {
		return Slice[GatewayAlarm]{}, translate("list alarms", err)
	}
	return slice(rows, p, func(a GatewayAlarm) Key { return Key{a.FirstAt, strconv.FormatInt(a.ID, 10)} }), nil
}

// CloseAlarm closes an alarm that is open; ErrNotFound when it is not. What happens again
// opens another.
func (s *Store) CloseAlarm(ctx context.Context, id int64, by string) error {
	return changed("close alarm")(s.write.NewUpdate().Model((*GatewayAlarm)(nil)).Set("closed_at = ?", s.now()).Set("closed_by = ?", by).
		Where("id = ?", id).Where("closed_at IS NULL").Exec(ctx))
}

// RaiseAlarm opens an alarm or counts one more of those that are open.
func (s *Store) RaiseAlarm(ctx context.Context, a GatewayAlarm) error {
	a.ID, a.ClosedAt, a.ClosedBy = 0, time.Time{}, ""
	if a.LastAt.IsZero() {
		a.FirstAt, a.LastAt = s.now(), s.now()
	}
	a.Times = max(a.Times, 1)
	_, err := s.write.NewInsert().Model(&a).On("CONFLICT (kind, source, about) WHERE closed_at IS NULL DO UPDATE").
		Set("times = ?TableAlias.times + EXCLUDED.times").Set("last_at = EXCLUDED.last_at").Set("token = EXCLUDED.token").
		Set("transaction_token = EXCLUDED.transaction_token").Set("detail = EXCLUDED.detail").Returning("NULL").Exec(ctx)
	return translate("raise alarm", err)
}

// raised folds answers into alarms.
func raised(all []jit.Answered) []GatewayAlarm {
	type key struct {
		kind          jit.Alarm
		source, about string
	}
	found := map[key]int{}
	var out []GatewayAlarm
	for _, a := range all {
		kind, about := a.Alarm()
		if kind == "" {
			continue
		}
		k := key{kind, a.Gateway, about}
		i, known := found[k]
		if !known {
			i, found[k] = len(out), len(out)
			out = append(out, GatewayAlarm{Kind: kind, Source: a.Gateway, About: about, FirstAt: a.Received})
		}
		one := &out[i]
		one.Token, one.TransactionToken, one.Detail, one.LastAt = a.Token, a.Transaction, legible([]byte(a.Error)), a.Received
		one.Times++
	}
	return out
}

// legible makes text of any bytes, such as both databases hold.
func legible(b []byte) string {
	return strings.ReplaceAll(strings.ToValidUTF8(string(b), "\uFFFD"), "\x00", "\uFFFD")
}
