package form

import (
	"crypto/rand"
	"regexp"
	"strings"
	"unicode"

	"github.com/go-playground/validator/v10"

	"carddeck/marqeta"
)

// rule is a validate tag with its sentence; {0} is the tag's parameter. Tags without
// a check are validator's own, in our words.
type rule struct {
	sentence string
	check    validator.Func
}

var rules = map[string]rule{
	"required": {sentence: "Fill this in."},
	"max":      {sentence: "Marqeta takes at most {0} characters."},
	"min":      {sentence: "At least {0} characters."},
	"email":    {sentence: "This is not an email address."},
	"oneof":    {sentence: "Choose one of the offered answers."},
	"iso4217":  {sentence: "This is not a currency code such as USD."},
	"datetime": {sentence: "This is not a date such as 2026-04-01."},
	"numeric":  {sentence: "Digits only."},
	"len":      {sentence: "Exactly {0} characters."},
	"token": {
		sentence: TokenRule,
		check:    func(fl validator.FieldLevel) bool { return Token(fl.Field().String()) },
	},
	"amount": {
		sentence: "An amount above zero with at most two decimals, such as 10.00.",
		check:    func(fl validator.FieldLevel) bool { return positive(fl.Field().String()) },
	},
	"webhook_url": {
		sentence: "An address that begins with https:// (http:// only on this machine), without a password in it.",
		check:    func(fl validator.FieldLevel) bool { return Address(fl.Field().String()) },
	},
	"strong": {
		sentence: "20 to 50 characters with at least one digit, one small letter, one capital and one symbol.",
		check:    func(fl validator.FieldLevel) bool { return Strong(fl.Field().String()) },
	},
}

// TokenRule says what a token of ours looks like.
const TokenRule = "1 to 36 letters, digits, dots, dashes or underscores, and not the word new."

var tokenShape = regexp.MustCompile(`^[A-Za-z0-9._\-]{1,36}$`)

// Token reports whether a token can be used in an address of ours. "new" is refused,
// because it names the page on which one is made.
func Token(s string) bool {
	return tokenShape.MatchString(s) && s != "new" && strings.Trim(s, ".") != ""
}

func positive(s string) bool {
	amount, err := marqeta.ParseAmount(s)
	if err != nil || amount.Sign() <= 0 {
		return false
	}
	_, err = amount.Minor(2)
	return err == nil
}

// Strong reports whether a password meets Marqeta's rules for credentials that it
// sends: 20 to 50 characters of four kinds.
func Strong(s string) bool {
	var digit, small, capital, symbol bool
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digit = true
		case unicode.IsLower(r):
			small = true
		case unicode.IsUpper(r):
			capital = true
		case r > ' ' && r < 0x7f:
			symbol = true
		}
	}
	return len(s) >= 20 && len(s) <= 50 && digit && small && capital && symbol
}

// ProposePassword makes a password that Strong takes: 130 random bits in two halves of
// unlike letters.
func ProposePassword() string {
	for {
		if s := strings.ToLower(rand.Text()[:13]) + "-" + rand.Text()[:13]; Strong(s) {
			return s
		}
	}
}
