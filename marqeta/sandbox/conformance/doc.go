// Package conformance has tests alone: they hold the sandbox against Marqeta's
// machine-readable description of the Core API.
package conformance
