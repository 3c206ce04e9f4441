package store

import "context"

// regroup gives a transaction that is about to be written its group, where it is a
// decline, and says what its copies from before and from now change in the counts; nil
// when nothing.
func regroup(there Transaction, t *Transaction, raw []byte) *tally {
	declined := t.Declined() && !t.FundingRecord
	if !declined && there.DeclineGroup == "" {
		return nil
	}
	var cause DeclineCause
	if declined {
		cause = causeOf(*t, raw)
		t.DeclineGroup = cause.group()
		if sameDecline(there, *t) {
			return nil
		}
	}
	y := newTally()
	if there.DeclineGroup != "" {
		y.leave(there)
	}
	if declined {
		y.join(*t, cause)
	}
	return y
}

// sameDecline reports whether two copies of a transaction count alike.
func sameDecline(a, b Transaction) bool {
	return a.DeclineGroup == b.DeclineGroup && a.CardToken == b.CardToken && a.UserToken == b.UserToken && a.Currency == b.Currency &&
		a.RequestAmountMinor == b.RequestAmountMinor && a.UserTransactionTime.Equal(b.UserTransactionTime)
}

// moveDeclines brings the declines of a card, whose product was not known when they were
// counted, to the groups of its product.
func (s *Store) moveDeclines(ctx context.Context, card string) error {
	var moved []Transaction
	err := s.write.NewSelect().Model(&moved).Join(`JOIN decline_groups g ON g.id = "transaction".decline_group`).
		Where(`"transaction".card_token = ?`, card).Where(`g.card_product_token <> "transaction".card_product_token`).Scan(ctx)
	if err != nil || len(moved) == 0 {
		return translate("find declines of a card", err)
	}
	y := newTally()
	for _, was := range moved {
		var g DeclineGroup
		if err := s.write.NewSelect().Model(&g).Where("id = ?", was.DeclineGroup).Scan(ctx); err != nil {
			return translate("find the group of a decline", err)
		}
		is := was
		g.CardProductToken = was.CardProductToken
		is.DeclineGroup = g.group()
		y.leave(was)
		y.join(is, g.DeclineCause)
		if _, err := s.write.NewUpdate().Model(&is).Column("decline_group").WherePK().Exec(ctx); err != nil {
			return translate("move a decline to another group", err)
		}
	}
	return s.settle(ctx, y)
}
