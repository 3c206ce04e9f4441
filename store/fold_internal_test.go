package store

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFold reads anything as every kind of notification: it never panics, every failure
// says that the notification cannot be read, and every text it takes over is one that
// both databases hold.
func FuzzFold(f *testing.F) {
	sample, err := os.ReadFile("../marqeta/webhook/testdata/authorization.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample[17 : len(sample)-2])
	f.Add([]byte(`{"token":"t","card_token":"c","user_token":"u","state":"ACTIVE","status":"ACTIVE","created_time":"2026-03-02T10:00:00Z"}`))
	f.Add([]byte("{\"token\":\"\xff\",\"card_acceptor\":{\"name\":\"\\u0000\\ud800\"},\"amount\":1e9,\"created_time\":\"9999-99-99\"}"))
	f.Add([]byte(`{"gpa_order":{"token":"o","amount":"1"},"gpa":{"balances":{"USD":null}},"token":7}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		transaction, order, errT := readTransaction(raw)
		card, errC := readCardTransition(raw)
		user, errU := readUserTransition(raw)
		for _, err := range []error{errT, errC, errU} {
			if err != nil && !errors.Is(err, errUnreadable) {
				t.Errorf("%q: %v, want errUnreadable", raw, err)
			}
		}
		if errT == nil {
			storable(t, raw, transaction)
			if order != nil {
				storable(t, raw, *order)
			}
		}
		if errC == nil {
			storable(t, raw, card)
		}
		if errU == nil {
			storable(t, raw, user)
		}
	})
}

func storable(t *testing.T, raw []byte, row any) {
	t.Helper()
	v := reflect.ValueOf(row)
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.String {
			continue
		}
		if s := v.Field(i).String(); !utf8.ValidString(s) || strings.ContainsRune(s, 0) || len(s) > maxText {
			t.Errorf("%q: %s is %q", raw, v.Type().Field(i).Name, s)
		}
	}
}
