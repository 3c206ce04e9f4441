package marqeta

import (
	"context"
	"encoding/json"
	"fmt"
)

// Simulation is what a simulated card transaction is made of. Which of CardToken,
// PrecedingRelatedTransactionToken, Amount and CashBackAmount a kind takes is told by
// its Fields; the rest is optional and not sent when empty.
type Simulation struct {
	CardToken                        string                  `json:"card_token,omitempty"`
	PrecedingRelatedTransactionToken string                  `json:"preceding_related_transaction_token,omitempty"`
	Amount                           *Amount                 `json:"amount,omitempty"`           // decimal in CurrencyCode; the new total for an advice, the addition for an incremental
	CashBackAmount                   *Amount                 `json:"cash_back_amount,omitempty"` // added to Amount
	CurrencyCode                     string                  `json:"currency_code,omitempty"`
	CurrencyConversion               *CurrencyConversion     `json:"currency_conversion,omitempty"`
	CardAcceptor                     *SimulationCardAcceptor `json:"card_acceptor,omitempty"`
	Network                          string                  `json:"network,omitempty"`     // VISA, MASTERCARD, DISCOVER, PULSE
	SubNetwork                       string                  `json:"sub_network,omitempty"` // spelled subnetwork in the transaction
	IsPreauthorization               *bool                   `json:"is_preauthorization,omitempty"`
	ForcePost                        *bool                   `json:"force_post,omitempty"`        // clearings only
	IsFinalClearing                  *bool                   `json:"is_final_clearing,omitempty"` // clearings of Carddeck's sandbox only: Marqeta's schema has no such field
	AccountType                      string                  `json:"account_type,omitempty"`
	Fees                             []NetworkFee            `json:"fees,omitempty"`
	CardOptions                      *SimulationCardOptions  `json:"-"`
	POS                              *SimulationPOS          `json:"pos,omitempty"`
	AccountFunding                   *AccountFunding         `json:"account_funding,omitempty"`
	OriginalCredit                   *OriginalCredit         `json:"original_credit,omitempty"`
	Webhook                          *SimulationWebhook      `json:"-"`
}

// SimulationCardAcceptor is the merchant of a simulated transaction.
type SimulationCardAcceptor struct {
	MID           string `json:"mid,omitempty"` // 2 to 15 characters
	MCC           string `json:"mcc,omitempty"`
	Name          string `json:"name,omitempty"`
	Address       string `json:"address,omitempty"`
	StreetAddress string `json:"street_address,omitempty"`
	City          string `json:"city,omitempty"`
	State         string `json:"state,omitempty"`
	PostalCode    string `json:"postal_code,omitempty"`
	Zip           string `json:"zip,omitempty"`
	CountryCode   string `json:"country_code,omitempty"`
	POI           *POI   `json:"poi,omitempty"`
}

// SimulationCardOptions is how the card is presented. A wrong code, expiration or PIN
// is how one provokes those declines.
type SimulationCardOptions struct {
	PIN            Secret
	CVV            Secret // three digits
	Expiration     string // MMYY
	CardPresent    *bool
	BillingAddress *SimulationBillingAddress
}

// SimulationBillingAddress is the address that the buyer gave.
type SimulationBillingAddress struct {
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Address   string `json:"address,omitempty"`
	Zip       string `json:"zip,omitempty"`
}

// SimulationPOS is the terminal of a simulated transaction.
type SimulationPOS struct {
	PartialApprovalCapable *bool  `json:"partial_approval_capable,omitempty"`
	PANEntryMode           string `json:"pan_entry_mode,omitempty"`
}

// SimulationWebhook is an address that gets the notification of this one transaction.
type SimulationWebhook struct {
	Endpoint string
	Username string
	Password Secret
	Secret   Secret // signs the notification; legacy simulations only
}

// Simulate makes a card transaction. It is never repeated, since a simulation carries
// no token of its own. A decline is a transaction like any other, not an error.
func (c *Client) Simulate(ctx context.Context, kind SimulationKind, in Simulation) (Transaction, error) {
	if _, ok := kind.Fields(); !ok {
		return Transaction{}, fmt.Errorf("simulate: no simulation is called %q", clip(string(kind)))
	}
	return c.simulate(ctx, post("/simulations/cardtransactions/"+string(kind), in.wire(), ""))
}

// simulate unwraps the transaction from its envelope.
func (c *Client) simulate(ctx context.Context, r request) (Transaction, error) {
	r.timeout = simulationTimeout
	body, err := c.send(ctx, r)
	if err != nil {
		return Transaction{}, err
	}
	var envelope struct {
		Transaction json.RawMessage `json:"transaction"`
	}
	var t Transaction
	if err := decode(body, &envelope); err != nil {
		return Transaction{}, r.unreadable(err)
	}
	if err := decode(envelope.Transaction, &t); err != nil {
		return Transaction{}, r.unreadable(fmt.Errorf("transaction: %w", err))
	}
	t.keep(envelope.Transaction)
	return t, nil
}

func (s Simulation) wire() any {
	return struct {
		Simulation
		CardOptions *cardOptionsWire `json:"card_options,omitempty"`
		Webhook     *webhookWire     `json:"webhook,omitempty"`
	}{s, s.CardOptions.wire(), s.Webhook.wire()}
}

type cardOptionsWire struct {
	PIN            string                    `json:"pin,omitempty"`
	CVV            string                    `json:"cvv,omitempty"`
	Expiration     string                    `json:"expiration,omitempty"`
	CardPresent    *bool                     `json:"card_present,omitempty"`
	BillingAddress *SimulationBillingAddress `json:"billing_address,omitempty"`
}

func (o *SimulationCardOptions) wire() *cardOptionsWire {
	if o == nil {
		return nil
	}
	return &cardOptionsWire{o.PIN.Reveal(), o.CVV.Reveal(), o.Expiration, o.CardPresent, o.BillingAddress}
}

type webhookWire struct {
	Endpoint string `json:"endpoint"`
	Username string `json:"username"`
	Password string `json:"password"`
	Secret   string `json:"secret,omitempty"`
}

func (w *SimulationWebhook) wire() *webhookWire {
	if w == nil {
		return nil
	}
	return &webhookWire{w.Endpoint, w.Username, w.Password.Reveal(), w.Secret.Reveal()}
}
