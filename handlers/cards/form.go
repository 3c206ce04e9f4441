package cards

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// cardForm holds the answers of the form that issues a card, as typed.
type cardForm struct {
	Key      string `form:"request_key"`
	Token    string `form:"token"`
	User     string `form:"user_token" validate:"required,max=36"`
	Product  string `form:"card_product_token" validate:"required,max=36"`
	Metadata string `form:"metadata"`
	Expedite bool   `form:"expedite"`
}

// token is what the card will be called. Left empty it is the form's own key, so that
// a second click still names the same card.
func (f cardForm) token() string { return cmp.Or(f.Token, f.Key) }

func (f cardForm) check() form.Errors {
	errs := form.Check(f)
	if !form.Token(f.token()) {
		errs.Add("token", form.TokenRule)
	}
	checkMetadata(f.Metadata, errs)
	return errs
}

// request is what the answers mean for Marqeta.
func (f cardForm) request() marqeta.CardRequest {
	out := marqeta.CardRequest{Token: f.token(), UserToken: f.User, CardProductToken: f.Product}
	if pairs, _ := parseMetadata(f.Metadata); len(pairs) > 0 {
		out.Metadata = pairs
	}
	if f.Expedite {
		out.Expedite = &f.Expedite
	}
	return out
}

// editForm holds the answers of the form that changes a card.
type editForm struct {
	Key      string `form:"request_key"`
	Metadata string `form:"metadata"`
	Expedite bool   `form:"expedite"`
}

func (f editForm) check() form.Errors {
	errs := form.Check(f)
	checkMetadata(f.Metadata, errs)
	return errs
}

func (f editForm) request() marqeta.CardUpdate {
	pairs, _ := parseMetadata(f.Metadata)
	return marqeta.CardUpdate{Metadata: pairs, Expedite: &f.Expedite}
}

func checkMetadata(text string, errs form.Errors) {
	if _, wrong := parseMetadata(text); wrong != "" {
		errs.Add("metadata", wrong)
	}
}
