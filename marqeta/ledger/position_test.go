package ledger_test

import (
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// tx is a transaction of a purchase that a gateway funds, n seconds after noon.
func tx(n int, typ, state string, amount int64, change ...func(*ledger.Transaction)) ledger.Transaction {
	t := ledger.Transaction{
		Token: token(n), Type: typ, State: state, Amount: amount, Created: noon.Add(time.Duration(n) * time.Second), Identifier: int64(n),
		Holder: ledger.Holder{Kind: ledger.User, Token: "ada"}, Currency: "USD", Gateway: true,
	}
	if n > 1 {
		t.Preceding = token(1)
	}
	for _, c := range change {
		c(&t)
	}
	return t
}

func token(n int) string { return "t" + string(rune('0'+n)) }

func method(name string, funded int64) func(*ledger.Transaction) {
	return func(t *ledger.Transaction) { t.JIT, t.Method, t.Funded = "j"+t.Token, name, funded }
}

func final(t *ledger.Transaction) { t.Final = true }
func alone(t *ledger.Transaction) { t.Preceding = "" }

func part(n, of int) func(*ledger.Transaction) {
	return func(t *ledger.Transaction) { t.Number, t.Count = n, of }
}

// said is our answer about the transaction of second n.
func said(n int, e jit.Effect, approved bool, amount int64) ledger.Decision {
	d := ledger.Decision{
		Token: "j" + token(n), Transaction: token(n), Type: "authorization", Created: noon.Add(time.Duration(n) * time.Second),
		Holder: ledger.Holder{Kind: ledger.User, Token: "ada"}, Currency: "USD", Effect: e, Approved: approved, Binding: true, Amount: amount,
	}
	if n > 1 {
		d.Preceding = token(1)
	}
	return d
}

type (
	txs  = []ledger.Transaction
	says = []ledger.Decision
)

// Every row of the table of events, and the orders that delivery can make of them.
func TestPosition(t *testing.T) {
	t.Parallel()
	const p, c, d = "PENDING", "COMPLETION", "DECLINED"
	auth := tx(1, "authorization", p, 100)
	yes := said(1, jit.Hold, true, 100)
	for name, tc := range map[string]struct {
		told     txs
		said     says
		released []ledger.Release
		hold     int64
		posted   int64
		promised int64
		state    ledger.State
		misfits  []ledger.MisfitKind
	}{
		"approved, not told yet":          {said: says{yes}, hold: 100, state: ledger.Open},
		"declined by us":                  {said: says{said(1, jit.Hold, false, 100)}},
		"incremental approved":            {said: says{yes, said(2, jit.Hold, true, 40)}, hold: 140, state: ledger.Increased},
		"incremental declined by us":      {said: says{yes, said(2, jit.Hold, false, 40)}, hold: 100, state: ledger.Open},
		"single message approved":         {said: says{said(1, jit.Post, true, 10)}, posted: -10},
		"balance inquiry":                 {said: says{said(1, jit.Nothing, true, 0)}},
		"verification told":               {told: txs{tx(1, "authorization", p, 0)}, said: says{said(1, jit.Nothing, true, 0)}},
		"refund authorization":            {said: says{said(1, jit.Promise, true, 10)}, promised: 10},
		"observed: not ours to say":       {said: says{func() ledger.Decision { d := yes; d.Binding = false; return d }()}},
		"pending confirms":                {told: txs{auth}, said: says{yes}, hold: 100, state: ledger.Open},
		"partly approved":                 {told: txs{tx(1, "authorization", p, 60)}, said: says{yes}, hold: 60, state: ledger.Open},
		"pending, decision unknown":       {told: txs{auth}, hold: 100, state: ledger.Open},
		"declined after our approval":     {told: txs{tx(1, "authorization", d, 100)}, said: says{yes}, state: ledger.Refused},
		"single message declined after":   {told: txs{tx(1, "pindebit", d, 10)}, said: says{said(1, jit.Post, true, 10)}, state: ledger.Refused},
		"declined, no decision":           {told: txs{tx(1, "authorization", d, 100)}},
		"error counts as declined":        {told: txs{tx(1, "authorization", "ERROR", 100)}, said: says{yes}, state: ledger.Refused},
		"incremental declined":            {told: txs{auth, tx(2, "authorization.incremental", d, 40)}, said: says{yes, said(2, jit.Hold, true, 40)}, hold: 100, state: ledger.Open},
		"our decline overridden":          {told: txs{auth}, said: says{said(1, jit.Hold, false, 100)}, hold: 100, state: ledger.Open, misfits: []ledger.MisfitKind{ledger.DeclineOverridden}},
		"advice states the total":         {told: txs{auth, tx(2, "authorization.advice", p, 40, method("pgfs.authorization.reversal", 60))}, hold: 40, state: ledger.Reduced},
		"advice raises the total":         {told: txs{auth, tx(2, "authorization.advice", p, 140, method("pgfs.authorization.advice", 40))}, hold: 140, state: ledger.Increased},
		"advice that contradicts itself":  {told: txs{auth, tx(2, "authorization.advice", p, 40, method("pgfs.authorization.reversal", 50))}, hold: 40, state: ledger.Reduced, misfits: []ledger.MisfitKind{ledger.AdviceDiffers}},
		"reversal in part":                {told: txs{auth, tx(2, "authorization.reversal", p, 30)}, hold: 70, state: ledger.Reduced},
		"reversal in part of more":        {told: txs{auth, tx(2, "authorization.reversal", p, 130)}, state: ledger.Released},
		"reversal in full":                {told: txs{auth, tx(2, "authorization.reversal", "CLEARED", 100)}, state: ledger.Released},
		"reversal without anything":       {told: txs{tx(2, "authorization.reversal", "CLEARED", 100)}, misfits: []ledger.MisfitKind{ledger.ReversalWithoutHold}},
		"reversal after the clearing":     {told: txs{auth, tx(2, "authorization.clearing", c, 100), tx(3, "authorization.reversal", "CLEARED", 100)}, posted: -100, state: ledger.Captured, misfits: []ledger.MisfitKind{ledger.ReversalWithoutHold}},
		"reversal that returns the money": {told: txs{auth, tx(2, "authorization.clearing", c, 100), tx(3, "authorization.reversal", "CLEARED", 100, method("pgfs.refund", 100))}, state: ledger.Captured},
		"expiry":                          {told: txs{auth, tx(2, "authorization.reversal.issuerexpiration", "CLEARED", 100)}, state: ledger.Expired},
		"clearing of a part":              {told: txs{auth, tx(2, "authorization.clearing", c, 40)}, hold: 60, posted: -40, state: ledger.CapturedInPart},
		"final clearing of a part":        {told: txs{auth, tx(2, "authorization.clearing", c, 40, final)}, posted: -40, state: ledger.Captured},
		"clearing in full":                {told: txs{auth, tx(2, "authorization.clearing", c, 100)}, posted: -100, state: ledger.Captured},
		"clearing of more":                {told: txs{auth, tx(2, "authorization.clearing", c, 115)}, posted: -115, state: ledger.Captured, misfits: []ledger.MisfitKind{ledger.ClearingOverHold}},
		"second of four clearings":        {told: txs{auth, tx(2, "authorization.clearing", c, 10, part(1, 4)), tx(3, "authorization.clearing", c, 20, part(2, 4))}, hold: 70, posted: -30, state: ledger.CapturedInPart},
		"fourth of four clearings":        {told: txs{auth, tx(2, "authorization.clearing", c, 10, part(4, 4))}, posted: -10, state: ledger.Captured},
		"force post":                      {told: txs{tx(1, "authorization.clearing", c, 30, method("pgfs.force_capture", 30))}, posted: -30},
		"clearing out of nothing":         {told: txs{tx(2, "authorization.clearing", c, 30)}, posted: -30, misfits: []ledger.MisfitKind{ledger.ClearingWithoutHold}},
		"late clearing after expiry":      {told: txs{auth, tx(2, "authorization.reversal.issuerexpiration", "CLEARED", 100), tx(3, "authorization.clearing", c, 100)}, posted: -100, state: ledger.Expired, misfits: []ledger.MisfitKind{ledger.ClearingWithoutHold}},
		"refund":                          {told: txs{tx(1, "refund", c, 6)}, posted: 6},
		"refund authorization, cleared":   {told: txs{tx(1, "refund.authorization", p, 6), tx(2, "refund.authorization.clearing", c, 6)}, posted: 6},
		"refund authorization, reversed":  {told: txs{tx(1, "refund.authorization", p, 6), tx(2, "refund.authorization.reversal", "CLEARED", 6)}},
		"refund authorization, told":      {told: txs{tx(1, "refund.authorization", p, 6)}, said: says{said(1, jit.Promise, true, 6)}, promised: 6},
		"pin debit, once":                 {told: txs{tx(1, "pindebit", c, 10)}, said: says{said(1, jit.Post, true, 10)}, posted: -10},
		"pin debit, undone":               {told: txs{tx(1, "pindebit", c, 10), tx(2, "pindebit.reversal", "CLEARED", 10)}},
		"pin debit undone, unknown":       {told: txs{tx(2, "pindebit.reversal", "CLEARED", 10)}, misfits: []ledger.MisfitKind{ledger.UndoWithoutOriginal}},
		"pin debit refund":                {told: txs{tx(1, "pindebit.refund", c, 10)}, posted: 10},
		"fuel on the pin network":         {told: txs{tx(1, "pindebit.authorization", p, 100), tx(2, "pindebit.authorization.clearing", c, 37, final)}, posted: -37, state: ledger.Captured},
		"original credit, two messages":   {told: txs{tx(1, "original.credit.authorization", p, 25), tx(2, "original.credit.authorization.clearing", "CLEARED", 25)}, posted: 25},
		"original credit, one message":    {told: txs{tx(1, "original.credit.auth_plus_capture", c, 25)}, posted: 25},
		"original credit, not told yet":   {said: says{said(1, jit.Credit, true, 25)}, promised: 25},
		"original credit, taken back":     {told: txs{tx(1, "original.credit.auth_plus_capture", c, 25), tx(2, "original.credit.auth_plus_capture.reversal", c, 25)}},
		"account funding":                 {told: txs{tx(1, "account.funding.authorization", p, 80), tx(2, "account.funding.authorization.clearing", c, 80)}, posted: -80, state: ledger.Captured},
		"account funding, one message":    {told: txs{tx(1, "account.funding.auth_plus_capture", c, 80)}, posted: -80},
		"dispute won":                     {told: txs{auth, tx(2, "authorization.clearing", c, 100), tx(3, "authorization.clearing.chargeback", c, 100), tx(4, "authorization.clearing.chargeback.provisional.credit", c, 100), tx(5, "authorization.clearing.chargeback.completed", c, 100)}, state: ledger.Captured},
		"dispute lost":                    {told: txs{auth, tx(2, "authorization.clearing", c, 100), tx(4, "authorization.clearing.chargeback.provisional.credit", c, 100), tx(5, "authorization.clearing.chargeback.reversal", c, 100)}, posted: -100, state: ledger.Captured},
		"dispute by its funding message":  {told: txs{auth, tx(2, "authorization.clearing", c, 100), tx(3, "authorization.clearing.chargeback", c, 100, method("pgfs.authorization.capture.chargeback", 100))}, state: ledger.Captured},
		"fee":                             {told: txs{tx(1, "fee.charge", c, 5)}, posted: -5},
		"hidden twin":                     {told: txs{auth, tx(2, "gpa.credit.authorization", p, 100, func(t *ledger.Transaction) { t.Record = true })}, hold: 100, state: ledger.Open},
		"direct deposit":                  {told: txs{tx(1, "directdeposit.credit.pending", p, 9), tx(2, "directdeposit.credit", c, 9)}, posted: 9},
		"unknown type":                    {told: txs{tx(1, "moon.landing", c, 9)}, misfits: []ledger.MisfitKind{ledger.UnknownType}},
		"stand-in by the network":         {told: txs{tx(1, "authorization.standin", p, 100)}, hold: 100, state: ledger.Open},
		"cleared, and its end unknown":    {told: txs{tx(1, "authorization", "CLEARED", 100)}, state: ledger.Released, misfits: []ledger.MisfitKind{ledger.EndedUnseen}},
		"cleared, and its end known":      {told: txs{tx(1, "authorization", "CLEARED", 100), tx(2, "authorization.clearing", c, 100)}, posted: -100, state: ledger.Captured},
		"not a gateway's":                 {told: txs{func() ledger.Transaction { t := auth; t.Gateway = false; return t }()}},
		"clearing before the pending":     {told: txs{tx(2, "authorization.clearing", c, 100), auth}, said: says{yes}, posted: -100, state: ledger.Captured},
		"clearing, and only our decision": {told: txs{tx(2, "authorization.clearing", c, 100)}, said: says{yes}, posted: -100, state: ledger.Captured},
		"advice before the pending":       {told: txs{tx(2, "authorization.advice", p, 40)}, said: says{yes}, hold: 40, state: ledger.Reduced},
		"follower's clock is behind":      {told: txs{auth, tx(2, "authorization.clearing", c, 100, func(t *ledger.Transaction) { t.Created = noon.Add(-time.Hour) })}, posted: -100, state: ledger.Captured},
		"another currency":                {told: txs{auth, tx(2, "authorization.clearing", c, 100, func(t *ledger.Transaction) { t.Currency = "EUR" })}, hold: 100, state: ledger.Open, misfits: []ledger.MisfitKind{ledger.OtherCurrency}},
		"nobody's":                        {told: txs{tx(1, "authorization", p, 5, func(t *ledger.Transaction) { t.Holder.Token = "" })}, misfits: []ledger.MisfitKind{ledger.NoHolder}},
		"released by operators":           {told: txs{auth}, released: []ledger.Release{{Proposal: 7, Transaction: "t1", Amount: 100, Created: noon.Add(time.Hour)}}, state: ledger.Released},
		"cleared after that":              {told: txs{auth, tx(2, "authorization.clearing", c, 100, func(t *ledger.Transaction) { t.Created = noon.Add(2 * time.Hour) })}, released: []ledger.Release{{Proposal: 7, Transaction: "t1", Amount: 100, Created: noon.Add(time.Hour)}}, posted: -100, state: ledger.Captured, misfits: []ledger.MisfitKind{ledger.ClearingWithoutHold}},
		"links in a circle":               {told: txs{tx(1, "authorization", p, 100, func(t *ledger.Transaction) { t.Preceding = "t2" }), tx(2, "authorization.reversal", p, 30)}, hold: 100, state: ledger.Open, misfits: []ledger.MisfitKind{ledger.ReversalWithoutHold}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ledger.Of(ledger.Facts{Transactions: tc.told, Decisions: tc.said, Releases: tc.released})
			if got.Hold != tc.hold || got.Posted() != tc.posted || got.Promised != tc.promised || got.State != tc.state {
				t.Errorf("hold %d, posted %d, promised %d, %q; want %d, %d, %d, %q", got.Hold, got.Posted(), got.Promised, got.State, tc.hold, tc.posted, tc.promised, tc.state)
			}
			var kinds []ledger.MisfitKind
			for _, m := range got.Misfits {
				kinds = append(kinds, m.Kind)
			}
			if diff := cmp.Diff(tc.misfits, kinds); diff != "" {
				t.Errorf("misfits (-want +got):\n%s", diff)
			}
			var held, posted, promised int64
			for _, s := range got.Steps {
				held, posted, promised = held+s.Held, posted+s.Posted, promised+s.Promised
				if s.Because == "" {
					t.Errorf("%s does not say why it moves the ledger or not", s.Transaction)
				}
			}
			if held != got.Hold || posted != got.Posted() || promised != got.Promised {
				t.Errorf("the steps add up to %d, %d, %d", held, posted, promised)
			}
		})
	}
}

// The worked examples, to the cent: a restaurant, fuel, a race with the platform's
// timeout and a hotel.
func TestWorkedExamples(t *testing.T) {
	t.Parallel()
	const p, c, d = "PENDING", "COMPLETION", "DECLINED"
	type after struct{ hold, posted int64 }
	type event struct {
		told ledger.Transaction
		said ledger.Decision
		want after
	}
	for name, tc := range map[string]struct {
		start  int64
		events []event
	}{
		"restaurant": {20000, []event{
			{said: said(1, jit.Hold, true, 4000), want: after{4000, 20000}},
			{told: tx(1, "authorization", p, 4000), want: after{4000, 20000}},
			{told: tx(2, "authorization.clearing", c, 4600), want: after{0, 15400}},
			{told: tx(3, "refund", c, 600, alone), want: after{0, 16000}},
		}},
		"fuel": {16000, []event{
			{said: said(1, jit.Hold, true, 10000), want: after{10000, 16000}},
			{told: tx(2, "authorization.advice", p, 3720, method("pgfs.authorization.reversal", 6280)), want: after{3720, 16000}},
			{told: tx(3, "authorization.clearing", c, 3720), want: after{0, 12280}},
		}},
		"timeout, decision first": {5000, []event{
			{said: said(1, jit.Hold, true, 5000), want: after{5000, 5000}},
			{told: tx(1, "authorization", d, 5000), want: after{0, 5000}},
		}},
		"timeout, notification first": {5000, []event{
			{told: tx(1, "authorization", d, 5000), want: after{0, 5000}},
			{said: said(1, jit.Hold, true, 5000), want: after{0, 5000}},
		}},
		"hotel": {100000, []event{
			{said: said(1, jit.Hold, true, 30000), want: after{30000, 100000}},
			{said: said(2, jit.Hold, true, 12000), want: after{42000, 100000}},
			{told: tx(3, "authorization.incremental", d, 20000), want: after{42000, 100000}},
			{told: tx(4, "authorization.clearing", c, 21000, part(1, 2)), want: after{21000, 79000}},
			{told: tx(5, "authorization.clearing", c, 19500, part(2, 2), final), want: after{0, 59500}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var told txs
			var answers says
			for i, e := range tc.events {
				if e.told.Token != "" {
					told = append(told, e.told)
				}
				if e.said.Token != "" {
					answers = append(answers, e.said)
				}
				got := ledger.Of(ledger.Facts{Transactions: told, Decisions: answers})
				if is := (after{got.Hold, tc.start + got.Posted()}); is != e.want {
					t.Errorf("after event %d: hold %d, posted %d; want %d, %d", i+1, is.hold, is.posted, e.want.hold, e.want.posted)
				}
			}
		})
	}
}
