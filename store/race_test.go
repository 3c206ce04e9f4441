//go:build race

package store_test

// The race detector slows SQLite in Go down fifteen times.
const underRace = true
