package store

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// LedgerFault is one thing in the books that is not as it must be.
type LedgerFault struct {
	Rule   string // what must hold
	Where  string // the row
	Kept   int64  // minor units, or a number
	Should int64
}

func (f LedgerFault) String() string {
	if f.Kept == f.Should {
		return f.Rule + ": not so of " + f.Where
	}
	return fmt.Sprintf("%s: %s has %d, should have %d", f.Rule, f.Where, f.Kept, f.Should)
}

// faultsShown is how many faults of one rule are told.
const faultsShown = 20

// invariant is a rule with the query that finds what breaks it: where, what is kept and
// what should be.
type invariant struct{ rule, query string }

const (
	signedPosted   = `CASE e.book WHEN 'posted' THEN CASE e.credit_id WHEN e.account_id THEN e.amount ELSE -e.amount END ELSE 0 END`
	signedHeld     = `CASE e.book WHEN 'held' THEN CASE e.debit_id WHEN e.account_id THEN e.amount ELSE -e.amount END ELSE 0 END`
	signedPromised = `CASE e.book WHEN 'promised' THEN CASE e.credit_id WHEN e.account_id THEN e.amount ELSE -e.amount END ELSE 0 END`
)

// invariants are recomputed from the entries and the decisions, which are never changed.
var invariants = []invariant{
	{"the postings of a currency sum to zero", `SELECT currency, CAST(sum(posted) AS bigint), 0 FROM ledger_accounts GROUP BY currency HAVING sum(posted) <> 0`},
	{"an account's balance is the sum of its entries", `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, a.posted, CAST(COALESCE(e.posted, 0) AS bigint)
		FROM ledger_accounts a LEFT JOIN (SELECT id, sum(amount) AS posted FROM (
			SELECT credit_id AS id, amount FROM ledger_entries WHERE book = 'posted'
			UNION ALL SELECT debit_id, -amount FROM ledger_entries WHERE book = 'posted') s GROUP BY id) e ON e.id = a.id
		WHERE a.posted <> COALESCE(e.posted, 0)`},
	{"what is held is the sum of its entries", perAccount("held", signedHeld)},
	{"what is promised is the sum of its entries", perAccount("promised", signedPromised)},
	{"what is held is the sum of the holds", perHold("held", "amount")},
	{"what is promised is the sum of the promises", perHold("promised", "promised")},
	{"a hold is the sum of its entries", perPurchase("amount", signedHeld)},
	{"a promise is the sum of its entries", perPurchase("promised", signedPromised)},
	{"an entry knows the balance that it left", perEntry("posted_after", signedPosted)},
	{"an entry knows the hold that it left", perEntry("held_after", signedHeld)},
	{"an approval leaves no less than the floor", `SELECT 'entry ' || CAST(e.id AS text), e.posted_after - e.held_after, a.floor FROM ledger_entries e
		JOIN ledger_accounts a ON a.id = e.account_id WHERE NOT e.forced AND e.debit_id = a.id AND e.book <> 'promised' AND e.posted_after - e.held_after < a.floor`},
	{"an account's floor is 0, as nothing here sets another", `SELECT kind || ' ' || holder || ' ' || currency, floor, 0 FROM ledger_accounts WHERE floor <> 0`},
	{"an account knows its latest entry", `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, COALESCE(e.id, 0), COALESCE(e.id, 0) FROM ledger_accounts a
		LEFT JOIN (SELECT account_id, max(id) AS id FROM ledger_entries WHERE digest IS NOT NULL GROUP BY account_id) l ON l.account_id = a.id
		LEFT JOIN ledger_entries e ON e.id = l.id WHERE (a.head IS NULL) <> (e.id IS NULL) OR a.head <> e.digest`},
	{"an account has its entries of before there were chains", `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, COALESCE(e.number, 0), a.unchained FROM ledger_accounts a
		LEFT JOIN (SELECT account_id, count(*) AS number FROM ledger_entries WHERE digest IS NULL GROUP BY account_id) e ON e.account_id = a.id
		WHERE a.unchained <> COALESCE(e.number, 0)`},
	{"an entry is in the currency of its accounts", `SELECT 'entry ' || CAST(e.id AS text), e.id, 0 FROM ledger_entries e
		JOIN ledger_accounts d ON d.id = e.debit_id JOIN ledger_accounts c ON c.id = e.credit_id WHERE d.currency <> e.currency OR c.currency <> e.currency`},
	{"an applied proposal has its entry", `SELECT 'proposal ' || CAST(p.id AS text), CAST(COALESCE(e.amount, 0) AS bigint), p.amount FROM ledger_proposals p
		LEFT JOIN ledger_entries e ON e.proposal_id = p.id
		WHERE p.state = 'applied' AND (e.id IS NULL OR e.account_id <> p.account_id OR p.kind <> 'release' AND e.amount <> p.amount
			OR p.kind = 'credit' AND e.credit_id <> e.account_id OR p.kind <> 'credit' AND (e.debit_id <> e.account_id) = (p.kind = 'debit'))`},
	{"an entry of a proposal has one that is applied", `SELECT 'entry ' || CAST(e.id AS text), e.amount, 0 FROM ledger_entries e
		LEFT JOIN ledger_proposals p ON p.id = e.proposal_id WHERE e.proposal_id IS NOT NULL AND (p.id IS NULL OR p.state <> 'applied')`},
	{"nobody approves their own proposal", `SELECT 'proposal ' || CAST(id AS text), settled_by, 0 FROM ledger_proposals WHERE state = 'applied' AND settled_by = proposed_by`},
	{"an answer says what was decided", `SELECT token, status, CASE WHEN approved THEN 200 ELSE 402 END FROM funding_decisions
		WHERE (status = 200) <> approved OR NOT approved AND granted <> 0 OR granted > amount`},
	{"an entry of a decision has one that approved it", `SELECT 'entry ' || CAST(e.id AS text), e.amount, 0 FROM ledger_entries e
		LEFT JOIN funding_decisions d ON d.token = e.decision_token WHERE e.decision_token <> '' AND (d.token IS NULL OR NOT d.approved OR NOT d.binding)`},
	{"an entry has a cause", `SELECT 'entry ' || CAST(id AS text), amount, 0 FROM ledger_entries
		WHERE decision_token = '' AND COALESCE(notification_id, 0) = 0 AND proposal_id IS NULL`},
	{"an entry of a decision could have been refused, no other", `SELECT 'entry ' || CAST(id AS text), amount, 0 FROM ledger_entries WHERE forced <> (decision_token = '')`},
	{"a decision sets aside for its own purchase", `SELECT 'entry ' || CAST(e.id AS text), e.amount, 0 FROM ledger_entries e
		JOIN funding_decisions d ON d.token = e.decision_token WHERE e.book <> 'posted' AND d.transaction_token <> e.transaction_token`},
	{"nothing is on hold for a purchase that is over", `SELECT purchase, amount, 0 FROM ledger_holds
		WHERE amount <> 0 AND state NOT IN ('open', 'increased', 'reduced', 'captured in part')`},
	{"an account counts in the day of its latest approval", `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, a.day, d.latest FROM ledger_accounts a
		JOIN (SELECT account_id, max(day) AS latest FROM funding_decisions WHERE approved AND binding AND effect IN ('hold', 'post') GROUP BY account_id) d
			ON d.account_id = a.id WHERE a.day <> d.latest`},
	{"what was approved in a day is the sum of the decisions", perSpan("day", "d.day", "1 = 1", "1 = 1")},
}

func perAccount(column, sum string) string {
	return `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, a.` + column + `, CAST(COALESCE(s.total, 0) AS bigint) FROM ledger_accounts a
		LEFT JOIN (SELECT e.account_id, sum(` + sum + `) AS total FROM ledger_entries e GROUP BY e.account_id) s ON s.account_id = a.id
		WHERE a.` + column + ` <> COALESCE(s.total, 0)`
}

func perHold(column, of string) string {
	return `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, a.` + column + `, CAST(COALESCE(s.total, 0) AS bigint) FROM ledger_accounts a
		LEFT JOIN (SELECT account_id, sum(` + of + `) AS total FROM ledger_holds GROUP BY account_id) s ON s.account_id = a.id
		WHERE a.` + column + ` <> COALESCE(s.total, 0)`
}

func perPurchase(column, sum string) string {
	return `SELECT h.purchase, h.` + column + `, CAST(COALESCE(s.total, 0) AS bigint) FROM ledger_holds h
		LEFT JOIN (SELECT e.purchase, e.account_id, sum(` + sum + `) AS total FROM ledger_entries e GROUP BY e.purchase, e.account_id) s
			ON s.purchase = h.purchase AND s.account_id = h.account_id
		WHERE h.` + column + ` <> COALESCE(s.total, 0)`
}

func perEntry(column, sum string) string {
	return `SELECT 'entry ' || CAST(id AS text), kept, CAST(should AS bigint) FROM (
		SELECT e.id, e.` + column + ` AS kept, sum(` + sum + `) OVER (PARTITION BY e.account_id ORDER BY e.id) AS should FROM ledger_entries e
	) r WHERE kept <> should`
}

func perSpan(span, of, decisions, accounts string) string {
	return `SELECT a.kind || ' ' || a.holder || ' ' || a.currency, a.` + span + `_amount, CAST(COALESCE(s.total, 0) AS bigint) FROM ledger_accounts a
		LEFT JOIN (SELECT d.account_id, ` + of + ` AS span, sum(d.granted) AS total, count(*) AS number FROM funding_decisions d
			WHERE d.approved AND d.binding AND d.effect IN ('hold', 'post') AND d.outcome NOT IN ('declined', 'timed out') AND ` + decisions + ` GROUP BY 1, 2) s
			ON s.account_id = a.id AND s.span = a.` + span + `
		WHERE (a.` + span + `_amount <> COALESCE(s.total, 0) OR a.` + span + `_count <> COALESCE(s.number, 0)) AND ` + accounts
}

// monthly gives the invariants of the days and months that accounts count in, which are few.
func (s *Store) monthly(ctx context.Context) ([]invariant, error) {
	var spans []struct{ Day, Month int64 }
	if err := s.read.NewSelect().Model((*Account)(nil)).ColumnExpr("DISTINCT day, month").Scan(ctx, &spans); err != nil {
		return nil, translate("find the days and months of accounts", err)
	}
	all, seen := []invariant(nil), map[int64]bool{}
	for _, span := range spans {
		if span.Day != 0 && span.Month != monthOf(span.Day) {
			all = append(all, invariant{"an account counts in the month of its day", fmt.Sprintf(
				`SELECT kind || ' ' || holder || ' ' || currency, month, CAST(%d AS bigint) FROM ledger_accounts WHERE day = %d AND month = %d`, monthOf(span.Day), span.Day, span.Month)})
		}
		m := span.Month
		if seen[m] {
			continue
		}
		seen[m] = true
		first := time.Date(int(m/12), time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC)
		all = append(all, invariant{"what was approved in a month is the sum of the decisions", perSpan("month", fmt.Sprint(m),
			fmt.Sprintf("d.day >= %d AND d.day < %d", dayOf(first), dayOf(first.AddDate(0, 1, 0))), fmt.Sprintf("a.month = %d", m))})
	}
	return all, nil
}

// checkInvariants finds what breaks them, the first of each kind.
func (s *Store) checkInvariants(ctx context.Context) ([]LedgerFault, error) {
	months, err := s.monthly(ctx)
	if err != nil {
		return nil, err
	}
	var faults []LedgerFault
	for _, i := range slices.Concat(invariants, months) {
		rows, err := s.read.QueryContext(ctx, i.query+fmt.Sprintf(" LIMIT %d", faultsShown))
		if err != nil {
			return nil, translate("check that "+i.rule, err)
		}
		for rows.Next() {
			f := LedgerFault{Rule: i.rule}
			if err := rows.Scan(&f.Where, &f.Kept, &f.Should); err != nil {
				_ = rows.Close()
				return nil, translate("check that "+i.rule, err)
			}
			faults = append(faults, f)
		}
		if err := rows.Err(); err != nil {
			return nil, translate("check that "+i.rule, err)
		}
		if err := rows.Close(); err != nil {
			return nil, translate("check that "+i.rule, err)
		}
	}
	broken, err := s.checkChains(ctx)
	return append(faults, broken...), err
}
