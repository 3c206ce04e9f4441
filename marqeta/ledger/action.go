package ledger

import "strings"

// action is what a transaction that was not declined does to its purchase.
type action int

const (
	unknown   action = iota
	nothing          // an inquiry, or money that is not there yet
	hold             // set money aside
	advise           // state the total that is set aside
	release          // give up a part of it, or all
	expire           // give up all, because time has passed
	capture          // take money, out of what is set aside as far as it goes
	spend            // take money that was never set aside
	unspend          // undo that
	give             // money for the holder
	takeBack         // undo that
	promise          // announce money for the holder
	restate          // state the total that is announced
	redeem           // give what was announced
	unpromise        // take the announcement back
	dispute          // whichever way its funding message says
)

// actions knows the types of Core API 3.0.40 that can concern a program gateway's
// money. Those of disputes are known by their endings.
var actions = map[string]action{
	"authorization": hold, "authorization.standin": hold, "authorization.incremental": hold, "authorization.cashback": hold,
	"authorization.atm.withdrawal": hold, "authorization.quasi.cash": hold, "pindebit.authorization": hold, "account.funding.authorization": hold,

	"authorization.advice":            advise,
	"authorization.reversal":          release,
	"pindebit.authorization.reversal": release, "account.funding.authorization.reversal": release,
	"authorization.reversal.issuerexpiration": expire, "pindebit.authorization.reversal.issuerexpiration": expire,

	"authorization.clearing": capture, "authorization.clearing.cashback": capture, "authorization.clearing.atm.withdrawal": capture,
	"authorization.clearing.quasi.cash": capture, "pindebit.authorization.clearing": capture, "account.funding.authorization.clearing": capture,

	"pindebit": spend, "pindebit.cashback": spend, "pindebit.atm.withdrawal": spend, "pindebit.quasi.cash": spend, "pindebit.transfer": spend,
	"pindebit.debit.adjustment": spend, "account.funding.auth_plus_capture": spend, "dispute.debit": spend, "directdeposit.debit": spend,
	"fee.charge": spend, "fee.collection.debit": spend, "gpa.debit.networkload": spend,
	"pindebit.reversal": unspend, "account.funding.auth_plus_capture.reversal": unspend, "directdeposit.debit.reversal": unspend,

	"refund": give, "pindebit.refund": give, "pindebit.credit.adjustment": give, "original.credit.auth_plus_capture": give, "dispute.credit": give,
	"directdeposit.credit": give, "fee.charge.refund": give, "fee.charge.reversal": give, "fee.collection.credit": give, "gpa.credit.networkload": give,
	"pindebit.refund.reversal": takeBack, "original.credit.auth_plus_capture.reversal": takeBack, "directdeposit.credit.reversal": takeBack,
	"gpa.credit.networkload.reversal": takeBack,

	"refund.authorization": promise, "original.credit.authorization": promise, "refund.authorization.advice": restate,
	"refund.authorization.clearing": redeem, "original.credit.authorization.clearing": redeem,
	"refund.authorization.reversal": unpromise, "original.credit.authorization.reversal": unpromise,

	"balanceinquiry": nothing, "pindebit.balanceinquiry": nothing, "product.inquiry": nothing, "pindebit.checkavs": nothing,
	"authorization.pin.change": nothing, "authorization.pin.unblock": nothing, "pindebit.pin.change": nothing, "pindebit.pin.unblock": nothing,
	"pin.change.via.api": nothing, "pin.change.reversal": nothing, "pin.change.reversal.advice": nothing,
	"token.activation-request": nothing, "token.advice": nothing, "transit.offer": nothing,
	"directdeposit.credit.pending": nothing, "directdeposit.credit.pending.reversal": nothing, "directdeposit.credit.reject": nothing,
	"directdeposit.debit.pending": nothing, "directdeposit.debit.pending.reversal": nothing, "directdeposit.debit.reject": nothing,
	"fee.charge.pending": nothing, "fee.charge.waived": nothing,
}

func actionOf(typ string) action {
	if a, ok := actions[typ]; ok {
		return a
	}
	if strings.Contains(typ, ".chargeback") && !strings.HasPrefix(typ, "gpa.") {
		return dispute
	}
	return unknown
}

// kinds are the words for postings.
var kinds = map[action]string{
	capture: "capture", spend: "purchase", unspend: "reversal", give: "credit", takeBack: "credit reversal", redeem: "credit",
	release: "return", dispute: "dispute",
}
