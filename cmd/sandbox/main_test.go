package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// running starts the program and gives its first line.
func running(t *testing.T, args ...string) (line string, stop func() error) {
	t.Helper()
	var c commands
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, c.Serve, write, io.Discard) }()
	line, err = bufio.NewReader(read).ReadString('\n')
	if err != nil {
		cancel()
		t.Fatalf("the first line: %v, run: %v", err, <-done)
	}
	return line, func() error {
		cancel()
		return <-done
	}
}

var baseURL = regexp.MustCompile(`http://\S+/v3/`)

func get(t *testing.T, url, user, password string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(user, password)
	return exchange(t, req)
}

// exchange sends a request and reads the whole answer.
func exchange(t *testing.T, req *http.Request) (int, string) {
	t.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestDefaultsAreSaidAndWork(t *testing.T) {
	line, stop := running(t, "--addr", "127.0.0.1:0", "--data", ":memory:")
	if !strings.Contains(line, "sandbox_application_token:sandbox_admin_access_token") || !strings.Contains(line, "defaults") {
		t.Errorf("first line = %q, want the default credentials called defaults", line)
	}
	if status, body := get(t, baseURL.FindString(line)+"ping", "sandbox_application_token", "sandbox_admin_access_token"); status != 200 || !strings.Contains(body, `"success":true`) {
		t.Errorf("ping = %d %s", status, body)
	}
	if err := stop(); err != nil {
		t.Errorf("run = %v, want a clean end", err)
	}
}

func TestGivenCredentialsAreNotPrinted(t *testing.T) {
	t.Setenv("SANDBOX_APPLICATION_TOKEN", "my_application")
	t.Setenv("SANDBOX_ADMIN_ACCESS_TOKEN", "my_secret_access")
	t.Setenv("SANDBOX_ADDR", "127.0.0.1:0")
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("SANDBOX_DATA", dir)
	line, stop := running(t)
	if strings.Contains(line, "my_") || strings.Contains(line, "sandbox_a") {
		t.Errorf("first line = %q, which tells a credential", line)
	}
	url := baseURL.FindString(line) + "ping"
	if status, _ := get(t, url, "my_application", "my_secret_access"); status != 200 {
		t.Errorf("ping = %d", status)
	}
	if status, _ := get(t, url, "sandbox_application_token", "sandbox_admin_access_token"); status != 401 {
		t.Errorf("ping with the defaults = %d, want 401", status)
	}
	if _, err := os.Stat(filepath.Join(dir, "sandbox.db")); err != nil {
		t.Error(err)
	}
	if err := stop(); err != nil {
		t.Errorf("run = %v, want a clean end", err)
	}
}

func TestStartsThatFail(t *testing.T) {
	line, stop := running(t, "--addr", "127.0.0.1:0", "--data", ":memory:")
	taken := strings.TrimSuffix(strings.TrimPrefix(baseURL.FindString(line), "http://"), "/v3/")
	var out, logs bytes.Buffer
	if err := run(t.Context(), config{Addr: taken, Data: ":memory:"}, &out, &logs); err == nil || !strings.Contains(err.Error(), "listen") {
		t.Errorf("run on a taken address = %v", err)
	}
	if err := run(t.Context(), config{Addr: "127.0.0.1:0", Data: "/dev/null/x"}, &out, &logs); err == nil || !strings.Contains(err.Error(), "data folder") {
		t.Errorf("run without a folder = %v", err)
	}
	if out.Len() > 0 {
		t.Errorf("printed %q", &out)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestDataHome(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	if got, err := dataHome(); err != nil || got != home {
		t.Errorf("dataHome = %q, %v, want %q", got, err, home)
	}
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("LocalAppData", "")
	t.Setenv("HOME", home)
	if got, err := dataHome(); err != nil || got != filepath.Join(home, ".local", "share") {
		t.Errorf("dataHome = %q, %v", got, err)
	}
}
