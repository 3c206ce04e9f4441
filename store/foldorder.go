package store

import (
	"strings"

	"carddeck/marqeta"
)

type wireOrder struct {
	Token            text           `json:"token"`
	Amount           marqeta.Amount `json:"amount"`
	State            text           `json:"state"`
	CurrencyCode     text           `json:"currency_code"`
	UserToken        text           `json:"user_token"`
	BusinessToken    text           `json:"business_token"`
	TransactionToken text           `json:"transaction_token"`
	Memo             text           `json:"memo"`
	OriginalOrder    text           `json:"original_order_token"`
	SourceToken      text           `json:"funding_source_token"`
	CreatedTime      instant        `json:"created_time"`
	LastModifiedTime instant        `json:"last_modified_time"`
	Response         wireResponse   `json:"response"`
	JITFunding       wireFunding    `json:"jit_funding"`
	Funding          struct {
		GatewayLog struct {
			Duration marqeta.Amount `json:"duration"`
			TimedOut flag           `json:"timed_out"`
		} `json:"gateway_log"`
		Source struct {
			Type  text `json:"type"`
			Token text `json:"token"`
			Name  text `json:"name"`
		} `json:"source"`
	} `json:"funding"`
}

// wireFunding is a funding message of Gateway JIT Funding.
type wireFunding struct {
	Token         text           `json:"token"`
	Original      text           `json:"original_jit_funding_token"`
	Method        text           `json:"method"`
	Amount        marqeta.Amount `json:"amount"`
	UserToken     text           `json:"user_token"`
	BusinessToken text           `json:"business_token"`
}

// order reads the gpa_order or unload of a transaction and notes its funding source on
// the transaction. The order inside a funding record is left to the card transaction
// beside it, which carries the same.
func (w *wireTransaction) order(t Transaction) (*GPAOrder, error) {
	wire, kind := w.GPAOrder, "load"
	if wire == nil {
		wire, kind = w.GPAOrderUnload, "unload"
	}
	if wire == nil || !usable(wire.Token) {
		return nil, nil
	}
	o := &GPAOrder{
		Token: string(wire.Token), Kind: kind, State: strings.ToUpper(string(wire.State)),
		Currency:    string(first(wire.CurrencyCode, text(t.Currency))),
		FundingType: string(wire.Funding.Source.Type), FundingSourceToken: string(first(wire.SourceToken, wire.Funding.Source.Token)),
		FundingSourceName: string(wire.Funding.Source.Name), UserToken: string(wire.UserToken), BusinessToken: string(wire.BusinessToken),
		ResponseCode: string(wire.Response.Code), ResponseMemo: string(wire.Response.Memo), Method: string(wire.JITFunding.Method),
		Memo: string(wire.Memo), OriginalOrder: string(wire.OriginalOrder),
		FundingTransaction: string(wire.TransactionToken), LastTransaction: t.Token,
		CreatedAt: wire.CreatedTime.Time, ModifiedAt: wire.LastModifiedTime.Time, EventNumber: running(t.Identifier),
	}
	if o.CreatedAt.IsZero() {
		o.CreatedAt = t.CreatedTime
	}
	if o.ModifiedAt.IsZero() {
		o.ModifiedAt = t.CreatedTime
	}
	var err error
	o.AmountMinor, err = wire.Amount.Minor(Digits(o.Currency))
	return o, err
}

// orderRank tells how far a gpa_order's state is on its way.
func orderRank(state string) int {
	switch state {
	case "PENDING":
		return 0
	case "DECLINED", "COMPLETION", "REVERSED":
		return 1
	}
	return 2
}
