package gateway_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/gateway"
)

func TestRead(t *testing.T) {
	t.Parallel()
	asked := gateway.Question{Transaction: "t1", Token: "j1", Method: "pgfs.authorization", Amount: marqeta.MustAmount("42.50"), Decimals: 2}
	capable, inquiry := asked, asked
	capable.PartialCapable = true
	inquiry.NeedBalances, inquiry.Method, inquiry.Amount = true, "pgfs.balanceinquiry", marqeta.Amount{}
	yes := func(amount string) string {
		return `{"jit_funding":{"token":"j1","method":"pgfs.authorization","user_token":"ada","amount":` + amount + `,"memo":"m","tags":"x"}}`
	}
	no := `{"jit_funding":{"token":"j1","method":"pgfs.authorization","user_token":"ada","amount":42.5,"decline_reason":"INSUFFICIENT_FUNDS"}}`
	for name, c := range map[string]struct {
		question gateway.Question
		reply    gateway.Reply
		amount   string // of an approval
		reason   string
		failure  gateway.Failure
		message  string
	}{
		"approved":             {asked, gateway.Reply{Status: 200, Body: []byte(yes("42.5"))}, "42.5", "", "", "Approved or completed successfully"},
		"approved as a string": {asked, gateway.Reply{Status: 200, Body: []byte(yes(`"42.50"`))}, "42.5", "", "", "Approved or"},
		"more than asked":      {asked, gateway.Reply{Status: 200, Body: []byte(yes("50"))}, "42.5", "", "", "Approved or"},
		"a part, taken":        {capable, gateway.Reply{Status: 200, Body: []byte(yes("30"))}, "30", "", "", "Approved or"},
		"a part, not taken":    {asked, gateway.Reply{Status: 200, Body: []byte(yes("30"))}, "", "", "", "takes none"},
		"nothing":              {capable, gateway.Reply{Status: 200, Body: []byte(yes("0"))}, "", "", "", "takes none"},
		"negative":             {capable, gateway.Reply{Status: 200, Body: []byte(yes("-1"))}, "", "", gateway.Application, "cannot be"},
		"a third of a cent":    {capable, gateway.Reply{Status: 200, Body: []byte(yes("1.333"))}, "", "", gateway.Application, "cannot be"},
		"declined":             {asked, gateway.Reply{Status: 402, Body: []byte(no)}, "", "INSUFFICIENT_FUNDS", "", "Declined by gateway."},
		"declined, no body":    {asked, gateway.Reply{Status: 402}, "", "", "", "Declined by gateway."},
		"empty approval":       {asked, gateway.Reply{Status: 200}, "", "", gateway.Application, "not the JSON"},
		"no jit_funding":       {asked, gateway.Reply{Status: 200, Body: []byte(`{"approved":true}`)}, "", "", gateway.Application, "no jit_funding"},
		"another token":        {asked, gateway.Reply{Status: 200, Body: []byte(strings.Replace(yes("42.5"), "j1", "j2", 1))}, "", "", gateway.Application, "another funding message"},
		"another method":       {asked, gateway.Reply{Status: 200, Body: []byte(strings.Replace(yes("42.5"), "pgfs.authorization", "pgfs.refund", 1))}, "", "", gateway.Application, "another funding message"},
		"no amount":            {asked, gateway.Reply{Status: 200, Body: []byte(`{"jit_funding":{"token":"j1","method":"pgfs.authorization"}}`)}, "", "", gateway.Application, "no amount"},
		"a null amount":        {asked, gateway.Reply{Status: 200, Body: []byte(yes("null"))}, "", "", gateway.Application, "no amount"},
		"declined and cut off": {asked, gateway.Reply{Status: 402, Body: []byte(no[:40])}, "", "", "", "Declined by gateway."},
		"an error":             {asked, gateway.Reply{Status: 503, Body: []byte(yes("42.5"))}, "", "", gateway.Application, "503"},
		"an array":             {asked, gateway.Reply{Status: 200, Body: []byte(`[` + yes("42.5") + `]`)}, "", "", gateway.Application, "not the JSON"},
		"duplicate keys":       {asked, gateway.Reply{Status: 200, Body: []byte(`{"jit_funding":{"token":"j1","token":"j1"}}`)}, "", "", gateway.Application, "not the JSON"},
		"201":                  {asked, gateway.Reply{Status: 201, Body: []byte(yes("42.5"))}, "", "", gateway.Application, "neither 200 nor 402"},
		"redirect":             {asked, gateway.Reply{Status: 307}, "", "", gateway.Application, "307"},
		"broken off":           {asked, gateway.Reply{Status: 200, Body: []byte(yes("42.5")), Err: errors.New("unexpected EOF")}, "", "", gateway.Application, "not the JSON"},
		"refused":              {asked, gateway.Reply{Err: errors.New("connection refused")}, "", "", gateway.Connection, "could not be reached"},
		"late":                 {asked, gateway.Reply{TimedOut: true, Took: 3 * time.Second}, "", "", gateway.Timeout, "in time"},
		"inquiry without":      {inquiry, gateway.Reply{Status: 200, Body: []byte(`{"jit_funding":{"token":"j1","method":"pgfs.balanceinquiry","amount":0}}`)}, "", "", gateway.Application, "no balances"},
		"inquiry":              {inquiry, gateway.Reply{Status: 200, Body: []byte(`{"jit_funding":{"token":"j1","method":"pgfs.balanceinquiry","amount":0,"balances":{"USD":{"available_balance":3}}}}`)}, "0", "", "", "Approved"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := gateway.Read(c.question, c.reply)
			if a.Approved != (c.amount != "") || a.Reason != c.reason || a.Failure != c.failure || !strings.Contains(a.Log.Message, c.message) {
				t.Errorf("approved %t, reason %q, failure %q, message %q", a.Approved, a.Reason, a.Failure, a.Log.Message)
			}
			if c.amount != "" && a.Amount.Cmp(marqeta.MustAmount(c.amount)) != 0 {
				t.Errorf("amount = %s, want %s", a.Amount, c.amount)
			}
			if a.Log.OrderNumber != "t1" || a.Log.TransactionID != "j1" || a.Log.TimedOut != c.reply.TimedOut || a.Log.Duration != c.reply.Took.Milliseconds() {
				t.Errorf("log = %+v", a.Log)
			}
		})
	}
}

// What a gateway may add is kept as long as it may be.
func TestReadCuts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 300)
	a := gateway.Read(gateway.Question{}, gateway.Reply{Status: 402, Body: []byte(`{"jit_funding":{"memo":"` + long + `","tags":"` + long + `"}}`)})
	if memo, tags := len([]rune(a.JIT.Memo)), len([]rune(a.Log.Response.Data.JITFunding.Tags)); memo != 99 || tags != 255 {
		t.Errorf("memo of %d, tags of %d", memo, tags)
	}
}
