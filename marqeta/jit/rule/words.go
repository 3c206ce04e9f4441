package rule

import (
	"strconv"
	"strings"

	"carddeck/marqeta/jit"
)

// words are what a template's names stand for.
type words struct {
	*subject
	verdict *jit.Verdict
	limit   string
}

func (w words) value(name string) string {
	switch name {
	case "amount":
		return w.Fixed(w.verdict.Amount)
	case "asked":
		return w.Fixed(w.Amount)
	case "available":
		return w.Fixed(w.account.Available())
	case "limit":
		return w.limit
	case "currency":
		return w.Currency
	case "rule":
		return w.verdict.Rule
	case "version":
		return strconv.FormatInt(w.verdict.Version, 10)
	case "merchant":
		return w.Merchant
	case "mid":
		return w.MID
	case "mcc":
		return w.MCC
	case "country":
		return w.Country
	case "channel":
		return w.Channel
	case "holder":
		return w.Holder()
	case "card":
		return w.Card
	case "token":
		return w.Token
	case "transaction":
		return w.Transaction
	}
	of, key, _ := strings.Cut(name, ".")
	return w.metadata(of)[key]
}

func (s *subject) metadata(of string) map[string]string {
	if of == "card" {
		return s.CardMetadata
	}
	return s.UserMetadata
}
