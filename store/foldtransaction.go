package store

import (
	"fmt"
	"strings"

	"carddeck/marqeta"
)

// The parts of a transaction notification that the console lists and joins by. Both
// transaction models are read: the older one writes the merchant's country as country.
type wireTransaction struct {
	Token               text            `json:"token"`
	Identifier          text            `json:"identifier"`
	Type                text            `json:"type"`
	State               text            `json:"state"`
	UserToken           text            `json:"user_token"`
	ActingUserToken     text            `json:"acting_user_token"`
	BusinessToken       text            `json:"business_token"`
	CardToken           text            `json:"card_token"`
	CardProductToken    text            `json:"card_product_token"`
	CurrencyCode        text            `json:"currency_code"`
	Amount              marqeta.Amount  `json:"amount"`
	RequestAmount       *marqeta.Amount `json:"request_amount"`
	Response            wireResponse    `json:"response"`
	ApprovalCode        text            `json:"approval_code"`
	Network             text            `json:"network"`
	Subnetwork          text            `json:"subnetwork"`
	PrecedingToken      text            `json:"preceding_related_transaction_token"`
	IsFinalClearing     flag            `json:"is_final_clearing"`
	StandinBy           text            `json:"standin_by"`
	StandinApprovedBy   text            `json:"standin_approved_by"`
	ClearingNumber      text            `json:"multi_clearing_sequence_number"`
	ClearingCount       text            `json:"multi_clearing_sequence_count"`
	UserTransactionTime instant         `json:"user_transaction_time"`
	CreatedTime         instant         `json:"created_time"`
	SettlementDate      instant         `json:"settlement_date"`
	Card                struct {
		LastFour text `json:"last_four"`
	} `json:"card"`
	CardAcceptor struct {
		Name        text `json:"name"`
		MID         text `json:"mid"`
		MCC         text `json:"mcc"`
		City        text `json:"city"`
		CountryCode text `json:"country_code"`
		Country     text `json:"country"`
	} `json:"card_acceptor"`
	GPA            wireGPA    `json:"gpa"`
	GPAOrder       *wireOrder `json:"gpa_order"`
	GPAOrderUnload *wireOrder `json:"gpa_order_unload"`
}

type wireResponse struct {
	Code text `json:"code"`
	Memo text `json:"memo"`
}

type wireBalance struct {
	CurrencyCode     text            `json:"currency_code"`
	ImpactedAmount   *marqeta.Amount `json:"impacted_amount"`
	LedgerBalance    *marqeta.Amount `json:"ledger_balance"`
	AvailableBalance *marqeta.Amount `json:"available_balance"`
}

type wireGPA struct {
	wireBalance
	Balances map[string]wireBalance `json:"balances"`
}

// readTransaction reads a transaction notification: the local copy, and the gpa_order
// or unload it carries, nil when there is none. What it returns depends on nothing but
// the bytes. Its error wraps errUnreadable.
func readTransaction(raw []byte) (Transaction, *GPAOrder, error) {
	var w wireTransaction
	if err := unmarshal(raw, &w); err != nil {
		return Transaction{}, nil, err
	}
	if !usable(w.Token) {
		return Transaction{}, nil, fmt.Errorf("%w: it has no usable token", errUnreadable)
	}
	if w.UserTransactionTime.IsZero() {
		w.UserTransactionTime = w.CreatedTime
	}
	if w.CreatedTime.IsZero() {
		w.CreatedTime = w.UserTransactionTime
	}
	if w.CreatedTime.IsZero() {
		return Transaction{}, nil, fmt.Errorf("%w: it tells no time", errUnreadable)
	}
	t, err := w.transaction()
	if err != nil {
		return Transaction{}, nil, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	order, err := w.order(t)
	if err != nil {
		return Transaction{}, nil, fmt.Errorf("%w: its gpa_order: %w", errUnreadable, err)
	}
	return t, order, nil
}

func (w *wireTransaction) transaction() (Transaction, error) {
	t := Transaction{
		Token: string(w.Token), Identifier: string(w.Identifier), Type: string(w.Type),
		State: strings.ToUpper(string(w.State)), ReportedState: strings.ToUpper(string(w.State)),
		UserToken: string(w.UserToken), ActingUserToken: string(w.ActingUserToken), BusinessToken: string(w.BusinessToken),
		CardToken: string(w.CardToken), CardProductToken: string(w.CardProductToken), LastFour: string(w.Card.LastFour),
		Currency: string(w.CurrencyCode), ResponseCode: string(w.Response.Code), ResponseMemo: string(w.Response.Memo),
		ApprovalCode: string(w.ApprovalCode), Merchant: string(w.CardAcceptor.Name), MID: string(w.CardAcceptor.MID),
		MCC: string(w.CardAcceptor.MCC), City: string(w.CardAcceptor.City),
		Country: string(first(w.CardAcceptor.CountryCode, w.CardAcceptor.Country)),
		Network: string(w.Network), Subnetwork: string(w.Subnetwork), PrecedingToken: string(w.PrecedingToken),
		FinalClearing:  bool(w.IsFinalClearing),
		ClearingNumber: int(min(running(string(w.ClearingNumber)), 1000)), ClearingCount: int(min(running(string(w.ClearingCount)), 1000)),
		UserTransactionTime: w.UserTransactionTime.Time, CreatedTime: w.CreatedTime.Time, SettlementDate: w.SettlementDate.Time,
	}
	t.FundingRecord = strings.HasPrefix(t.Type, "gpa.") && t.Network == "MARQETA" &&
		(t.PrecedingToken != "" || strings.HasSuffix(t.Subnetwork, "_JIT"))
	if w.RequestAmount == nil {
		w.RequestAmount = &w.Amount
	}
	digits := Digits(t.Currency)
	if err := w.gateway(&t, digits); err != nil {
		return t, fmt.Errorf("its jit_funding: %w", err)
	}
	var err error
	if t.AmountMinor, err = w.Amount.Minor(digits); err != nil {
		return t, fmt.Errorf("its amount in %s: %w", t.Currency, err)
	}
	if t.RequestAmountMinor, err = w.RequestAmount.Minor(digits); err != nil {
		return t, fmt.Errorf("its request_amount in %s: %w", t.Currency, err)
	}
	if err := w.GPA.into(&t); err != nil {
		return t, fmt.Errorf("its gpa: %w", err)
	}
	return t, nil
}

// into takes the balance of the transaction's own currency where the account keeps
// several, because then the top level speaks of the account's default.
func (g wireGPA) into(t *Transaction) (err error) {
	b, ok := g.Balances[t.Currency]
	if !ok {
		b = g.wireBalance
	}
	t.GPACurrency = string(first(b.CurrencyCode, text(t.Currency)))
	digits := Digits(t.GPACurrency)
	minor := func(a *marqeta.Amount) *int64 {
		if a == nil || err != nil {
			return nil
		}
		var n int64
		n, err = a.Minor(digits)
		return &n
	}
	t.ImpactedMinor, t.LedgerMinor, t.AvailableMinor = minor(b.ImpactedAmount), minor(b.LedgerBalance), minor(b.AvailableBalance)
	return err
}

func first(a, b text) text {
	if a != "" {
		return a
	}
	return b
}
