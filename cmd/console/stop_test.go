package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestStoppingUnderLoadLosesNothing ends the console while changes are under way. What
// was begun is answered as done, and all of it is there at the next start.
func TestStoppingUnderLoadLosesNothing(t *testing.T) {
	data := t.TempDir()
	p := start(t, data)
	b := p.browser()
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var mu sync.Mutex
	var made []string
	var wait sync.WaitGroup
	enough := make(chan struct{})
	for i := range 8 {
		wait.Go(func() {
			for n := 0; ; n++ {
				token := fmt.Sprintf("user_%d_%d", i, n)
				resp, err := b.PostForm(p.people+"/users", url.Values{"token": {token}, "first_name": {"Ada"}})
				if err != nil {
					return // nobody listens any more
				}
				resp.Body.Close()
				if resp.StatusCode != http.StatusSeeOther {
					t.Errorf("%s: status %d", token, resp.StatusCode)
					return
				}
				mu.Lock()
				if made = append(made, token); len(made) == 20 {
					close(enough)
				}
				mu.Unlock()
			}
		})
	}
	<-enough
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	wait.Wait()
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the console ended with %v\n%s", err, p.errors)
	}
	again := start(t, data)
	b = again.browser()
	for _, token := range made {
		if code, _ := get(t, b, again.people+"/users/"+token); code != http.StatusOK {
			t.Errorf("%s: status %d after the next start", token, code)
		}
	}
	if _, page := get(t, b, again.people+"/audit?outcome=unknown"); strings.Contains(page, "create user") {
		t.Error("outcomes are unknown")
	}
	again.stop()
}

// A second interrupt does not wait for anybody.
func TestASecondInterruptEndsAtOnce(t *testing.T) {
	p := start(t, t.TempDir())
	// A request that never ends keeps the first interrupt waiting.
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.people, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n")
	// The console says "continue" when it waits for the body, which never comes.
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("%q, %v", line, err)
	}
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		t.Fatalf("the first interrupt did not wait: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(3 * time.Second):
		t.Fatal("the second interrupt was waited over")
	}
}

func TestATakenPortIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out, err := command(t.Context(), t.TempDir(), "serve", "--addr", l.Addr().String(), "--machine-addr", "127.0.0.1:0").CombinedOutput()
	text := strings.TrimSpace(string(out))
	if err == nil || !strings.Contains(text, l.Addr().String()) || !strings.Contains(text, "in use") || strings.Contains(text, "\n") {
		t.Errorf("%v: %q", err, text)
	}
}
