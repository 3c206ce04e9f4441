package sandbox_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
)

// killed is the environment variable that makes this test binary a sandbox to be
// killed: it names the data folder.
const killed = "SANDBOX_TEST_KILLED"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killed); dir != "" {
		serveUntilKilled(dir)
		return
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) {
	server, err := sandbox.New(sandbox.Options{Data: dir})
	if err != nil {
		panic(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	panic(http.Serve(listener, server))
}

// What was answered with 201 is there after the process was killed in mid-load.
func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for round := range 5 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killed+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		addr, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatalf("the sandbox did not start: %v", err)
		}
		done := make(chan []string)
		const callers = 8
		for caller := range callers {
			go func() {
				var tokens []string
				for i := 0; ; i++ {
					token := fmt.Sprintf("u-%d-%d-%d", round, caller, i)
					if !createdAt(strings.TrimSpace(addr), token) {
						break
					}
					if tokens = append(tokens, token); len(tokens) == 40 && caller == 0 {
						if err := cmd.Process.Kill(); err != nil {
							t.Errorf("kill: %v", err)
						}
					}
				}
				done <- tokens
			}()
		}
		for range callers {
			for _, token := range <-done {
				acknowledged[token] = true
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Error("the process ended by itself")
		}
	}
	p := start(t, inFolder(dir))
	for token := range acknowledged {
		// The transition was written with the user; the path is 404 without one.
		if a := p.get("/usertransitions/user/" + token); a.text("count") != "1" {
			t.Errorf("%s was acknowledged and is gone: %s", token, a.raw)
		}
	}
	t.Logf("%d acknowledged over 5 kills", len(acknowledged))
}

func createdAt(addr, token string) bool {
	req, err := http.NewRequest("POST", "http://"+addr+"/v3/users", strings.NewReader(`{"token":"`+token+`"}`))
	if err != nil {
		return false
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	return res.StatusCode == 201
}
