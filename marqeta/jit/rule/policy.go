package rule

import (
	"time"

	"carddeck/marqeta/jit"
)

// Policy makes a set fit to decide by; what is wrong with it are Faults.
func (s Set) Policy() (jit.Policy, error) {
	if faults := s.Check(); len(faults) > 0 {
		return nil, faults
	}
	p := policy{Set: s}
	p.memo, _ = parse(s.Memo, jit.MaxMemo)
	p.tags, _ = parse(s.Tags, jit.MaxTags)
	for _, r := range s.Rules {
		one := asked{Rule: r, look: looks(r)}
		one.memo, _ = parse(r.Memo, jit.MaxMemo)
		if one.Reason == "" {
			one.Reason = r.Kind.Reason()
		}
		p.rules = append(p.rules, one)
	}
	return p.decide, nil
}

type policy struct {
	Set
	rules      []asked
	memo, tags template
}

type asked struct {
	Rule
	look func(*subject) look
	memo template
}

// look is what a rule found.
type look struct {
	outcome jit.Outcome
	values  []jit.Value
	amount  int64  // what can be approved, when Reduced
	limit   string // for memos
}

// subject is what rules are asked about.
type subject struct {
	jit.Ask
	account jit.Account
	at      time.Time
	partial bool
}

// leaving tells money that leaves from money that comes, or none.
func (s *subject) leaving() bool { return s.Effect() == jit.Hold || s.Effect() == jit.Post }

func (p policy) decide(a jit.Ask, account jit.Account, at time.Time) jit.Verdict {
	s := &subject{a, account, at, p.Partial && a.Partial}
	v := jit.Verdict{Approved: true, Amount: a.Amount, Version: p.Version}
	var by asked
	var found look
	if a.Effect() == jit.Nothing {
		found = look{outcome: jit.Allowed, values: []jit.Value{{Name: "method", Text: a.Method}}}
		v.Rule, v.Trace = nothing, []jit.Check{{Rule: nothing, Kind: "method", Outcome: jit.Allowed, Values: found.values}}
	} else {
		by, found = p.ask(s, &v)
	}
	words := words{s, &v, found.limit}
	if v.Approved {
		v.Memo = p.memo.fill(words.value)
	} else {
		v.Reason, v.Memo = by.Reason, by.memo.fill(words.value)
	}
	v.Tags = p.tags.fill(func(name string) string { return tag(words.value(name)) })
	return v
}

// nothing names what is approved without asking any rule: an inquiry or a verification
// moves no money.
const nothing = "no money asked for"

// ask asks the rules until one settles, and the balance at last when no rule has.
func (p policy) ask(s *subject, v *jit.Verdict) (by asked, found look) {
	funded := false
	for _, by = range p.rules {
		found = by.look(s)
		funded = funded || by.Kind == Balance
		if p.note(v, by, found); !v.Approved {
			return by, found
		}
		if found.outcome == jit.Allowed {
			break
		}
	}
	if !funded && s.leaving() {
		by = asked{Rule: Rule{Name: "Balance", Kind: Balance, Reason: jit.InsufficientFunds}}
		found = balance(s)
		p.note(v, by, found)
	}
	return by, found
}

// note writes down what a rule found, and what follows from it.
func (p policy) note(v *jit.Verdict, by asked, found look) {
	v.Trace = append(v.Trace, jit.Check{Rule: by.Name, Kind: string(by.Kind), Outcome: found.outcome, Values: found.values})
	switch found.outcome {
	case jit.Declined:
		v.Approved, v.Rule = false, by.Name
	case jit.Reduced:
		v.Amount, v.Rule = found.amount, by.Name
	case jit.Allowed:
		v.Rule = by.Name
	}
}
