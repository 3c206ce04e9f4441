package marqeta

// ReasonCode says why a user or a card changed state: two digits.
type ReasonCode string

// Reason is a reason code with its words.
type Reason struct {
	Code  ReasonCode
	Words string
}

// The table stands in the order of the codes (Marqeta, core-api/card-transitions).
// Codes 32 and 86 are accepted by the platform but nowhere explained.
var reasons = [...]Reason{
	{"00", "activated for the first time"},
	{"01", "requested by you"},
	{"02", "inactive for some time"},
	{"03", "mail could not be delivered"},
	{"04", "negative balance"},
	{"05", "under review"},
	{"06", "suspicious activity"},
	{"07", "activity outside the program's parameters"},
	{"08", "confirmed fraud"},
	{"09", "matched a sanctions list"},
	{"10", "reported lost"},
	{"11", "card was cloned"},
	{"12", "account or card was compromised"},
	{"13", "on hold for a time"},
	{"14", "started by Marqeta"},
	{"15", "started by the issuer"},
	{"16", "card expired"},
	{"17", "identity could not be verified"},
	{"18", "information was validated"},
	{"19", "activity was validated"},
	{"20", "changed before codes were used"},
	{"21", "started by a third party, often a wallet provider"},
	{"22", "too many wrong PINs"},
	{"23", "reported stolen"},
	{"24", "problem with the address"},
	{"25", "problem with the name"},
	{"26", "problem with the social security number"},
	{"27", "problem with the birth date"},
	{"28", "problem with the email address"},
	{"29", "problem with the phone number"},
	{"30", "account and fulfillment do not match"},
	{"31", "another reason"},
}

// Reasons gives the reason codes that have words, in order.
func Reasons() []Reason { return append([]Reason(nil), reasons[:]...) }

// Words says what the code means; empty for a code without known meaning.
func (c ReasonCode) Words() string {
	for _, r := range reasons {
		if r.Code == c {
			return r.Words
		}
	}
	return ""
}
