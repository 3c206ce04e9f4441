package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"carddeck/marqeta/scenario"
)

// sound is a file in which tests spoil a line at a time.
const sound = `{
  "name": "pump",
  "title": "Fuel pump",
  "parameters": {"merchant": "Riverside Fuel"},
  "program": {"funding": "gateway"},
  "steps": [
    {"name": "hold", "simulate": "authorization", "amount": "1.00",
     "with": {"card_acceptor": {"name": "{merchant}", "mcc": "5542"}},
     "gateway": "approve",
     "expect": {"state": "PENDING"}},
    {"name": "pay", "simulate": "authorization.clearing", "amount": "40", "follows": "hold",
     "expect": {"preceding_related_transaction_token": "{hold.token}"}}
  ]
}`

func TestParse(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse([]byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	again, err := scenario.Parse(s.Format())
	if err != nil || string(again.Format()) != string(s.Format()) {
		t.Errorf("%v\n%s", err, s.Format())
	}
}

func TestPresetsAreFiles(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All() {
		if _, err := scenario.Parse(s.Format()); err != nil || s.Description == "" {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		old, new string
		want     string
	}{
		"unknown field":      {`"gateway": "approve"`, `"gatway": "approve"`, "line 9: steps[0].gatway: A scenario has no such field here."},
		"wrong kind":         {`"1.00"`, `1.00`, "line 7: steps[0].amount: This has to be a text in quotes."},
		"expectation":        {`{"state": "PENDING"}`, `{"state": true}`, "line 10: steps[0].expect.state: This has to be a text in quotes."},
		"cut short":          {"  ]\n}", "", "line 12: "},
		"no JSON":            {`"steps": [`, `"steps": [,`, "line 6: steps"},
		"twice":              {`"title"`, `"name"`, "line 3: name: This name stands twice."},
		"name":               {`"pump"`, `"Pump"`, "line 2: name: A name has"},
		"no title":           {`"Fuel pump"`, `""`, "line 3: title: A title has"},
		"funding":            {`"funding": "gateway"`, `"funding": "cash"`, "line 5: program.funding: Funding is"},
		"parameter":          {`{"merchant":`, `{"run":`, "line 4: parameters.run: A parameter's name"},
		"simulation":         {`"authorization",`, `"authorisation",`, "line 7: steps[0].simulate: Marqeta has no simulation called authorisation."},
		"amount":             {`"1.00"`, `"ten"`, "line 7: steps[0].amount: An amount is written as"},
		"negative amount":    {`"1.00"`, `"-1"`, "line 7: steps[0].amount: An amount is written as"},
		"no amount":          {`, "amount": "1.00"`, ``, "line 7: steps[0].amount: This step needs it."},
		"parameter unknown":  {`{merchant}`, `{shop}`, "line 8: steps[0].with: no parameter and no earlier step is called shop."},
		"step as a text":     {`{hold.token}`, `{hold}`, "line 12: steps[1].expect.preceding_related_transaction_token: hold is a step"},
		"reference unclosed": {`{hold.token}`, `{hold.token`, `refers to nothing`},
		"text with a part":   {`{merchant}`, `{merchant.name}`, "merchant is a plain text"},
		"later step":         {`"follows": "hold"`, `"follows": "pay"`, "line 11: steps[1].follows: No earlier step that simulates is called pay."},
		"no step followed":   {`"simulate": "authorization.clearing", "amount": "40", "follows": "hold"`, `"simulate": "authorization.reversal", "amount": "40"`, "line 11: steps[1].follows: This simulation follows an earlier one"},
		"same name":          {`"name": "pay"`, `"name": "hold"`, "line 11: steps[1].name: Another step or a parameter is called hold already."},
		"no verb":            {`"simulate": "authorization", `, ``, "line 7: steps[0]: A step has one of"},
		"two verbs":          {`"simulate": "authorization",`, `"simulate": "authorization", "read": "card",`, "line 7: steps[0]: A step has one of"},
		"no gateway":         {`"gateway"}`, `"managed"}`, "line 9: steps[0].gateway: The scenario has no gateway"},
		"gateway's word":     {`"approve"`, `"perhaps"`, "line 9: steps[0].gateway: A gateway can approve"},
		"no object":          {`{"card_acceptor": {"name": "{merchant}", "mcc": "5542"}}`, `[]`, "line 8: steps[0].with: This has to be an object."},
		"no steps":           {sound[strings.Index(sound, "    {\"name\": \"hold\""):strings.Index(sound, "  ]\n}")], "", "line 6: steps: A scenario has 1 to"},
		"no card":            {`  "program": {"funding": "gateway"},` + "\n", "", "line 6: steps[0].card: Name the card"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(sound, tt.old, tt.new, 1)
			if text == sound {
				t.Fatalf("%s is not in the file", tt.old)
			}
			_, err := scenario.Parse([]byte(text))
			faults, ok := errors.AsType[scenario.Faults](err)
			if !ok || !strings.Contains(faults.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
	if _, err := scenario.Parse(make([]byte, scenario.MaxFile+1)); err == nil {
		t.Error("a huge file is taken")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sound)
	f.Add(`{"name":"a","title":"b","steps":[{"name":"c","advance":"{{}}"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := scenario.Parse([]byte(text))
		if err != nil {
			return
		}
		if _, err := scenario.Parse(s.Format()); err != nil {
			t.Errorf("what was read cannot be read again: %v", err)
		}
		if _, err := scenario.Parse(s.Redact().Format()); err != nil {
			t.Errorf("what was redacted cannot be read: %v", err)
		}
	})
}
