package webhook_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"carddeck/marqeta/webhook"

	"github.com/google/go-cmp/cmp"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, raw string
		want      []string // family token type state raw
	}{
		{"one", `{"transactions":[{"token":"a","type":"authorization","state":"PENDING"}]}`,
			[]string{`transaction a authorization PENDING {"token":"a","type":"authorization","state":"PENDING"}`}},
		{"a batch with spaces", " {\"cardtransitions\" : [ {\"token\":\"a\"} ,\n {\"token\":\"b\", \"state\":\"ACTIVE\" } ] }\n",
			[]string{`cardtransition a   {"token":"a"}`, `cardtransition b  ACTIVE {"token":"b", "state":"ACTIVE" }`}},
		{"the older key", `{"cards":[{"token":"a"}]}`, []string{`cardtransition a   {"token":"a"}`}},
		{"a status", `{"usertransitions":[{"token":"a","status":"SUSPENDED"}]}`,
			[]string{`usertransition a  SUSPENDED {"token":"a","status":"SUSPENDED"}`}},
		{"several arrays", `{"transactions":[{"token":"a"}],"users":[{"token":"b"}]}`,
			[]string{`transaction a   {"token":"a"}`, `usertransition b   {"token":"b"}`}},
		{"a kind unheard of", `{"chargebacktransitions":[{"token":"a"}],"moonphases":[{"token":"b"}]}`,
			[]string{`chargebacktransition a   {"token":"a"}`, `moonphases b   {"token":"b"}`}},
		{"names inside are not routed", `{"transactions":[{"card":{"token":"x"},"token":"a","fees":[{"token":"y"}]}]}`,
			[]string{`transaction a   {"card":{"token":"x"},"token":"a","fees":[{"token":"y"}]}`}},
		{"an escaped name", `{"transactions":[{"\u0074oken":"a"}]}`, []string{`transaction a   {"\u0074oken":"a"}`}},
		{"an escaped value", `{"transactions":[{"token":"a\u0062"}]}`, []string{`transaction ab   {"token":"a\u0062"}`}},
		{"the last of two", `{"transactions":[{"token":"a","token":"b"}]}`, []string{`transaction b   {"token":"a","token":"b"}`}},
		{"a bare transaction", `{"type":"authorization","token":"a","state":"PENDING","fees":[{"token":"f"}]}`,
			[]string{`transaction a authorization PENDING {"type":"authorization","token":"a","state":"PENDING","fees":[{"token":"f"}]}`}},
		{"a bare card transition", `{"type":"state.suspended","token":"a"}`,
			[]string{`cardtransition a state.suspended  {"type":"state.suspended","token":"a"}`}},
		{"a ping", `{"pings":[{"token":"marqeta","payload":"healthcheck"}]}`,
			[]string{`ping marqeta   {"token":"marqeta","payload":"healthcheck"}`}},
		{"nothing known", `{}`,
			[]string{`unknown derived   {}`}},
		{"an empty array", `{"transactions":[]}`,
			[]string{`unknown derived   {"transactions":[]}`}},
		{"no object", `{"transactions":[ 7 ]}`,
			[]string{`transaction derived   7`}},
		{"a token that is none", "{\"transactions\":[{\"token\":\"a\\u0000b\"}]}",
			[]string{"transaction derived   {\"token\":\"a\\u0000b\"}"}},
		{"a type nobody can store", `{"transactions":[{"token":"a","type":"x\u0000y"}]}`,
			[]string{"transaction a x\uFFFDy  {\"token\":\"a\",\"type\":\"x\\u0000y\"}"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			m, err := webhook.Decode([]byte(tc.raw))
			if err != nil {
				t.Fatalf("Decode(%s) = %v", tc.raw, err)
			}
			var got []string
			for i, n := range m.Notifications {
				if n.Derived && n.Token == fmt.Sprintf("sha256:%x", sha256.Sum256(m.Raw(i))) {
					n.Token = "derived"
				}
				got = append(got, strings.Join([]string{n.Family, n.Token, n.Type, n.State, string(m.Raw(i))}, " "))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("Decode(%s) (-want +got):\n%s", tc.raw, diff)
			}
		})
	}
}

func TestDecodeMalformed(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", " ", "null", "7", `"x"`, "[]", `[{"token":"a"}]`, "{", `{"transactions":`, `{"transactions":[`, `{"transactions":[{]}`,
		`{"transactions":[]}}`, `{"transactions":[]} {}`, `{transactions:[]}`, `{"a":01}`, `{"a":"\x"}`, "{\"a\":\"\x00\"}",
		`{"a":` + strings.Repeat("[", 20000), "\xef\xbb\xbf{}",
	} {
		if m, err := webhook.Decode([]byte(raw)); !errors.Is(err, webhook.ErrMalformed) {
			t.Errorf("Decode(%.40q) = %+v, %v, want ErrMalformed", raw, m.Notifications, err)
		}
	}
}

// FuzzDecode holds Decode against encoding/json: both take the same bodies, and what
// Decode cuts out of them is JSON, in order, and within bounds.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"transactions":[{"token":"a","type":"authorization","state":"PENDING"}, 3, null]}`))
	f.Add([]byte(`{"type":"authorization","token":"a"}`))
	f.Add([]byte("{\"\\u0070ings\":[{\"token\":\"\xff\"}],\"a\":{}}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := bytes.Clone(raw)
		m, err := webhook.Decode(raw)
		if !bytes.Equal(raw, before) {
			t.Fatal("Decode changed the body")
		}
		if isObject := json.Valid(raw) && bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("{")); err == nil != isObject {
			// encoding/json knows no limit on nesting below its own.
			if bytes.Count(raw, []byte("["))+bytes.Count(raw, []byte("{")) < 5000 {
				t.Fatalf("Decode(%q) = %v, but encoding/json says %v", raw, err, isObject)
			}
		}
		if err != nil {
			return
		}
		if len(m.Notifications) == 0 {
			t.Fatalf("Decode(%q) lost the message", raw)
		}
		end := 0
		for i, n := range m.Notifications {
			if n.Offset < end || n.Length <= 0 || !json.Valid(m.Raw(i)) {
				t.Fatalf("Decode(%q) cut %d..%d", raw, n.Offset, n.Offset+n.Length)
			}
			end = n.Offset + n.Length
			if n.Token == "" || n.Family == "" || strings.ContainsRune(n.Token+n.Type+n.State+n.Family, 0) {
				t.Fatalf("Decode(%q) = %+v", raw, n)
			}
		}
	})
}

// BenchmarkDecode stands beside what a thin struct and encoding/json take for the same
// 3.2 KB.
func BenchmarkDecode(b *testing.B) {
	raw, err := os.ReadFile("testdata/authorization.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("webhook", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			if _, err := webhook.Decode(raw); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json-thin", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			var m struct {
				Transactions []struct{ Token, Type, State string }
			}
			if err := json.Unmarshal(raw, &m); err != nil {
				b.Fatal(err)
			}
		}
	})
}
