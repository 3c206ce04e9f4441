package wire

import (
	"strings"
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// The kinds of an ExternalSource, as orders name them.
const (
	ByACH         = "ach"
	ByPaymentCard = "paymentcard"
)

// The verification of a bank account.
const (
	Verifying    = "VERIFICATION_PENDING"
	Verified     = "ACH_VERIFIED"
	Unverifiable = "ACH_FAILED"
)

// ExternalSource is an account outside of the program that money comes from and
// goes to: the bank account or payment card of a holder, or the program's own bank
// account. Of its numbers only the last four digits are kept.
type ExternalSource struct {
	Token                string     `json:"token"`
	Type                 string     `json:"type,omitzero"`
	AccountSuffix        string     `json:"account_suffix"`
	AccountType          string     `json:"account_type"`
	Active               rest.Flag  `json:"active"`
	IsDefault            rest.Flag  `json:"is_default_account"`
	ExpDate              string     `json:"exp_date,omitzero"` // MMyy
	NameOnAccount        string     `json:"name_on_account,omitzero"`
	BankName             string     `json:"bank_name,omitzero"`
	VerificationStatus   string     `json:"verification_status,omitzero"`
	VerificationOverride *rest.Flag `json:"verification_override,omitzero"`
	VerificationNotes    string     `json:"verification_notes,omitzero"`
	DateSent             *rest.Time `json:"date_sent_for_verification,omitzero"`
	DateVerified         *rest.Time `json:"date_verified,omitzero"`
	Partner              string     `json:"partner,omitzero"`
	PartnerLink          string     `json:"partner_account_link_reference_token,omitzero"`
	Party
	Times
}

// Verify ends the verification of a bank account well.
func (v *ExternalSource) Verify(now rest.Time) {
	v.VerificationStatus, v.DateVerified, v.Active = Verified, &now, true
}

// Shown is the source as its own path shows it: only that of payment cards says
// the type.
func (v ExternalSource) Shown() ExternalSource {
	if v.Type == ByACH {
		v.Type = ""
	}
	return v
}

// Brief is the source as setting the default shows it, of either kind alike.
func (v ExternalSource) Brief() ExternalSource {
	return ExternalSource{
		Token: v.Token, Type: v.Type, AccountSuffix: v.AccountSuffix, AccountType: v.AccountType, Active: v.Active, IsDefault: v.IsDefault,
		ExpDate: v.ExpDate, Party: v.Party, Times: v.Times,
	}
}

// ListedSource is a source among those of a holder, where the partner's reference
// has another name.
type ListedSource struct {
	ExternalSource
	Link string `json:"link_partner_account_reference_token,omitzero"`
}

// Listed is the source among those of its holder.
func (v ExternalSource) Listed() ListedSource {
	l := ListedSource{v, v.PartnerLink}
	l.PartnerLink = ""
	return l
}

// Funding is the source inside an order. Only a program's tokens are masked there.
func (v ExternalSource) Funding() FundingSource {
	return FundingSource{Type: v.Type, Token: v.Token, Active: v.Active, IsDefaultAccount: bool(v.IsDefault), Times: v.Times}
}

// CheckExpDate wants the month and year that are printed on a payment card.
func CheckExpDate(c *rest.Check, date string) {
	_, err := time.Parse("0106", date)
	c.That(err == nil, "exp_date", "must be a month and year of the form MMyy")
}

// CheckDigits wants a number of between least and most digits.
func CheckDigits(c *rest.Check, field, value string, least, most int) {
	c.Size(field, value, least, most)
	c.That(isDigits(value), field, "must be digits")
}

func isDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
