package store

import (
	"context"
	"time"
)

// What is waited for before somebody is asked to look: a decision's notification, and the
// end of a hold after the platform's own expiry of it.
const (
	ReportPatience = 15 * time.Minute
	ExpiryPatience = 3 * 24 * time.Hour
)

// openRepair puts something into the queue, or back into it when it is there with other
// amounts or had settled itself.
func (s *Store) openRepair(ctx context.Context, r Repair) error {
	r.State, r.OpenedAt = RepairOpen, s.now()
	_, err := s.write.NewInsert().Model(&r).On("CONFLICT (kind, subject) DO UPDATE").
		Set("state = 'open'").Set("purchase = EXCLUDED.purchase").Set("account_id = EXCLUDED.account_id").Set("currency = EXCLUDED.currency").
		Set("expected = EXCLUDED.expected").Set("found = EXCLUDED.found").Set("opened_at = EXCLUDED.opened_at").
		Set("closed_at = NULL").Set("closed_by_email = ''").Set("reason = ''").
		Set("proposal_id = CASE WHEN repair.state = 'open' THEN repair.proposal_id END").
		Where("repair.state = 'settled' OR repair.expected <> EXCLUDED.expected OR repair.found <> EXCLUDED.found").Returning("NULL").Exec(ctx)
	return translate("open a repair", err)
}

// settleRepair closes what nobody has to look at any more; none is no error.
func (s *Store) settleRepair(ctx context.Context, kind RepairKind, subject, reason string) error {
	_, err := s.write.NewUpdate().Model((*Repair)(nil)).Set("state = ?", RepairSettled).Set("closed_at = ?", s.now()).Set("reason = ?", reason).
		Where("kind = ?", kind).Where("subject = ?", subject).Where("state = ?", RepairOpen).Exec(ctx)
	return translate("settle a repair", err)
}

// outcomeRepairs follows what the platform made of a decision. Of an approval that came
// too late the same notification has released the money, so it is only written down.
func (b *booking) outcomeRepairs(ctx context.Context, d FundingDecision, outcome DecisionOutcome) error {
	if d.Outcome == Unreported {
		if err := b.settleRepair(ctx, UnreportedDecision, d.Token, "Its notification has come."); err != nil {
			return err
		}
	}
	if outcome != TimedOut || !d.counts() {
		return nil
	}
	r := d.repair(LateApproval)
	r.Purchase = b.position.Purchase
	r.State, r.OpenedAt, r.ClosedAt = RepairSettled, b.now(), b.now()
	r.Reason = "The platform had stopped waiting and declined. Its notification gave the money back."
	_, err := b.Store.write.NewInsert().Model(&r).On("CONFLICT (kind, subject) DO NOTHING").Returning("NULL").Exec(ctx)
	return translate("note a late approval", err)
}

// repair is the place in the queue that a decision takes, with what it set aside.
func (d FundingDecision) repair(kind RepairKind) Repair {
	r := Repair{
		Kind: kind, Subject: d.Token, Purchase: d.TransactionToken, TransactionToken: d.TransactionToken, DecisionToken: d.Token,
		AccountID: d.AccountID, Currency: d.Currency,
	}
	if d.counts() {
		r.Found = d.Granted
	}
	return r
}

// heldRepairs settles the repair of a hold that has come to its end after all.
func (b *booking) heldRepairs(ctx context.Context) error {
	if b.position.Hold > 0 || b.position.Opened.IsZero() || b.now().Sub(b.position.Opened) < ExpiryPatience {
		return nil
	}
	return b.settleRepair(ctx, HoldNeverCleared, b.position.Purchase, "Nothing of it is on hold any more.")
}

// ReportMissing puts a decision into the queue of which no notification has told.
func (s *Store) ReportMissing(ctx context.Context, d FundingDecision) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		n, err := tx.write.NewSelect().Model((*FundingDecision)(nil)).Where("token = ?", d.Token).Where("outcome = ''").Count(ctx)
		if err != nil || n == 0 { // it came a moment ago
			return translate("look at a decision again", err)
		}
		return tx.openRepair(ctx, d.repair(UnreportedDecision))
	})
}

// HoldOverdue puts a hold into the queue that the platform should have ended.
func (s *Store) HoldOverdue(ctx context.Context, h Hold) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		var at struct {
			Amount   int64
			Currency string
		}
		err := tx.write.NewSelect().Model((*Hold)(nil)).ColumnExpr("hold.amount, account.currency").Join("JOIN ledger_accounts AS account ON account.id = hold.account_id").
			Where("purchase = ?", h.Purchase).Where("account_id = ?", h.AccountID).Scan(ctx, &at)
		if err != nil || at.Amount == 0 {
			return translate("look at a hold again", err)
		}
		return tx.openRepair(ctx, Repair{
			Kind: HoldNeverCleared, Subject: h.Purchase, Purchase: h.Purchase, TransactionToken: h.Purchase,
			AccountID: h.AccountID, Currency: at.Currency, Found: at.Amount,
		})
	})
}
