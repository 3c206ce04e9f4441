package transactions

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/form"
)

// whatIfForm is what the address changes. What is empty is as it is.
type whatIfForm struct {
	Another    string            `form:"card" validate:"omitempty,max=36"` // its token
	Amount     string            `form:"amount" validate:"omitempty,amount"`
	MCC        string            `form:"mcc" validate:"omitempty,numeric,len=4"`
	MID        string            `form:"mid" validate:"omitempty,min=2,max=15"`
	Country    string            `form:"country" validate:"omitempty,len=3"`
	PIN        string            `form:"pin" validate:"omitempty,oneof=right wrong none"`
	CVV        string            `form:"cvv" validate:"omitempty,oneof=right wrong none"`
	Expiration string            `form:"expiration" validate:"omitempty,oneof=right wrong none"`
	Address    string            `form:"address" validate:"omitempty,oneof=right"`
	Gateway    string            `form:"gateway" validate:"omitempty,oneof=approves declines"`
	Chip       string            `form:"chip" validate:"omitempty,oneof=true"`
	Card       string            `form:"card_state" validate:"omitempty,oneof=ACTIVE SUSPENDED LIMITED TERMINATED"`
	User       string            `form:"user_status" validate:"omitempty,oneof=ACTIVE SUSPENDED LIMITED CLOSED"`
	Load       string            `form:"load" validate:"omitempty,amount"`
	Exempt     string            `form:"exempt" validate:"omitempty,oneof=true"`
	Limit      map[string]string `form:"limit" validate:"dive,omitempty,amount"` // by velocity control
	Uses       map[string]string `form:"uses"`
	Off        map[string]string `form:"off"`  // velocity controls
	Lift       map[string]string `form:"lift"` // authorization controls
	Rule       map[string]string `form:"rule"` // of the card product's config, by path
}

// check says what is wrong with the answers, for a currency.
func (f whatIfForm) check(currency string) form.Errors {
	errs := form.Check(f)
	amounts := map[string]string{"amount": f.Amount, "load": f.Load}
	for token, v := range f.Limit {
		amounts["limit["+token+"]"] = v
	}
	for field, v := range amounts {
		a, err := marqeta.ParseAmount(v)
		if v == "" || errs[field] != "" {
			continue
		}
		if err == nil {
			_, err = a.Minor(store.Digits(currency))
		}
		if err != nil {
			errs.Add(field, "An amount in "+currency+", such as 10.")
		}
	}
	for token, v := range f.Uses {
		if n, err := strconv.Atoi(v); v != "" && (err != nil || n < 0) {
			errs.Add("uses["+token+"]", "A number of uses, such as 3.")
		}
	}
	return errs
}

// edit is one change, with the field it was asked for by.
type edit struct {
	field, words string
	change       *marqeta.TrialChange
	request      map[string]any
	enter        marqeta.TrialEntry
	gateway      marqeta.TrialAnswer
}

// trialOf asks how a request would be decided with edits.
func trialOf(t marqeta.Trial, edits []edit) marqeta.Trial {
	over := new(marqeta.Simulation)
	if t.Simulation == nil {
		t.Request = over
	} else {
		t.Simulation = &marqeta.TrialSimulation{Kind: t.Simulation.Kind, Fields: t.Simulation.Fields}
		over = &t.Simulation.Fields
	}
	for _, e := range edits {
		if e.change != nil {
			t.Changes = append(t.Changes, *e.change)
		}
		if e.gateway != "" {
			t.Gateway = e.gateway
		}
		t.Enter = entered(t.Enter, e.enter)
		_ = json.Unmarshal(body(e.request), over) // what is there already stays
	}
	return t
}

func entered(a, b marqeta.TrialEntry) marqeta.TrialEntry {
	for to, from := range map[*string]string{&a.PIN: b.PIN, &a.CVV: b.CVV, &a.Expiration: b.Expiration, &a.Address: b.Address} {
		if from != "" {
			*to = from
		}
	}
	return a
}

// body is an object of ours, which cannot fail to be JSON.
func body(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// edits gives the changes in the order in which they are made.
func (f whatIfForm) edits(s supposed) (out []edit) {
	add := func(given, field, words string, e edit) {
		if given != "" {
			e.field, e.words = field, words
			out = append(out, e)
		}
	}
	merchant := func(member, v string) edit {
		return edit{request: map[string]any{"card_acceptor": map[string]any{member: v}}}
	}
	create := func(resource string, v map[string]any) edit {
		return edit{change: &marqeta.TrialChange{Resource: resource, Create: body(v)}}
	}
	add(f.Card, "card_state", "The card is "+strings.ToLower(f.Card), create("cardtransitions", map[string]any{
		"card_token": cmp.Or(f.Another, s.CardToken), "state": f.Card, "channel": "API", "reason_code": "00"}))
	add(f.User, "user_status", "The user is "+strings.ToLower(f.User), create("usertransitions", map[string]any{
		"user_token": holder(s.Transaction), "status": f.User, "channel": "API", "reason_code": "00"}))
	add(f.Load, "load", f.Load+" "+s.Currency+" more is on the account", create("gpaorders", s.order(f.Load)))
	out = append(out, f.controls(s)...)
	for _, p := range slices.Sorted(maps.Keys(f.Rule)) {
		if words, known := ruleWords(p); known {
			add(f.Rule[p], "rule["+p+"]", "Card product, "+words+": "+yesNo(f.Rule[p]), edit{change: &marqeta.TrialChange{
				Resource: "cardproducts", Token: s.CardProductToken, Set: body(nested(p, f.Rule[p])),
			}})
		}
	}
	add(f.Another, "card", "The card is "+ui.Short(f.Another), edit{request: map[string]any{"card_token": f.Another}})
	add(f.Amount, "amount", "The amount is "+f.Amount+" "+s.Currency, edit{request: map[string]any{"amount": decimal(f.Amount)}})
	add(f.MCC, "mcc", "The merchant category is "+f.MCC, merchant("mcc", f.MCC))
	add(f.MID, "mid", "The merchant is "+f.MID, merchant("mid", f.MID))
	add(f.Country, "country", "The country is "+f.Country, merchant("country_code", f.Country))
	add(f.Chip, "chip", "The chip is read", edit{request: map[string]any{"pos": map[string]any{"pan_entry_mode": "CHIP"}}})
	add(f.PIN, "pin", "The PIN: "+entryWords[f.PIN], edit{enter: marqeta.TrialEntry{PIN: f.PIN}})
	add(f.CVV, "cvv", "The security code: "+entryWords[f.CVV], edit{enter: marqeta.TrialEntry{CVV: f.CVV}})
	add(f.Expiration, "expiration", "The expiration date: "+entryWords[f.Expiration], edit{enter: marqeta.TrialEntry{Expiration: f.Expiration}})
	add(f.Address, "address", "The billing address: "+entryWords[f.Address], edit{enter: marqeta.TrialEntry{Address: f.Address}})
	add(f.Gateway, "gateway", "The gateway "+f.Gateway, edit{gateway: marqeta.TrialAnswer(f.Gateway)})
	return out
}

// controls are the changes of spend controls.
func (f whatIfForm) controls(s supposed) (out []edit) {
	set := func(field, words, resource, token string, members map[string]any) {
		out = append(out, edit{field: field, words: words, change: &marqeta.TrialChange{Resource: resource, Token: token, Set: body(members)}})
	}
	for _, token := range slices.Sorted(maps.Keys(f.Limit)) {
		if v := f.Limit[token]; v != "" {
			set("limit["+token+"]", "“"+s.limitName(token)+"” allows "+v+" "+s.Currency, "velocitycontrols", token, map[string]any{"amount_limit": decimal(v)})
		}
	}
	for _, token := range slices.Sorted(maps.Keys(f.Uses)) {
		if n, err := strconv.Atoi(f.Uses[token]); err == nil {
			set("uses["+token+"]", "“"+s.limitName(token)+"” allows "+count(int64(n), "use"), "velocitycontrols", token, map[string]any{"usage_limit": n})
		}
	}
	for _, token := range slices.Sorted(maps.Keys(f.Off)) {
		set("off["+token+"]", "“"+s.limitName(token)+"” is out of force", "velocitycontrols", token, map[string]any{"active": false})
	}
	for _, token := range slices.Sorted(maps.Keys(f.Lift)) {
		set("lift["+token+"]", "The authorization control “"+ui.Short(token)+"” is out of force", "authcontrols", token, map[string]any{"active": false})
	}
	if f.Exempt != "" {
		out = append(out, edit{field: "exempt", words: "The merchant is exempt from authorization controls, for this user", change: &marqeta.TrialChange{
			Resource: "authcontrols/exemptmids", Create: body(map[string]any{"name": "Exempt merchant", "mid": s.MID, "association": map[string]any{"user_token": holder(s.Transaction)}}),
		}})
	}
	return out
}

// order loads the account that pays, as the suggestion does where there is one.
func (s supposed) order(amount string) map[string]any {
	out := map[string]any{"amount": decimal(amount), "currency_code": s.Currency, "funding_source_token": scenario.SandboxFunding}
	m := parse(s.raw)
	if m.BusinessToken != "" {
		out["business_token"] = m.BusinessToken
	} else {
		out["user_token"] = s.UserToken
	}
	return out
}

// decimal is a typed amount, nothing where it is none: that is the form's error.
func decimal(typed string) marqeta.Amount {
	a, _ := marqeta.ParseAmount(typed)
	return a
}

// limitName is what a velocity control is called.
func (s supposed) limitName(token string) string {
	for _, l := range s.limits {
		if l.Token == token && l.Name != "" {
			return ui.Name(l.Name)
		}
	}
	return ui.Short(token)
}

// nested is a member of an object in objects.
func nested(path, on string) map[string]any {
	var v any = on == "true"
	for _, member := range slices.Backward(strings.Split(path, ".")) {
		v = map[string]any{member: v}
	}
	return v.(map[string]any)
}
