package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"carddeck/marqeta/ledger"
)

// What a proposal's settling may fail with, besides ErrNotFound, which one that is settled
// already is, too.
var (
	// ErrOwnProposal means that nobody approves what they proposed themselves.
	ErrOwnProposal = errors.New("a proposal is approved by somebody else than who made it")
	// ErrNothingHeld means that nothing is on hold any more that could be released.
	ErrNothingHeld = errors.New("nothing is on hold any more")
)

// Propose keeps a proposal, which moves nothing until it is approved. Of a release the
// account is the hold's and the amount what is on hold at present.
func (s *Store) Propose(ctx context.Context, p Proposal) (Proposal, error) {
	p.ID, p.State, p.ProposedAt = 0, ProposalOpen, s.now()
	p.SettledBy, p.SettledByEmail, p.Answer = 0, "", ""
	if p.Contra == "" {
		p.Contra = Adjustment
	}
	if p.Kind == ReleaseHold {
		var h Hold
		err := s.read.NewSelect().Model(&h).Where("purchase = ?", p.Purchase).Where("amount > 0").Limit(1).Scan(ctx)
		if missing(translate("", err)) {
			return p, ErrNothingHeld
		}
		if err != nil {
			return p, translate("find the hold to release", err)
		}
		p.AccountID, p.Amount = h.AccountID, h.Amount
	}
	_, err := s.write.NewInsert().Model(&p).Exec(ctx)
	s.told()
	return p, translate("keep a proposal", err)
}

// ApproveProposal lets a second operator carry out a proposal: state and entry in one
// transaction.
func (s *Store) ApproveProposal(ctx context.Context, id, operator int64, email string) (Proposal, error) {
	var p Proposal
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) (err error) {
		if p, err = tx.openProposal(ctx, id); err != nil {
			return err
		}
		if p.ProposedBy == operator {
			return ErrOwnProposal
		}
		p.SettledBy = operator
		return tx.carryOut(ctx, &p, email)
	})
	return p, err
}

// RefuseProposal lets an operator refuse a proposal, and say why.
func (s *Store) RefuseProposal(ctx context.Context, id, operator int64, email, answer string) error {
	return s.settleProposal(ctx, id, operator, email, ProposalRefused, answer)
}

// WithdrawProposal takes a proposal back that the operator made; another's is
// ErrNotFound.
func (s *Store) WithdrawProposal(ctx context.Context, id, operator int64, email string) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		p, err := tx.openProposal(ctx, id)
		if err == nil && p.ProposedBy != operator {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return tx.settleProposal(ctx, id, operator, email, ProposalWithdrawn, "")
	})
}

func (s *Store) settleProposal(ctx context.Context, id, operator int64, email string, state ProposalState, answer string) error {
	err := changed("settle proposal")(s.write.NewUpdate().Model((*Proposal)(nil)).Set("state = ?", state).Set("answer = ?", answer).
		Set("settled_by = ?", operator).Set("settled_by_email = ?", email).Set("settled_at = ?", s.now()).
		Where("id = ?", id).Where("state = ?", ProposalOpen).Exec(ctx))
	s.told()
	return err
}

// openProposal finds a proposal that nobody has settled, and keeps others from it.
func (s *Store) openProposal(ctx context.Context, id int64) (Proposal, error) {
	var p Proposal
	q := s.write.NewSelect().Model(&p).Where("id = ?", id).Where("state = ?", ProposalOpen)
	if !s.isSQLite() {
		q.For("UPDATE")
	}
	return p, translate("find proposal", q.Scan(ctx))
}

// carryOut moves what a proposal says. The proposal's own row says who settled it.
func (s *Store) carryOut(ctx context.Context, p *Proposal, email string) error {
	p.State, p.SettledByEmail, p.SettledAt = ProposalApplied, email, s.now()
	if _, err := s.write.NewUpdate().Model(p).Column("state", "settled_by", "settled_by_email", "settled_at").WherePK().Exec(ctx); err != nil {
		return translate("settle proposal", err)
	}
	if err := s.correctRepair(ctx, p); err != nil {
		return err
	}
	if p.Kind == ReleaseHold {
		held, err := s.write.NewSelect().Model((*Hold)(nil)).Where("purchase = ?", p.Purchase).Where("amount > 0").Count(ctx)
		if err != nil || held == 0 {
			return errors.Join(translate("find the hold to release", err), ErrNothingHeld)
		}
		return s.rebook(ctx, cause{transaction: p.Purchase, proposal: p.ID}, p.Purchase)
	}
	return s.enterProposal(ctx, p)
}

// enterProposal makes the entry of a credit or a debit, in this or any other order with
// those of purchases.
func (s *Store) enterProposal(ctx context.Context, p *Proposal) error {
	var a Account
	q := s.write.NewSelect().Model(&a).Where("id = ?", p.AccountID)
	if !s.isSQLite() {
		q.For("UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return translate("find account", err)
	}
	contra, err := s.openAccount(ctx, ledger.Holder{Kind: p.Contra}, a.Currency)
	if err != nil {
		return err
	}
	e := Entry{
		AccountID: a.ID, DebitID: contra.ID, CreditID: a.ID, Book: PostedBook, Amount: p.Amount, Currency: a.Currency, Kind: p.Contra,
		Purchase: p.Purchase, TransactionToken: p.TransactionToken, ProposalID: p.ID, Forced: true,
		PostedAfter: a.Posted + p.Amount, HeldAfter: a.Held, At: s.now(),
	}
	if p.Kind == DebitAccount {
		e.DebitID, e.CreditID, e.PostedAfter = a.ID, contra.ID, a.Posted-p.Amount
	}
	return s.appendEntries(ctx, []Entry{e}, map[int64]*Account{a.ID: &a})
}

// ShellCredit is money that somebody at the program's own shell puts on an account.
type ShellCredit struct {
	Holder   ledger.Holder
	Currency string
	Amount   int64 // minor units
	Memo     string
	By       string // who, as the machine knows them
}

// CreditFromShell puts money on an account at once, which it opens if need be. It may
// run beside a console that serves: who has the shell has the books. Proposal, entry and
// audit entry are one transaction.
func (s *Store) CreditFromShell(ctx context.Context, c ShellCredit) (Proposal, error) {
	return s.creditNow(ctx, c, func(ctx context.Context, tx *Store, a Account, p *Proposal) error {
		entry, _, err := tx.BeginAudit(ctx, AuditEntry{
			OperatorEmail: c.By, Action: "credit account", Area: "accounts", Target: c.Holder.Token,
			Detail: fmt.Sprintf("%s %s from the shell: %s", a.Money(c.Amount).Fixed(Digits(c.Currency)), c.Currency, c.Memo), Reference: "proposal " + strconv.FormatInt(p.ID, 10),
		})
		if err != nil {
			return err
		}
		if err := tx.carryOut(ctx, p, c.By); err != nil {
			return err
		}
		return tx.FinishAudit(ctx, entry.ID, OutcomeDone, "", "", "")
	})
}

// CreditTestMoney puts money on an account at once, without a second person: for
// environments where no money is real. Whoever calls it keeps the audit entry.
func (s *Store) CreditTestMoney(ctx context.Context, c ShellCredit) (Proposal, error) {
	p, err := s.creditNow(ctx, c, func(ctx context.Context, tx *Store, _ Account, p *Proposal) error { return tx.carryOut(ctx, p, c.By) })
	s.told()
	return p, err
}

func (s *Store) creditNow(ctx context.Context, c ShellCredit, carry func(ctx context.Context, tx *Store, a Account, p *Proposal) error) (Proposal, error) {
	p := Proposal{Kind: CreditAccount, Contra: Funding, Amount: c.Amount, Memo: c.Memo, State: ProposalOpen, ProposedByEmail: c.By}
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		a, err := tx.openAccount(ctx, c.Holder, c.Currency)
		if err != nil {
			return err
		}
		p.ID, p.State, p.AccountID, p.ProposedAt = 0, ProposalOpen, a.ID, tx.now()
		if _, err := tx.write.NewInsert().Model(&p).Exec(ctx); err != nil {
			return translate("keep a proposal", err)
		}
		return carry(ctx, tx, a, &p)
	})
	return p, err
}

// Proposal finds a proposal; ErrNotFound when there is none.
func (s *Store) Proposal(ctx context.Context, id int64) (Proposal, error) {
	var p Proposal
	err := s.read.NewSelect().Model(&p).Where("id = ?", id).Scan(ctx)
	return p, translate("find proposal", err)
}

// ProposalFilter narrows ListProposals; what is zero does not.
type ProposalFilter struct {
	State     ProposalState
	AccountID int64
}

// ListProposals gives proposals, the latest first. Keys carry the ID as token.
func (s *Store) ListProposals(ctx context.Context, f ProposalFilter, p Page) (Slice[Proposal], error) {
	var rows []Proposal
	q := s.read.NewSelect().Model(&rows)
	where(q, "state", f.State)
	where(q, "account_id", f.AccountID)
	if err := byID(q, p).Scan(ctx); err != nil {
		return Slice[Proposal]{}, translate("list proposals", err)
	}
	return slice(rows, p, func(p Proposal) Key { return Key{p.ProposedAt, strconv.FormatInt(p.ID, 10)} }), nil
}
