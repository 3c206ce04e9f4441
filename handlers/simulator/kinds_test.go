package simulator_test

import (
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// opened makes what a kind follows and gives its token; empty for a kind that opens.
func opened(t testing.TB, app *webtest.App, b *webtest.Browser, kind string) string {
	t.Helper()
	if path, first := strings.CutPrefix(kind, "older/"); first {
		opener := map[string]string{"authorization/advice": "older/authorization", "clearing": "older/authorization", "reversal": "older/authorization", "financial/advice": "older/financial"}[path]
		if opener == "" {
			return ""
		}
		return made(t, app, b.Submit("/simulator?kind="+opener, fill("amount", "10", "is_preauthorization", "true"))).Token
	}
	opener := kind
	for _, verb := range []string{".advice", ".clearing", ".reversal", ".incremental"} {
		opener = strings.Replace(opener, verb, "", 1)
	}
	if opener == kind {
		return ""
	}
	return made(t, app, b.Submit("/simulator?kind="+opener, fill("amount", "10", "first_name", "Grace"))).Token
}

// Every kind of both generations comes through as that kind, from the fields that its form
// shows and no others.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Ops)
	kinds := b.Get("/simulator").Doc.Find("#kind option")
	if want := len(marqeta.SimulationKinds()) + 9; kinds.Length() != want {
		t.Fatalf("%d kinds are offered, want %d", kinds.Length(), want)
	}
	types := map[string]string{"older/authorization": "authorization.cashback", "older/authorization/advice": "authorization.advice", "older/clearing": "authorization.clearing", "older/reversal": "authorization.reversal",
		"older/financial": "pindebit.cashback", "older/financial/advice": "pindebit.authorization.clearing", "older/financial/balanceinquiry": "pindebit.balanceinquiry",
		"older/financial/withdrawal": "pindebit.atm.withdrawal", "older/financial/originalcredit": "original.credit.auth_plus_capture"}
	for i := range kinds.Length() {
		kind := kinds.Eq(i).AttrOr("value", "")
		t.Run(kind, func(t *testing.T) {
			follows := opened(t, app, b, kind)
			page := b.Get("/simulator?kind="+kind).Status(200).Has("#kind option[selected]", "").Has("#request .text-soft", "")
			for field, shown := range map[string]bool{
				"follows": follows != "", "card_token": follows == "" || strings.Contains(kind, ".clearing"), "amount": !strings.Contains(kind, "inquiry"),
				"cash_back_amount": strings.Contains(kind, "cashback") || kind == "older/authorization" || kind == "older/financial",
				"force_post":       strings.Contains(kind, "clearing"), "is_refund": kind == "older/clearing", "is_advice": kind == "older/reversal",
				"funding_source": follows == "" && !strings.HasPrefix(kind, "older") && (strings.HasPrefix(kind, "original.credit") || strings.HasPrefix(kind, "account.funding")),
				"cvv":            follows == "" && !strings.Contains(kind, "refund") && !strings.Contains(kind, "original"), "network": (follows == "" || strings.Contains(kind, ".clearing")) && !strings.HasPrefix(kind, "older"),
			} {
				if got := page.Doc.Find("#"+field).Length() > 0; got != shown {
					t.Errorf("%s: shown %t", field, got)
				}
			}
			answers := fill("amount", "10", "cash_back_amount", "5", "first_name", "Grace", "name", "", "mid", "", "mcc", "", "follows", follows)
			if strings.HasPrefix(kind, "older/") {
				answers.Set("mid", "11111")
			}
			for field := range answers {
				if page.Doc.Find("#"+field).Length() == 0 {
					answers.Del(field)
				}
			}
			got := made(t, app, page.Send(answers))
			want := kind
			if types[kind] != "" {
				want = types[kind]
			}
			if got.Type != want || got.Declined() {
				t.Errorf("made a %s, %s %s %s", got.Type, got.State, got.ResponseCode, got.ResponseMemo)
			}
			amount := int64(1000)
			switch {
			case strings.Contains(kind, "inquiry"):
				amount = 0
			case strings.Contains(want, "cashback"):
				amount = 1500
			}
			if got.AmountMinor != amount {
				t.Errorf("it has an amount of %d", got.AmountMinor)
			}
		})
	}
}

// What only some messages say reaches the platform.
func TestRareFields(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	raw := func(answers url.Values, kind string) marqeta.Transaction {
		t.Helper()
		got, err := app.Program.Transaction(t.Context(), made(t, app, b.Submit("/simulator?kind="+kind, answers)).Token)
		must(t, err)
		return got
	}
	got := raw(fill("original_amount", "30", "original_currency_code", "EUR", "conversion_rate", "1.085", "amount", "32.55", "fee_type", "ACQUIRER_FEE", "fee_amount", "2",
		"is_preauthorization", "true", "network", "MASTERCARD", "sub_network", "MAESTRO", "channel", "ECOMMERCE", "card_present", "false", "pan_entry_mode", "MANUAL",
		"billing_address", "1234 Grove Street", "billing_zip", "94702", "billing_first_name", "Ada"), "authorization")
	if c := got.CurrencyConversion; c == nil || c.OriginalAmount.String() != "30" || c.OriginalCurrencyCode != "978" || c.ConversionRate != "1.085" {
		t.Errorf("the conversion is %+v", c)
	}
	if len(got.Fees) != 1 || got.Fees[0].CreditDebit != "D" || got.Amount.String() != "34.55" {
		t.Errorf("the fees are %+v, the amount %s", got.Fees, got.Amount)
	}
	if got.IsPreauthorization == nil || !*got.IsPreauthorization || got.Network != "MASTERCARD" || got.Subnetwork != "MAESTRO" || got.TransactionMetadata.PaymentChannel != "ECOMMERCE" {
		t.Errorf("the message is %+v", got)
	}
	if v := got.AddressVerification; v == nil || v.Request == nil || v.Request.PostalCode != "94702" || got.POS.PANEntryMode != "MANUAL" || *got.POS.CardPresence {
		t.Errorf("the card was presented with %+v, %+v", v, got.POS)
	}
	clearing := raw(fill("follows", got.Token, "amount", "20", "is_final_clearing", "true"), "authorization.clearing")
	if clearing.PrecedingRelatedTransactionToken != got.Token || clearing.Amount.String() != "20" {
		t.Errorf("the clearing is %+v", clearing)
	}
	if after, err := app.Program.Transaction(t.Context(), got.Token); err != nil || after.State != "CLEARED" {
		t.Errorf("after the final clearing the hold is %s, %v", after.State, err)
	}
	forced := raw(fill("card_token", "card_ada", "amount", "3"), "authorization.clearing")
	if forced.PrecedingRelatedTransactionToken != "" || forced.State != "COMPLETION" {
		t.Errorf("the force post is %+v", forced)
	}
	real := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.marqeta.com"}))
	real.As(auth.Support).Get("/simulator?kind=authorization.clearing").Has("#force_post", "").Lacks("#is_final_clearing")
}
