package engine

// Response codes that decisions compare with.
const (
	Approved = "0000"
	Partial  = "0002"
)

// outcome is what is known of a response code: the memo that Marqeta or a program
// running on it has published, and what a card network is told (two characters, as
// the card industry commonly has them; Marqeta publishes none).
type outcome struct{ memo, network string }

// outcomes are those the sandbox can give.
var outcomes = map[string]outcome{
	Approved: {"Approved or completed successfully", "00"},
	Partial:  {"Partial approval", "10"},
	"1001":   {"Card expired", "54"},
	"1002":   {"Card suspicious", "59"},
	"1003":   {"Card suspended", "62"},
	"1004":   {"Card stolen, pick up", "43"},
	"1005":   {"Card lost", "41"},
	"1014":   {"Account not found", "14"},
	"1015":   {"Invalid request", "12"},
	"1016":   {"Not sufficient funds", "51"},
	"1017":   {"Previously reversed", "21"},
	"1018":   {"Previously completed", "21"},
	"1025":   {"Transaction not permitted to cardholder", "57"},
	"1806":   {"Card not active", "78"},
	"1808":   {"Card not configured", "57"},
	"1809":   {"Incorrect PIN", "55"},
	"1810":   {"Invalid amount", "13"},
	"1812":   {"System error, business logic", "96"},
	"1813":   {"Cardholder not active", "57"},
	"1817":   {"Usage limit reached", "65"},
	"1834":   {"Amount limit exceeded", "61"},
	"1842":   {"Account load failed", "51"},
	"1864":   {"Transactions not allowed from this country", "57"},
	"1883":   {"JIT response invalid amount", "13"},
	"1884":   {"JIT response not sufficient funds", "51"},
	"1885":   {"JIT response transaction not permitted", "57"},
	"1886":   {"JIT response suspected fraud", "59"},
	"1887":   {"JIT response amount limit reached", "61"},
	"1888":   {"JIT response usage limit reached", "65"},
	"1889":   {"JIT response duplicate entry", "94"},
}

// Memo gives the text of a response code, the code itself if it has none.
func Memo(response string) string {
	if c, ok := outcomes[response]; ok {
		return c.memo
	}
	return response
}

// Outgoing gives what the network is told for a response code: 05, do not honour,
// where the code says nothing.
func Outgoing(response string) string {
	if c, ok := outcomes[response]; ok {
		return c.network
	}
	return "05"
}
