//go:build !race

package transactions_test

const raceAllocs = 0
