package rule

import (
	"strconv"

	"github.com/bojanz/currency"

	"carddeck/marqeta/jit"
)

// looks gives how a rule that was checked looks at a request.
func looks(r Rule) func(*subject) look {
	switch r.Kind {
	case Balance:
		return balanceRule
	case Amount:
		return amountLimit(r, func(jit.Account) int64 { return 0 })
	case DayAmount:
		return amountLimit(r, func(a jit.Account) int64 { return a.Day.Amount })
	case MonthAmount:
		return amountLimit(r, func(a jit.Account) int64 { return a.Month.Amount })
	case DayCount:
		return countLimit(r, func(a jit.Account) int64 { return a.Day.Count })
	case MonthCount:
		return countLimit(r, func(a jit.Account) int64 { return a.Month.Count })
	}
	return match(r)
}

func balanceRule(s *subject) look {
	if !s.leaving() {
		return look{outcome: jit.Skipped}
	}
	return balance(s)
}

func balance(s *subject) look {
	left := s.account.Spendable()
	found := look{outcome: jit.Passed, limit: s.Fixed(left), values: []jit.Value{
		s.money("asked", s.Amount), s.money("posted", s.account.Posted), s.money("held", s.account.Held), s.money("spendable", left),
	}}
	switch {
	case s.Amount <= left:
	case s.partial && left > 0:
		found.outcome, found.amount = jit.Reduced, left
	default:
		found.outcome = jit.Declined
	}
	return found
}

// amountLimit looks at what was spent already and what this request would add.
func amountLimit(r Rule, spent func(jit.Account) int64) func(*subject) look {
	digits, _ := currency.GetDigits(r.Currency)
	most, _ := r.Amount.Minor(digits)
	return func(s *subject) look {
		if !s.leaving() || s.Currency != r.Currency {
			return look{outcome: jit.Skipped, values: []jit.Value{{Name: "currency", Text: s.Currency}}}
		}
		before := spent(s.account)
		found := look{outcome: jit.Passed, limit: s.Fixed(most), values: []jit.Value{s.money("asked", s.Amount), s.money("limit", most)}}
		if r.Kind != Amount {
			found.values = append(found.values, s.money("spent before", before))
		}
		if s.Amount > most-before {
			found.outcome = jit.Declined
		}
		return found
	}
}

// countLimit looks at how many there were already; what adds to a purchase is not
// another one.
func countLimit(r Rule, made func(jit.Account) int64) func(*subject) look {
	limit := strconv.FormatInt(r.Count, 10)
	return func(s *subject) look {
		if !s.leaving() || s.Original != "" {
			return look{outcome: jit.Skipped}
		}
		before := made(s.account)
		found := look{outcome: jit.Passed, limit: limit, values: []jit.Value{
			{Name: "before", Text: strconv.FormatInt(before, 10)}, {Name: "limit", Text: limit},
		}}
		if before >= r.Count {
			found.outcome = jit.Declined
		}
		return found
	}
}

func (s *subject) money(name string, minor int64) jit.Value {
	return jit.Value{Name: name, Text: s.Fixed(minor) + " " + s.Currency}
}
