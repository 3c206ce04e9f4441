package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	shellBlock = regexp.MustCompile("(?s)```sh\ngo run ./cmd/sandbox (.*?)\n```")
	callBlock  = regexp.MustCompile("(?s)```http\n(.*?)\n```")
)

// The README's calls work, one after the other, against a sandbox started as it says.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	starts := shellBlock.FindAllStringSubmatch(string(readme), -1)
	calls := callBlock.FindAllStringSubmatch(string(readme), -1)
	if len(starts) != 2 || len(calls) < 10 {
		t.Fatalf("the README has %d ways to start and %d calls", len(starts), len(calls))
	}
	address := filepath.Join(t.TempDir(), "sandbox.url")
	args := strings.NewReplacer("127.0.0.1:8090", "127.0.0.1:0", "cmd/sandbox/seed.json", "seed.json", "sandbox.url", address)
	for i, start := range starts {
		line, stop := running(t, strings.Fields(args.Replace(start[1]))...)
		if i == len(starts)-1 {
			url, err := os.ReadFile(address)
			if err != nil || strings.TrimSpace(string(url)) != baseURL.FindString(line) {
				t.Errorf("the file says %q, %v, the line %q", url, err, line)
			}
			base := strings.TrimSuffix(baseURL.FindString(line), "/v3/")
			for _, call := range calls {
				request(t, base, call[1])
			}
		}
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	}
}

// request makes a call of the README, which must succeed and find something.
func request(t *testing.T, base, call string) {
	t.Helper()
	head, body, _ := strings.Cut(call, "\n")
	method, path, _ := strings.Cut(head, " ")
	req, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	req.Header.Set("Content-Type", "application/json")
	status, said := exchange(t, req)
	if status/100 != 2 {
		t.Errorf("%s answered %d %s", head, status, said)
	}
	if strings.Contains(path, "issuerexpiration") && !strings.Contains(said, `"count":1`) {
		t.Errorf("%s: the hold has not expired: %s", head, said)
	}
	if strings.Contains(path, "/_sandbox/scenarios/") && !strings.Contains(said, `"passed":true`) {
		t.Errorf("%s: %s", head, said)
	}
}

// A seed that cannot be sown is an error that says which call, not a start.
func TestSeedThatIsWrong(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "seed.json")
	if err := os.WriteFile(file, []byte(`[{"method": "GET", "path": "/users/nobody"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	err := run(t.Context(), config{Addr: "127.0.0.1:0", Data: ":memory:", Seed: file}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "call 1, GET /users/nobody") {
		t.Errorf("run = %v", err)
	}
}
