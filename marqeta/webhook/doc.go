// Package webhook is the receiving side of Marqeta's webhooks: it proves who is
// calling, splits a message into its notifications without losing a byte, hands
// both to a Sink and answers 200 only when the Sink has made them durable.
//
// It decides nothing about what a notification means; that is the work of
// whoever reads them back.
package webhook
