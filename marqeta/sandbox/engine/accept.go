package engine

// Accept is the verdict on a message that tells what has happened already, such as
// a clearing: nothing is decided.
func Accept(amount int64) Verdict {
	return told(Verdict{Approved: true, Code: Approved, Amount: amount})
}

// Refuse is the verdict on such a message when it does not fit the purchase.
func Refuse(code string, guess bool) Verdict {
	v := told(Verdict{Code: code, DecidedBy: "message"})
	v.Checks[0].Result, v.Checks[0].Code, v.Checks[0].Guess = Failed, code, guess
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
