package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
	"carddeck/marqeta/certify"
	views "carddeck/views/certifications"
	"carddeck/web/certificate"
)

type certifyCommand struct {
	Gateway  string                    `help:"Address of the gateway, such as https://gateway.example/jit (http:// on this machine only)." required:"" placeholder:"URL"`
	Username string                    `help:"Its user name." env:"GATEWAY_USERNAME"`
	Password marqeta.Secret            `help:"Its password; better given in the environment." env:"GATEWAY_PASSWORD"`
	Header   map[string]marqeta.Secret `help:"A header that the gateway wants, as Name=value. May be repeated." placeholder:"NAME=VALUE" mapsep:"none"`
	CA       string                    `help:"File with the certificates to trust (PEM), in place of this machine's." name:"ca" type:"existingfile"`

	Webhook         string                    `help:"Address that takes notifications. Without it what only notifications can show is left out." placeholder:"URL"`
	WebhookUsername string                    `help:"Its user name." env:"WEBHOOK_USERNAME"`
	WebhookPassword marqeta.Secret            `help:"Its password." env:"WEBHOOK_PASSWORD"`
	WebhookSecret   marqeta.Secret            `help:"The secret that signs notifications." env:"WEBHOOK_SECRET"`
	WebhookSHA256   bool                      `help:"Sign with HMAC-SHA-256 in place of HMAC-SHA-1." name:"webhook-sha256"`
	WebhookHeader   map[string]marqeta.Secret `help:"A header that the webhook wants. May be repeated." placeholder:"NAME=VALUE" mapsep:"none"`

	Currency      string        `help:"Of the accounts." default:"USD"`
	Product       string        `help:"Card product that every question names." default:"certify_product"`
	FundingSource string        `help:"Funding source that every question names, masked." default:"certify_gateway"`
	FundedUser    string        `help:"User whose account has 1,500 or more." default:"certify_funded"`
	FundedCard    string        `help:"A card of theirs." default:"certify_card_funded"`
	LittleUser    string        `help:"User whose account has less than 30, such as 20." default:"certify_little"`
	LittleCard    string        `help:"A card of theirs." default:"certify_card_little"`
	EmptyUser     string        `help:"User whose account has nothing." default:"certify_empty"`
	EmptyCard     string        `help:"A card of theirs." default:"certify_card_empty"`
	Limit         time.Duration `help:"Within which the gateway must answer." default:"3s"`
	Load          int           `help:"How many purchases the last scenario makes." default:"100"`
	Skip          []int         `help:"Scenarios that the program has no use for, by number."`
	Strict        bool          `help:"Fail also when a scenario was left out or could not be seen."`

	JUnit  string `help:"Write the result here as JUnit XML." name:"junit" type:"path"`
	Report string `help:"Write the report here, to be printed, as HTML." type:"path"`
	JSON   string `help:"Write the report here, with all that was sent and received, as JSON." name:"json" type:"path"`
}

// Run certifies the gateway.
func (c certifyCommand) Run(ctx context.Context) error { return c.certify(ctx, os.Stdout) }

func (c certifyCommand) certify(ctx context.Context, out io.Writer) error {
	roots, err := c.roots()
	if err != nil {
		return statusError{err, 2}
	}
	fmt.Fprintf(out, "Certifying %s\n", certify.Place(c.Gateway))
	r, failed := certify.Run(ctx, c.settings(), certify.Options{Roots: roots, Step: func(r certify.Result) { tellScenario(out, r) }})
	if faults, wrong := errors.AsType[certify.SettingFaults](failed); wrong {
		return statusError{fmt.Errorf("these settings cannot be used:\n%w", faults), 2}
	}
	if err := c.write(r, failed); err != nil {
		return err
	}
	fmt.Fprintln(out, certificate.Summary(r.Count(certify.Passed), r.Count(certify.Failed), len(r.Results)))
	switch {
	case failed != nil:
		return failed
	case !r.Passed():
		return fmt.Errorf("the gateway is not ready: %s", names(r.Faults()))
	case c.Strict && r.Count(certify.Passed) < len(r.Results):
		return errors.New("some scenarios were left out or could not be seen, and --strict wants all of them passed")
	}
	return nil
}

func (c certifyCommand) settings() certify.Settings {
	return certify.Settings{
		Gateway:  certify.Address{URL: c.Gateway, Username: c.Username, Password: c.Password, Headers: c.Header},
		Webhook:  certify.Address{URL: c.Webhook, Username: c.WebhookUsername, Password: c.WebhookPassword, Headers: c.WebhookHeader},
		Secret:   c.WebhookSecret,
		SHA256:   c.WebhookSHA256,
		Currency: c.Currency, Product: c.Product, Source: c.FundingSource,
		Funded: certify.Holder{User: c.FundedUser, Card: c.FundedCard},
		Little: certify.Holder{User: c.LittleUser, Card: c.LittleCard},
		Empty:  certify.Holder{User: c.EmptyUser, Card: c.EmptyCard},
		Limit:  c.Limit, Load: c.Load, Skip: c.Skip,
	}
}

func (c certifyCommand) roots() (*x509.CertPool, error) {
	if c.CA == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.CA)
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s holds no certificate", c.CA)
	}
	return pool, nil
}

// write writes the files that were asked for, as far as the run went.
func (c certifyCommand) write(r certify.Report, failed error) error {
	for path, draw := range map[string]func(io.Writer) error{
		c.JUnit:  func(w io.Writer) error { return certify.WriteJUnit(w, r, failed) },
		c.Report: func(w io.Writer) error { return views.Document(certificate.Of(r)).Render(context.Background(), w) },
		c.JSON:   func(w io.Writer) error { return json.MarshalWrite(w, r, jsontext.WithIndent("  ")) },
	} {
		if path == "" {
			continue
		}
		var text bytes.Buffer
		if err := draw(&text); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
		if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	return nil
}

// tellScenario prints a scenario, and under it what is wrong and what was not looked at.
func tellScenario(out io.Writer, r certify.Result) {
	words := map[certify.Outcome]string{certify.Passed: "ok  ", certify.Failed: "FAIL", certify.NotApplicable: "-   ", certify.Unseen: "?   "}
	fmt.Fprintf(out, "%s %2d %s: %s\n", words[r.Outcome], r.Number, r.Title, r.Verdict)
	for _, c := range r.Checks {
		if c.Fault != "" {
			fmt.Fprintf(out, "        %s: %s: want %s, got %q\n", c.Fault, c.What, c.Want, c.Got)
		}
	}
	for _, note := range r.Notes {
		fmt.Fprintf(out, "        %s\n", note)
	}
}

func names(faults []certify.Fault) string {
	var out []string
	for _, f := range faults {
		out = append(out, string(f))
	}
	return strings.Join(out, ", ")
}
