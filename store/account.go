package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// Account is what the ledger keeps of one holder's money in one currency, in minor
// units. Its balances are written by the database alone, with each entry.
type Account struct {
	bun.BaseModel `bun:"table:ledger_accounts,alias:account"`

	ID       int64  `bun:",pk,autoincrement"`
	Kind     string // ledger.User or ledger.Business; one of the contra kinds for the program's own
	Holder   string // user or business token; empty for the program's own
	Currency string // ISO 4217
	Posted   int64
	Held     int64 // the sum of open holds
	Promised int64 // announced credits, not the holder's yet
	Floor    int64 // how far what is available may fall by an approval; 0 or less

	// What was approved and not undone in the UTC day and month that Day (since 1970)
	// and Month (since the year 0) number.
	Day, DayAmount, DayCount       int64
	Month, MonthAmount, MonthCount int64

	Head      []byte // the digest of the latest entry
	Unchained int64  // how many entries have none, as they are of before there were any
	CreatedAt time.Time
}

// The program's own accounts, one of each in a currency: what the network settles, what
// operators fund, and what they correct.
const (
	Settlement = "settlement"
	Funding    = "funding"
	Adjustment = "adjustment"
)

// Available is what the holder may spend: what is posted and not on hold. A forced
// capture or a stand-in may have taken it below zero.
func (a Account) Available() int64 { return a.Posted - a.Held }

// Money writes minor units of the account's currency as the exact decimal.
func (a Account) Money(minor int64) marqeta.Amount { return money(minor, a.Currency) }

// Facing is the account as a policy sees it at a time.
func (a Account) Facing(now time.Time) jit.Account { return a.facing(dayOf(now)) }

// facing is the account as a policy sees it on a day.
func (a Account) facing(today int64) jit.Account {
	out := jit.Account{Holder: a.Holder, Currency: a.Currency, Posted: a.Posted, Held: a.Held, Floor: a.Floor}
	today = max(today, a.Day)
	if a.Day == today {
		out.Day = jit.Spent{Amount: a.DayAmount, Count: a.DayCount}
	}
	if a.Month == monthOf(today) {
		out.Month = jit.Spent{Amount: a.MonthAmount, Count: a.MonthCount}
	}
	return out
}

// spend counts an approval on a day. A clock that was set back does not begin an old
// day anew.
func (a *Account) spend(today, amount int64) {
	if today > a.Day {
		a.Day, a.DayAmount, a.DayCount = today, 0, 0
	}
	if month := monthOf(today); month > a.Month {
		a.Month, a.MonthAmount, a.MonthCount = month, 0, 0
	}
	a.DayAmount, a.DayCount = a.DayAmount+amount, a.DayCount+1
	a.MonthAmount, a.MonthCount = a.MonthAmount+amount, a.MonthCount+1
}

// dayOf numbers a UTC day since 1970, monthOf the month of such a day.
func dayOf(t time.Time) int64 {
	seconds := t.Unix()
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return day
}

func monthOf(day int64) int64 {
	t := time.Unix(day*86400, 0).UTC()
	return int64(t.Year())*12 + int64(t.Month()) - 1
}

// Account finds a holder's account in a currency; ErrNotFound when there is none yet.
func (s *Store) Account(ctx context.Context, h ledger.Holder, currency string) (Account, error) {
	var a Account
	err := s.read.NewSelect().Model(&a).Where("holder = ?", h.Token).Where("kind = ?", h.Kind).Where("currency = ?", currency).Scan(ctx)
	return a, translate("find account", err)
}

// AccountByID finds an account by its number; ErrNotFound when there is none.
func (s *Store) AccountByID(ctx context.Context, id int64) (Account, error) {
	var a Account
	err := s.read.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx)
	return a, translate("find account", err)
}

// AccountsOf gives the accounts of a holder by currency, at most MaxLimit.
func (s *Store) AccountsOf(ctx context.Context, h ledger.Holder) ([]Account, error) {
	var all []Account
	err := s.read.NewSelect().Model(&all).Where("holder = ?", h.Token).Where("kind = ?", h.Kind).OrderExpr("currency").Limit(MaxLimit).Scan(ctx)
	return all, translate("find the accounts of a holder", err)
}

// AccountFilter narrows ListAccounts; what is zero does not.
type AccountFilter struct {
	Holder string // user or business token
}

// ListAccounts gives the holders' accounts, the newest first. Keys carry the number as
// token. The program's own are OwnAccounts.
func (s *Store) ListAccounts(ctx context.Context, f AccountFilter, p Page) (Slice[Account], error) {
	var rows []Account
	q := s.read.NewSelect().Model(&rows).Where("kind IN ('user', 'business')")
	where(q, "holder", strings.TrimSpace(f.Holder))
	if err := byID(q, p).Scan(ctx); err != nil {
		return Slice[Account]{}, translate("list accounts", err)
	}
	return slice(rows, p, func(a Account) Key { return Key{a.CreatedAt, strconv.FormatInt(a.ID, 10)} }), nil
}

// OwnAccounts gives the program's own accounts by currency and kind.
func (s *Store) OwnAccounts(ctx context.Context) ([]Account, error) {
	var all []Account
	err := s.read.NewSelect().Model(&all).Where("holder = ''").Where("kind IN ('settlement', 'funding', 'adjustment')").
		OrderExpr("currency, kind").Limit(MaxLimit).Scan(ctx)
	return all, translate("list the program's accounts", err)
}

// OpenAccount finds a holder's account in a currency, or opens it, empty.
func (s *Store) OpenAccount(ctx context.Context, h ledger.Holder, currency string) (a Account, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		a, err = tx.openAccount(ctx, h, currency)
		return err
	})
	return a, err
}

// openAccount finds an account, or opens it, and keeps it from others until the
// transaction ends.
func (s *Store) openAccount(ctx context.Context, h ledger.Holder, currency string) (Account, error) {
	a := Account{Kind: h.Kind, Holder: h.Token, Currency: currency, CreatedAt: s.now()}
	find := func() error {
		q := s.write.NewSelect().Model(&a).Where("holder = ?", h.Token).Where("kind = ?", h.Kind).Where("currency = ?", currency)
		if !s.isSQLite() {
			q.For("UPDATE")
		}
		return translate("find account", q.Scan(ctx))
	}
	err := find()
	if !missing(err) {
		return a, err
	}
	if _, err := s.write.NewInsert().Model(&a).On("CONFLICT (holder, kind, currency) DO NOTHING").Returning("NULL").Exec(ctx); err != nil {
		return a, translate("open account", err)
	}
	return a, find()
}

// AccountsByID finds accounts by their numbers; those that do not exist are left out.
func (s *Store) AccountsByID(ctx context.Context, ids []int64) (map[int64]Account, error) {
	out := make(map[int64]Account, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var rows []Account
	err := s.read.NewSelect().Model(&rows).Where("id IN (?)", bun.List(ids)).Scan(ctx)
	for _, a := range rows {
		out[a.ID] = a
	}
	return out, translate("find accounts", err)
}
