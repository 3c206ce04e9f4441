package jit

// Effect is what the approval of a funding request does to the holder's account.
type Effect string

// The effects. Unknown is that of a method which nobody here has heard of, or which only
// tells of what has happened and is never asked; such a request is declined.
const (
	Hold    Effect = "hold"    // money is set aside
	Post    Effect = "post"    // money leaves at once, in a single message
	Credit  Effect = "credit"  // money arrives at once, in a single message
	Promise Effect = "promise" // money is announced; nothing moves before its clearing
	Nothing Effect = "nothing" // an inquiry or a verification
	Unknown Effect = "unknown"
)

// effects are the methods the platform asks about. Its list of actionable ones could
// not be read in full; see the specification's enumeration of jit_funding.method.
var effects = map[string]Effect{
	"pgfs.authorization":                      Hold,
	"pgfs.authorization.incremental":          Hold,
	"pgfs.authorization.cashback":             Hold,
	"pgfs.authorization.quasi.cash":           Hold,
	"pgfs.atm.withdrawal":                     Hold,
	"pgfs.pindebit.authorization":             Hold,
	"pgfs.auth_plus_capture":                  Post,
	"pgfs.pindebit":                           Post,
	"pgfs.pindebit.cashback":                  Post,
	"pgfs.pindebit.atm.withdrawal":            Post,
	"pgfs.pindebit.quasi.cash":                Post,
	"pgfs.original.credit.auth_plus_capture":  Credit,
	"pgfs.network.load":                       Credit,
	"pgfs.original.credit.authorization":      Promise,
	"pgfs.refund.authorization":               Promise,
	"pgfs.authorization.account_verification": Nothing,
	"pgfs.balanceinquiry":                     Nothing,
	"pgfs.pindebit.balanceinquiry":            Nothing,
	"pgfs.product.inquiry":                    Nothing,
}

// Effect is what approving the request would do. Asking for no money does nothing.
func (a Ask) Effect() Effect {
	e, known := effects[a.Method]
	switch {
	case !known:
		return Unknown
	case a.Amount == 0:
		return Nothing
	case e == Nothing:
		return Unknown // an inquiry that asks for money is none
	}
	return e
}

// Inquiry tells that the answer must carry balances.
func (a Ask) Inquiry() bool {
	return a.Method == "pgfs.balanceinquiry" || a.Method == "pgfs.pindebit.balanceinquiry"
}
