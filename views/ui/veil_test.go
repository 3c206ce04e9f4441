package ui_test

import (
	"testing"

	"carddeck/views/ui"
)

func TestVeil(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, out string }{
		"nothing to hide":     {`{"a": 1,  "b":[true,null]}`, `{"a": 1,  "b":[true,null]}`},
		"one value":           {`{"custom_header": {"X-Key" : "k3y"}, "z":2}`, `{"custom_header": {"X-Key" : "…"}, "z":2}`},
		"several, any kind":   {`{"custom_header":{"a":1,"b":{"c":"d"},"e":["f"]}}`, `{"custom_header":{"a":"…","b":"…","e":"…"}}`},
		"empty":               {`{"custom_header":{}}`, `{"custom_header":{}}`},
		"deep":                {`{"config":{"custom_header":{"a":"b"},"url":"u"}}`, `{"config":{"custom_header":{"a":"…"},"url":"u"}}`},
		"in a list":           {`[{"custom_header":{"a":"b"}},{"custom_header":{"a":"c"}}]`, `[{"custom_header":{"a":"…"}},{"custom_header":{"a":"…"}}]`},
		"escaped name":        {`{"custom\u005fheader":{"a":"b"}}`, `{"custom\u005fheader":{"a":"…"}}`},
		"other case":          {`{"Custom_Header":{"a":"b"}}`, `{"Custom_Header":{"a":"…"}}`},
		"twice":               {`{"custom_header":{"a":"b"},"custom_header":{"a":"c"}}`, `{"custom_header":{"a":"…"},"custom_header":{"a":"…"}}`},
		"slash in the name":   {`{"custom_header":{"a/b":"c"}}`, `{"custom_header":{"a/b":"…"}}`},
		"no object":           {`{"custom_header":"a"}`, `{"custom_header":"a"}`},
		"space at both ends":  {" {\"a\":1}\n", " {\"a\":1}\n"},
		"bytes that are none": {"{\"a\":\"\xff\",\"custom_header\":{\"b\":\"\xfe\"}}", "{\"a\":\"\xff\",\"custom_header\":{\"b\":\"…\"}}"},
		"cut short":           {`{"custom_header":{"a":"b`, ``},
		"cut after the value": {`{"custom_header":{"a":"b"}`, ``},
		"more than one":       {`{"a":1} x`, ``},
		"no JSON":             {`custom_header: a`, ``},
		"nothing":             {``, ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ui.Veil([]byte(c.in), "custom_header"); got != c.out {
				t.Errorf("got  %q\nwant %q", got, c.out)
			}
		})
	}
}
