package fundingsources_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"carddeck/handlers/fundingsources"
)

func TestHeadersThatAreSent(t *testing.T) {
	t.Parallel()
	kept := map[string]string{"X-Key": "old", "X-Team": "blue"}
	for name, c := range map[string]struct {
		form []fundingsources.Header
		want map[string]string
	}{
		"none":               {[]fundingsources.Header{{}, {}, {}}, nil},
		"all stay":           {[]fundingsources.Header{{Name: "X-Key", Was: "X-Key"}, {Name: "X-Team", Was: "X-Team"}, {}}, nil},
		"a new one":          {[]fundingsources.Header{{Name: "X-New", Value: "1"}}, map[string]string{"X-New": "1"}},
		"one beside another": {[]fundingsources.Header{{Name: "X-Key", Was: "X-Key"}, {Name: "X-New", Value: "1"}}, map[string]string{"X-Key": "old", "X-New": "1"}},
		"another value":      {[]fundingsources.Header{{Name: "X-Key", Was: "X-Key", Value: "new"}, {Name: "X-Team", Was: "X-Team"}}, map[string]string{"X-Key": "new", "X-Team": "blue"}},
		"another name":       {[]fundingsources.Header{{Name: "X-Code", Was: "X-Key", Value: "new"}}, map[string]string{"X-Code": "new"}},
		"one taken away":     {[]fundingsources.Header{{Was: "X-Key"}, {Name: "X-Team", Was: "X-Team"}}, map[string]string{"X-Team": "blue"}},
		"the last one gone":  {[]fundingsources.Header{{Was: "X-Key"}}, map[string]string{}},
		"gone meanwhile":     {[]fundingsources.Header{{Name: "X-Gone", Was: "X-Gone"}, {Name: "X-New", Value: "1"}}, map[string]string{"X-New": "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, fundingsources.HeaderMap(c.form, kept)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadersThatCannotBeSent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form  []fundingsources.Header
		field string // empty when nothing is wrong
	}{
		"good":              {[]fundingsources.Header{{Name: "X-Key", Value: "1"}, {Name: "x.y~z", Value: " 2 é"}}, ""},
		"stays":             {[]fundingsources.Header{{Name: "X-Key", Was: "X-Key"}}, ""},
		"value alone":       {[]fundingsources.Header{{Value: "1"}}, "headers[0].name"},
		"no value":          {[]fundingsources.Header{{}, {Name: "X-Key"}}, "headers[1].value"},
		"renamed, no value": {[]fundingsources.Header{{Name: "X-New", Was: "X-Key"}}, "headers[0].value"},
		"blank in the name": {[]fundingsources.Header{{Name: "X Key", Value: "1"}}, "headers[0].name"},
		"colon in the name": {[]fundingsources.Header{{Name: "X-Key:", Value: "1"}}, "headers[0].name"},
		"too long a name":   {[]fundingsources.Header{{Name: strings.Repeat("x", 501), Value: "1"}}, "headers[0].name"},
		"too long a value":  {[]fundingsources.Header{{Name: "X-Key", Value: strings.Repeat("é", 501)}}, "headers[0].value"},
		"longest value":     {[]fundingsources.Header{{Name: "X-Key", Value: strings.Repeat("é", 500)}}, ""},
		"split value":       {[]fundingsources.Header{{Name: "X-Key", Value: "1\r\nX-Other: 2"}}, "headers[0].value"},
		"twice":             {[]fundingsources.Header{{Name: "X-Key", Value: "1"}, {Name: "x-key", Value: "2"}}, "headers[1].name"},
		"Marqeta's own":     {[]fundingsources.Header{{Name: "authorization", Value: "Basic x"}}, "headers[0].name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := fundingsources.CheckHeaders(c.form)
			if c.field == "" && len(errs) > 0 || c.field != "" && errs[c.field] == "" {
				t.Errorf("got %v, want a sentence about %q", errs, c.field)
			}
		})
	}
}
