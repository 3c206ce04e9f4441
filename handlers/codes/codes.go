// Package codes serves the dictionary of codes: what each means, what support says about
// it, and what cures it.
package codes

import (
	"context"

	"carddeck/marqeta/dictionary"
	"carddeck/store"
)

// Store is asked for a code that the dictionary does not hold: what the platform itself
// said with it.
type Store interface {
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
}

// Handler serves the area.
type Handler struct{ store Store }

// New makes the handler.
func New(s Store) *Handler { return &Handler{s} }

// family is how a family of codes is called on pages.
type family struct{ tab, one, about string }

var families = map[dictionary.Family]family{
	dictionary.Responses:     {"Response codes", "Response code", "The platform's verdict on a transaction"},
	dictionary.Reasons:       {"Decline reasons", "Decline reason", "What your gateway may answer with a decline"},
	dictionary.Addresses:     {"Address (AVS)", "Address code", "What address verification (AVS) found: two digits for the street, two for the postal code"},
	dictionary.SecurityCodes: {"Security code (CVV)", "Security code result", "Whether the security code (CVV) was right"},
	dictionary.Names:         {"Name", "Name code", "What name verification found: a digit each for first, middle, last and full name"},
	dictionary.Networks:      {"Network", "Network code", "What the card network is told, in the industry's common meaning"},
}
