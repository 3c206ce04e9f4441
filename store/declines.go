package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// DeclineCause is what the declines of a group have in common.
type DeclineCause struct {
	Code             string // response code
	Decider          string // a dictionary.Check, as the notification alone tells it; empty when it does not
	Sure             bool   // the notification leaves no other check
	Control          string // name of the spend control that refused, where the platform gave one
	MCC              string `bun:"mcc"` // merchant category code
	CardProductToken string
}

// DeclineGroup is the declines of one cause, counted. Each declined transaction counts
// once, however often its notification came.
type DeclineGroup struct {
	ID string `bun:",pk"` // made from the cause, so that it outlives a rebuild
	DeclineCause

	Declines int64
	Cards    int64 // distinct ones
	Users    int64

	FirstSeen   time.Time // user_transaction_time, as all times of declines here
	LastSeen    time.Time
	LatestToken string // the transaction seen last

	State      DeclineState
	ResolvedAt time.Time `bun:",nullzero"` // the last time that an operator called it resolved
	ResolvedBy string    // email
	ReopenedAt time.Time `bun:",nullzero"` // after ResolvedAt; zero while it is resolved
	ReopenedBy string    // email; empty when a new decline did it
	Reopenings int64     // how often a decline came after a resolution
	Note       string    // of the last who resolved or reopened it

	Amounts []DeclineAmount `bun:"-"` // by currency, the most declines first
}

// DeclineState says whether somebody still has to look at a group.
type DeclineState string

// A group begins open. A decline that happens after its resolution opens it again.
const (
	DeclinesOpen     DeclineState = "open"
	DeclinesResolved DeclineState = "resolved"
)

// DeclineAmount is what merchants asked for in one currency. Currencies are never added.
type DeclineAmount struct {
	GroupID     string `bun:",pk"`
	Currency    string `bun:",pk"`
	Declines    int64
	AmountMinor int64 // minor units
}

// DeclineHour is how many declines a group had within an hour, UTC.
type DeclineHour struct {
	GroupID  string    `bun:",pk"`
	Hour     time.Time `bun:",pk"` // its beginning
	Declines int64
}

// declineHolder is a card or a user that a group has met.
type declineHolder struct {
	GroupID  string `bun:",pk"`
	Kind     string `bun:",pk"` // "card" or "user"
	Token    string `bun:",pk"`
	Declines int64
}

// DeclineFilter narrows ListDeclineGroups; what is zero does not.
type DeclineFilter struct {
	State       DeclineState
	Code        string
	Decider     string
	CardProduct string
	Currency    string
	From, To    time.Time // groups seen in between: From is included, To is not
	ByCount     bool      // the largest first, instead of the last seen

	rare []string // the groups of Currency, when they are few; nil when they are many
}

// ListDeclineGroups gives groups with their amounts, the last seen or the largest first.
func (s *Store) ListDeclineGroups(ctx context.Context, f DeclineFilter, p Page) (Slice[DeclineGroup], error) {
	f, err := s.weigh(ctx, f)
	if err != nil {
		return Slice[DeclineGroup]{}, err
	}
	var rows []DeclineGroup
	q := s.read.NewSelect().Model(&rows)
	key := func(g DeclineGroup) Key { return Key{g.LastSeen, g.ID} }
	if f.ByCount {
		q, key = f.byCount(q, p), DeclineGroup.sizeKey
	} else {
		q = paged(q, p, f.apply(q))
	}
	if err := q.Scan(ctx); err != nil {
		return Slice[DeclineGroup]{}, translate("list decline groups", err)
	}
	out := slice(rows, p, key)
	return out, s.addAmounts(ctx, out.Rows)
}

// DeclineGroup finds a group; ErrNotFound when there is none, or none any more.
func (s *Store) DeclineGroup(ctx context.Context, id string) (DeclineGroup, error) {
	rows := make([]DeclineGroup, 1)
	if err := s.read.NewSelect().Model(&rows[0]).Where("id = ?", id).Scan(ctx); err != nil {
		return DeclineGroup{}, translate("find decline group", err)
	}
	err := s.addAmounts(ctx, rows)
	return rows[0], err
}

// CountDeclineGroupsUpTo counts what the filter finds, but no further than most.
func (s *Store) CountDeclineGroupsUpTo(ctx context.Context, f DeclineFilter, most int64) (n int64, err error) {
	if f, err = s.weigh(ctx, f); err != nil {
		return 0, err
	}
	q := s.read.NewSelect().Model((*DeclineGroup)(nil)).ColumnExpr("1")
	q = paged(q, Page{}, f.apply(q)).Limit(max(most, 1))
	err = s.read.NewSelect().TableExpr("(?) AS found", q).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, translate("count decline groups", err)
}

// DeclineHours gives the hours since a time in which groups had declines, in order.
func (s *Store) DeclineHours(ctx context.Context, since time.Time, ids ...string) (map[string][]DeclineHour, error) {
	out := map[string][]DeclineHour{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []DeclineHour
	err := s.read.NewSelect().Model(&rows).Where("group_id IN (?)", bun.List(ids)).Where("hour >= ?", since).
		OrderExpr("group_id, hour").Scan(ctx)
	for _, h := range rows {
		out[h.GroupID] = append(out[h.GroupID], h)
	}
	return out, translate("read the hours of decline groups", err)
}

func (s *Store) addAmounts(ctx context.Context, groups []DeclineGroup) error {
	if len(groups) == 0 {
		return nil
	}
	place := make(map[string]int, len(groups))
	ids := make([]string, len(groups))
	for i, g := range groups {
		place[g.ID], ids[i] = i, g.ID
	}
	var rows []DeclineAmount
	err := s.read.NewSelect().Model(&rows).Where("group_id IN (?)", bun.List(ids)).
		OrderExpr("group_id, declines DESC, currency").Scan(ctx)
	for _, a := range rows {
		g := &groups[place[a.GroupID]]
		g.Amounts = append(g.Amounts, a)
	}
	return translate("read the amounts of decline groups", err)
}

// apply adds the filter to a query and says in what order its index keeps the rows.
func (f DeclineFilter) apply(q *bun.SelectQuery) order {
	if !f.To.IsZero() {
		q.Where("first_seen < ?", f.To)
	}
	f.inCurrency(q)
	return narrow(q, order{at: "last_seen", token: "id", from: f.From}, []filter{
		{"code", f.Code}, {"card_product_token", f.CardProduct}, {"decider", f.Decider}, {"state", string(f.State)},
	})
}

// fewGroups is how many groups a currency may have to be looked up one by one.
const fewGroups = 500

// weigh finds out whether a currency has few groups. Looking for those among all groups
// would go through all of them, while of a common one the first page is full soon.
func (s *Store) weigh(ctx context.Context, f DeclineFilter) (DeclineFilter, error) {
	if f.Currency == "" {
		return f, nil
	}
	ids := []string{}
	err := s.read.NewSelect().Model((*DeclineAmount)(nil)).Column("group_id").Where("currency = ?", f.Currency).Limit(fewGroups+1).Scan(ctx, &ids)
	if len(ids) <= fewGroups {
		f.rare = append(ids, "") // no group's id: a list of nothing is no SQL
	}
	return f, translate("weigh a currency of declines", err)
}

func (f DeclineFilter) inCurrency(q *bun.SelectQuery) {
	switch {
	case f.rare != nil:
		q.Where("id IN (?)", bun.List(f.rare))
	case f.Currency != "":
		q.Where("EXISTS (SELECT 1 FROM decline_amounts a WHERE a.group_id = id AND a.currency = ?)", f.Currency)
	}
}

// sizeKey is a group's place among groups by size. Its time is the count, in microseconds.
func (g DeclineGroup) sizeKey() Key { return Key{time.UnixMicro(g.Declines).UTC(), g.ID} }

func (f DeclineFilter) byCount(q *bun.SelectQuery, p Page) *bun.SelectQuery {
	where(q, "code", f.Code)
	where(q, "card_product_token", f.CardProduct)
	where(q, "decider", f.Decider)
	where(q, "state", f.State)
	f.inCurrency(q)
	if !f.From.IsZero() {
		q.Where("last_seen >= ?", f.From)
	}
	if !f.To.IsZero() {
		q.Where("first_seen < ?", f.To)
	}
	q.Limit(p.limit() + 1)
	switch {
	case p.Older != nil:
		q.Where("(declines, id) < (?, ?)", p.Older.At.UnixMicro(), p.Older.Token)
	case p.Newer != nil:
		return q.Where("(declines, id) > (?, ?)", p.Newer.At.UnixMicro(), p.Newer.Token).OrderExpr("declines, id")
	}
	return q.OrderExpr("declines DESC, id DESC")
}
