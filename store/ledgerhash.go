package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// LedgerHash is over everything that the ledger says and over nothing that depends on the
// order in which it came to say it: the balances of every account, what is on hold or
// promised, and what each transaction and each proposal posted. Accounts on which
// nothing has ever moved do not count.
func (s *Store) LedgerHash(ctx context.Context) (string, error) {
	sum := sha256.New()
	for _, part := range []string{hashAccounts, hashHolds, hashPostings} {
		rows, err := s.read.QueryContext(ctx, part)
		if err != nil {
			return "", translate("hash the ledger", err)
		}
		for rows.Next() {
			var name, a, b, c string
			var x, y, z int64
			if err := rows.Scan(&name, &a, &b, &c, &x, &y, &z); err != nil {
				_ = rows.Close()
				return "", translate("hash the ledger", err)
			}
			_, _ = fmt.Fprintf(sum, "%s\x00%s\x00%s\x00%s\x00%d\x00%d\x00%d\n", name, a, b, c, x, y, z)
		}
		if err := rows.Err(); err != nil {
			return "", translate("hash the ledger", err)
		}
		if err := rows.Close(); err != nil {
			return "", translate("hash the ledger", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

const (
	hashAccounts = `SELECT 'account', kind, holder, currency, posted, held, promised FROM ledger_accounts
		WHERE posted <> 0 OR held <> 0 OR promised <> 0 ORDER BY 2, 3, 4`

	hashHolds = `SELECT 'hold', h.purchase, a.kind || ' ' || a.holder, a.currency, h.amount, h.promised, 0
		FROM ledger_holds h JOIN ledger_accounts a ON a.id = h.account_id WHERE h.amount <> 0 OR h.promised <> 0 ORDER BY 2, 3, 4`

	hashPostings = `SELECT 'posting', transaction_token, holder, currency, proposal, posted, 0 FROM (
		SELECT e.transaction_token, a.kind || ' ' || a.holder AS holder, a.currency, COALESCE(e.proposal_id, 0) AS proposal,
			CAST(sum(CASE e.credit_id WHEN e.account_id THEN e.amount ELSE -e.amount END) AS bigint) AS posted
		FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.book = 'posted'
		GROUP BY e.transaction_token, a.kind, a.holder, a.currency, COALESCE(e.proposal_id, 0)
	) p WHERE posted <> 0 ORDER BY 2, 3, 4, 5`
)
