package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carddeck/marqeta/scenario"
)

func TestPlayAFile(t *testing.T) {
	t.Parallel()
	preset, _ := scenario.Find("decline")
	sound := string(preset.Format())
	for name, tt := range map[string]struct {
		file   string
		set    map[string]string
		status int // 0 passes, 1 fails, 2 cannot be read
		want   string
		junit  string
	}{
		"passes":      {sound, nil, 0, "ok   authorization: Simulate authorization of 81", `failures="0"`},
		"fails":       {strings.Replace(sound, `"DECLINED"`, `"PENDING"`, 1), nil, 1, `is "DECLINED", want "PENDING"`, `failures="1"`},
		"no scenario": {"{\n\"nam\": 1}", nil, 2, "line 2: nam: A scenario has no such field here.", ""},
		"parameter":   {sound, map[string]string{"shop": "x"}, 1, "no parameter called shop", `errors="1"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			c := playCommand{File: filepath.Join(dir, "scenario.json"), JUnit: filepath.Join(dir, "junit.xml"), Set: tt.set}
			if err := os.WriteFile(c.File, []byte(tt.file), 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			err := c.play(t.Context(), nil, &out)
			status, said := 0, out.String()
			if err != nil {
				status, said = 1, said+err.Error()
			}
			if e, ok := errors.AsType[statusError](err); ok {
				status = e.status
			}
			if status != tt.status || !strings.Contains(said, tt.want) {
				t.Errorf("status %d, %s; want %d, %q", status, said, tt.status, tt.want)
			}
			if xml, _ := os.ReadFile(c.JUnit); !strings.Contains(string(xml), tt.junit) {
				t.Errorf("JUnit has no %s:\n%s", tt.junit, xml)
			}
		})
	}
}

func TestPlayElsewhere(t *testing.T) {
	t.Parallel()
	preset, _ := scenario.Find("decline")
	for name, tt := range map[string]struct {
		c    playCommand
		want string
	}{
		"production":     {playCommand{URL: "https://acme-api.marqeta.com/v3", ApplicationToken: "a", AdminAccessToken: "b"}, "counts as production"},
		"no credentials": {playCommand{URL: "https://sandbox-api.marqeta.com/v3"}, "MARQETA_APPLICATION_TOKEN"},
		"not reachable":  {playCommand{URL: "https://sandbox-api.marqeta.com/v3", ApplicationToken: "a", AdminAccessToken: "b"}, "cannot reach this machine"},
		"no file":        {playCommand{File: "nothing.json"}, "nothing.json cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tt.c.File == "" {
				tt.c.File = "-"
			}
			err := tt.c.play(t.Context(), bytes.NewReader(preset.Format()), new(bytes.Buffer))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// The README's scenario comes out as it says.
func TestTheScenarioOfTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, behind, _ := strings.Cut(string(readme), "```json scenario\n")
	file, _, found := strings.Cut(behind, "```")
	if !found {
		t.Fatal("the README has no scenario")
	}
	var out bytes.Buffer
	if err := (playCommand{File: "-"}).play(t.Context(), strings.NewReader(file), &out); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
}
