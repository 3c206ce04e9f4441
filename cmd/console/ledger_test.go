package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// The commands run beside a console that serves.
func TestLedgerBesideARunningConsole(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	start(t, data)
	ledger := func(args ...string) (string, error) {
		out, err := command(t.Context(), data, append([]string{"ledger"}, args...)...).CombinedOutput()
		return string(out), err
	}
	for _, args := range [][]string{
		{"credit", "--user", "ada", "--amount", "100.00", "--currency", "USD", "--memo", "start"},
		{"credit", "--user", "ada", "--amount", "0.5", "--currency", "USD", "--memo", "more"},
		{"credit", "--business", "acme", "--amount", "1200", "--currency", "JPY", "--memo", "start"},
	} {
		if out, err := ledger(args...); err != nil || !strings.HasPrefix(out, "Credited ") {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	for want, args := range map[string][]string{
		`{"user_token":"ada","currency":"USD","ledger":"100.50","held":"0.00","available":"100.50"}` + "\n": {"balance", "--user", "ada", "--json"},
		`{"business_token":"acme","currency":"JPY","ledger":"1200","held":"0","available":"1200"}` + "\n":   {"balance", "--business", "acme", "--json"},
	} {
		if out, err := ledger(args...); err != nil || out != want {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	for _, args := range [][]string{
		{"credit", "--user", "ada", "--amount", "1.005", "--currency", "USD", "--memo", "a fraction"},
		{"credit", "--user", "ada", "--amount", "-1", "--currency", "USD", "--memo", "negative"},
		{"credit", "--user", "ada", "--amount", "1", "--currency", "usd", "--memo", "no currency"},
		{"credit", "--user", "ada", "--business", "acme", "--amount", "1", "--currency", "USD", "--memo", "two"},
		{"credit", "--amount", "1", "--currency", "USD", "--memo", "nobody"},
		{"balance", "--user", "nobody", "--json"},
	} {
		if out, err := ledger(args...); err == nil {
			t.Errorf("%v went through:\n%s", args, out)
		}
	}
	if out, err := ledger("verify"); err != nil || !strings.Contains(out, "3 proposals") || !strings.HasSuffix(out, "All sums hold, no entry was changed or taken away, and the replay made the same books\n") {
		t.Errorf("verify: %v\n%s", err, out)
	}
	db, err := sql.Open("sqlite", filepath.Join(data, "embedded", "console.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE ledger_accounts SET posted = posted + 1 WHERE holder = 'ada'"); err != nil {
		t.Fatal(err)
	}
	if out, err := ledger("verify"); err == nil || !strings.Contains(out, "Wrong: an account's balance is the sum of its entries: user ada USD has 10051, should have 10050") {
		t.Errorf("verify of damaged books: %v\n%s", err, out)
	}
}
