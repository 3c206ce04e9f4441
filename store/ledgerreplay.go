package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/marqeta/webhook"
)

// replayChunk is how much is replayed in one transaction.
const replayChunk = 200

// replay makes the books anew in another store. Their order is not that in which things
// came: decisions, then notifications, then proposals.
func (s *Store) replay(ctx context.Context, into *Store, r *LedgerReport, tell func(LedgerReport)) error {
	p := replaying{from: s, into: into, accounts: map[int64]int64{}, report: r}
	for _, part := range []func(context.Context, *Store) (more bool, err error){p.decisions, p.notifications, p.proposals, p.transactions} {
		for more := true; more; {
			err := into.InTx(ctx, func(ctx context.Context, tx *Store) (err error) {
				more, err = part(ctx, tx)
				return err
			})
			if err != nil {
				return fmt.Errorf("replay the ledger: %w", err)
			}
			tell(*r)
		}
	}
	return nil
}

// replaying is how far a replay has come.
type replaying struct {
	from, into *Store
	accounts   map[int64]int64 // numbers there, by those here
	report     *LedgerReport

	decision     string // behind which to go on
	notification int64
	proposal     int64
	transaction  string
}

// account finds or opens the account there that is one here.
func (p *replaying) account(ctx context.Context, tx *Store, id int64) (there int64, h ledger.Holder, err error) {
	var a Account
	if err := p.from.read.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx); err != nil {
		return 0, h, translate("find account", err)
	}
	h = ledger.Holder{Kind: a.Kind, Token: a.Holder}
	opened, err := tx.openAccount(ctx, h, a.Currency)
	return opened.ID, h, err
}

func (p *replaying) decisions(ctx context.Context, tx *Store) (more bool, err error) {
	var some []FundingDecision
	err = p.from.read.NewSelect().Model(&some).Where("token > ?", p.decision).OrderExpr("token").Limit(replayChunk).Scan(ctx)
	if err != nil {
		return false, translate("read decisions", err)
	}
	for _, d := range some {
		p.decision = d.Token
		p.report.Decisions++
		ask, err := jit.Read(d.Request)
		if err != nil || !sameDigest(ask, d.Digest) || ask.Amount != d.Amount || ask.Transaction != d.TransactionToken {
			p.fault("a decision is about the request that is kept with it", d.Token)
		}
		if !d.said() {
			p.fault("what was answered is what was decided", d.Token)
		}
		if d.AccountID, _, err = p.account(ctx, tx, d.AccountID); err != nil {
			return false, err
		}
		d.Outcome = Unreported
		if _, err := tx.write.NewInsert().Model(&d).Exec(ctx); err != nil {
			return false, translate("replay a decision", err)
		}
		if err := p.polls(ctx, tx, d.Token); err != nil {
			return false, err
		}
		if err := tx.rebook(ctx, cause{transaction: d.TransactionToken}, d.TransactionToken, d.Token, d.OriginalToken); err != nil {
			return false, err
		}
	}
	return len(some) == replayChunk, nil
}

// sameDigest holds a digest that was kept against a request. What is no digest is none's.
func sameDigest(ask jit.Ask, kept []byte) bool {
	digest := ask.Digest()
	return bytes.Equal(digest[:], kept)
}

// said reports whether the answer that was kept is that of the decision.
func (d FundingDecision) said() bool {
	var answer struct {
		Funding struct {
			Token  string         `json:"token"`
			Amount marqeta.Amount `json:"amount"`
			Reason jit.Reason     `json:"decline_reason"`
		} `json:"jit_funding"`
	}
	amount := d.Amount
	if d.Approved {
		amount = d.Granted
	}
	return json.Unmarshal(d.Answer, &answer) == nil && answer.Funding.Token == d.Token && answer.Funding.Reason == d.Reason &&
		answer.Funding.Amount.Cmp(d.Money(amount)) == 0
}

// polls copies what the platform said when it was asked about a decision.
func (p *replaying) polls(ctx context.Context, tx *Store, decision string) error {
	var asked []decisionPoll
	if err := p.from.read.NewSelect().Model(&asked).Where("token = ?", decision).Scan(ctx); err != nil || len(asked) == 0 {
		return translate("read the polls of a decision", err)
	}
	_, err := tx.write.NewInsert().Model(&asked).Exec(ctx)
	return translate("replay the polls of a decision", err)
}

func (p *replaying) notifications(ctx context.Context, tx *Store) (more bool, err error) {
	var some []struct {
		Notification `bun:",extend"`
		Raw          []byte
		ByGateway    bool
	}
	err = p.from.read.NewRaw("SELECT n.*, "+cutOut+" AS raw, COALESCE(t.by_gateway, FALSE) AS by_gateway FROM notifications n JOIN messages m ON m.id = n.message_id"+
		" LEFT JOIN transactions t ON t.token = n.token WHERE n.id > ? AND n.family = ? AND n.status = ? ORDER BY n.id LIMIT ?",
		p.notification, webhook.Transaction, Applied, replayChunk).Scan(ctx, &some)
	if err != nil {
		return false, translate("read notifications", err)
	}
	for _, n := range some {
		p.notification = n.ID
		p.report.Notifications++
		m := message{Body: n.Raw, Header: []byte("{}"), ReceivedAt: n.ReceivedAt, Signature: webhook.Unchecked}
		if _, err := tx.write.NewInsert().Model(&m).Exec(ctx); err != nil {
			return false, translate("replay a message", err)
		}
		n.MessageID, n.Position, n.ByteStart, n.ByteLength = m.ID, 0, 0, len(n.Raw)
		if _, err := tx.write.NewInsert().Model(&n.Notification).Exec(ctx); err != nil {
			return false, translate("replay a notification", err)
		}
		folding := &Store{read: tx.read, write: tx.write, database: tx.database, inTx: true, replayed: &n.ByGateway}
		if _, err := folding.foldTransaction(ctx, n.Notification, n.Raw); err != nil {
			p.fault("an applied notification can be applied again", n.Token)
		}
	}
	return len(some) == replayChunk, nil
}

func (p *replaying) proposals(ctx context.Context, tx *Store) (more bool, err error) {
	var some []Proposal
	err = p.from.read.NewSelect().Model(&some).Where("id > ?", p.proposal).Where("state = ?", ProposalApplied).OrderExpr("id").Limit(replayChunk).Scan(ctx)
	if err != nil {
		return false, translate("read proposals", err)
	}
	for _, a := range some {
		p.proposal = a.ID
		p.report.Proposals++
		if a.AccountID, _, err = p.account(ctx, tx, a.AccountID); err != nil {
			return false, err
		}
		if _, err := tx.write.NewInsert().Model(&a).Exec(ctx); err != nil {
			return false, translate("replay a proposal", err)
		}
		if a.Kind == ReleaseHold {
			err = tx.rebook(ctx, cause{transaction: a.Purchase, proposal: a.ID}, a.Purchase)
		} else {
			err = tx.enterProposal(ctx, &a)
		}
		if err != nil {
			return false, err
		}
	}
	return len(some) == replayChunk, nil
}

// transactions compares the copies of transactions, which the ledger goes by, with those
// made anew.
func (p *replaying) transactions(ctx context.Context, tx *Store) (more bool, err error) {
	var some []Transaction
	err = p.from.read.NewSelect().Model(&some).Where("token > ?", p.transaction).OrderExpr("token").Limit(replayChunk).Scan(ctx)
	if err != nil {
		return false, translate("read transactions", err)
	}
	var anew []Transaction
	if len(some) == replayChunk {
		err = tx.read.NewSelect().Model(&anew).Where("token > ?", p.transaction).Where("token <= ?", some[len(some)-1].Token).Scan(ctx)
	} else {
		err = tx.read.NewSelect().Model(&anew).Where("token > ?", p.transaction).Scan(ctx)
	}
	if err != nil {
		return false, translate("read replayed transactions", err)
	}
	should := make(map[string]Transaction, len(anew))
	for _, t := range anew {
		should[t.Token] = t
	}
	for _, t := range some {
		p.transaction = t.Token
		if was, ok := should[t.Token]; !ok || was.fact() != t.fact() && !t.unread() {
			p.fault("a transaction is what its notifications say", t.Token)
		}
		delete(should, t.Token)
	}
	for token := range should {
		p.fault("a notification that is applied has its transaction", token)
	}
	return len(some) == replayChunk, nil
}

func (p *replaying) fault(rule, where string) {
	if len(p.report.Faults) < maxShown {
		p.report.Faults = append(p.report.Faults, LedgerFault{Rule: rule, Where: where})
	}
}

// unread reports whether an earlier release applied the transaction, which knew no
// ledger.
func (t Transaction) unread() bool {
	return t.Holder == "" && (t.UserToken != "" || t.BusinessToken != "") && !t.FundingRecord
}
