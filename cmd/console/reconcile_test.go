package main

import (
	"strings"
	"testing"
	"time"
)

// The commands ask the sandbox of a console that serves, and write into its database.
func TestReconcileBesideARunningConsole(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := start(t, data)
	run := func(args ...string) (string, error) {
		out, err := command(t.Context(), data, append(args, "--machine-addr", p.machines)...).CombinedOutput()
		return string(out), err
	}
	if out, err := run("backfill"); err != nil || !strings.Contains(out, "0 were missing") || !strings.Contains(out, "Complete from ") {
		t.Errorf("backfill: %v\n%s", err, out)
	}
	today := time.Now().UTC().Format(time.DateOnly)
	if out, err := run("reconcile", "--day", today); err != nil || !strings.HasPrefix(out, today+": 0 here, 0 at the platform") {
		t.Errorf("reconcile: %v\n%s", err, out)
	}
	if out, err := run("reconcile", "--day", today, "--json"); err != nil || !strings.Contains(out, `"differences": []`) {
		t.Errorf("reconcile as JSON: %v\n%s", err, out)
	}
	if out, err := run("reconcile", "--day", "yesterday"); err == nil {
		t.Errorf("a day that is none went through:\n%s", out)
	}
}
