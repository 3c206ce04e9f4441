package engine_test

import (
	"encoding/json"
	"testing"
	"time"

	"carddeck/marqeta/sandbox/engine"
)

func length(t *testing.T, list any) int {
	t.Helper()
	var items []json.RawMessage
	raw, err := json.Marshal(list)
	if err == nil {
		err = json.Unmarshal(raw, &items)
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(items)
}

func TestRules(t *testing.T) {
	t.Parallel()
	here := engine.Rule{Control: engine.Control{Token: "here", Name: "Here", Level: "user"}, Covers: true}
	elsewhere := engine.Rule{Control: engine.Control{Token: "elsewhere"}}
	from := func(starts, ends time.Time) engine.Rule { r := here; r.Starts, r.Ends = starts, ends; return r }
	rules := func(all ...engine.Rule) engine.Rules { return engine.Rules{Controls: all} }
	deny := func(r engine.Rules) engine.Rules { r.GloballyDeny = true; return r }
	exempt := func(r engine.Rules, e engine.Rule) engine.Rules { r.Exempt = []engine.Rule{e}; return r }
	for name, c := range map[string]struct {
		rules   engine.Rules
		code    string
		control string
	}{
		"no controls":               {rules(), "0000", ""},
		"another merchant":          {rules(elsewhere), "0000", ""},
		"this merchant":             {rules(elsewhere, here), "1025", "here"},
		"not yet":                   {rules(from(now.Add(time.Second), time.Time{})), "0000", ""},
		"from now on":               {rules(from(now, now.Add(time.Second))), "1025", "here"},
		"no longer":                 {rules(from(time.Time{}, now)), "0000", ""},
		"exempt":                    {exempt(rules(here), engine.Rule{Control: engine.Control{Token: "e"}, Covers: true}), "0000", "e"},
		"another is exempt":         {exempt(rules(here), elsewhere), "1025", "here"},
		"the exemption has ended":   {exempt(rules(here), from(time.Time{}, now)), "1025", "here"},
		"denied, no controls":       {deny(rules()), "1025", ""},
		"denied, another merchant":  {deny(rules(elsewhere)), "1025", ""},
		"denied, this merchant":     {deny(rules(elsewhere, here)), "0000", "here"},
		"denied, no longer allowed": {deny(rules(from(time.Time{}, now))), "1025", ""},
		"denied, but exempt":        {deny(exempt(rules(), here)), "0000", "here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := fine()
			a.Rules = c.rules
			v := engine.Decide(a)
			check := checkOf(v, "authorization_controls")
			if v.Code != c.code || check.ControlToken != c.control || check.Guess != true {
				t.Errorf("code = %s, check = %+v, want %s by %q", v.Code, check, c.code, c.control)
			}
			a.Message.Credit = true
			if v := engine.Decide(a); v.Code != "0000" {
				t.Errorf("money back = %s", v.Code)
			}
		})
	}
}
