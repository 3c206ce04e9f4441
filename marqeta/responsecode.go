package marqeta

// Words for the response codes of which a source exists. The official list is longer;
// a code that is not here is to be shown as it is, with the platform's memo.
var responseWords = map[ResponseCode]string{
	"0000": "approved",
	"0002": "approved in part",
	"1001": "card expired",
	"1002": "card details suspicious, often a wrong expiry date",
	"1003": "card suspended",
	"1004": "card reported stolen",
	"1005": "card reported lost",
	"1011": "card not found",
	"1012": "user not found",
	"1014": "account not found",
	"1015": "invalid request",
	"1016": "not sufficient funds",
	"1017": "already reversed",
	"1018": "already completed",
	"1019": "further activity prevents the reversal",
	"1020": "further activity prevents the void",
	"1021": "original was voided",
	"1022": "no savings account",
	"1023": "no checking account",
	"1025": "not permitted to this cardholder",
	"1802": "fields missing",
	"1803": "fields too many",
	"1804": "invalid card number",
	"1805": "invalid track 1 data",
	"1806": "card not active",
	"1807": "invalid track 2 data",
	"1808": "card not configured",
	"1809": "incorrect PIN",
	"1810": "invalid amount",
	"1811": "platform error in its database",
	"1812": "platform error in its rules",
	"1813": "user not active",
	"1814": "user not configured",
	"1815": "user expired",
	"1816": "original not found",
	"1817": "usage limit reached",
	"1818": "configuration error",
	"1819": "invalid terminal",
	"1820": "inactive terminal",
	"1821": "invalid merchant",
	"1822": "duplicate entity",
	"1823": "invalid acquirer",
	"1830": "approved, code without explanation",
	"1834": "amount limit reached",
	"1842": "account load failed",
	"1864": "country not allowed",
	"1883": "gateway declined: invalid amount",
	"1884": "gateway declined: not sufficient funds",
	"1885": "gateway declined: not permitted",
	"1886": "gateway declined: suspected fraud",
	"1887": "gateway declined: amount limit reached",
	"1888": "gateway declined: usage limit reached",
	"1889": "gateway declined: duplicate",
}

// ResponseWords says in a few words what a response code means, and false for a code
// that no source explains.
func ResponseWords(code ResponseCode) (words string, known bool) {
	words, known = responseWords[code]
	return words, known
}
