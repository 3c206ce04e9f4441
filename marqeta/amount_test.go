package marqeta_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"carddeck/marqeta"

	"pgregory.net/rapid"
)

func TestParseAmount(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "0.00": "0", "10": "10", "10.50": "10.5", "-0.05": "-0.05", "007.10": "7.1",
		"0.000001": "0.000001", "999999999999.999999": "999999999999.999999", "-999999999999.999999": "-999999999999.999999",
	} {
		a, err := marqeta.ParseAmount(in)
		if err != nil || a.String() != want {
			t.Errorf("ParseAmount(%q) = %s, %v; want %s", in, a, err, want)
		}
	}
}

func TestParseAmountRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", "-", ".", "-.", "1.", ".5", "+1", "--1", "1-", " 1", "1 ", "1,5", "1_000", "1e3", "1E-2", "0x10", "NaN", "Infinity",
		"1.2.3", "1.0000001", "1000000000000", "١٢", "1\x00", strings.Repeat("9", 1<<16), "-" + strings.Repeat("0", 13),
	} {
		a, err := marqeta.ParseAmount(in)
		if !errors.Is(err, marqeta.ErrAmount) || !a.IsZero() {
			t.Errorf("ParseAmount(%.40q) = %s, %v; want ErrAmount", in, a, err)
		} else if len(err.Error()) > 200 {
			t.Errorf("ParseAmount(%.40q) repeats %d bytes of its input", in, len(err.Error()))
		}
	}
}

func TestAmountMinor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount   string
		decimals uint8
		want     int64
		fails    bool
	}{
		{"10.5", 2, 1050, false},
		{"-0.05", 2, -5, false},
		{"1000", 0, 1000, false},
		{"1.234", 3, 1234, false},
		{"1.234", 2, 0, true},
		{"0.5", 0, 0, true},
		{"999999999999", 7, 0, true},
		{"0", 255, 0, false},
	} {
		got, err := marqeta.MustAmount(c.amount).Minor(c.decimals)
		if got != c.want || (err != nil) != c.fails || (c.fails && !errors.Is(err, marqeta.ErrAmount)) {
			t.Errorf("Minor(%s, %d) = %d, %v", c.amount, c.decimals, got, err)
		}
	}
}

func TestAmountFixed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount   string
		decimals uint8
		want     string
	}{
		{"10", 2, "10.00"}, {"10.5", 2, "10.50"}, {"-0.05", 2, "-0.05"}, {"1.234", 2, "1.234"}, {"0", 0, "0"}, {"0", 3, "0.000"}, {"7", 200, "7"},
	} {
		if got := marqeta.MustAmount(c.amount).Fixed(c.decimals); got != c.want {
			t.Errorf("Fixed(%s, %d) = %s, want %s", c.amount, c.decimals, got, c.want)
		}
	}
}

func TestAmountFromMinorAtTheEdges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n        int64
		decimals uint8
		want     string
	}{
		{math.MaxInt64, 0, "9223372036854775807"},
		{math.MinInt64, 0, "-9223372036854775808"},
		{math.MinInt64, 2, "-92233720368547758.08"},
		{-5, 3, "-0.005"},
		{0, 6, "0"},
	} {
		if got := marqeta.AmountFromMinor(c.n, c.decimals).String(); got != c.want {
			t.Errorf("AmountFromMinor(%d, %d) = %s, want %s", c.n, c.decimals, got, c.want)
		}
	}
}

func TestAmountJSON(t *testing.T) {
	t.Parallel()
	type money struct {
		A marqeta.Amount  `json:"a,omitzero"`
		B *marqeta.Amount `json:"b,omitempty"`
	}
	for in, want := range map[string]string{
		`{"a":10.00}`:           `{"a":10}`,
		`{"a":"7.70","b":0}`:    `{"a":7.7,"b":0}`,
		`{"a":null,"b":null}`:   `{}`,
		`{"a":-12.5,"b":"0.1"}`: `{"a":-12.5,"b":0.1}`,
	} {
		var m money
		if err := json.Unmarshal([]byte(in), &m); err != nil {
			t.Errorf("read %s: %v", in, err)
			continue
		}
		if out, err := json.Marshal(m); err != nil || string(out) != want {
			t.Errorf("%s came back as %s, %v; want %s", in, out, err, want)
		}
	}
	for _, in := range []string{`{"a":1e2}`, `{"a":""}`, `{"a":"ten"}`, `{"a":true}`, `{"a":[1]}`, `{"a":{"b":1}}`, `{"a":"1\n"}`, `{"a":12345678901234}`} {
		if err := json.Unmarshal([]byte(in), new(money)); !errors.Is(err, marqeta.ErrAmount) {
			t.Errorf("read %s: %v, want ErrAmount", in, err)
		}
	}
}

func TestAmountOverflowPanics(t *testing.T) {
	t.Parallel()
	most, least := marqeta.AmountFromMinor(math.MaxInt64, 0), marqeta.AmountFromMinor(math.MinInt64, 0)
	for name, f := range map[string]func(){
		"add":       func() { most.Add(most) },
		"add below": func() { least.Add(marqeta.MustAmount("-1")) },
		"scale":     func() { most.Add(marqeta.MustAmount("0.1")) },
		"negate":    func() { least.Neg() },
		"parse":     func() { marqeta.MustAmount("ten") },
	} {
		func() {
			defer func() {
				if err, ok := recover().(error); !ok || !errors.Is(err, marqeta.ErrAmount) {
					t.Errorf("%s: %v, want a panic with ErrAmount", name, err)
				}
			}()
			f()
		}()
	}
}

// readable draws amounts from the whole range that can be read.
func readable() *rapid.Generator[marqeta.Amount] {
	return rapid.Custom(func(t *rapid.T) marqeta.Amount {
		decimals := rapid.Uint8Range(0, 6).Draw(t, "decimals")
		most := int64(math.Pow10(12+int(decimals))) - 1
		return marqeta.AmountFromMinor(rapid.Int64Range(-most, most).Draw(t, "minor"), decimals)
	})
}

func exact(a marqeta.Amount) *big.Rat {
	r, ok := new(big.Rat).SetString(a.String())
	if !ok {
		panic("not a number: " + a.String())
	}
	return r
}

func TestAmountIsExactArithmetic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := readable().Draw(t, "a"), readable().Draw(t, "b")
		if got, want := exact(a.Add(b)), new(big.Rat).Add(exact(a), exact(b)); got.Cmp(want) != 0 {
			t.Fatalf("%s + %s = %s", a, b, got)
		}
		if got, want := exact(a.Sub(b)), new(big.Rat).Sub(exact(a), exact(b)); got.Cmp(want) != 0 {
			t.Fatalf("%s - %s = %s", a, b, got)
		}
		if got, want := a.Cmp(b), exact(a).Cmp(exact(b)); got != want {
			t.Fatalf("%s against %s is %d, want %d", a, b, got, want)
		}
		if a.Sign() != exact(a).Sign() || a.Abs().Sign() < 0 || a.IsZero() != (a.Sign() == 0) {
			t.Fatalf("sign of %s", a)
		}
		if least := marqeta.MinAmount(a, b); least.Cmp(a) > 0 || least.Cmp(b) > 0 || (least != a && least != b) {
			t.Fatalf("least of %s and %s is %s", a, b, least)
		}
		if (a.Cmp(b) == 0) != (a == b) {
			t.Fatalf("%s and %s: equal amounts must be equal values", a, b)
		}
	})
}

func TestAmountSurvivesItsTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := readable().Draw(t, "a")
		if back, err := marqeta.ParseAmount(a.String()); err != nil || back != a {
			t.Fatalf("%s came back as %s, %v", a, back, err)
		}
		decimals := rapid.Uint8Range(0, 6).Draw(t, "fixed")
		if back, err := marqeta.ParseAmount(a.Fixed(decimals)); err != nil || back != a {
			t.Fatalf("%s fixed to %d came back as %s, %v", a, decimals, back, err)
		}
		if n, err := a.Minor(6); err == nil && marqeta.AmountFromMinor(n, 6) != a {
			t.Fatalf("%s in millionths is %d", a, n)
		}
		var back marqeta.Amount
		text, err := json.Marshal(a)
		if err == nil {
			err = json.Unmarshal(text, &back)
		}
		if err != nil || back != a {
			t.Fatalf("%s through JSON is %s, %v", a, back, err)
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, seed := range []string{`1`, `-10.50`, `"7.70"`, `1e9`, `""`, `"`, `null`, `[1]`, `9999999999999999999999`, `"\u0031"`, "\"\xff\"", `-`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var direct marqeta.Amount
		_ = direct.UnmarshalJSON(in) // any bytes, not only what a decoder would hand over

		var a marqeta.Amount
		if json.Unmarshal(in, &a) != nil {
			return
		}
		if back, err := marqeta.ParseAmount(a.String()); err != nil || back != a {
			t.Fatalf("%q was read as %s, which comes back as %s, %v", in, a, back, err)
		}
		if _, ok := new(big.Rat).SetString(a.String()); !ok {
			t.Fatalf("%q was read as %s, which is no number", in, a)
		}
		if sum := a.Add(a); sum.Sub(a) != a {
			t.Fatalf("%s twice less once is %s", a, sum.Sub(a))
		}
	})
}
