package transactions

import (
	"strings"

	"carddeck/views/ui"
)

// kinds words the transaction types that a card program meets. The set is open.
var kinds = map[string]string{
	"authorization":                           "Authorization",
	"authorization.advice":                    "Advice, new total",
	"authorization.incremental":               "Incremental authorization",
	"authorization.reversal":                  "Reversal",
	"authorization.reversal.issuerexpiration": "Hold expired",
	"authorization.clearing":                  "Clearing",
	"authorization.standin":                   "Stand-in authorization",
	"authorization.cashback":                  "Authorization with cash back",
	"authorization.clearing.cashback":         "Clearing with cash back",
	"authorization.atm.withdrawal":            "ATM withdrawal",
	"authorization.clearing.atm.withdrawal":   "ATM clearing",
	"authorization.quasi.cash":                "Quasi-cash authorization",
	"authorization.clearing.quasi.cash":       "Quasi-cash clearing",

	"authorization.clearing.chargeback":                    "Chargeback opened",
	"authorization.clearing.chargeback.completed":          "Chargeback won",
	"authorization.clearing.chargeback.reversal":           "Chargeback lost",
	"authorization.clearing.chargeback.provisional.credit": "Provisional credit",
	"authorization.clearing.chargeback.provisional.debit":  "Provisional credit taken back",
	"authorization.clearing.chargeback.writeoff":           "Chargeback written off",

	"pindebit":                                         "PIN debit",
	"pindebit.cashback":                                "PIN debit with cash back",
	"pindebit.atm.withdrawal":                          "ATM withdrawal, PIN debit",
	"pindebit.balanceinquiry":                          "Balance inquiry",
	"pindebit.quasi.cash":                              "Quasi-cash, PIN debit",
	"pindebit.refund":                                  "PIN debit refund",
	"pindebit.refund.reversal":                         "PIN debit refund reversed",
	"pindebit.reversal":                                "PIN debit reversal",
	"pindebit.authorization":                           "PIN debit authorization",
	"pindebit.authorization.clearing":                  "PIN debit clearing",
	"pindebit.authorization.reversal":                  "PIN debit hold released",
	"pindebit.authorization.reversal.issuerexpiration": "PIN debit hold expired",

	"refund":                        "Refund",
	"refund.authorization":          "Refund announced",
	"refund.authorization.advice":   "Refund announced, new total",
	"refund.authorization.clearing": "Refund clearing",
	"refund.authorization.reversal": "Refund withdrawn",

	"original.credit.authorization":              "Original credit announced",
	"original.credit.authorization.clearing":     "Original credit clearing",
	"original.credit.authorization.reversal":     "Original credit withdrawn",
	"original.credit.auth_plus_capture":          "Original credit",
	"original.credit.auth_plus_capture.reversal": "Original credit taken back",

	"account.funding.authorization":              "Account funding authorization",
	"account.funding.authorization.clearing":     "Account funding clearing",
	"account.funding.authorization.reversal":     "Account funding reversal",
	"account.funding.auth_plus_capture":          "Account funding",
	"account.funding.auth_plus_capture.reversal": "Account funding reversed",

	"balanceinquiry": "Balance inquiry",

	"gpa.credit":                        "Account loaded",
	"gpa.credit.reversal":               "Load reversed",
	"gpa.credit.authorization":          "Funding record",
	"gpa.credit.authorization.reversal": "Funding record, reversal",
	"gpa.debit":                         "Account unloaded",
	"gpa.debit.reversal":                "Unload reversed",
	"gpa.debit.authorization":           "Funding record, unload",
	"directdeposit.credit":              "Direct deposit",
	"directdeposit.debit":               "Direct debit",
	"fee.charge":                        "Fee",
	"transfer.peer":                     "Transfer between users",
}

// Kind words a transaction type: "Clearing" for authorization.clearing. A type that is
// not known here is given as it is.
func Kind(transactionType string) string {
	if words, ok := kinds[transactionType]; ok {
		return words
	}
	return transactionType
}

// Status words where a transaction stands: its type, its state and its response code
// as Marqeta sends them.
func Status(transactionType, state, code string) ui.Mark {
	switch state {
	case "DECLINED":
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Declined"}
	case "ERROR":
		return ui.Mark{Tone: ui.Bad, Icon: "warn", Text: "Error"}
	}
	credit := strings.Contains(transactionType, "refund") || strings.HasPrefix(transactionType, "original.credit")
	switch {
	case strings.Contains(transactionType, "authorization.reversal") && !credit:
		return ui.Mark{Tone: ui.Note, Icon: "undo", Text: "Released"}
	case strings.Contains(transactionType, ".reversal"), state == "REVERSED":
		return ui.Mark{Tone: ui.Note, Icon: "undo", Text: "Reversed"}
	case state == "PENDING" && code == "0002":
		return ui.Mark{Tone: ui.Caution, Icon: "pending", Text: "Part approved"}
	case state == "PENDING":
		return ui.Mark{Tone: ui.Caution, Icon: "pending", Text: "Pending"}
	case strings.HasSuffix(transactionType, "inquiry"):
		return ui.Mark{Tone: ui.Plain, Icon: "info", Text: "Answered"}
	case state == "CLEARED":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Closed"}
	case state == "COMPLETION":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Completed"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: state}
}
