package engine

import (
	"cmp"
	"maps"
)

// finding is what one check found. A zero finding passed.
type finding struct {
	code   string // not empty: the check failed
	memo   string // instead of the code's
	why    string // what the code's memo does not say, for the trace
	values map[string]any
	guess  bool // the code, or the rule, is the emulator's guess
	skip   bool // the check does not apply and was not reached
	handed bool // the check failed, and the next one decides in its place

	control Control // that decided
}

// steps are the checks in the order in which they run. The first failure decides.
var steps = []struct {
	name  string
	check func(*Attempt, *Verdict) finding
}{
	{"message", checkMessage},
	{"card", checkCard},
	{"user", checkUser},
	{"card_state", checkCardState},
	{"expiry", checkExpiry},
	{"account_state", checkAccountState},
	{"card_product", checkProduct},
	{"security_code", checkSecurityCode},
	{"pin", checkPIN},
	{"avs", checkAddress},
	{"point_of_interaction", checkPoint},
	{"country", checkCountry},
	{"quasi_cash", checkQuasiCash},
	{"authorization_controls", checkRules},
	{"velocity_controls", checkLimits},
	{"risk", checkRisk},
	{"funding", checkFunding},
	{"gateway", checkGateway},
	{"stand_in", checkStandIn},
}

// Decide approves or declines an attempt and says why, check by check.
func Decide(a Attempt) Verdict {
	v := Verdict{Approved: true, Code: Approved, Amount: a.Message.Amount, Model: a.Funding.Model, DecidedBy: "funding"}
	for _, step := range steps {
		c := Check{Name: step.name, Result: NotReached}
		if v.Approved {
			f := step.check(&a, &v)
			c.Code, c.Guess, c.ControlToken, c.Values = f.code, f.guess, f.control.Token, f.told()
			switch {
			case f.code != "":
				c.Result = Failed
				v.decline(step.name, f)
			case f.handed:
				c.Result = Failed
			case !f.skip:
				c.Result = Passed
			}
		}
		v.Checks = append(v.Checks, c)
	}
	v.Memo = cmp.Or(v.Memo, Memo(v.Code))
	return v
}

func (v *Verdict) decline(by string, f finding) {
	v.Approved, v.Amount, v.Model = false, 0, ""
	v.Code, v.Memo, v.DecidedBy = f.code, f.memo, by
}

// told are the values a check compared, and why it failed.
func (f finding) told() map[string]any {
	values := maps.Clone(f.values)
	if f.why != "" {
		if values == nil {
			values = map[string]any{}
		}
		values["why"] = f.why
	}
	return values
}
