package store

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
)

// The size of a page nobody asked a size for, and the largest one given.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// Page asks for one page of a list, newest first. With neither key it is the first;
// when both are set Older wins.
type Page struct {
	Limit int64 // 0 means DefaultLimit; never more than MaxLimit
	Older *Key  // only rows that come after this key in the list
	Newer *Key  // only rows that come before it
}

// Slice is one page of rows, newest first.
type Slice[T any] struct {
	Rows  []T
	Top   Key  // the newest place on the page; zero when it is empty
	Newer *Key // nil when nothing is newer than the page
	Older *Key // nil when nothing is older than the page
}

// Key is a place in a list: the time it is ordered by, and the token that decides
// between equal times.
type Key struct {
	At    time.Time
	Token string
}

// maxToken is longer than any token Marqeta gives out and short enough to index.
const maxToken = 255

// ErrKey is what a malformed Key wraps.
var ErrKey = errors.New("not a place in a list")

// String writes the key so that it can stand in an address.
func (k Key) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(k.At.UnixMicro(), 36) + "." + k.Token))
}

// ParseKey reads what String wrote. Anything else is an ErrKey.
func ParseKey(s string) (Key, error) {
	if len(s) > 2*maxToken || strings.ContainsAny(s, "\r\n") { // base64 lets line breaks through
		return Key{}, fmt.Errorf("%w: too long, or several lines", ErrKey)
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || !utf8.Valid(b) {
		return Key{}, fmt.Errorf("%w: not base64url text", ErrKey)
	}
	at, token, ok := strings.Cut(string(b), ".")
	micros, err := strconv.ParseInt(at, 36, 64)
	if !ok || err != nil || len(token) > maxToken || strings.ContainsRune(token, 0) ||
		micros < earliest || micros > latest {
		return Key{}, fmt.Errorf("%w: no time and token", ErrKey)
	}
	return Key{time.UnixMicro(micros).UTC(), token}, nil
}

// Years 1 to 9999, which both databases can hold.
var (
	earliest = time.Time{}.UnixMicro()
	latest   = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).UnixMicro()
)

func (p Page) limit() int64 {
	if p.Limit <= 0 {
		return DefaultLimit
	}
	return min(p.Limit, MaxLimit)
}

// order is the order of a list, newest first, and what bounds it. lead is the equality
// that picks the index; the index goes on with at and token.
type order struct {
	at, token string // columns
	lead      string // a column or indexed expression; empty when nothing is filtered
	leadIs    string
	from, to  time.Time // from is included, to is not; zero does not bound
}

// paged adds a page's bounds, order and limit to a query. It asks for one row more
// than the page holds, which slice takes off again.
func paged(q *bun.SelectQuery, p Page, o order) *bun.SelectQuery {
	way := "DESC"
	if p.Older == nil && p.Newer != nil {
		way = "ASC"
	}
	q = o.bound(q, p)
	if o.leads(q) {
		q = q.OrderExpr("? "+way, bun.Safe(o.lead))
	}
	return q.OrderExpr("? "+way+", ? "+way, bun.Ident(o.at), bun.Ident(o.token)).Limit(p.limit() + 1)
}

// leads reports whether the equality takes part in the row comparisons and the order.
// PostgreSQL may otherwise take a value for frequent that is rare among the rows in
// question, and walk an index by time past all the others; an order that begins with
// the column leaves it one index. SQLite keeps to the index by itself.
func (o order) leads(q *bun.SelectQuery) bool {
	return o.lead != "" && q.Dialect().Name() == dialect.PG
}

func (o order) bound(q *bun.SelectQuery, p Page) *bun.SelectQuery {
	low, over := o.low(p)
	high := o.high(p)
	lead, at, token := bun.Safe(o.lead), bun.Ident(o.at), bun.Ident(o.token)
	if o.leads(q) {
		if low == nil {
			q = q.Where("? >= ?", lead, o.leadIs)
		} else {
			q = q.Where("(?, ?, ?) "+over+" (?, ?, ?)", lead, at, token, o.leadIs, low.At, low.Token)
		}
		if high == nil {
			return q.Where("? <= ?", lead, o.leadIs)
		}
		return q.Where("(?, ?, ?) < (?, ?, ?)", lead, at, token, o.leadIs, high.At, high.Token)
	}
	if o.lead != "" {
		q = q.Where("? = ?", lead, o.leadIs)
	}
	if low != nil {
		q = q.Where("(?, ?) "+over+" (?, ?)", at, token, low.At, low.Token)
	}
	if high != nil {
		q = q.Where("(?, ?) < (?, ?)", at, token, high.At, high.Token)
	}
	return q
}

// low gives the later of the lower bounds, nil when there is none, and how rows must
// compare with it.
func (o order) low(p Page) (k *Key, over string) {
	if p.Older == nil && p.Newer != nil && !p.Newer.At.Before(o.from) {
		return p.Newer, ">"
	}
	if o.from.IsZero() {
		return nil, ""
	}
	return &Key{At: o.from}, ">="
}

// high gives the earlier of the upper bounds, below which rows must be; nil when there
// is none.
func (o order) high(p Page) *Key {
	if p.Older != nil && (o.to.IsZero() || p.Older.At.Before(o.to)) {
		return p.Older
	}
	if o.to.IsZero() {
		return nil
	}
	return &Key{At: o.to}
}

// slice cuts what a paged query returned to the page and finds its neighbours.
func slice[T any](rows []T, p Page, keyOf func(T) Key) Slice[T] {
	more := int64(len(rows)) > p.limit()
	if more {
		rows = rows[:p.limit()]
	}
	back := p.Older == nil && p.Newer != nil
	if back {
		slices.Reverse(rows)
	}
	out := Slice[T]{Rows: rows}
	if len(rows) == 0 {
		return out
	}
	first, last := keyOf(rows[0]), keyOf(rows[len(rows)-1])
	out.Top = first
	if more && back || p.Older != nil {
		out.Newer = &first
	}
	if more && !back || back {
		out.Older = &last
	}
	return out
}

// where adds an equality when the value is not zero.
func where[V comparable](q *bun.SelectQuery, column string, value V) {
	var zero V
	if value != zero {
		q.Where("? = ?", bun.Ident(column), value)
	}
}

// byID pages a list whose rows are numbered in the order they came: the key's token
// is the number, its time only for people.
func byID(q *bun.SelectQuery, p Page) *bun.SelectQuery {
	switch {
	case p.Older != nil:
		return q.Where("id < ?", number(p.Older.Token)).OrderExpr("id DESC").Limit(p.limit() + 1)
	case p.Newer != nil:
		return q.Where("id > ?", number(p.Newer.Token)).OrderExpr("id").Limit(p.limit() + 1)
	}
	return q.OrderExpr("id DESC").Limit(p.limit() + 1)
}

// number reads an ID out of a key; one that is none finds nothing.
func number(token string) int64 {
	n, err := strconv.ParseInt(token, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
