package marqeta_test

import (
	"encoding/json"
	"testing"

	"carddeck/marqeta"
)

func FuzzTransaction(f *testing.F) {
	for _, name := range []string{
		"transaction.json", "transaction-clearing.json", "transaction-declined.json", "transaction-refund.json", "transaction-v1.json",
	} {
		f.Add([]byte(recorded(f, name)))
	}
	f.Add([]byte(`{"currency_conversion":{"network":null},"card_acceptor":null,"response":{"code":-1},"gpa":{"balances":{"":{"balances":{}}}}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		var tx marqeta.Transaction
		if json.Unmarshal(marqeta.Redact(in), &tx) != nil {
			return
		}
		_, _, _, _ = tx.Approved(), tx.Declined(), tx.Settled(), tx.Opener()
		_ = tx.NextSteps()
		text, err := json.Marshal(tx)
		if err != nil {
			t.Fatalf("%q cannot be written again: %v", in, err)
		}
		var again marqeta.Transaction
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%q became %q, which cannot be read: %v", in, text, err)
		}
	})
}
