package gateways

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/web/form"
)

// rulesForm holds the answers of the editor, as typed.
type rulesForm struct {
	Do      string     `form:"do"`
	Version int64      `form:"version"`
	Rules   []ruleForm `form:"rules"`
	Partial bool       `form:"partial"`
	Memo    string     `form:"memo"`
	Tags    string     `form:"tags"`
	Note    string     `form:"note"`
}

type ruleForm struct {
	Name     string `form:"name"`
	Kind     string `form:"kind"`
	Then     string `form:"then"`
	Reason   string `form:"reason"`
	Memo     string `form:"memo"`
	Amount   string `form:"amount"`
	Currency string `form:"currency"`
	Count    string `form:"count"`
	Values   string `form:"values"`
	Present  bool   `form:"present"`
	From     string `form:"from"`
	Until    string `form:"until"`
	Zone     string `form:"zone"`
	Of       string `form:"of"`
	Key      string `form:"key"`
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// filled is the form as a set of rules would have been made by it.
func filled(s rule.Set) rulesForm {
	f := rulesForm{Partial: s.Partial, Memo: s.Memo, Tags: s.Tags}
	for _, r := range s.Rules {
		one := ruleForm{Name: r.Name, Kind: string(r.Kind), Then: string(r.Then), Reason: string(r.Reason), Memo: r.Memo, Currency: r.Currency,
			Values: strings.Join(r.Values, ", "), Present: r.Present, From: r.From, Until: r.Until, Zone: r.Zone, Of: r.Of, Key: r.Key}
		if r.Currency != "" {
			one.Amount = r.Amount.String()
		}
		if r.Count > 0 {
			one.Count = number(r.Count)
		}
		f.Rules = append(f.Rules, one)
	}
	return f
}

func readRules(r *http.Request) (rulesForm, error) {
	var f rulesForm
	err := form.Read(r, &f)
	return f, err
}

// previews reports whether the rules are to be tried on past decisions, and from where on;
// a place that is none begins with the latest.
func (f rulesForm) previews() (from *store.Key, asked bool) {
	do, place, _ := strings.Cut(f.Do, ".")
	if key, err := store.ParseKey(place); err == nil {
		from = &key
	}
	return from, do == "preview"
}

// set is what the answers mean, with what is wrong about them by the fields' names.
func (f rulesForm) set() (rule.Set, form.Errors) {
	errs := form.Errors{}
	s := rule.Set{Partial: f.Partial, Memo: f.Memo, Tags: f.Tags}
	for i, one := range f.Rules {
		s.Rules = append(s.Rules, one.rule(func(field, sentence string) { errs.Add(fieldName(i, field), sentence) }))
	}
	for _, fault := range s.Check() {
		errs.Add(fieldOf(fault.Field), fault.Problem)
	}
	if len([]rune(f.Note)) > 200 {
		errs.Add("note", "At most 200 characters.")
	}
	return s, errs
}

// rule reads what its kind has and leaves the rest.
func (f ruleForm) rule(wrong func(field, sentence string)) rule.Rule {
	r := rule.Rule{Name: f.Name, Kind: rule.Kind(f.Kind), Reason: jit.Reason(f.Reason), Memo: f.Memo}
	if r.Kind.Matches() {
		r.Then = rule.Then(f.Then)
	}
	switch r.Kind {
	case rule.Amount, rule.DayAmount, rule.MonthAmount:
		var err error
		if r.Amount, err = marqeta.ParseAmount(f.Amount); err != nil {
			wrong("amount", "Give an amount such as 250.00.")
		}
		r.Currency = strings.ToUpper(f.Currency)
	case rule.DayCount, rule.MonthCount:
		r.Count, _ = strconv.ParseInt(f.Count, 10, 64) // what is no number is 0, which Check refuses
	case rule.Presence:
		r.Present = f.Present
	case rule.TimeOfDay:
		r.From, r.Until, r.Zone = f.From, f.Until, f.Zone
	case rule.Metadata:
		r.Of, r.Key, r.Values = f.Of, f.Key, split(f.Values)
	case rule.MCC, rule.Merchant, rule.Country, rule.Channel:
		r.Values = split(f.Values)
	}
	return r
}

func split(text string) []string {
	var out []string
	for _, v := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '\n' }) {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func fieldName(i int, field string) string { return fmt.Sprintf("rules[%d].%s", i, field) }

// fieldOf turns "rules.2.amount" into the form's name of it.
func fieldOf(at string) string {
	parts := strings.SplitN(at, ".", 3)
	if len(parts) == 3 {
		return "rules[" + parts[1] + "]." + parts[2]
	}
	return at
}

// edited does what an editing button asks; false when none was pressed.
func (f *rulesForm) edited() bool {
	verb, at, _ := strings.Cut(f.Do, ".")
	i, err := strconv.Atoi(at)
	known := err == nil && i >= 0 && i < len(f.Rules)
	switch {
	case verb == "draw":
	case verb == "add" && len(f.Rules) < rule.MaxRules:
		f.Rules = append(f.Rules, ruleForm{Name: fmt.Sprintf("Rule %d", len(f.Rules)+1), Kind: string(rule.Amount), Currency: "USD", Then: string(rule.Deny)})
	case verb == "up" && known && i > 0:
		f.Rules[i-1], f.Rules[i] = f.Rules[i], f.Rules[i-1]
	case verb == "down" && known && i < len(f.Rules)-1:
		f.Rules[i+1], f.Rules[i] = f.Rules[i], f.Rules[i+1]
	case verb == "remove" && known:
		f.Rules = append(f.Rules[:i:i], f.Rules[i+1:]...)
	default:
		return false
	}
	return true
}
