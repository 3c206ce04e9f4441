package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"carddeck/marqeta/certify"
	"carddeck/marqeta/certify/certifytest"
)

// certification runs the command as it is typed against a gateway with this flaw.
func certification(t *testing.T, flaw string, more ...string) (string, error) {
	t.Helper()
	server := httptest.NewServer(certifytest.New(flaw, func(time.Duration) {}).Routes())
	t.Cleanup(server.Close)
	var c commands
	parser, err := kong.New(&c, kong.Vars{"data": t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(append([]string{"certify", "--gateway", server.URL + "/jit", "--username", certifytest.Username, "--password", certifytest.Password,
		"--webhook", server.URL + "/webhook", "--webhook-username", certifytest.Username, "--webhook-password", certifytest.Password, "--webhook-secret", certifytest.Signature,
		"--load", "5", "--header", "X-Route=a;b,c"}, more...))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Certify.Header["X-Route"].Reveal(); got != "a;b,c" {
		t.Errorf("the header was read as %q", got)
	}
	var out bytes.Buffer
	err = c.Certify.certify(t.Context(), &out)
	return out.String(), err
}

func TestCertifyPasses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	page, report, xmlFile := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.json"), filepath.Join(dir, "report.xml")
	out, err := certification(t, "", "--report", page, "--json", report, "--junit", xmlFile, "--strict")
	if err != nil || !strings.Contains(out, "ok    1 Authorization and clearing: As it must be") || !strings.Contains(out, "23 of 23 scenarios passed") {
		t.Fatalf("%v\n%s", err, out)
	}
	var r certify.Report
	if err := json.Unmarshal(read(t, report), &r); err != nil || !r.Passed() || len(r.Results[0].Exchanges) == 0 {
		t.Errorf("the JSON report: %v", err)
	}
	var suite struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(read(t, xmlFile), &suite); err != nil || suite.Tests != 23 || suite.Failures != 0 {
		t.Errorf("JUnit: %v, %+v", err, suite)
	}
	if text := string(read(t, page)); !strings.Contains(text, "Certification report") || !strings.Contains(text, "23 of 23 scenarios passed") || strings.Contains(text, "<script") {
		t.Error("the page is none")
	}
	for _, path := range []string{page, report, xmlFile} {
		if strings.Contains(string(read(t, path)), certifytest.Password) {
			t.Errorf("%s holds the password", path)
		}
	}
}

func TestCertifyFails(t *testing.T) {
	t.Parallel()
	xmlFile := filepath.Join(t.TempDir(), "report.xml")
	out, err := certification(t, "invents a reason", "--junit", xmlFile)
	if err == nil || err.Error() != "the gateway is not ready: reason-unknown" || !strings.Contains(out, "FAIL 14 Decline with a reason") || !strings.Contains(out, `got "DO_NOT_HONOR"`) {
		t.Errorf("%v\n%s", err, out)
	}
	if text := string(read(t, xmlFile)); !strings.Contains(text, "reason-unknown: ") {
		t.Errorf("JUnit does not name it: %s", text)
	}
	_, err = certification(t, "", "--limit", "1m")
	if e, ok := errors.AsType[statusError](err); !ok || e.status != 2 || !strings.Contains(err.Error(), "limit: The limit is between") {
		t.Errorf("a limit that is none: %v", err)
	}
	if _, err = certification(t, "", "--skip", "21", "--strict"); err == nil || !strings.Contains(err.Error(), "--strict") {
		t.Errorf("left out, and strict: %v", err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
