package ui

import (
	"math"
	"strings"
	"testing"

	"github.com/bojanz/currency"
)

func TestMoneyOfIsTheFormatters(t *testing.T) {
	t.Parallel()
	values := []int64{0, 1, 9, 10, 99, 100, 999, 1000, 1204_10, 99999, 100000, 999999, 1000000, 123456789, math.MaxInt64, math.MinInt64 + 1, math.MinInt64}
	for _, code := range []string{"USD", "JPY", "KWD", "CLF"} {
		for _, v := range values {
			for _, minor := range []int64{v, -v} {
				amount, err := currency.NewAmountFromInt64(minor, code)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := MoneyOf(minor, code).Digits, strings.Replace(formatter.Format(amount), "-", minus, 1); got != want {
					t.Errorf("MoneyOf(%d, %s): got %s, want %s", minor, code, got, want)
				}
			}
		}
	}
	if got := MoneyOf(-120410, "???").String(); got != "−1,204.10 ???" {
		t.Errorf("an unknown currency gives %s", got)
	}
}
