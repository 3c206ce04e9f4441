package rest_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/rest"
)

// serve puts a handler on a socket and calls it.
func serve(t *testing.T, handle rest.Handler, logs io.Writer) (int, string) {
	t.Helper()
	web := httptest.NewServer(rest.Endpoint{
		Credentials: rest.Credentials{ApplicationToken: "app", AdminAccessToken: "admin"},
		Log:         slog.New(slog.NewTextHandler(logs, nil)), Handler: handle,
	})
	defer web.Close()
	req, err := http.NewRequest("GET", web.URL+"/x", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("app", "admin")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// What goes wrong inside is logged; the caller learns the code alone.
func TestInnerErrors(t *testing.T) {
	t.Parallel()
	const want = `{"error_code":"500001","error_message":"Internal server error"}`
	for name, handle := range map[string]rest.Handler{
		"error":         func(*rest.Call) (rest.Reply, error) { return rest.Reply{}, errors.New("the disk burns") },
		"panic":         func(*rest.Call) (rest.Reply, error) { panic("the disk burns") },
		"not encodable": func(*rest.Call) (rest.Reply, error) { return rest.OK(map[string]any{"the disk burns": func() {}}) },
	} {
		var logs bytes.Buffer
		if status, body := serve(t, handle, &logs); status != 500 || body != want {
			t.Errorf("%s = %d %s", name, status, body)
		}
		if name != "not encodable" && !strings.Contains(logs.String(), "the disk burns") {
			t.Errorf("%s: log = %q, want the cause", name, &logs)
		}
	}
	wrapped := func(*rest.Call) (rest.Reply, error) {
		return rest.Reply{}, fmt.Errorf("create: %w", rest.ErrEmailTaken)
	}
	if status, body := serve(t, wrapped, io.Discard); status != 400 || !strings.Contains(body, "400057") {
		t.Errorf("wrapped refusal = %d %s", status, body)
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"2026-03-02T10:15:30Z"`: `"2026-03-02T10:15:30Z"`, `"2026-03-02T10:15:30.999Z"`: `"2026-03-02T10:15:30Z"`, `"2026-03-02T12:15:30+02:00"`: `"2026-03-02T10:15:30Z"`,
		`"2026-03-02"`: `"2026-03-02T00:00:00Z"`, `"yesterday"`: "", `7`: "", `"2026-13-02"`: "",
	} {
		var v rest.Time
		err := json.Unmarshal([]byte(in), &v)
		if want == "" {
			if err == nil {
				t.Errorf("%s was read as %s", in, v)
			}
			continue
		}
		if out, _ := json.Marshal(v); err != nil || string(out) != want {
			t.Errorf("%s = %s, %v, want %s", in, out, err, want)
		}
	}
	local := time.Date(2026, 3, 2, 12, 0, 0, 5, time.FixedZone("X", 7200))
	if got := rest.At(local).String(); got != "2026-03-02T10:00:00Z" {
		t.Errorf("At = %s", got)
	}
}

func TestLooseValues(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"flag":true}`: `true`, `{"flag":"true"}`: `true`, `{"flag":"1"}`: `true`, `{"flag":"false"}`: `false`, `{"flag":"0"}`: `false`, `{"flag":null}`: `false`,
		`{"flag":"yes"}`: "", `{"flag":[]}`: "",
	} {
		var v struct {
			Flag rest.Flag `json:"flag"`
		}
		err := json.Unmarshal([]byte(in), &v)
		if (want == "") != (err != nil) || (err == nil && fmt.Sprint(v.Flag) != want) {
			t.Errorf("%s = %v, %v, want %q", in, v.Flag, err, want)
		}
	}
	m := rest.Metadata{"old": "1"}
	if err := json.Unmarshal([]byte(`{"a":"x","n":1.50,"b":true,"gone":null}`), &m); err != nil || fmt.Sprint(m) != "map[a:x b:true n:1.50]" {
		t.Errorf("metadata = %v, %v", m, err)
	}
	for _, bad := range []string{`{"a":{}}`, `{"a":[]}`, `[]`, `"x"`} {
		if err := json.Unmarshal([]byte(bad), &m); err == nil {
			t.Errorf("metadata %s was read", bad)
		}
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		rest.MaskPAN("1111110123456789"): "111111______6789", rest.MaskPAN("123"): "___", rest.MaskPAN(""): "",
		rest.MaskSecret("marqeta"): "m**********a", rest.MaskSecret("x"): "x**********x", rest.MaskSecret("é日"): "é**********日",
		rest.MaskFundingSource("my_funding_source"): "**********urce", rest.MaskFundingSource("fs"): "**********fs",
	} {
		if got != want {
			t.Errorf("mask = %q, want %q", got, want)
		}
	}
	if got := rest.MaskSecret(""); got != "" {
		t.Errorf("mask of nothing = %q", got)
	}
}

func TestOutboundURL(t *testing.T) {
	t.Parallel()
	for raw, ok := range map[string]bool{
		"https://example.com": true, "https://example.com:8443/a?b=c": true, "http://127.0.0.1:9/x": true, "http://127.9.9.9": true, "http://[::1]:80/": true, "http://localhost": true,
		"http://example.com": false, "http://10.0.0.1": false, "http://localhost.example.com": false, "http://0.0.0.0": false, "https://u:p@example.com": false,
		"https://example.com/#f": false, "ftp://example.com": false, "//example.com": false, "/path": false, "": false, "https://": false, "https://:443": false, "http://[::1": false, "javascript:alert(1)": false,
	} {
		if err := rest.OutboundURL(raw); (err == nil) != ok {
			t.Errorf("OutboundURL(%q) = %v, want ok %v", raw, err, ok)
		}
	}
}

func TestWindow(t *testing.T) {
	t.Parallel()
	p := rest.Paging{Count: 5, Most: 10, Sort: "-createdTime"}
	w, err := p.Window(url.Values{})
	if err != nil || w != (rest.Window{Count: 5, Sort: "createdTime", Desc: true}) {
		t.Errorf("Window of nothing = %+v, %v", w, err)
	}
	w, err = p.Window(url.Values{"count": {"10"}, "start_index": {"7"}, "sort_by": {"name"}})
	if err != nil || w != (rest.Window{Start: 7, Count: 10, Sort: "name"}) {
		t.Errorf("Window = %+v, %v", w, err)
	}
	for _, q := range []url.Values{{"count": {"11"}}, {"count": {"1.5"}}, {"start_index": {"-1"}}, {"start_index": {"x"}}} {
		if w, err := p.Window(q); err == nil {
			t.Errorf("Window(%v) = %+v, want an error", q, w)
		}
	}
}
