package store

import (
	"context"
	"strings"

	"carddeck/marqeta/ledger"
)

// gateway reads what the ledger goes by: whose money a transaction moves, and whether a
// program gateway funds it. The funding message is the authority on both; that of a
// funding record is left to the card transaction beside it, which carries the same.
func (w *wireTransaction) gateway(t *Transaction, digits uint8) (err error) {
	t.HolderKind, t.Holder = holder(w.BusinessToken, w.UserToken)
	t.StandinBy = string(first(w.StandinApprovedBy, w.StandinBy))
	order := w.GPAOrder
	if order == nil {
		order = w.GPAOrderUnload
	}
	if order == nil || t.FundingRecord {
		return nil
	}
	jit := order.JITFunding
	t.JITToken, t.JITOriginal, t.JITMethod = string(jit.Token), string(jit.Original), string(jit.Method)
	if t.JITMinor, err = jit.Amount.Minor(digits); err != nil {
		return err
	}
	source := order.Funding.Source.Type
	t.ByGateway = source == "programgateway" || source == "" && strings.HasPrefix(t.JITMethod, "pgfs.")
	if jit.BusinessToken != "" || jit.UserToken != "" {
		t.HolderKind, t.Holder = holder(jit.BusinessToken, jit.UserToken)
	}
	t.GatewayTimedOut = bool(order.Funding.GatewayLog.TimedOut)
	t.GatewayMillis, _ = order.Funding.GatewayLog.Duration.Minor(0) // of no weight
	return nil
}

// gatewayFunded looks at the card product where the message itself does not say that a
// program gateway pays: a stand-in's source is another, and what is paid from the
// platform's own balance names none. What was found out once stays so.
func (s *Store) gatewayFunded(ctx context.Context, there Transaction, t *Transaction) error {
	t.ByGateway = t.ByGateway || there.ByGateway
	if t.ByGateway || t.FundingRecord || t.CardProductToken == "" {
		return nil
	}
	if s.replayed != nil {
		t.ByGateway = *s.replayed
		return nil
	}
	var n int
	err := s.write.NewSelect().Model((*CardProduct)(nil)).ColumnExpr("1").Where("token = ?", t.CardProductToken).Where("funding = 'gateway'").Scan(ctx, &n)
	if err != nil && !missing(translate("", err)) {
		return translate("find the card product's funding", err)
	}
	t.ByGateway = n == 1
	return nil
}

// holder says whose account it is: a business's where there is one.
func holder(business, user text) (kind, token string) {
	switch {
	case business != "":
		return ledger.Business, string(business)
	case user != "":
		return ledger.User, string(user)
	}
	return "", ""
}

// fact is what the ledger knows of a transaction.
func (t Transaction) fact() ledger.Transaction {
	return ledger.Transaction{
		Token: t.Token, Preceding: t.PrecedingToken, Type: t.Type, State: t.ReportedState, Created: t.CreatedTime, Identifier: running(t.Identifier),
		Holder: ledger.Holder{Kind: t.HolderKind, Token: t.Holder}, Currency: t.Currency, Amount: t.AmountMinor,
		JIT: t.JITToken, Method: t.JITMethod, Funded: t.JITMinor, Final: t.FinalClearing, Number: t.ClearingNumber, Count: t.ClearingCount,
		Gateway: t.ByGateway, Record: t.FundingRecord, StandIn: t.StandinBy,
	}
}
