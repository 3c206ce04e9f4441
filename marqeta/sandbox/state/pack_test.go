package state

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

func TestPack(t *testing.T) {
	t.Parallel()
	lines := bytes.Split(bytes.TrimSpace(typical), []byte("\n"))
	if len(lines) < 10 {
		t.Fatalf("%d typical bodies", len(lines))
	}
	for _, body := range append(lines, nil, []byte{}, []byte("{}"), []byte(`{"a":1}`), bytes.Repeat([]byte(`{"note":"é"}`), 20_000), []byte{packed, 0}) {
		kept := pack(body)
		if got, err := unpack(kept); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%.40q came back as %.40q, %v", body, got, err)
		}
	}
	for i, body := range lines {
		if !jsontext.Value(body).IsValid() {
			t.Errorf("typical body %d is no JSON", i+1)
		}
		// Everything that differs between two bodies of a kind is different here.
		other := []byte(strings.Map(func(r rune) rune {
			if r >= '1' && r <= '8' {
				return r + 1
			}
			return r
		}, string(body)))
		if kept := pack(other); len(kept) > len(other)*2/5 {
			t.Errorf("typical body %d: %d bytes are kept of %d", i+1, len(kept), len(other))
		}
	}
}

// What earlier versions wrote is read as it is.
func TestUnpackText(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", `{}`, `{"token":"a"}`, ` {"token":"a"}`, `[1]`, `null`} {
		if got, err := unpack([]byte(body)); err != nil || string(got) != body {
			t.Errorf("%q is read as %q, %v", body, got, err)
		}
	}
	for _, kept := range [][]byte{{packed}, {packed, 5}, {packed, 200, 1, 0}, append([]byte{packed, 10}, bytes.Repeat([]byte{0xff}, 9)...)} {
		if got, err := unpack(kept); err == nil {
			t.Errorf("%x is read as %q", kept, got)
		}
	}
}

// What grows is packed in the file and text in an export, which fills a state alike.
func TestPackedIsExportedAsText(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := NewTransactions(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	entries := NewJournal(s, "entry", func(map[string]string) string { return "" }).Packed()
	sorted := NewJournal(s, "sorted", func(map[string]string) string { return "" }).Sorted("day")
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"type":"authorization","state":"PENDING","token":"a"}`)
	entry := map[string]string{"day": "2026-01-05", "state": "PENDING"}
	if err := s.Update(t.Context(), func(tx *Tx) error {
		all.Create(tx, nil, Transaction{Token: "a", Happened: time.Unix(1, 0), Body: body, Trace: body})
		s.Queue(tx, Delivery{Endpoint: "w", Body: body})
		if err := entries.Put(tx, "b", entry); err != nil {
			return err
		}
		return sorted.Put(tx, "b", entry)
	}); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]byte{
		`SELECT body FROM transactions`: packed, `SELECT trace FROM transactions`: packed, `SELECT body FROM deliveries`: packed,
		`SELECT body FROM journal WHERE kind = 'entry'`: packed, `SELECT body FROM journal WHERE kind = 'sorted'`: '{',
	} {
		var kept []byte
		if err := s.read.QueryRow(query).Scan(&kept); err != nil || len(kept) == 0 || kept[0] != want {
			t.Errorf("%s = %q, %v", query, kept, err)
		}
	}
	if found, _, err := entries.Children(t.Context(), Children{Count: 9}); err != nil || len(found) != 1 || found[0]["day"] != entry["day"] {
		t.Errorf("children = %v, %v", found, err)
	}
	if _, _, err := entries.Children(t.Context(), Children{Where: []Where{{Member: "state", In: []any{"PENDING"}}}, Count: 9}); err == nil {
		t.Error("what is packed was looked into")
	}
	var first, second bytes.Buffer
	again, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := s.Dump(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(first.String(), string(body)); n != 3 {
		t.Errorf("the body is exported %d times as text:\n%s", n, &first)
	}
	if err := again.Fill(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := again.Dump(t.Context(), &second); err != nil || second.String() != first.String() {
		t.Errorf("exported again: %v\n%s", err, &second)
	}
}
