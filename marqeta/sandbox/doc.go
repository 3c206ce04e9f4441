// Package sandbox emulates Marqeta's Core API: a stateful server behind net/http
// that decides simulated card transactions, moves their money, and sends
// notifications over HTTP, as a Marqeta sandbox does.
package sandbox
