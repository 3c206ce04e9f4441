//go:build race

package transactions_test

// raceAllocs is what the race detector adds to a page, and more now and then.
const raceAllocs = 100
