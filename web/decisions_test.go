package web_test

import (
	"fmt"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/views/environment"
	"carddeck/web/webtest"
)

// elsewhere are codes that no transaction ends in.
var elsewhere = map[string]string{
	"0000": "approved", "0002": "approved in part", "1842": "of the order inside a transaction, whose own code is another",
}

func TestEveryCodeOfTheSandboxHasARow(t *testing.T) {
	t.Parallel()
	rows := map[string]bool{}
	for _, d := range decisions {
		rows[d.code] = true
		if (d.cure == nil) == (d.none == "") {
			t.Errorf("%s: a row has a remedy, or says why there is none", d.name)
		}
	}
	for n := range 10_000 {
		code := fmt.Sprintf("%04d", n)
		if engine.Memo(code) != code && !rows[code] && elsewhere[code] == "" {
			t.Errorf("%s (%s) has no row", code, engine.Memo(code))
		}
	}
}

// TestDecisions provokes every code, reads check, values and remedy off the page, applies
// the remedy and asks again.
func TestDecisions(t *testing.T) {
	worlds := openBoth(t)
	for i, d := range decisions {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			p := worlds.of(d).program(t, i, d)
			made := p.provoke(d)
			page := p.browser.Get("/transactions/" + made.Token).Status(200)
			page.Has(`#why .badge`, "Decided by: "+d.check.Words()).Has("#cure", d.offer).Has("#why .panel-note", "Exact")
			if compared := page.Text(`#why tr:has(.is-bad)`); !strings.Contains(strings.ToLower(compared), strings.ToLower(d.values)) {
				t.Errorf("compared: %q, want %q", compared, d.values)
			}
			row := "code " + d.code + " | check " + string(d.check) + " | remedy " + d.offer + " | "
			if d.cure == nil {
				t.Log(row + "none: " + d.none)
				return
			}
			p.page = page
			p.pass("2s")
			d.cure(p)
			p.pass("2s")
			p.again(d, made)
			t.Log(row + "passes after")
		})
	}
}

// TestRebuiltDecisions withholds the exact trace: what the page rebuilds from notification
// and interface agrees with it, or says that it cannot be known.
func TestRebuiltDecisions(t *testing.T) {
	worlds := openBoth(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox.example"}))
	for i, d := range decisions {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			p := worlds.of(d).program(t, i, d)
			made := p.provoke(d)
			exact, err := p.app.Program.Trace(t.Context(), made.Token)
			if err != nil || exact.DecidedBy != string(d.check) {
				t.Fatalf("exactly it was %s, %v", exact.DecidedBy, err)
			}
			page := p.browser.Get("/transactions/" + made.Token).Status(200)
			badge := page.Text("#why .badge")
			switch {
			case d.told && badge == "Decided by: cannot be known":
				page.Has("#why .panel-note", d.check.Words())
			case badge != "Decided by: "+d.check.Words():
				t.Errorf("rebuilt: %q, exactly %s", badge, d.check)
			}
			rebuilt := page.Doc.Find("#why tbody tr")
			for n, c := range exact.Checks {
				got := strings.ToLower(strings.TrimSpace(rebuilt.Eq(n).Find(".status").Text()))
				want := map[marqeta.CheckResult]string{marqeta.CheckPassed: "passed", marqeta.CheckFailed: "failed (" + d.code + ")", marqeta.CheckNotReached: "not reached"}[c.Result]
				if got != want && got != "cannot be known" {
					t.Errorf("%s: rebuilt %q, exactly %q", c.Name, got, want)
				}
			}
		})
	}
}
