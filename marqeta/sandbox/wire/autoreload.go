package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// AutoReload loads an account by itself when spending takes it below an amount.
type AutoReload struct {
	Token string `json:"token"`
	AutoReloadFields
	Times
}

// AutoReloadFields are the ones a caller sets and changes.
type AutoReloadFields struct {
	Active       rest.Flag          `json:"active"`
	Source       string             `json:"funding_source_token,omitzero"`
	Address      string             `json:"funding_source_address_token,omitzero"`
	Association  *ReloadAssociation `json:"association,omitzero"`
	OrderScope   ReloadScope        `json:"order_scope"`
	CurrencyCode string             `json:"currency_code"`
}

// ReloadAssociation says whose accounts are loaded: no member is everybody's.
type ReloadAssociation struct {
	CardProductToken string `json:"card_product_token,omitzero"`
	Party
}

// ReloadScope is what is loaded, an account or one that is tied to a merchant.
type ReloadScope struct {
	GPA *Reload `json:"gpa,omitzero"`
	MSA *struct {
		CampaignToken string `json:"campaign_token"`
		Reload
	} `json:"msa,omitzero"`
}

// Reload is below what an account is loaded, and with how much.
type Reload struct {
	Trigger marqeta.Amount `json:"trigger_amount"`
	Amount  marqeta.Amount `json:"reload_amount"`
}

// Level names whose accounts are loaded; there is one active reload for each.
func (f AutoReloadFields) Level() string {
	switch a := f.Association; {
	case a == nil:
	case a.CardProductToken != "":
		return "card product " + a.CardProductToken
	case a.Token() != "":
		return "holder " + a.Token()
	}
	return "program"
}

// Check refuses what Marqeta would.
func (f AutoReloadFields) Check() error {
	var c rest.Check
	c.Size("currency_code", f.CurrencyCode, 3, 3)
	if a := f.Association; a != nil {
		named := 0
		for field, token := range map[string]string{"card_product_token": a.CardProductToken, "user_token": a.UserToken, "business_token": a.BusinessToken} {
			c.Size("association."+field, token, 0, 36)
			if token != "" {
				named++
			}
		}
		c.That(named <= 1, "association", "must have one member at most")
	}
	s := f.OrderScope
	c.That((s.GPA == nil) != (s.MSA == nil), "order_scope", "must be gpa or msa")
	if s.GPA != nil {
		c.Size("funding_source_token", f.Source, 1, 36)
		s.GPA.check(&c, "order_scope.gpa.")
	}
	if s.MSA != nil {
		c.Required("order_scope.msa.campaign_token", s.MSA.CampaignToken, 36)
		s.MSA.check(&c, "order_scope.msa.")
	}
	c.Size("funding_source_address_token", f.Address, 0, 36)
	return c.Err()
}

func (r Reload) check(c *rest.Check, of string) {
	least := marqeta.AmountFromMinor(1, 2)
	c.That(r.Trigger.Cmp(least) >= 0, of+"trigger_amount", "must be greater than or equal to 0.01")
	c.That(r.Amount.Cmp(least) >= 0, of+"reload_amount", "must be greater than or equal to 0.01")
}
