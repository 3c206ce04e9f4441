package engine

// Accept is the verdict on a message that tells what has happened already, such as
// a clearing: nothing is decided, its money moves. model is who pays, or is paid.
func Accept(model Model, amount int64) Verdict {
	v := told(Verdict{Approved: true, Code: Approved, Amount: amount, DecidedBy: "funding"})
	for i, c := range v.Checks {
		if c.Name == v.DecidedBy {
			v.Checks[i].Result, v.Checks[i].Values = Passed, map[string]any{"model": string(model), "asked_minor_units": amount}
		}
	}
	return v
}

// Misfit is why such a message has no place in its purchase.
type Misfit struct {
	Code   string // empty: it has
	Why    string
	Guess  bool           // the code is the emulator's guess
	Values map[string]any // of the purchase, for the trace
}

// Refuse is the verdict on a message that has no place.
func Refuse(m Misfit) Verdict {
	v := told(Verdict{Code: m.Code, DecidedBy: "message"})
	c := &v.Checks[0]
	c.Result, c.Code, c.Guess, c.Values = Failed, m.Code, m.Guess, finding{why: m.Why, values: m.Values}.told()
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
