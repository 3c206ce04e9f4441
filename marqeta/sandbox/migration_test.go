package sandbox_test

import (
	"os"
	"testing"
)

// A file of the first version opens, says what it said, and can be worked with.
func TestFilesOfEarlierVersions(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	script, err := os.ReadFile("testdata/version1.sql")
	if err != nil {
		t.Fatal(err)
	}
	db := open(t, dir)
	execute(t, db, string(script))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		p := start(t, inFolder(dir))
		p.get("/cards/user/ada").is(200).has("data.0.token", "card_ada", "data.0.state", "ACTIVE")
		p.get("/balances/ada").is(200).has("gpa.ledger_balance", "60", "gpa.available_balance", "0")
		p.get("/_sandbox/deliveries").is(200).has("data.0.endpoint", "w")
		a := p.get("/transactions?state=ALL&sort_by=-createdTime").is(200)
		p.get("/transactions/"+a.text("data.0.token")).is(200).has("amount", a.text("data.0.amount"))
		p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1}).has("transaction.response.code", "0000")
		p.simulate("authorization.reversal", map[string]any{"preceding_related_transaction_token": p.get("/transactions?state=ALL").text("data.0.token"), "amount": 1}).has("transaction.gpa.ledger_balance", "60")
		p.stop()
	}
	var version, timers int
	if err := open(t, dir).QueryRow(`SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM timers)`).Scan(&version, &timers); err != nil || version < 2 {
		t.Errorf("version = %d, %v", version, err)
	}
}
