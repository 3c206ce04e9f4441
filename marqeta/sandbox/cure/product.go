package cure

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta/sandbox/engine"
)

// rule switches a member of the card product's config.
func (c check) rule(on bool, path ...string) Step {
	return c.setting(strconv.FormatBool(!on), strconv.FormatBool(on), on, path...)
}

func (c check) setting(from, to string, value any, path ...string) Step {
	path = append([]string{"config"}, path...)
	for _, member := range slices.Backward(path) {
		value = map[string]any{member: value}
	}
	return c.product(strings.Join(path, "."), from, to, value)
}

func (c check) product(what, from, to string, set any) Step {
	return Step{Kind: Product, What: what, From: from, To: to, Change: &Change{Resource: "cardproducts", Token: c.Product, Set: body(set)}}
}

func cardProduct(c check) (steps []Step) {
	v := read[struct {
		Active bool   `json:"active"`
		Start  string `json:"start_date"`
		End    string `json:"end_date"`
	}](c)
	today := c.At.UTC().Format(time.DateOnly)
	if !v.Active {
		steps = append(steps, c.product("active", "false", "true", map[string]any{"active": true}))
	}
	if v.Start > today {
		steps = append(steps, c.product("start_date", v.Start, today, map[string]any{"start_date": today}))
	}
	if v.End != "" && v.End < today {
		steps = append(steps, c.product("end_date", v.End, today, map[string]any{"end_date": today}))
	}
	return steps
}

func point(c check) []Step {
	v := read[struct {
		Channel string `json:"channel"`
		Why     string `json:"why"`
		Card    bool   `json:"card_present"`
		Holder  bool   `json:"cardholder_present"`
	}](c)
	switch {
	case v.Channel == string(engine.ATM), strings.HasPrefix(v.Why, "cash back"):
		return []Step{c.rule(true, "poi", "atm")}
	case v.Channel == string(engine.ECommerce):
		return []Step{c.rule(true, "poi", "ecommerce")}
	case strings.HasPrefix(v.Why, "the card must") && !v.Card:
		return []Step{c.rule(false, "poi", "other", "card_presence_required")}
	case strings.HasPrefix(v.Why, "the cardholder must") && !v.Holder:
		return []Step{c.rule(false, "poi", "other", "cardholder_presence_required")}
	}
	return []Step{c.rule(true, "poi", "other", "allow")}
}

// country opens the card product to the world. A country that a list names as embargoed
// is nobody's to let in.
func country(c check) []Step {
	v := read[struct {
		List  string `json:"accepted_countries_token"`
		Allow bool   `json:"is_whitelist"`
	}](c)
	if !v.Allow {
		return nil
	}
	const abroad = "decline_ofac_countries"
	return []Step{c.setting(v.List, abroad, abroad, "transaction_controls", "accepted_countries_token")}
}

func quasiCash(c check) []Step {
	return []Step{c.rule(true, "transaction_controls", "allow_quasi_cash")}
}
