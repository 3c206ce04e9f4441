// Package marqeta holds the vocabulary of a card program on Marqeta (funding
// sources, card products, users, cards, transactions, gpa_orders, webhooks) and
// the typed client that speaks it over the Core API.
//
// It is the leaf of the program: it knows no database, no page and no operator.
// Amounts are exact decimals, times are UTC, and what the platform refuses comes
// back as *Error with Marqeta's own code and words.
package marqeta
