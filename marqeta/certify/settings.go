package certify

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/bojanz/currency"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// Settings say what is certified and what it has been prepared with.
type Settings struct {
	Gateway  Address
	Webhook  Address        // without a URL what only notifications can show is not looked at
	Secret   marqeta.Secret // signs notifications; empty: they are not signed
	SHA256   bool           // sign with HMAC-SHA-256 in place of HMAC-SHA-1
	Currency string         // of the accounts
	Product  string         // the card product that every question names
	Source   string         // the funding source that every question names, masked
	Funded   Holder         // whose account has money: see Needs
	Little   Holder         // whose account has a little
	Empty    Holder         // whose account has none
	Limit    time.Duration  // within which the gateway must answer
	Load     int            // how many purchases the last scenario makes
	Skip     []int          // scenarios that the program has no use for
}

// Address is where to send, and as whom.
type Address struct {
	URL      string
	Username string
	Password marqeta.Secret
	Headers  map[string]marqeta.Secret
}

// Holder is a user and a card of theirs. The gateway need not know the card, unless it
// looks cards up.
type Holder struct{ User, Card string }

// Defaults are the settings that most runs leave as they are.
func Defaults() Settings {
	return Settings{
		Currency: "USD", Product: "certify_product", Source: "certify_gateway", Limit: 3 * time.Second, Load: 100,
		Funded: Holder{"certify_funded", "certify_card_funded"},
		Little: Holder{"certify_little", "certify_card_little"},
		Empty:  Holder{"certify_empty", "certify_card_empty"},
	}
}

// What the accounts of the holders must have available at least, in whole units of the
// currency. A run without a webhook leaves its holds behind.
const (
	FundedNeeds = 1500
	LittleNeeds = 20
)

// Bounds of the settings.
const (
	LeastLimit = 100 * time.Millisecond
	MostLimit  = 7 * time.Second // the longest that the platform can be set to wait
	MostLoad   = 1000
)

// SettingFault is the fault of a setting: which one, and what is wrong.
type SettingFault struct{ Field, Text string }

// SettingFaults are an error in words.
type SettingFaults []SettingFault

func (f SettingFaults) Error() string {
	var lines []string
	for _, one := range f {
		lines = append(lines, one.Field+": "+one.Text)
	}
	return strings.Join(lines, "\n")
}

// Check finds what cannot be run with. The names of the fields are those of the command's
// flags.
func (s Settings) Check() SettingFaults {
	var out SettingFaults
	wrong := func(field, format string, args ...any) {
		out = append(out, SettingFault{field, fmt.Sprintf(format, args...)})
	}
	check := func(field string, a Address) {
		if err := rest.OutboundURL(a.URL); err != nil {
			wrong(field, "The address %s.", err)
		}
		for name, value := range a.Headers {
			if !token(name) || strings.ContainsAny(value.Reveal(), "\r\n\x00") {
				wrong(strings.TrimSuffix(field+"-header", "gateway-header")+map[bool]string{true: "header"}[field == "gateway"], "%q is no header.", name)
			}
		}
	}
	if check("gateway", s.Gateway); s.Webhook.URL != "" {
		check("webhook", s.Webhook)
	}
	if _, known := currency.GetDigits(s.Currency); !known {
		wrong("currency", "This is no currency: write three letters such as USD.")
	}
	for field, value := range map[string]string{
		"product": s.Product, "funding-source": s.Source, "funded-user": s.Funded.User, "funded-card": s.Funded.Card, "little-user": s.Little.User, "little-card": s.Little.Card,
		"empty-user": s.Empty.User, "empty-card": s.Empty.Card,
	} {
		if len(value) == 0 || len(value) > 36 {
			wrong(field, "A token has 1 to 36 characters.")
		}
	}
	for field, pair := range map[string][3]string{"little-user": {s.Funded.User, s.Little.User, s.Empty.User}, "little-card": {s.Funded.Card, s.Little.Card, s.Empty.Card}} {
		if pair[0] == pair[1] || pair[1] == pair[2] || pair[0] == pair[2] {
			wrong(field, "The three must be different.")
		}
	}
	if s.Limit < LeastLimit || s.Limit > MostLimit {
		wrong("limit", "The limit is between %d and %d ms.", LeastLimit.Milliseconds(), MostLimit.Milliseconds())
	}
	if s.Load < 1 || s.Load > MostLoad {
		wrong("load", "Between 1 and %d purchases are made.", MostLoad)
	}
	for _, n := range s.Skip {
		if n < 1 || n > len(Scenarios()) {
			wrong("skip", "There is no scenario %d.", n)
		}
	}
	slices.SortFunc(out, func(a, b SettingFault) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// token reports whether a text can name a header.
func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r) })
}

// Place is an address without what may be secret in it.
func Place(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}
