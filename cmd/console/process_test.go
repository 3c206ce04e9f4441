package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary be the console itself, so that the tests below speak to
// a real process.
func TestMain(m *testing.M) {
	if os.Getenv("CARDDECK_TEST_RUN_MAIN") == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a console that runs as its own process.
type process struct {
	t        *testing.T
	cmd      *exec.Cmd
	link     string // the printed line's address
	people   string
	machines string
	errors   *strings.Builder
}

func command(ctx context.Context, data string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], append(args, "--data", data)...)
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "CONSOLE_") && !strings.HasPrefix(pair, "MARQETA_") && !strings.HasPrefix(pair, "SANDBOX_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(cmd.Env, "CARDDECK_TEST_RUN_MAIN=1")
	return cmd
}

var address = regexp.MustCompile(`http://\S+`)

// start runs the console on free ports and waits for its one line.
func start(t *testing.T, data string, args ...string) *process {
	t.Helper()
	p := &process{t: t, errors: &strings.Builder{}, machines: freeAddr(t)}
	p.cmd = command(t.Context(), data, append([]string{"serve", "--addr", "127.0.0.1:0", "--machine-addr", p.machines}, args...)...)
	p.cmd.Stderr = p.errors
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = p.cmd.Wait()
		t.Fatalf("no line was printed: %v\n%s", err, p.errors)
	}
	p.link = address.FindString(line)
	u, err := url.Parse(p.link)
	if err != nil || u.Host == "" {
		t.Fatalf("the line names no address: %q", line)
	}
	p.people = "http://" + u.Host
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return p
}

// stop interrupts the console, as Ctrl-C does, and fails the test unless it ends well.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			p.t.Errorf("the console ended with %v\n%s", err, p.errors)
		}
	case <-time.After(15 * time.Second):
		_ = p.cmd.Process.Signal(syscall.SIGQUIT)
		<-done
		p.t.Fatalf("the console did not stop\n%s", p.errors)
	}
}

func (p *process) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	resp, err := c.Post(p.link, "application/x-www-form-urlencoded", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK || resp.Request.URL.Path != "/" {
		p.t.Fatalf("the link led to %s with %d", resp.Request.URL, resp.StatusCode)
	}
	return c
}

func get(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	resp, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestOneCommandStartsEverythingAndRemembersIt(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := start(t, data)
	browser := p.browser()
	_, err := browser.PostForm(p.people+"/funding-sources", url.Values{"kind": {"program"}, "token": {"fs-1"}, "name": {"First bank"}, "active": {"true"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, page := get(t, browser, p.people+"/funding-sources"); !strings.Contains(page, "First bank") {
		t.Errorf("the list lacks the funding source:\n%s", page)
	}
	if code, _ := get(t, http.DefaultClient, "http://"+p.machines+"/readyz"); code != http.StatusOK {
		t.Errorf("readyz: %d", code)
	}
	// The link works once.
	resp, err := http.Post(p.link, "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusGone {
		t.Errorf("the used link answers %d", resp.StatusCode)
	}
	p.stop()

	again := start(t, data)
	browser = again.browser()
	if _, page := get(t, browser, again.people+"/funding-sources/fs-1"); !strings.Contains(page, "First bank") {
		t.Errorf("after a restart the funding source is gone:\n%s", page)
	}
	again.stop()
	for _, file := range []string{"console.db", "sandbox.db", "receiver.json", "gateway.json", "secrets.key"} {
		info, err := os.Stat(filepath.Join(data, "embedded", file))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
}

func TestTwoConsolesDoNotShareOneFolder(t *testing.T) {
	data := t.TempDir()
	p := start(t, data)
	out, err := command(t.Context(), data, "serve", "--addr", "127.0.0.1:0", "--machine-addr", "127.0.0.1:0").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another console") {
		t.Errorf("the second console: %v\n%s", err, out)
	}
	p.stop()
}

func TestRefusalsAreOneClearSentence(t *testing.T) {
	for name, prepare := range map[string]struct {
		args []string
		env  []string
		file string
		want string
	}{
		"damaged":           {file: "this is no database, and never was one", want: "damaged"},
		"busy address":      {args: []string{"--addr", "256.0.0.1:1"}, want: "the address for people cannot be used"},
		"half a program":    {env: []string{"MARQETA_APPLICATION_TOKEN=x"}, want: "MARQETA_BASE_URL is missing"},
		"no credentials":    {env: []string{"MARQETA_BASE_URL=https://sandbox-api.marqeta.com/v3"}, want: "are needed beside MARQETA_BASE_URL"},
		"misspelt variable": {env: []string{"CONSOLE_ADR=1"}, want: "CONSOLE_ADR is not one of"},
		"half credentials":  {env: []string{"CONSOLE_WEBHOOK_USERNAME=x"}, want: "go together"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if prepare.file != "" {
				folder := filepath.Join(data, "embedded")
				if err := os.MkdirAll(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, "console.db"), []byte(strings.Repeat(prepare.file, 100)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cmd := command(t.Context(), data, append([]string{"serve", "--machine-addr", "127.0.0.1:0"}, prepare.args...)...)
			if prepare.args == nil {
				cmd.Args = append(cmd.Args, "--addr", "127.0.0.1:0")
			}
			cmd.Env = append(cmd.Env, prepare.env...)
			out, err := cmd.CombinedOutput()
			text := strings.TrimSpace(string(out))
			if err == nil || !strings.Contains(text, prepare.want) || strings.Contains(text, "\n") || strings.Contains(text, "goroutine") {
				t.Errorf("%v: %q", err, text)
			}
		})
	}
}

// A console whose key opens nothing of what is sealed in the database does not start.
func TestAConsoleWithAnotherKeyDoesNotStart(t *testing.T) {
	data := t.TempDir()
	start(t, data).stop()
	if err := os.Remove(filepath.Join(data, "embedded", "secrets.key")); err != nil {
		t.Fatal(err)
	}
	out, err := command(t.Context(), data, "serve", "--addr", "127.0.0.1:0", "--machine-addr", "127.0.0.1:0").CombinedOutput()
	if text := strings.TrimSpace(string(out)); err == nil || !strings.Contains(text, "CONSOLE_SECRETS_KEY") || strings.Contains(text, "\n") {
		t.Errorf("%v: %q", err, text)
	}
	if out, err := command(t.Context(), data, "secrets", "forget").CombinedOutput(); err != nil || !strings.Contains(string(out), "of 0 gateways") {
		t.Errorf("%v: %q", err, out)
	}
	start(t, data).stop()
}

func TestAnOperatorIsAddedBesideARunningConsole(t *testing.T) {
	data := t.TempDir()
	p := start(t, data)
	add := func(password string, args ...string) (string, error) {
		cmd := command(t.Context(), data, append([]string{"operator", "add", "--password-stdin"}, args...)...)
		cmd.Stdin = strings.NewReader(password + "\n")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := add("short", "--email", "ada@example.com", "--role", "admin"); err == nil || !strings.Contains(out, "15 to 128") {
		t.Errorf("a short password: %v %s", err, out)
	}
	if out, err := add("correct horse battery", "--email", "not an email", "--role", "admin"); err == nil {
		t.Errorf("a bad email: %s", out)
	}
	if out, err := add("correct horse battery", "--email", "ada@example.com", "--role", "king"); err == nil {
		t.Errorf("a bad role: %s", out)
	}
	if out, err := add("correct horse battery", "--email", "ada@example.com", "--role", "support"); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	signIn := func(password string) int {
		resp, err := browser.PostForm(p.people+"/sign-in", url.Values{"email": {"ADA@example.com"}, "password": {password}, "next": {"/cards"}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := signIn("wrong horse battery!"); code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong password: %d", code)
	}
	if code := signIn("correct horse battery"); code != http.StatusOK {
		t.Errorf("the right password: %d", code)
	}
	if code, _ := get(t, browser, p.people+"/operators"); code != http.StatusForbidden {
		t.Errorf("support sees operators: %d", code)
	}
	p.stop()
}
