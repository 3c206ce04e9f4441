package jit

import (
	"context"
	"time"
)

// Mode is how a gateway treats what it is asked.
type Mode string

// The modes of a gateway.
const (
	Decide  Mode = "decide"  // our rules and our ledger answer
	Observe Mode = "observe" // the customer's own gateway answers; what ours would have said is kept
	Closed  Mode = "closed"  // everything is declined
)

// Question is a request on its way to the books.
type Question struct {
	Ask
	Body     []byte    // the request, byte for byte
	Policy   Policy    // what to judge it by; Judge calls it
	Gateway  string    // whose settings were used: a funding source token, or "" for the default
	Mode     Mode      // under Observe the ledger does not move and nothing is sent
	Received time.Time // UTC; also the time that the policy is asked about
	Begin    time.Time // no transaction may begin after this; like Deadline to be held against time.Now, whose clock never jumps
	Deadline time.Time // no COMMIT may begin after this
}

// Decision is what the books keep of a question, for ever.
type Decision struct {
	Token string
	Verdict
	Status   int    // 200 or 402
	Answer   []byte // the body that goes with it; a repetition gets these bytes again
	Repeated bool   // the token was known, with the same Digest
	Conflict bool   // the token was known, with another Digest: a refusal, and nothing has moved
	At       time.Time
	Waited   time.Duration // until the transaction began
	Wrote    time.Duration // reading, judging and writing inside it
	Synced   time.Duration // its COMMIT
}

// Books decide and keep the account of it.
type Books interface {
	// Decide answers a question, once for each token. It returns without error only
	// when decision, hold and posting are on stable storage, so an approval may be
	// sent on the strength of it. On any error the answer is a decline; one after which
	// the decision may have been kept all the same wraps ErrOutcome.
	Decide(ctx context.Context, q Question) (Decision, error)
}

// Judge asks the policy and makes sure that its verdict can be kept and sent: never
// more than was asked or than can be spent, a part only where the terminal takes it,
// always a reason that the platform knows. A policy that fails declines.
func (q Question) Judge(account Account) (v Verdict) {
	defer func() {
		if failed := recover(); failed != nil {
			v = Decline(q.Ask, "the rules failed", NotPermitted, "")
		}
	}()
	if q.Effect() == Unknown {
		return Decline(q.Ask, "unknown method", NotPermitted, "")
	}
	return bound(q.Ask, account, q.Policy(q.Ask, account, q.Received))
}

const rulesFailed = "the rules failed"

// bound is the last word over a policy's verdict.
func bound(a Ask, account Account, v Verdict) Verdict {
	refuse := func(rule string, reason Reason) Verdict {
		v.Approved, v.Amount, v.Reason, v.Rule = false, a.Amount, reason, rule
		v.Trace = append(v.Trace, Check{Rule: rule, Kind: "bound", Outcome: Declined})
		return v
	}
	if !v.Approved {
		if v.Amount = a.Amount; !v.Reason.Valid() {
			v.Reason = NotPermitted
		}
		return v
	}
	v.Reason = ""
	takes := a.Effect() == Hold || a.Effect() == Post
	switch {
	case v.Amount < 0 || v.Amount > a.Amount:
		return refuse("amount", InvalidAmount)
	case v.Amount < a.Amount && (!takes || !a.Partial || v.Amount == 0):
		return refuse("no part", InsufficientFunds)
	case takes && v.Amount > account.Spendable():
		return refuse("balance", InsufficientFunds)
	}
	return v
}
