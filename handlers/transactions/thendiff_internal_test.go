package transactions

import (
	"slices"
	"testing"
)

func TestThenAndNowSideBySide(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		then, now []setting
		want      []string
	}{
		"nothing":  {nil, nil, nil},
		"the same": {[]setting{{"a", "1"}}, []setting{{"a", "1"}}, []string{"a 1 1 Same"}},
		"changed":  {[]setting{{"a", "1"}, {"b", "x"}}, []setting{{"b", "y"}, {"a", "1"}}, []string{"a 1 1 Same", "b x y Changed"}},
		"new":      {nil, []setting{{"a", "1"}}, []string{"a  1 New since"}},
		"gone":     {[]setting{{"a", "1"}}, nil, []string{"a 1  Gone since"}},
		"both":     {[]setting{{"a", "1"}}, []setting{{"b", "2"}}, []string{"a 1  Gone since", "b  2 New since"}},
	} {
		var got []string
		for _, r := range differences(tc.then, tc.now) {
			got = append(got, r.Name+" "+r.Then+" "+r.Now+" "+r.Mark.Text)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestSettingsOfAConfig(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]setting{
		`{"poi":{"ecommerce":true,"atm":false},"a":null,"b":1,"list":["x"],"name":"n"}`: {
			{"b", "1"}, {"list", `["x"]`}, {"name", "n"}, {"poi.atm", "no"}, {"poi.ecommerce", "yes"}},
		`[]`: nil, ``: nil, `{`: nil,
	} {
		if got := flat([]byte(text)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
