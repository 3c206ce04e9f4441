package simulate

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// simulation is the body of every simulated card transaction of the second
// generation; the legacy bodies are read into it.
type simulation struct {
	EventType      string               `json:"event_type"`
	CardToken      string               `json:"card_token"`
	Preceding      string               `json:"preceding_related_transaction_token"`
	Original       string               `json:"original_transaction_token"` // a force post may name any transaction
	Amount         *marqeta.Amount      `json:"amount"`
	CashBack       *marqeta.Amount      `json:"cash_back_amount"`
	CardAcceptor   acceptor             `json:"card_acceptor"`
	Network        string               `json:"network"`
	SubNetwork     string               `json:"sub_network"`
	CurrencyCode   string               `json:"currency_code"`
	Conversion     *conversion          `json:"currency_conversion"`
	Preauth        *rest.Flag           `json:"is_preauthorization"`
	ForcePost      rest.Flag            `json:"force_post"`
	Fees           []wire.NetworkFee    `json:"fees"`
	CardOptions    cardOptions          `json:"card_options"`
	POS            terminal             `json:"pos"`
	AccountType    string               `json:"account_type"`
	Name           *nameCheck           `json:"account_name_verification"`
	AccountFunding *accountFunding      `json:"account_funding"`
	OriginalCredit *wire.OriginalCredit `json:"original_credit"`
	Webhook        *address             `json:"webhook"`

	// Ours: the schema has no way to ask for what a network may say of a clearing.
	Final          *rest.Flag `json:"is_final_clearing"`
	ClearingNumber string     `json:"multi_clearing_sequence_number"`
	ClearingCount  string     `json:"multi_clearing_sequence_count"`
	// Ours: the network approved this for the issuer, and tells of it.
	StandIn *networkStandIn `json:"stand_in"`

	older older // what only the legacy bodies say
}

// older is what a legacy body says beyond one of the second generation.
type older struct {
	legacy           bool
	transactionToken *string
	additionalData   string
	holdDays         int // 0: not said
	windowDays       int // in which the original is looked for; 0: not said
	advised          bool
	financialAdvice  bool
	commerce         string // the merchant's electronic commerce indicator
	network          *wire.NetworkFacts
	merchant         *wire.CardAcceptor // of what a refund pays back
}

// address is where a simulation wants its notification sent, beside the webhooks.
type address struct {
	Endpoint string `json:"endpoint"`
	Username string `json:"username"`
	Password string `json:"password"`
	Secret   string `json:"secret"`
}

func (a address) endpoint() delivery.Endpoint {
	return delivery.Endpoint{URL: a.Endpoint, Username: a.Username, Password: a.Password, Secret: a.Secret}
}

// partialApproval is what the request says of the terminal, nil if nothing. Our
// call: only a terminal that says so gets a part; the transaction shows true
// where nothing was said, as Marqeta's guide does.
func (in simulation) partialApproval() *rest.Flag {
	return cmp.Or(in.POS.PartialApproval, in.CardAcceptor.POI.PartialApproval, in.CardAcceptor.PartialApproval)
}

// names gives the name to verify, nil if none was given.
func (in simulation) names() *wire.CheckedName {
	if in.Name != nil {
		return &in.Name.Request
	}
	if b := in.CardOptions.BillingAddress; b != nil && b.FirstName+b.LastName != "" {
		return &wire.CheckedName{First: b.FirstName, Last: b.LastName}
	}
	return nil
}
