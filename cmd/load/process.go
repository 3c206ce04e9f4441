package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// process is a server under measurement.
type process struct {
	*exec.Cmd
	binary  string
	address string
	ready   time.Duration // from its start to its first answer
}

var listening = regexp.MustCompile(`http://([^/\s]+)/`)

func startSandbox(ctx context.Context, binary, state string) (*process, error) {
	cmd := exec.CommandContext(ctx, binary, "--addr", "127.0.0.1:0", "--data", state)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	first, err := bufio.NewReader(stdout).ReadString('\n')
	found := listening.FindStringSubmatch(first)
	if err != nil || found == nil {
		return nil, fmt.Errorf("the sandbox said %q: %w", first, err)
	}
	p := &process{Cmd: cmd, binary: binary, address: found[1]}
	return p, p.await(began)
}

func startStripeMock(ctx context.Context, binary string) (*process, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(address)
	cmd := exec.CommandContext(ctx, binary, "-http-port", port)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{Cmd: cmd, address: address}
	return p, p.await(began)
}

// await waits for the first answer, whatever it says.
func (p *process) await(began time.Time) error {
	for time.Since(began) < time.Minute {
		res, err := http.Get("http://" + p.address + "/")
		if err == nil {
			p.ready = time.Since(began)
			return res.Body.Close()
		}
	}
	return fmt.Errorf("%s does not answer: %w", p.Path, p.stop())
}

func (p *process) stop() error {
	if err := p.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	// stripe-mock ends by the signal, which is no error of ours.
	_ = p.Wait()
	return nil
}

// resident gives the bytes of memory in use, 0 where /proc does not tell.
func (p *process) resident() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.ParseInt(kilobytes, 10, 64)
	return n << 10
}

// prepare makes the card program that is measured and the webhook that hears of it.
func prepare(ctx context.Context, address string) (*httptest.Server, error) {
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	if err := notify(ctx, address, hook.URL); err != nil {
		hook.Close()
		return nil, err
	}
	for _, made := range []struct{ path, body string }{
		{"/fundingsources/program", `{"token": "fs_load", "name": "Load"}`},
		{"/cardproducts", `{"token": "cp_load", "name": "Load", "start_date": "2020-05-01", "config": {"card_life_cycle": {"activate_upon_issue": true},
			"jit_funding": {"program_funding_source": {"enabled": true, "funding_source_token": "fs_load", "refunds_destination": "PROGRAM_FUNDING_SOURCE"}}}}`},
		{"/users", `{"token": "user_load"}`},
		{"/cards", `{"token": "card_load", "user_token": "user_load", "card_product_token": "cp_load"}`},
		{"/simulations/cardtransactions/authorization", `{"card_token": "card_load", "amount": 10}`},
	} {
		if err := call(ctx, address, http.MethodPost, made.path, made.body, nil); err != nil {
			hook.Close()
			return nil, err
		}
	}
	return hook, nil
}

// notify has the program tell of every transaction at an address. In a state that is
// used again the webhook is there, and its address is one of an earlier run.
func notify(ctx context.Context, address, url string) error {
	body := fmt.Sprintf(`{"token": "hook_load", "name": "Load", "active": true, "events": ["transaction.*"],
		"config": {"url": %q, "basic_auth_username": %q, "basic_auth_password": %q}}`, url, username, password)
	err := call(ctx, address, http.MethodPost, "/webhooks", body, nil)
	if err != nil {
		err = call(ctx, address, http.MethodPut, "/webhooks/hook_load", body, nil)
	}
	return err
}

// call calls the API and reads the answer into what is given, unless that is nil.
func call(ctx context.Context, address, method, path, body string, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+address+"/v3"+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", admin)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s answered %d %s", method, path, res.StatusCode, said)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(said, into)
}

// drain waits until every notification has been sent: what is still waiting competes
// with what is measured, and is read again when the program starts.
func drain(ctx context.Context, address string) error {
	for began := time.Now(); time.Since(began) < 10*time.Minute; {
		var waiting struct{ Count int }
		if err := call(ctx, address, http.MethodGet, "/_sandbox/deliveries?state=waiting&count=1", "", &waiting); err != nil {
			return err
		}
		if waiting.Count == 0 {
			return nil
		}
		<-time.After(100 * time.Millisecond)
	}
	return errors.New("the notifications are not sent in ten minutes")
}
