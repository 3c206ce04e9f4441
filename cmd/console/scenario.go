package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/scenario"
	"carddeck/views/environment"
)

type scenarioCommand struct {
	Run playCommand `cmd:"" help:"Play a scenario's file: exit status 0 when all came as expected, 1 when not, 2 when the file cannot be read."`
}

type playCommand struct {
	File  string            `arg:"" help:"The scenario's file, or - for standard input."`
	Set   map[string]string `help:"A parameter's value, as name=value. May be repeated." placeholder:"NAME=VALUE"`
	JUnit string            `help:"Write the result here as JUnit XML." name:"junit" type:"path"`

	URL              string         `help:"Address of the sandbox to play on, such as http://127.0.0.1:8081/v3. Without it a fresh one in memory is used." name:"url" env:"MARQETA_BASE_URL"`
	ApplicationToken marqeta.Secret `env:"MARQETA_APPLICATION_TOKEN" hidden:"" name:"marqeta-application-token"`
	AdminAccessToken marqeta.Secret `env:"MARQETA_ADMIN_ACCESS_TOKEN" hidden:"" name:"marqeta-admin-access-token"`
	Environment      string         `help:"sandbox, where the address does not tell." env:"CONSOLE_ENVIRONMENT" enum:",sandbox,production" default:""`
}

// statusError ends the process with a status of its own.
type statusError struct {
	error
	status int
}

// Run plays the file.
func (c playCommand) Run(ctx context.Context) error { return c.play(ctx, os.Stdin, os.Stdout) }

func (c playCommand) play(ctx context.Context, in io.Reader, out io.Writer) error {
	s, err := c.read(in)
	if err != nil {
		return statusError{fmt.Errorf("%s cannot be read:\n%w", c.File, err), 2}
	}
	client, distant, stop, err := c.platform()
	if err != nil {
		return err
	}
	defer stop()
	fmt.Fprintf(out, "%s (%s)\n", s.Title, s.Name)
	report, failed := scenario.Play(ctx, client, s, scenario.Options{
		Parameters: c.Set, Distant: distant, Step: func(r scenario.Result) { tell(out, r) },
	})
	if c.JUnit != "" {
		if err := c.write(s, report, failed); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d of %d steps as expected\n", passed(report), len(s.Steps))
	switch {
	case failed != nil:
		return failed
	case !report.Passed:
		return fmt.Errorf("the scenario %s did not come out as expected", s.Name)
	}
	return nil
}

func (c playCommand) read(in io.Reader) (scenario.Scenario, error) {
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return scenario.Scenario{}, err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, scenario.MaxFile+1))
	if err != nil {
		return scenario.Scenario{}, err
	}
	return scenario.Parse(text)
}

// platform gives a client of the sandbox to play on. Distant tells that it may not be
// able to call this machine.
func (c playCommand) platform() (client *marqeta.Client, distant bool, stop func(), err error) {
	if c.URL == "" {
		return ownSandbox()
	}
	s := settings{BaseURL: c.URL, ApplicationToken: c.ApplicationToken, AdminAccessToken: c.AdminAccessToken, Environment: c.Environment}
	u, err := url.Parse(c.URL)
	if err != nil {
		return nil, false, nil, errors.New("the address of the sandbox is none")
	}
	host := u.Hostname()
	local := host == "localhost" || net.ParseIP(host).IsLoopback()
	if local {
		// What listens here is no production of anybody's.
		if s.Environment == "" {
			s.Environment = "sandbox"
		}
		if s.ApplicationToken == "" && s.AdminAccessToken == "" {
			s.ApplicationToken, s.AdminAccessToken = sandbox.DefaultApplicationToken, sandbox.DefaultAdminAccessToken
		}
	}
	if err := s.check(); err != nil {
		return nil, false, nil, err
	}
	e, err := s.environment()
	if err != nil {
		return nil, false, nil, err
	}
	if e.Kind == environment.Production {
		return nil, false, nil, fmt.Errorf("%s counts as production, where nothing is simulated; CONSOLE_ENVIRONMENT=sandbox says otherwise", e.Name)
	}
	client, err = marqeta.New(marqeta.Config{BaseURL: c.URL, ApplicationToken: s.ApplicationToken, AdminAccessToken: s.AdminAccessToken})
	if err != nil {
		return nil, false, nil, err
	}
	return client, !local, client.Close, nil
}

// ownSandbox starts a sandbox that lives as long as the command.
func ownSandbox() (*marqeta.Client, bool, func(), error) {
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		return nil, false, nil, fmt.Errorf("start a sandbox: %w", err)
	}
	l, err := listen("127.0.0.1:0", "the sandbox")
	if err != nil {
		return nil, false, nil, errors.Join(err, emulator.Close())
	}
	client, err := marqeta.New(marqeta.Config{
		BaseURL:          "http://" + l.Addr().String() + "/v3",
		ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken,
	})
	if err != nil {
		return nil, false, nil, errors.Join(err, l.Close(), emulator.Close())
	}
	server := &http.Server{Handler: emulator, ReadHeaderTimeout: 5 * time.Second}
	ctx, end := context.WithCancel(context.Background())
	ran := make(chan struct{}, 2)
	go func() { _ = server.Serve(l); ran <- struct{}{} }()
	go func() { _ = emulator.Run(ctx); ran <- struct{}{} }()
	return client, false, func() {
		client.Close()
		_ = server.Close()
		end()
		<-ran
		<-ran
		_ = emulator.Close()
	}, nil
}

func (c playCommand) write(s scenario.Scenario, r scenario.Report, failed error) error {
	f, err := os.Create(c.JUnit)
	if err != nil {
		return fmt.Errorf("write JUnit: %w", err)
	}
	return errors.Join(scenario.WriteJUnit(f, s, r, failed), f.Close())
}

// tell prints a step, and under it what did not come as expected.
func tell(out io.Writer, r scenario.Result) {
	verdict := "ok  "
	if !r.Passed {
		verdict = "FAIL"
	}
	fmt.Fprintf(out, "%s %s: %s (%d ms)\n", verdict, r.Step, r.Does, r.Took.Milliseconds())
	for _, lines := range [][]string{r.Problems, r.Notes} {
		for _, line := range lines {
			fmt.Fprintf(out, "       %s\n", line)
		}
	}
}

func passed(r scenario.Report) int {
	n := 0
	for _, step := range r.Steps {
		if step.Passed {
			n++
		}
	}
	return n
}
