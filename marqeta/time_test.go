package marqeta_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"carddeck/marqeta"
)

func TestTimesAreRead(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"2026-03-02T10:15:30Z"`:         "2026-03-02T10:15:30Z",
		`"2026-03-02T10:15:30.000Z"`:     "2026-03-02T10:15:30Z",
		`"2026-03-02T10:15:30.141Z"`:     "2026-03-02T10:15:30.141Z",
		`"2026-03-02T10:15:30.1419999Z"`: "2026-03-02T10:15:30.141Z",
		`"2026-03-02T10:15:30+0000"`:     "2026-03-02T10:15:30Z",
		`"2026-03-02T10:15:30.5-0730"`:   "2026-03-02T17:45:30.500Z",
		`"2026-03-02T12:15:30+02:00"`:    "2026-03-02T10:15:30Z",
		`"2026-03-02T10:15:30"`:          "2026-03-02T10:15:30Z",
		`"2026-03-02"`:                   "2026-03-02T00:00:00Z",
		`""`:                             "",
		`null`:                           "",
	} {
		var got marqeta.Time
		if err := json.Unmarshal([]byte(in), &got); err != nil || got.String() != want {
			t.Errorf("%s is %q, %v; want %q", in, got, err, want)
		}
		if !got.IsZero() && got.Location() != time.UTC {
			t.Errorf("%s is kept in %s", in, got.Location())
		}
	}
	for _, in := range []string{`"now"`, `1772446530`, `"2026-02-30"`, `"2026-03-02T25:00:00Z"`, `{}`, `[]`, `true`, `"2026-03-02T10:15:30Z and more"`} {
		var got marqeta.Time
		if err := json.Unmarshal([]byte(in), &got); !errors.Is(err, marqeta.ErrTime) {
			t.Errorf("%s is %s, %v; want ErrTime", in, got, err)
		}
	}
}

func TestDatesAreRead(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"2019-08-24"`:                `"2019-08-24"`,
		`"2019-08-24T14:15:22Z"`:      `"2019-08-24"`,
		`"2019-08-24T23:59:59-08:00"`: `"2019-08-24"`,
		`"0001-01-02"`:                `"0001-01-02"`,
		`""`:                          `""`,
		`null`:                        `""`,
	} {
		var got marqeta.Date
		if err := json.Unmarshal([]byte(in), &got); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if out, err := json.Marshal(got); err != nil || string(out) != want {
			t.Errorf("%s came back as %s, %v; want %s", in, out, err, want)
		}
	}
	for _, in := range []string{`"24.08.2019"`, `"2019-8-4"`, `"2019-02-29"`, `"2019-08-24Tnoon"`, `"2019-08-24x"`, `20190824`, `{}`} {
		var got marqeta.Date
		if err := json.Unmarshal([]byte(in), &got); !errors.Is(err, marqeta.ErrTime) {
			t.Errorf("%s is %s, %v; want ErrTime", in, got, err)
		}
	}
	day := marqeta.DateOf(time.Date(2026, 3, 2, 1, 0, 0, 0, time.FixedZone("", 2*3600)))
	if day.String() != "2026-03-01" || day.Time() != time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) || !(marqeta.Date{}).Time().IsZero() {
		t.Errorf("day is %s, begins %s", day, day.Time())
	}
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{`"2026-03-02T10:15:30.5-0730"`, `"2026-03-02"`, `""`, `null`, `7`, `"9999-12-31T23:59:59+14:00"`, `"0000-01-01T00:00:00+23:59"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		_ = new(marqeta.Time).UnmarshalJSON(in)
		_ = new(marqeta.Date).UnmarshalJSON(in)
		_ = new(marqeta.Scalar).UnmarshalJSON(in)
		_ = new(marqeta.ResponseCode).UnmarshalJSON(in)

		var at marqeta.Time
		if json.Unmarshal(in, &at) == nil {
			if text, err := json.Marshal(at); err != nil || !json.Valid(text) {
				t.Fatalf("%q became %q, %v", in, text, err)
			}
		}
		var day marqeta.Date
		if json.Unmarshal(in, &day) == nil {
			if back, err := marqeta.ParseDate(day.String()); !day.IsZero() && (err != nil || back != day) {
				t.Fatalf("%q is %s, which comes back as %s, %v", in, day, back, err)
			}
		}
	})
}
