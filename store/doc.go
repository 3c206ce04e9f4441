// Package store is what the console remembers by itself: its operators, their
// sessions and what they did, every webhook message as it arrived, and local copies
// of the program's transactions, gpa_orders, cards, users, card products and funding
// sources for listing and joining. Marqeta stays the system of record; a local copy
// can be rebuilt and is never the place where a decision is kept.
//
// It speaks SQLite and PostgreSQL through bun, and nobody outside sees either:
// callers get plain structs, filters that mean nothing when zero, pages by key and
// the errors of this package. Times are UTC to the microsecond, money is int64 minor
// units beside its currency code.
//
// Webhook messages take two steps. Record makes a message durable through one writer
// that commits whatever is waiting together. Apply then works on the stored
// notifications, one transaction each, so that any order and any repetition of them
// ends in the same rows.
package store
