package simulate

import (
	"errors"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/wire"
)

// errUndecided ends an update in which only the gateway could have decided: nothing
// of it remains, and the message passes once more when the gateway has spoken.
var errUndecided = errors.New("the gateway has to be asked")

// names are what a message draws by chance. They are drawn once, though a gateway
// makes it pass twice: the gateway is told the tokens that the transaction will have.
type names struct {
	message, order, movement              string
	reference, trace, retrieval, clearing string
}

func once(at *string, draw func() string) string {
	if *at == "" {
		*at = draw()
	}
	return *at
}

// question is what a gateway is asked.
type question struct {
	source string // token
	to     gateway.Source
	asks   gateway.Question
	body   []byte
}

// question writes down the message as it stands, before the decision.
func (m *message) question() (question, error) {
	source, _ := m.GatewaySources.Get(m.tx, m.purchase.Source)
	account, _ := m.Accounts.Get(m.tx, book.AccountKey(m.purchase.Owner, m.money.Code))
	m.moved = m.verdict.Amount
	t, err := m.describe(account)
	if err != nil {
		return question{}, err
	}
	amount := m.money.Amount(m.moved)
	jit := m.fundingMessage(amount)
	body, err := json.Marshal(m.undecided(t, amount, jit), json.Deterministic(true))
	if err != nil {
		return question{}, err
	}
	// What a group of merchants raised is never granted in part.
	partial := flagOr(m.in.partialApproval(), false) && m.verdict.Amount == m.asked
	return question{
		source: source.Token,
		to: gateway.Source{
			URL: source.URL, Username: source.Username, Password: source.Password, Headers: source.CustomHeader, Timeout: m.patience(source),
		},
		asks: gateway.Question{
			Transaction: t.Token, Token: jit.Token, Method: jit.Method, Amount: amount, Decimals: m.money.Decimals(),
			PartialCapable: partial, NeedBalances: m.kind.step == inquiry,
		},
		body: body,
	}, nil
}

// undecidedTransaction is a transaction as a gateway sees it: without an outcome.
type undecidedTransaction struct {
	*wire.Transaction
	Response *wire.Response  `json:"response,omitzero"`
	Duration int64           `json:"duration,omitzero"`
	Order    *undecidedOrder `json:"gpa_order,omitzero"`
	Unload   *undecidedOrder `json:"gpa_order_unload,omitzero"`
}

// undecidedOrder is an order or an unload, which does not say whose it is.
type undecidedOrder struct {
	Token              string               `json:"token"`
	Amount             marqeta.Amount       `json:"amount"`
	State              string               `json:"state"`
	TransactionToken   string               `json:"transaction_token"`
	Funding            wire.Funding         `json:"funding"`
	FundingSourceToken string               `json:"funding_source_token"`
	JITFunding         *wire.FundingMessage `json:"jit_funding"`
	wire.Party
	CurrencyCode string `json:"currency_code,omitzero"`
}

func (m *message) undecided(t *wire.Transaction, amount marqeta.Amount, jit *wire.FundingMessage) undecidedTransaction {
	t.ApprovalCode, t.AuthorizationExpires, t.GPA = "", nil, t.GPA.Unmoved()
	if t.NetworkMetadata.Outgoing = ""; *t.NetworkMetadata == (wire.NetworkMetadata{}) {
		t.NetworkMetadata = nil
	}
	source := m.fundingSource()
	order := &undecidedOrder{
		Token: m.orderToken(), Amount: amount, State: wire.Pending, TransactionToken: once(&m.names.movement, m.NewToken),
		Funding: wire.Funding{Amount: amount, Source: source}, FundingSourceToken: source.Token, JITFunding: jit,
	}
	if m.kind.credit() {
		return undecidedTransaction{Transaction: t, Unload: order}
	}
	order.Party, order.CurrencyCode = m.purchase.Party(), m.purchase.Currency
	return undecidedTransaction{Transaction: t, Order: order}
}

// outside is what the gateway said, for the decision.
func (m *message) outside() *engine.Outside {
	if m.spoken == nil {
		return m.known
	}
	a := m.spoken
	o := &engine.Outside{Approved: a.Approved, Reason: a.Reason, Failure: string(a.Failure), Values: map[string]any{
		"duration": a.Log.Duration, "timed_out": a.Log.TimedOut, "message": a.Log.Message,
	}}
	if a.Log.Response != nil {
		o.Values["status"] = a.Log.Response.Code
	}
	for name, said := range map[string]string{"decline_reason": o.Reason, "failure": o.Failure, "memo": a.JIT.Memo} {
		if said != "" {
			o.Values[name] = said
		}
	}
	if o.Approved {
		// Read has seen to it that the amount is one of the currency.
		o.Amount, _ = a.Amount.Minor(m.money.Decimals())
	}
	return o
}
