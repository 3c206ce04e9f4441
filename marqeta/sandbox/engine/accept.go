package engine

// Accept is the verdict on a message that tells what has happened already, such as
// a clearing: nothing is decided, its money moves.
func Accept(amount int64) Verdict {
	v := told(Verdict{Approved: true, Code: Approved, Amount: amount, DecidedBy: "funding"})
	for i, c := range v.Checks {
		if c.Name == v.DecidedBy {
			v.Checks[i].Result = Passed
		}
	}
	return v
}

// Refuse is the verdict on such a message when it does not fit the purchase.
func Refuse(code, why string, guess bool) Verdict {
	v := told(Verdict{Code: code, DecidedBy: "message"})
	c := &v.Checks[0]
	c.Result, c.Code, c.Guess, c.Values = Failed, code, guess, map[string]any{"why": why}
	return v
}

func told(v Verdict) Verdict {
	v.Memo = Memo(v.Code)
	for _, step := range steps {
		v.Checks = append(v.Checks, Check{Name: step.name, Result: NotReached})
	}
	v.Checks[0].Result = Passed
	return v
}
