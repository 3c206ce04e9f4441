package transactions

import (
	"bytes"
	"encoding/csv"
	"testing"
	"time"

	"carddeck/store"
)

func TestCellsAreNeverFormulas(t *testing.T) {
	t.Parallel()
	tests := []struct{ cell, want string }{
		{"", ""}, {"Aegis", "Aegis"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"}, {"\r=1", "'\r=1"}, {"\n=1", "'\n=1"}, {" =1", " =1"}, {"a=1", "a=1"}, {"'=1", "'=1"}, {"ﬁ", "ﬁ"},
	}
	for _, tt := range tests {
		if got := plain(tt.cell); got != tt.want {
			t.Errorf("plain(%q): got %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestRecordKeepsAmountsNumbersAndTextText(t *testing.T) {
	t.Parallel()
	hostile := "=HYPERLINK(\"http://evil.example\",\"x\"),\n\"quoted\""
	line := record(store.Transaction{
		Token: "-t", Type: "authorization", State: "PENDING", Currency: "KWD", AmountMinor: -1500, RequestAmountMinor: 1500,
		Merchant: hostile, ResponseMemo: "@memo", UserTransactionTime: time.Date(2026, 3, 12, 14, 3, 11, 0, time.UTC),
	})
	if len(line) != len(columns) {
		t.Fatalf("record has %d cells, want %d", len(line), len(columns))
	}
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	if err := w.WriteAll([][]string{columns, line}); err != nil {
		t.Fatal(err)
	}
	back, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, column := range back[0] {
		got[column] = back[1][i]
	}
	for column, want := range map[string]string{
		"token": "'-t", "amount": "-1.500", "request_amount": "1.500", "merchant": "'" + hostile,
		"response_memo": "'@memo", "user_transaction_time": "2026-03-12T14:03:11Z", "created_time": "",
	} {
		if got[column] != want {
			t.Errorf("%s: got %q, want %q", column, got[column], want)
		}
	}
}
