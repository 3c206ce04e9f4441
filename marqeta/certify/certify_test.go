package certify_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/certify"
	"carddeck/marqeta/certify/certifytest"
)

func serve(t *testing.T, p *certifytest.Program) certify.Settings {
	t.Helper()
	server := httptest.NewServer(p.Routes())
	t.Cleanup(server.Close)
	return certifytest.Settings(server.URL)
}

// run certifies a program. Its clock stands still but for what the program lets pass.
func run(t *testing.T, flaw string, change ...func(*certify.Settings)) certify.Report {
	t.Helper()
	var clock atomic.Int64
	s := serve(t, certifytest.New(flaw, func(d time.Duration) { clock.Add(int64(d)) }))
	for _, c := range change {
		c(&s)
	}
	began := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	r, err := certify.Run(t.Context(), s, certify.Options{Patience: time.Nanosecond, Now: func() time.Time { return began.Add(time.Duration(clock.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tell(r certify.Report) string {
	var out strings.Builder
	for _, result := range r.Results {
		fmt.Fprintf(&out, "%2d %-14s %s: %s\n", result.Number, result.Outcome, result.Title, result.Verdict)
		for _, c := range result.Checks {
			if c.Fault != "" {
				fmt.Fprintf(&out, "     %s: want %s, got %s (%s)\n", c.What, c.Want, c.Got, c.Fault)
			}
		}
		for _, n := range result.Notes {
			fmt.Fprintf(&out, "     %s\n", n)
		}
	}
	return out.String()
}

// TestThirteenGateways is the suite's own certification: one gateway is right, each of
// the others is wrong in one way, and the report names that one and no other.
func TestThirteenGateways(t *testing.T) {
	t.Parallel()
	right := atomic.Int32{}
	flaws := map[string][]certify.Fault{
		"":                                  nil,
		"answers 201":                       {certify.Status},
		"does not repeat the token":         {certify.EchoToken},
		"repeats another method":            {certify.EchoMethod},
		"approves more than was asked":      {certify.AmountAbove},
		"approves a part that nobody takes": {certify.PartUnasked},
		"gives no reason":                   {certify.ReasonMissing},
		"tells no balances":                 {certify.Balances},
		"answers a repeat differently":      {certify.RepeatDiffers},
		"takes money on a repeat":           {certify.SecondEffect},
		"is slow":                           {certify.Slow},
		"takes wrong credentials":           {certify.Credentials},
		"approves an unknown method":        {certify.UnknownMethod},
	}
	t.Run("each", func(t *testing.T) {
		for flaw, want := range flaws {
			t.Run(name(flaw), func(t *testing.T) {
				t.Parallel()
				if judged(t, flaw, want) {
					right.Add(1)
				}
			})
		}
	})
	t.Logf("%d of %d verdicts right", right.Load(), len(flaws))
	if int(right.Load()) != 13 {
		t.Fail()
	}
}

// Other ways to be wrong are named, too.
func TestMoreGateways(t *testing.T) {
	t.Parallel()
	for flaw, want := range map[string][]certify.Fault{
		"invents a reason":                {certify.ReasonUnknown},
		"forgets the user":                {certify.EchoHolder},
		"forgets the first token":         {certify.EchoOriginal},
		"answers without jit_funding":     {certify.Body},
		"redirects":                       {certify.Redirect},
		"fails on odd input":              {certify.ServerError},
		"crashes on foreign currency":     {certify.NoAnswer},
		"approves any currency":           {certify.UnknownMoney},
		"approves a used token":           {certify.TokenReused},
		"holds nothing":                   {certify.Held},
		"webhook answers 204":             {certify.WebhookStatus},
		"webhook is slow":                 {certify.WebhookSlow},
		"webhook books twice":             {certify.WebhookEffect},
		"webhook forgets a decline":       {certify.WebhookEffect},
		"webhook clears what was held":    {certify.WebhookEffect},
		"webhook takes wrong credentials": {certify.WebhookCredentials},
		"webhook takes wrong signatures":  {certify.WebhookSignature},
	} {
		t.Run(name(flaw), func(t *testing.T) {
			t.Parallel()
			judged(t, flaw, want)
		})
	}
}

func name(flaw string) string {
	if flaw == "" {
		return "is right"
	}
	return flaw
}

func judged(t *testing.T, flaw string, want []certify.Fault) bool {
	t.Helper()
	r := run(t, flaw)
	got := r.Faults()
	if slices.Equal(got, want) && r.Passed() == (want == nil) && r.Whole() {
		return true
	}
	t.Errorf("named %v, want %v\n%s", got, want, tell(r))
	return false
}

func TestRightGatewayMeetsEveryScenario(t *testing.T) {
	t.Parallel()
	r := run(t, "")
	if r.Count(certify.Passed) != 23 {
		t.Errorf("passed %d of 23\n%s", r.Count(certify.Passed), tell(r))
	}
	alone := run(t, "", func(s *certify.Settings) { s.Webhook.URL = "" })
	if alone.Count(certify.Passed) != 16 || alone.Count(certify.NotApplicable) != 7 {
		t.Errorf("without a webhook\n%s", tell(alone))
	}
	left := run(t, "", func(s *certify.Settings) { s.Skip = []int{21} })
	if left.Results[20].Outcome != certify.NotApplicable || !left.Passed() {
		t.Errorf("left out\n%s", tell(left))
	}
}

func TestOverTLS(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(certifytest.New("", nil).Routes())
	t.Cleanup(server.Close)
	roots := server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	r, err := certify.Run(t.Context(), certifytest.Settings(server.URL), certify.Options{Roots: roots})
	if err != nil || r.Count(certify.Passed) != 23 {
		t.Errorf("%v\n%s", err, tell(r))
	}
	stranger, err := certify.Run(t.Context(), certifytest.Settings(server.URL), certify.Options{Patience: time.Nanosecond})
	if err != nil || stranger.Passed() || stranger.Faults()[0] != certify.NoAnswer {
		t.Errorf("a certificate of nobody: %v\n%s", err, tell(stranger))
	}
}

func TestReportKeepsNoSecret(t *testing.T) {
	t.Parallel()
	r := run(t, "", func(s *certify.Settings) {
		s.Gateway.URL += "?key=in-the-address"
		s.Gateway.Headers = map[string]marqeta.Secret{"X-Key": "in-a-header"}
	})
	text, err := json.Marshal(r)
	if err != nil || !r.Passed() {
		t.Fatalf("%v\n%s", err, tell(r))
	}
	for _, secret := range []string{certifytest.Password, certifytest.Signature, "in-the-address", "in-a-header"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the report holds %q", secret)
		}
	}
}

func TestStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	r, err := certify.Run(ctx, serve(t, certifytest.New("", nil)), certify.Options{Step: func(r certify.Result) {
		if r.Number == 3 {
			stop()
		}
	}})
	if err == nil || len(r.Results) != 3 || r.Whole() || r.Passed() {
		t.Errorf("%v, %d scenarios", err, len(r.Results))
	}
}
