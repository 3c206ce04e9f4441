package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
)

// chain puts an entry behind the account's latest. Whoever holds the account writes both,
// the entry and the account's head.
func (a *Account) chain(e *Entry) {
	e.Digest = e.behind(a.Head)
	a.Head = e.Digest
}

// behind is the digest of an entry that follows another: over the other's digest and
// everything that the entry says, except the number that the database gives it.
func (e *Entry) behind(before []byte) []byte {
	said := make([]byte, 0, 512)
	for _, text := range []string{string(before), string(e.Book), e.Currency, e.Kind, e.Purchase, e.TransactionToken, e.DecisionToken} {
		said = append(binary.AppendUvarint(said, uint64(len(text))), text...)
	}
	for _, n := range []int64{e.AccountID, e.DebitID, e.CreditID, e.Amount, e.NotificationID, e.ProposalID, e.PostedAfter, e.HeldAfter, e.At.UnixMicro()} {
		said = binary.AppendVarint(said, n)
	}
	digest := sha256.Sum256(strconv.AppendBool(said, e.Forced))
	return digest[:]
}

// appendEntries chains entries in their order and appends them. The accounts are kept from
// others; the database changes their balances.
func (s *Store) appendEntries(ctx context.Context, entries []Entry, accounts map[int64]*Account) error {
	moved := map[int64]*Account{}
	for i := range entries {
		e := &entries[i]
		moved[e.AccountID] = accounts[e.AccountID]
		moved[e.AccountID].chain(e)
	}
	if _, err := s.write.NewInsert().Model(&entries).Returning("NULL").Exec(ctx); err != nil {
		return translate("append ledger entries", err)
	}
	for _, a := range moved {
		if _, err := s.write.NewUpdate().Model(a).Column("head").WherePK().Exec(ctx); err != nil {
			return translate("append to the chain of an account", err)
		}
	}
	return nil
}

// chainChunk is how many entries are read at once to follow the chains.
const chainChunk = 2000

// checkChains follows the chain of every account. Entries of before there were chains
// have no digest; accounts know how many those are.
func (s *Store) checkChains(ctx context.Context) (faults []LedgerFault, err error) {
	var last Entry
	for {
		var some []Entry
		err := s.read.NewSelect().Model(&some).Where("digest IS NOT NULL").Where("(account_id, id) > (?, ?)", last.AccountID, last.ID).
			OrderExpr("account_id, id").Limit(chainChunk).Scan(ctx)
		if err != nil {
			return nil, translate("follow the chains of accounts", err)
		}
		for _, e := range some {
			if e.AccountID != last.AccountID {
				last.Digest = nil
			}
			if !bytes.Equal(e.Digest, e.behind(last.Digest)) && len(faults) < faultsShown {
				faults = append(faults, LedgerFault{Rule: "an entry is as it was written, behind the one before it", Where: "entry " + strconv.FormatInt(e.ID, 10)})
			}
			last = e
		}
		if len(some) < chainChunk {
			return faults, nil
		}
	}
}
