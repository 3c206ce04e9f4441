package store

import (
	"context"
	"errors"
	"fmt"
)

// ErrProposed means that a proposal for the repair waits for a second operator already.
var ErrProposed = errors.New("a proposal for it waits already")

// AcknowledgeRepair closes a repair that needs no correction, with an operator's note;
// ErrNotFound when it is not open.
func (s *Store) AcknowledgeRepair(ctx context.Context, id int64, note, email string) error {
	err := changed("acknowledge repair")(s.write.NewUpdate().Model((*Repair)(nil)).Set("state = ?", RepairAcknowledged).
		Set("closed_at = ?", s.now()).Set("closed_by_email = ?", email).Set("reason = ?", note).
		Where("id = ?", id).Where("state = ?", RepairOpen).Exec(ctx))
	s.told()
	return err
}

// ProposeRepair makes a proposal for an open repair. Its purchase, transaction and
// account are the repair's. ErrProposed while an earlier one waits.
func (s *Store) ProposeRepair(ctx context.Context, id int64, p Proposal) (Proposal, error) {
	var made Proposal
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		var r Repair
		q := tx.write.NewSelect().Model(&r).Where("id = ?", id).Where("state = ?", RepairOpen)
		if !s.isSQLite() {
			q.For("UPDATE")
		}
		if err := q.Scan(ctx); err != nil {
			return translate("find repair", err)
		}
		if r.ProposalID != 0 {
			if _, err := tx.openProposal(ctx, r.ProposalID); !missing(err) {
				return errors.Join(err, ErrProposed)
			}
		}
		p.AccountID, p.Purchase, p.TransactionToken = r.AccountID, r.Purchase, r.TransactionToken
		var err error
		if made, err = tx.Propose(ctx, p); err != nil {
			return err
		}
		_, err = tx.write.NewUpdate().Model((*Repair)(nil)).Set("proposal_id = ?", made.ID).Where("id = ?", id).Exec(ctx)
		return translate("note the proposal of a repair", err)
	})
	return made, err
}

// correctRepair closes the repair that a proposal was made for, in the transaction that
// carries it out.
func (s *Store) correctRepair(ctx context.Context, p *Proposal) error {
	_, err := s.write.NewUpdate().Model((*Repair)(nil)).Set("state = ?", RepairCorrected).Set("closed_at = ?", s.now()).
		Set("closed_by_email = ?", p.SettledByEmail).Set("reason = ?", fmt.Sprintf("Proposal %d was carried out: %s", p.ID, p.Memo)).
		Where("proposal_id = ?", p.ID).Where("state = ?", RepairOpen).Exec(ctx)
	return translate("close a repair", err)
}
