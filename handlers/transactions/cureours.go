package transactions

import (
	"net/url"

	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/funding"
)

// ours are the remedies of a decision that this console took itself: in its ledger where
// money was missing, else at the decision and at what declined it. None for a decision of
// somebody else's gateway.
func (p ways) ours(a dictionary.Action) []doing {
	d := p.around.ours
	if d == nil || p.trace.DecidedBy != dictionary.GatewayAsked {
		return nil
	}
	short := d.Reason == jit.InsufficientFunds
	switch {
	case a == dictionary.LoadAccount:
		return append(p.propose(), p.account("Or look at the account first: what is there, and what is on hold.")...)
	case a == dictionary.LookAtGateway && short:
		return p.account("")
	case a == dictionary.LookAtGateway && !d.Approved:
		return append(p.settings(), p.decision("Or see which rule it was, and what it compared.")...)
	case a == dictionary.LookAtGateway, a == dictionary.Wait:
		return p.decision("")
	}
	return nil
}

// propose leads to a movement that puts what was missing on the account.
func (p ways) propose() []doing {
	d := p.around.ours
	missing := d.Amount
	if before, known := d.Before(); known && before.Spendable() < d.Amount {
		missing -= before.Spendable()
	}
	out := p.one("Propose a credit", "plus", funding.Proposals+"/new?"+url.Values{
		"holder": {d.Holder.Token}, "currency_code": {d.Currency}, "amount": {d.Money(missing).Fixed(store.Digits(d.Currency))},
	}.Encode(), auth.ProposeEntries, "")
	out[0].words = "Put money on the account in our ledger: " + ui.MoneyOf(missing, d.Currency).String() + " were missing."
	return out
}

func (p ways) account(words string) []doing {
	out := p.show("Look at the account", "books", funding.Account(p.around.ours.Holder.Token), auth.ReadAccounts)
	out[0].words = words
	return out
}

// settings leads to what declined: the rules, or the mode that lets nothing pass.
func (p ways) settings() []doing {
	at := funding.Gateway(p.around.ours.Gateway)
	if p.around.ours.Mode == jit.Closed {
		return p.one("Change the mode", "lock", at+"/mode", auth.WriteGateways, "")
	}
	return p.one("Change the rules", "edit", at+"/rules/edit", auth.WriteRules, "")
}

func (p ways) decision(words string) []doing {
	out := p.show("Look at the decision", "search", funding.Decision(p.around.ours.Token), auth.ReadGateways)
	out[0].words = words
	return out
}
