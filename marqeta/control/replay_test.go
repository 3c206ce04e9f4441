package control_test

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/marqeta/sandbox"
)

// act is one thing that happens in a course of events. Those that follow up on another
// name it by its place.
type act struct {
	kind   marqeta.SimulationKind
	amount int64 // cents
	mcc    string
	after  time.Duration
	of     int
}

// course makes a course of events of six days that crosses midnights and a Sunday.
func course(seed uint64) []act {
	random := rand.New(rand.NewPCG(seed, 7))
	var out []act
	var open []int
	for i := range 60 {
		a := act{after: time.Duration(random.IntN(140)) * time.Minute, amount: int64(100 + random.IntN(6000)), mcc: []string{"5411", "5541", "7995"}[random.IntN(3)], of: -1}
		switch n := random.IntN(20); {
		case n < 9 || len(open) == 0:
			a.kind, open = marqeta.SimulateAuthorization, append(open, i)
		case n < 11:
			a.kind = marqeta.SimulatePINDebit
		case n < 13:
			a.kind = marqeta.SimulatePINDebitATMWithdrawal
		case n < 14:
			a.kind = marqeta.SimulateRefund
		default:
			a.of = open[random.IntN(len(open))]
			a.kind = []marqeta.SimulationKind{
				marqeta.SimulateAuthorizationIncremental, marqeta.SimulateAuthorizationClearing, marqeta.SimulateAuthorizationClearing,
				marqeta.SimulateAuthorizationReversal, marqeta.SimulateAuthorizationAdvice,
			}[random.IntN(5)]
		}
		out = append(out, a)
	}
	return out
}

// play lets the course happen in a sandbox of its own, under a control or none, and gives
// what the platform said of each act; those that could not happen are missing.
func play(t *testing.T, acts []act, limit *marqeta.VelocityControlRequest) map[int]control.Event {
	t.Helper()
	begin := time.Date(2026, 11, 18, 20, 0, 0, 0, time.UTC)
	var passed atomic.Int64
	now := func() time.Time { return begin.Add(time.Duration(passed.Load())) }
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory, Now: now})
	ok(t, nil, err)
	platform := httptest.NewServer(emulator)
	t.Cleanup(func() { platform.Close(); ok(t, nil, emulator.Close()) })
	p, err := marqeta.New(marqeta.Config{BaseURL: platform.URL + "/v3", ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken})
	ok(t, nil, err)
	t.Cleanup(p.Close)
	stock(t, p)
	if limit != nil {
		v, err := p.CreateVelocityControl(t.Context(), *limit)
		ok(t, v, err)
	}
	out := map[int]control.Event{}
	for i, a := range acts {
		passed.Add(int64(a.after) + int64(time.Second))
		in := marqeta.Simulation{Amount: new(marqeta.AmountFromMinor(a.amount, 2)), Network: "VISA", CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", MCC: a.mcc, Name: "Shop"}}
		if a.of >= 0 {
			first, happened := out[a.of]
			if !happened || first.Declined {
				continue
			}
			in = marqeta.Simulation{Amount: in.Amount, Network: "VISA", PrecedingRelatedTransactionToken: first.Token}
		} else {
			in.CardToken = "card"
		}
		made, err := p.Simulate(t.Context(), a.kind, in)
		if _, refused := marqeta.AsError(err); refused {
			continue // such as the reversal of what is reversed
		}
		ok(t, made, err)
		out[i] = event(t, made, now())
	}
	return out
}

func event(t *testing.T, made marqeta.Transaction, at time.Time) control.Event {
	t.Helper()
	amount, err := made.Amount.Minor(2)
	ok(t, made, err)
	asked, err := made.RequestAmount.Minor(2)
	ok(t, made, err)
	return control.Event{
		Token: made.Token, Type: made.Type, Preceding: made.PrecedingRelatedTransactionToken, User: made.UserToken, Card: made.CardToken,
		CardProduct: made.CardProductToken, Currency: made.CurrencyCode, Amount: amount, Asked: asked, MID: made.CardAcceptor.MID, MCC: made.CardAcceptor.MCC,
		Declined: made.State == marqeta.StateDeclined, Code: made.Response.Code, Final: made.IsFinalClearing != nil && *made.IsFinalClearing, At: at,
	}
}

func stock(t *testing.T, p *marqeta.Client) {
	t.Helper()
	yes := true
	start, err := marqeta.ParseDate("2020-05-01")
	ok(t, start, err)
	source, err := p.CreateFundingSource(t.Context(), marqeta.FundingSourceRequest{Token: "source", Name: "Bank"})
	ok(t, source, err)
	product, err := p.CreateCardProduct(t.Context(), marqeta.CardProductRequest{
		Token: "product", Name: "Product", StartDate: start,
		Config: &marqeta.CardProductConfig{
			Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: "VIRTUAL_PAN"}, POI: &marqeta.POIConfig{ECommerce: &yes, ATM: &yes},
			CardLifeCycle:       &marqeta.CardLifeCycle{ActivateUponIssue: &yes},
			TransactionControls: &marqeta.TransactionControls{EnablePartialAuthApproval: new(false)},
			JITFunding:          &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{Enabled: &yes, FundingSourceToken: "source", RefundsDestination: marqeta.RefundsToGPA}},
		},
	})
	ok(t, product, err)
	user, err := p.CreateUser(t.Context(), marqeta.UserRequest{Token: "user"})
	ok(t, user, err)
	card, err := p.CreateCard(t.Context(), marqeta.CardRequest{Token: "card", UserToken: "user", CardProductToken: "product"})
	ok(t, card, err)
}

func ok(t *testing.T, _ any, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The preview of a control has to say what the platform would have done. A course of
// events happens twice, without the control and with it: what the replay of the first
// says would be declined is what is declined in the second, and the replay of the second
// says that all of it would pass without the control.
func TestReplayForesseesTheSandbox(t *testing.T) {
	t.Parallel()
	limits := []marqeta.VelocityControl{
		{AmountLimit: marqeta.MustAmount("80"), Window: marqeta.DayWindow},
		{AmountLimit: marqeta.MustAmount("1000"), UsageLimit: new(3), Window: marqeta.DayWindow},
		{AmountLimit: marqeta.MustAmount("150"), Window: marqeta.WeekWindow, MerchantScope: marqeta.MerchantScope{MCC: "5541"}},
		{AmountLimit: marqeta.MustAmount("300"), Window: marqeta.MonthWindow, Association: marqeta.Association{UserToken: "user"}},
		{AmountLimit: marqeta.MustAmount("40"), Window: marqeta.TransactionWindow, Association: marqeta.Association{CardProductToken: "product"}},
		{AmountLimit: marqeta.MustAmount("250"), UsageLimit: new(12), Window: marqeta.LifetimeWindow},
		{AmountLimit: marqeta.MustAmount("60"), Window: marqeta.DayWindow, IncludeWithdrawals: true},
		{AmountLimit: marqeta.MustAmount("20"), Window: marqeta.DayWindow, MerchantScope: marqeta.MerchantScope{MID: "none"}},
	}
	for n, v := range limits {
		t.Run(fmt.Sprint(n, v.Window), func(t *testing.T) {
			t.Parallel()
			v.Token, v.CurrencyCode, v.Active, v.ApprovalsOnly = "limit", "USD", true, true
			if !v.IncludeWithdrawals {
				v.IncludePurchases, v.IncludeWithdrawals = true, n%2 == 0
			}
			foresee(t, course(uint64(n)), v)
		})
	}
}

func foresee(t *testing.T, acts []act, v marqeta.VelocityControl) {
	t.Helper()
	without, with := play(t, acts, nil), play(t, acts, &marqeta.VelocityControlRequest{
		Token: v.Token, AmountLimit: &v.AmountLimit, CurrencyCode: v.CurrencyCode, UsageLimit: v.UsageLimit, Window: v.Window,
		Association: &v.Association, MerchantScope: &v.MerchantScope, IncludePurchases: &v.IncludePurchases, IncludeWithdrawals: &v.IncludeWithdrawals,
		IncludeCashback: &v.IncludeCashback, IncludeTransfers: &v.IncludeTransfers,
	})
	forecast := replay(t, without, marqeta.VelocityControl{}, v)
	var want, got []int
	for i := range acts {
		if with[i].Declined && (with[i].Code == "1817" || with[i].Code == "1834") {
			want = append(want, i)
		}
		for _, e := range forecast.Declined.Examples {
			if without[i].Token == e.Token && e.Token != "" && with[i].Token != "" {
				got = append(got, i)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("declined are %v, foreseen were %v", want, got)
	}
	back := replay(t, with, v, marqeta.VelocityControl{})
	if back.Passed.Count != len(want) || back.Declined.Count != 0 {
		t.Errorf("without the control %d of %d would pass, and %d be declined", back.Passed.Count, len(want), back.Declined.Count)
	}
	if same := replay(t, with, v, v); same.Passed.Count+same.Declined.Count != 0 {
		t.Errorf("no change changes %+v", same)
	}
}

func replay(t *testing.T, events map[int]control.Event, before, after marqeta.VelocityControl) control.Result {
	t.Helper()
	r, err := control.ReplayLimit(before, after, control.Groups{}, func(string) uint8 { return 2 })
	ok(t, r, err)
	for i := range 1000 {
		if e, happened := events[i]; happened {
			r.Add(e)
		}
	}
	return r.Result()
}
