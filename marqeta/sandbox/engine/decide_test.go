package engine_test

import (
	"slices"
	"testing"
	"time"

	"carddeck/marqeta/sandbox/engine"
)

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// fine is an attempt that passes every check, under Managed JIT Funding.
func fine() engine.Attempt {
	return engine.Attempt{
		Now:     now,
		Message: engine.Message{Amount: 1000, Channel: engine.Store, Country: "USA", CardPresent: true, HolderPresent: true},
		Card:    engine.Card{State: "ACTIVE", Expires: now.AddDate(4, 0, 0), Expiration: "0330", CVV: "123", PIN: "4321"},
		User:    engine.Holder{Status: "ACTIVE", Address: engine.Address{Street: "12 Elm Street", PostalCode: "94612"}},
		Owner:   engine.Holder{Status: "ACTIVE"},
		Product: engine.Product{
			Active: true, Starts: now.AddDate(-1, 0, 0), AllowATM: true, AllowECommerce: true, AllowOther: true, AllowFallback: true,
			Countries: engine.UnitedStatesOnly, ValidateAddress: true, AllowPartial: true, AllowGPA: true,
		},
		Funding: engine.Funding{Model: engine.Managed, SourceActive: true},
	}
}

func TestDecide(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*engine.Attempt)
		code   string
		by     string
		amount int64
		model  engine.Model
		guess  bool
	}{
		"managed":         {func(*engine.Attempt) {}, "0000", "funding", 1000, engine.Managed, false},
		"zero amount":     {func(a *engine.Attempt) { a.Message.Amount = 0 }, "0000", "funding", 0, engine.Managed, false},
		"negative amount": {func(a *engine.Attempt) { a.Message.Negative = true }, "1810", "message", 0, "", false},

		"no amount where one is needed": {func(a *engine.Attempt) { a.Message.Amount, a.Message.NeedsAmount = 0, true }, "1810", "message", 0, "", true},
		"subnetwork of another network": {func(a *engine.Attempt) { a.Message.Network, a.Message.Subnetwork = "VISA", "MAESTRO" }, "1015", "message", 0, "", true},
		"subnetwork of its network":     {func(a *engine.Attempt) { a.Message.Network, a.Message.Subnetwork = "VISA", "VISAPLUS" }, "0000", "funding", 1000, engine.Managed, false},

		"unactivated card":        {func(a *engine.Attempt) { a.Card.State = "UNACTIVATED" }, "1806", "card_state", 0, "", false},
		"limited card":            {func(a *engine.Attempt) { a.Card.State = "LIMITED" }, "1806", "card_state", 0, "", false},
		"suspended card":          {func(a *engine.Attempt) { a.Card.State = "SUSPENDED" }, "1003", "card_state", 0, "", false},
		"suspended card, ignored": {func(a *engine.Attempt) { a.Card.State, a.Product.IgnoreSuspended = "SUSPENDED", true }, "0000", "funding", 1000, engine.Managed, false},
		"terminated card":         {func(a *engine.Attempt) { a.Card.State = "TERMINATED" }, "1806", "card_state", 0, "", false},
		"lost card":               {func(a *engine.Attempt) { a.Card.State, a.Card.ReasonCode = "TERMINATED", "10" }, "1005", "card_state", 0, "", false},
		"stolen card":             {func(a *engine.Attempt) { a.Card.State, a.Card.ReasonCode = "TERMINATED", "23" }, "1004", "card_state", 0, "", false},
		"last second of its life": {func(a *engine.Attempt) { a.Card.Expires = now }, "0000", "funding", 1000, engine.Managed, false},
		"expired card":            {func(a *engine.Attempt) { a.Card.Expires = now.Add(-time.Second) }, "1001", "expiry", 0, "", false},
		"right expiry entered":    {func(a *engine.Attempt) { a.Message.Expiration = "0330" }, "0000", "funding", 1000, engine.Managed, false},
		"wrong expiry entered":    {func(a *engine.Attempt) { a.Message.Expiration = "0430" }, "1002", "expiry", 0, "", false},
		"limited user":            {func(a *engine.Attempt) { a.User.Status = "LIMITED" }, "0000", "funding", 1000, engine.Managed, false},
		"closed user":             {func(a *engine.Attempt) { a.User.Status = "CLOSED" }, "1813", "account_state", 0, "", false},
		"suspended parent":        {func(a *engine.Attempt) { a.Owner.Status = "SUSPENDED" }, "1813", "account_state", 0, "", false},
		"unknown, in a store":     {func(a *engine.Attempt) { a.User.Unknown = &engine.Unknown{} }, "0000", "funding", 1000, engine.Managed, false},
		"unknown, cash machine":   {func(a *engine.Attempt) { a.User.Unknown, a.Message.Channel = &engine.Unknown{}, engine.ATM }, "1025", "account_state", 0, "", true},
		"unknown, cash back":      {func(a *engine.Attempt) { a.Owner.Unknown, a.Message.CashBack = &engine.Unknown{}, 1 }, "1025", "account_state", 0, "", true},
		"unknown, with cash":      {func(a *engine.Attempt) { a.User.Unknown, a.Message.CashBack = &engine.Unknown{Cash: true}, 1 }, "0000", "funding", 1000, engine.Managed, false},
		"unknown, abroad":         {func(a *engine.Attempt) { a.User.Unknown, a.Message.Country = &engine.Unknown{Cash: true}, "CAN" }, "1864", "account_state", 0, "", true},
		"unknown, free abroad": {func(a *engine.Attempt) {
			a.User.Unknown, a.Message.Country, a.Product.Countries = &engine.Unknown{Abroad: true}, "CAN", "decline_ofac_countries"
		}, "0000", "funding", 1000, engine.Managed, false},
		"unknown and suspended": {func(a *engine.Attempt) {
			a.User.Unknown, a.Message.Country, a.Owner.Status = &engine.Unknown{}, "CAN", "SUSPENDED"
		}, "1813", "account_state", 0, "", false},
		"product switched off":     {func(a *engine.Attempt) { a.Product.Active = false }, "1808", "card_product", 0, "", false},
		"product not begun":        {func(a *engine.Attempt) { a.Product.Starts = now.Add(time.Second) }, "1808", "card_product", 0, "", false},
		"product's last day":       {func(a *engine.Attempt) { a.Product.Ends = now.Truncate(24 * time.Hour) }, "0000", "funding", 1000, engine.Managed, false},
		"product over":             {func(a *engine.Attempt) { a.Product.Ends = now.Truncate(24*time.Hour).AddDate(0, 0, -1) }, "1808", "card_product", 0, "", false},
		"right security code":      {func(a *engine.Attempt) { a.Message.CVV = "123" }, "0000", "funding", 1000, engine.Managed, false},
		"wrong security code":      {func(a *engine.Attempt) { a.Message.CVV = "321" }, "1025", "security_code", 0, "", true},
		"zeros are no code":        {func(a *engine.Attempt) { a.Message.CVV = "000" }, "1025", "security_code", 0, "", true},
		"zeros allowed as a code":  {func(a *engine.Attempt) { a.Product.AllowZeroCode, a.Message.CVV = true, "000" }, "0000", "funding", 1000, engine.Managed, false},
		"security code missing":    {func(a *engine.Attempt) { a.Product.NeedSecurityCode, a.Message.CardPresent = true, false }, "1025", "security_code", 0, "", true},
		"code not needed in store": {func(a *engine.Attempt) { a.Product.NeedSecurityCode = true }, "0000", "funding", 1000, engine.Managed, false},
		"chip missing":             {func(a *engine.Attempt) { a.Product.NeedChip, a.Message.EntryMode = true, "MAG_STRIPE" }, "1025", "security_code", 0, "", true},
		"chip read":                {func(a *engine.Attempt) { a.Product.NeedChip, a.Message.EntryMode = true, "CHIP" }, "0000", "funding", 1000, engine.Managed, false},
		"fallback refused":         {func(a *engine.Attempt) { a.Product.AllowFallback, a.Message.EntryMode = false, "CHIP_FALLBACK" }, "1025", "security_code", 0, "", true},
		"wrong PIN":                {func(a *engine.Attempt) { a.Message.PIN = "1234" }, "1809", "pin", 0, "", false},
		"PIN missing":              {func(a *engine.Attempt) { a.Product.NeedPIN = true }, "1809", "pin", 0, "", false},
		"PIN on a card without":    {func(a *engine.Attempt) { a.Message.PIN, a.Card.PIN = "1234", "" }, "0000", "funding", 1000, engine.Managed, false},
		"street mismatch": {func(a *engine.Attempt) {
			a.Product.NeedStreet = true
			a.Message.Address = &engine.Address{Street: "13 Elm St"}
		}, "1025", "avs", 0, "", true},
		"street number is enough": {func(a *engine.Attempt) {
			a.Product.NeedStreet = true
			a.Message.Address = &engine.Address{Street: "12 ELM ST"}
		}, "0000", "funding", 1000, engine.Managed, false},
		"postal mismatch": {func(a *engine.Attempt) {
			a.Product.NeedPostalCode = true
			a.Message.Address = &engine.Address{PostalCode: "1"}
		}, "1025", "avs", 0, "", true},
		"mismatch not validated": {func(a *engine.Attempt) {
			a.Product.NeedPostalCode, a.Product.ValidateAddress = true, false
			a.Message.Address = &engine.Address{PostalCode: "1"}
		}, "0000", "funding", 1000, engine.Managed, false},
		"no stores":              {func(a *engine.Attempt) { a.Product.AllowOther = false }, "1025", "point_of_interaction", 0, "", true},
		"stores off, online":     {func(a *engine.Attempt) { a.Product.AllowOther, a.Message.Channel = false, engine.ECommerce }, "0000", "funding", 1000, engine.Managed, false},
		"no cash machines":       {func(a *engine.Attempt) { a.Product.AllowATM, a.Message.Channel = false, engine.ATM }, "1025", "point_of_interaction", 0, "", true},
		"no cash back":           {func(a *engine.Attempt) { a.Product.AllowATM, a.Message.CashBack = false, 1 }, "1025", "point_of_interaction", 0, "", true},
		"card must be present":   {func(a *engine.Attempt) { a.Product.NeedCard, a.Message.CardPresent = true, false }, "1025", "point_of_interaction", 0, "", true},
		"holder must be present": {func(a *engine.Attempt) { a.Product.NeedHolder, a.Message.HolderPresent = true, false }, "1025", "point_of_interaction", 0, "", true},
		"numeric country":        {func(a *engine.Attempt) { a.Message.Country = "840" }, "0000", "funding", 1000, engine.Managed, false},
		"foreign country":        {func(a *engine.Attempt) { a.Message.Country = "CAN" }, "1864", "country", 0, "", false},
		"foreign, accepted":      {func(a *engine.Attempt) { a.Message.Country, a.Product.Countries = "CAN", "decline_ofac_countries" }, "0000", "funding", 1000, engine.Managed, false},
		"sanctioned country":     {func(a *engine.Attempt) { a.Message.Country, a.Product.Countries = "prk", "decline_ofac_countries" }, "1864", "country", 0, "", true},
		"quasi-cash":             {func(a *engine.Attempt) { a.Message.QuasiCash = true }, "1025", "quasi_cash", 0, "", true},
		"quasi-cash at an exempt": {func(a *engine.Attempt) {
			a.Message.QuasiCash, a.Message.MID, a.Product.QuasiCashExempt = true, "77", []string{"77"}
		}, "0000", "funding", 1000, engine.Managed, false},

		"inactive source":      {func(a *engine.Attempt) { a.Funding.SourceActive = false }, "1016", "funding", 0, "", false},
		"own money first":      {func(a *engine.Attempt) { a.Funding.Available = 1000 }, "0000", "funding", 1000, engine.Standard, false},
		"own money short":      {func(a *engine.Attempt) { a.Funding.Available = 999 }, "0000", "funding", 1000, engine.Managed, false},
		"own money may not be": {func(a *engine.Attempt) { a.Funding.Available, a.Product.AllowGPA = 1000, false }, "0000", "funding", 1000, engine.Managed, false},
		"standard, enough":     {func(a *engine.Attempt) { a.Funding = engine.Funding{Model: engine.Standard, Available: 1000} }, "0000", "funding", 1000, engine.Standard, false},
		"standard, short":      {func(a *engine.Attempt) { a.Funding = engine.Funding{Model: engine.Standard, Available: 999} }, "1016", "funding", 0, "", false},
		"standard, no account": {func(a *engine.Attempt) { a.Funding = engine.Funding{Model: engine.Standard, NoAccount: true} }, "1014", "funding", 0, "", false},
		"standard, part": {func(a *engine.Attempt) {
			a.Funding = engine.Funding{Model: engine.Standard, Available: 999}
			a.Message.PartialCapable = true
		}, "0002", "funding", 999, engine.Standard, false},
		"standard, part of none": {func(a *engine.Attempt) {
			a.Funding = engine.Funding{Model: engine.Standard}
			a.Message.PartialCapable = true
		}, "1016", "funding", 0, "", false},
		"standard, overdrawn": {func(a *engine.Attempt) {
			a.Funding = engine.Funding{Model: engine.Standard, Available: -5}
			a.Message.PartialCapable = true
		}, "1016", "funding", 0, "", false},
		"part not allowed": {func(a *engine.Attempt) {
			a.Funding = engine.Funding{Model: engine.Standard, Available: 999}
			a.Message.PartialCapable, a.Product.AllowPartial = true, false
		}, "1016", "funding", 0, "", false},
		"managed gives no part": {func(a *engine.Attempt) { a.Funding.Available, a.Message.PartialCapable = 999, true }, "0000", "funding", 1000, engine.Managed, false},
		"standard, not allowed": {func(a *engine.Attempt) {
			a.Funding = engine.Funding{Model: engine.Standard, Available: 9999}
			a.Product.AllowGPA = false
		}, "1808", "funding", 0, "", true},
		"credit needs no funds":                        {func(a *engine.Attempt) { a.Funding = engine.Funding{Model: engine.Standard}; a.Message.Credit = true }, "0000", "funding", 1000, engine.Standard, false},
		"inquiry needs no funds":                       {func(a *engine.Attempt) { a.Funding = engine.Funding{Model: engine.Standard}; a.Message.Inquiry = true }, "0000", "funding", 1000, engine.Standard, false},
		"gateway approves":                             {func(a *engine.Attempt) { outside(a, engine.Outside{Approved: true, Amount: 1000}) }, "0000", "gateway", 1000, engine.Gateway, false},
		"gateway approves a part":                      {func(a *engine.Attempt) { outside(a, engine.Outside{Approved: true, Amount: 400}) }, "0002", "gateway", 400, engine.Gateway, false},
		"gateway declines":                             {func(a *engine.Attempt) { outside(a, engine.Outside{Reason: "SUSPECTED_FRAUD"}) }, "1886", "gateway", 0, "", false},
		"gateway declines for a reason without a code": {func(a *engine.Attempt) { outside(a, engine.Outside{Reason: "STOP_PAYMENT"}) }, "1885", "gateway", 0, "", true},
		"gateway gives no reason":                      {func(a *engine.Attempt) { outside(a, engine.Outside{}) }, "1016", "gateway", 0, "", false},
		"gateway is switched off":                      {func(a *engine.Attempt) { a.Funding.Model, a.Funding.SourceActive = engine.Gateway, false }, "1016", "gateway", 0, "", false},
		"gateway, own money":                           {func(a *engine.Attempt) { a.Funding.Model, a.Funding.Available = engine.Gateway, 1000 }, "0000", "funding", 1000, engine.Standard, false},
		"gateway, always asked": {func(a *engine.Attempt) {
			outside(a, engine.Outside{})
			a.Funding.Available, a.Funding.AlwaysFund = 1000, true
		}, "1016", "gateway", 0, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := fine()
			c.change(&a)
			v := engine.Decide(a)
			if v.Code != c.code || v.DecidedBy != c.by || v.Amount != c.amount || v.Model != c.model {
				t.Errorf("Decide = %s by %s, %d from %q, want %s by %s, %d from %q", v.Code, v.DecidedBy, v.Amount, v.Model, c.code, c.by, c.amount, c.model)
			}
			if v.Approved != (c.code == "0000" || c.code == "0002") || v.Memo == "" || v.Memo == v.Code {
				t.Errorf("Decide = approved %v, memo %q", v.Approved, v.Memo)
			}
			traced(t, v, c.guess)
		})
	}
}

// outside makes the card product ask a gateway that says so.
func outside(a *engine.Attempt, says engine.Outside) {
	a.Funding.Model, a.Outside = engine.Gateway, &says
}

// Without its answer nothing is decided.
func TestDecideAsksTheGateway(t *testing.T) {
	t.Parallel()
	a := fine()
	a.Funding.Model = engine.Gateway
	if v := engine.Decide(a); !v.Undecided || v.Asking != 1000 {
		t.Errorf("Decide = %+v, want it undecided", v)
	}
	a.Message.Negative = true
	if v := engine.Decide(a); v.Undecided || v.Approved {
		t.Errorf("Decide = %+v, want what was refused before not to be asked", v)
	}
}

var names = []string{
	"message", "card", "user", "card_state", "expiry", "account_state", "card_product", "security_code", "pin", "avs", "point_of_interaction",
	"country", "quasi_cash", "authorization_controls", "velocity_controls", "risk", "funding", "gateway", "stand_in",
}

// traced wants every check in order: passed up to the one that decided, not
// reached after a failure.
func traced(t *testing.T, v engine.Verdict, guess bool) {
	t.Helper()
	var got []string
	failed := -1
	for i, c := range v.Checks {
		got = append(got, c.Name)
		switch {
		case c.Result == engine.Failed:
			failed = i
			if c.Name != v.DecidedBy || c.Code != v.Code || c.Guess != guess {
				t.Errorf("failed check = %+v, want the one that decided with %s, guess %v", c, v.Code, guess)
			}
		case failed >= 0 && c.Result != engine.NotReached:
			t.Errorf("check %s after the failure = %s", c.Name, c.Result)
		case failed < 0 && c.Result != engine.Passed && c.Name != "gateway" && c.Name != "stand_in":
			t.Errorf("check %s = %s, want it passed", c.Name, c.Result)
		}
	}
	if !slices.Equal(got, names) {
		t.Errorf("checks = %v, want %v", got, names)
	}
	if (failed < 0) != v.Approved {
		t.Errorf("approved %v with failed check %d", v.Approved, failed)
	}
}

func TestAddressCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ street, postal, want string }{
		{"12 Elm St", "94612", "0000"}, {"12 Elm St", "00000", "0001"}, {"12 Elm St", "", "0002"}, {"13 Elm St", "94612", "0100"}, {"13 Elm St", "00000", "0101"},
		{"13 Elm St", "", "0102"}, {"", "94612", "0200"}, {"", "00000", "0201"}, {"", "", "0202"}, {" 12  ELM ", " 946 12 ", "0000"}, {"12", "946-12", "0000"},
	} {
		a := fine()
		a.Message.Address = &engine.Address{Street: c.street, PostalCode: c.postal}
		if got := engine.Decide(a).Address.Code; got != c.want {
			t.Errorf("%q %q = %s, want %s", c.street, c.postal, got, c.want)
		}
	}
	a := fine()
	a.Product.ValidateAddress = false
	a.Message.Address = &engine.Address{Street: "anything"}
	if got := engine.Decide(a).Address.Code; got != "0303" {
		t.Errorf("not validated = %s, want 0303", got)
	}
	if engine.Decide(fine()).Address != nil {
		t.Error("an address was checked that was not given")
	}
}

func TestHoldDays(t *testing.T) {
	t.Parallel()
	for mcc, want := range map[string]int{"5411": 7, "": 7, "x": 7, "7011": 30, "3501": 30, "3999": 30, "7512": 30, "3351": 30, "4000": 7} {
		if got := engine.HoldDays(mcc); got != want {
			t.Errorf("HoldDays(%q) = %v, want %v", mcc, got, want)
		}
	}
}
