package simulate

// methods are the names of the funding messages of Gateway JIT Funding, by what a
// message does; Marqeta publishes a part of them only.
var methods = map[step]string{
	opening:         "pgfs.authorization",
	capture:         "pgfs.auth_plus_capture",
	increment:       "pgfs.authorization.incremental",
	advice:          "pgfs.authorization.reversal",
	reversal:        "pgfs.authorization.reversal",
	clearing:        "pgfs.authorization.capture",
	refund:          "pgfs.refund",
	promise:         "pgfs.refund.authorization",
	promiseClearing: "pgfs.refund",
	promiseReversal: "pgfs.refund.authorization.reversal",
	undoing:         "pgfs.authorization.reversal",
	inquiry:         "pgfs.balanceinquiry",
}

// finer are the types whose funding messages have names of their own.
var finer = map[string]string{
	"authorization.cashback":                           "pgfs.authorization.cashback",
	"authorization.atm.withdrawal":                     "pgfs.atm.withdrawal",
	"authorization.clearing.atm.withdrawal":            "pgfs.atm.clearing.withdrawal",
	"authorization.quasi.cash":                         "pgfs.authorization.quasi.cash",
	"authorization.clearing.quasi.cash":                "pgfs.authorization.clearing.quasi.cash",
	"pindebit.authorization":                           "pgfs.pindebit.authorization",
	"pindebit.authorization.clearing":                  "pgfs.pindebit.authorization.clearing",
	"pindebit.authorization.reversal":                  "pgfs.pindebit.authorization.reversal",
	"pindebit.authorization.reversal.issuerexpiration": "pgfs.pindebit.authorization.reversal",
	"pindebit.refund":                                  "pgfs.pindebit.refund",
	"original.credit.authorization":                    "pgfs.original.credit.authorization",
	"original.credit.authorization.clearing":           "pgfs.original.credit.authorization.clearing",
	"original.credit.authorization.reversal":           "pgfs.original.credit.authorization.reversal",
	"original.credit.auth_plus_capture":                "pgfs.original.credit.auth_plus_capture",
	"original.credit.auth_plus_capture.reversal":       "pgfs.original.credit.authorization.reversal",
}

// method names the message's funding message.
func (m *message) method() string {
	switch name := finer[m.kind.name]; {
	case m.in.StandIn != nil && m.kind.step == capture:
		return "pgfs.auth_plus_capture.standin"
	case m.in.StandIn != nil:
		return "pgfs.authorization.standin"
	case m.forced && m.kind.step == clearing:
		return "pgfs.force_capture"
	case m.kind.name == "authorization" && m.asked == 0:
		return "pgfs.authorization.account_verification"
	case m.kind.step == advice && m.effect.Hold > 0:
		return "pgfs.authorization.advice"
	case name != "":
		return name
	}
	return methods[m.kind.step]
}
