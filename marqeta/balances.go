package marqeta

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
)

// Balance is the state of a general purpose account in one currency. Amounts are
// decimals in CurrencyCode. Available is ledger minus open holds; with JIT Funding the
// ledger holds what is authorized and not yet cleared, and available is 0.
type Balance struct {
	CurrencyCode     string `json:"currency_code"`
	LedgerBalance    Amount `json:"ledger_balance"`
	AvailableBalance Amount `json:"available_balance"`
	CreditBalance    Amount `json:"credit_balance"` // unused by the platform
	PendingCredits   Amount `json:"pending_credits"`

	// ImpactedAmount is the signed change that a transaction caused; nil outside
	// transactions and where nothing changed. It is negative at the authorization and
	// again at the clearing, so it must never be added up.
	ImpactedAmount *Amount `json:"impacted_amount,omitempty"`

	LastUpdatedTime Time               `json:"last_updated_time,omitzero"`
	Balances        map[string]Balance `json:"balances,omitempty"` // by currency
}

// In gives the balance in one currency, and false when the account has none in it.
func (b Balance) In(currency string) (Balance, bool) {
	if found, ok := b.Balances[currency]; ok {
		return found, true
	}
	if b.CurrencyCode == currency {
		return b, true
	}
	return Balance{}, false
}

// Currencies lists the currencies that the account has a balance in, sorted. An answer
// without a balance for each names the account's own.
func (b Balance) Currencies() []string {
	if len(b.Balances) == 0 && b.CurrencyCode != "" {
		return []string{b.CurrencyCode}
	}
	return slices.Sorted(maps.Keys(b.Balances))
}

// Balances are the balances of a user or a business.
type Balances struct {
	GPA Balance `json:"gpa"`

	Raw json.RawMessage `json:"-"`
}

func (b *Balances) keep(raw json.RawMessage) { b.Raw = raw }

// Balances reads the balances of a user or a business.
func (c *Client) Balances(ctx context.Context, holderToken string) (Balances, error) {
	return one[Balances](ctx, c, get("/balances/{token}", nil, holderToken))
}
