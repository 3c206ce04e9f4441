package store

import (
	"context"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
)

// Hit is one thing that Find found.
type Hit struct {
	Kind   string // "card", "user", "card product", "funding source", "transaction", "gpa_order", "notification", "case"
	Token  string // of a notification and a case: its ID
	Label  string // what people call it: a name, a merchant, "•••• 1234"
	Detail string // what tells it from others of its kind; may be empty
}

// maxHits bounds the hits of each kind.
const maxHits = 20

// Find looks for a token of any kind, a card's last four digits, a user's e-mail
// address, an approval code or a case's number. Only whole values match, each through an index. Nothing
// found is an empty list.
func (s *Store) Find(ctx context.Context, query string) ([]Hit, error) {
	query = strings.TrimSpace(query)
	if query == "" || len(query) > maxToken || strings.ContainsRune(query, 0) {
		return nil, nil
	}
	var hits []Hit
	for _, look := range []func(context.Context, string) ([]Hit, error){
		s.findCards, s.findUsers, s.findCardProducts, s.findFundingSources, s.findTransactions, s.findGPAOrders, s.findNotifications, s.findCases,
	} {
		found, err := look(ctx, query)
		if err != nil {
			return nil, translate("search", err) // what was looked for stays out of the log
		}
		hits = append(hits, found...)
	}
	return hits, nil
}

func (s *Store) findCards(ctx context.Context, query string) ([]Hit, error) {
	return found(ctx, s, "created_at", []filter{{"token", query}, {"last_four", lastFour(query)}}, func(c Card) Hit {
		return Hit{"card", c.Token, "•••• " + c.LastFour, c.State}
	})
}

func (s *Store) findUsers(ctx context.Context, query string) ([]Hit, error) {
	address := ""
	if strings.Contains(query, "@") {
		address = email(query)
	}
	return found(ctx, s, "created_at", []filter{{"token", query}, {"lower(email)", address}}, func(u User) Hit {
		return Hit{"user", u.Token, u.FullName(), u.Email}
	})
}

func (s *Store) findCardProducts(ctx context.Context, query string) ([]Hit, error) {
	return found(ctx, s, "created_at", []filter{{"token", query}}, func(p CardProduct) Hit {
		return Hit{"card product", p.Token, p.Name, p.Funding}
	})
}

func (s *Store) findFundingSources(ctx context.Context, query string) ([]Hit, error) {
	masked, _ := strings.CutPrefix(query, mask)
	if masked == query {
		masked = ""
	}
	return found(ctx, s, "created_at", []filter{{"token", query}, {"tail", masked}}, func(f FundingSource) Hit {
		return Hit{"funding source", f.Token, f.Name, f.Kind}
	})
}

func (s *Store) findTransactions(ctx context.Context, query string) ([]Hit, error) {
	code := ""
	if len(query) == 6 {
		code = strings.ToUpper(query)
	}
	return found(ctx, s, "user_transaction_time", []filter{{"token", query}, {"approval_code", code}}, func(t Transaction) Hit {
		return Hit{"transaction", t.Token, t.Merchant, t.Type + " " + t.State}
	})
}

func (s *Store) findGPAOrders(ctx context.Context, query string) ([]Hit, error) {
	return found(ctx, s, "created_at", []filter{{"token", query}}, func(o GPAOrder) Hit {
		return Hit{"gpa_order", o.Token, o.Amount().Fixed(Digits(o.Currency)) + " " + o.Currency, o.State}
	})
}

func (s *Store) findNotifications(ctx context.Context, query string) ([]Hit, error) {
	return found(ctx, s, "id", []filter{{"token", query}}, func(n Notification) Hit {
		return Hit{"notification", strconv.FormatInt(n.ID, 10), n.Family + " " + n.Type, string(n.Status)}
	})
}

// found looks in one table for rows where any of the columns equals its text, the
// newest first. Each column is a query of its own, so that each can use its index.
func found[T any](ctx context.Context, s *Store, newest string, by []filter, hit func(T) Hit) ([]Hit, error) {
	var hits []Hit
	for _, f := range by {
		if f.is == "" {
			continue
		}
		var rows []T
		if err := s.read.NewSelect().Model(&rows).Where("? = ?", bun.Safe(f.column), f.is).
			OrderExpr("? DESC", bun.Ident(newest)).Limit(maxHits).Scan(ctx); err != nil {
			return nil, err
		}
		for _, row := range rows {
			hits = append(hits, hit(row))
		}
	}
	return hits, nil
}

// lastFour gives a query of exactly four digits, and nothing otherwise.
func lastFour(query string) string {
	if len(query) != 4 || strings.Trim(query, "0123456789") != "" {
		return ""
	}
	return query
}

// caseNumber reads "7", "#7" and "case 7"; 0 for what is none of these.
func caseNumber(query string) int64 {
	digits, ok := strings.CutPrefix(strings.ToLower(query), "case")
	if !ok {
		digits = query
	}
	digits = strings.TrimPrefix(strings.TrimSpace(digits), "#")
	if len(digits) > 9 || strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	return number(digits)
}
