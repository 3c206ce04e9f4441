package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/views/environment"
)

// settings are what every command needs to find the console's data.
type settings struct {
	Data        string `help:"Folder that holds everything the console remembers." env:"CONSOLE_DATA" default:"${data}" type:"path"`
	DatabaseURL string `help:"postgres://… to grow beyond the SQLite file in the data folder." env:"CONSOLE_DATABASE_URL"`

	BaseURL          string         `help:"Address of a real program, such as https://sandbox-api.marqeta.com/v3. Without it the embedded sandbox runs." env:"MARQETA_BASE_URL" name:"marqeta-base-url"`
	ApplicationToken marqeta.Secret `env:"MARQETA_APPLICATION_TOKEN" hidden:"" name:"marqeta-application-token"`
	AdminAccessToken marqeta.Secret `env:"MARQETA_ADMIN_ACCESS_TOKEN" hidden:"" name:"marqeta-admin-access-token"`
	Environment      string         `help:"sandbox or production, where the address does not tell." env:"CONSOLE_ENVIRONMENT" enum:",sandbox,production" default:""`

	SandboxApplicationToken marqeta.Secret `env:"SANDBOX_APPLICATION_TOKEN" hidden:""`
	SandboxAdminAccessToken marqeta.Secret `env:"SANDBOX_ADMIN_ACCESS_TOKEN" hidden:""`
}

// known are the CONSOLE_ variables; another one is a spelling mistake that would
// silently change nothing.
var known = []string{
	"CONSOLE_ADDR", "CONSOLE_MACHINE_ADDR", "CONSOLE_DATA", "CONSOLE_DATABASE_URL", "CONSOLE_ENVIRONMENT", "CONSOLE_PUBLIC_URL",
	"CONSOLE_RECEIVER_URL", "CONSOLE_WEBHOOK_USERNAME", "CONSOLE_WEBHOOK_PASSWORD", "CONSOLE_WEBHOOK_SECRET", "CONSOLE_LOG",
	"CONSOLE_JIT_URL", "CONSOLE_JIT_USERNAME", "CONSOLE_JIT_PASSWORD", "CONSOLE_SECRETS_KEY", "CONSOLE_KEEP_ANSWERS",
}

func checkEnvironment(environ []string) error {
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "CONSOLE_") && !slices.Contains(known, name) {
			return fmt.Errorf("the environment variable %s is not one of %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

func defaultData() string {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "carddeck")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "carddeck-data"
	}
	return filepath.Join(home, ".local", "share", "carddeck")
}

// embedded tells that no real program is configured.
func (s settings) embedded() bool { return s.BaseURL == "" }

// check refuses a half-configured program, which would otherwise look like the sandbox,
// and a database that is none, whose address may hold a password and is not repeated.
func (s settings) check() error {
	some := s.ApplicationToken != "" || s.AdminAccessToken != ""
	switch {
	case s.embedded() && some:
		return errors.New("MARQETA_BASE_URL is missing beside the Marqeta credentials; without it the embedded sandbox would run")
	case s.embedded() && s.Environment != "":
		return errors.New("MARQETA_BASE_URL is missing beside CONSOLE_ENVIRONMENT; without it the embedded sandbox would run")
	case !s.embedded() && (s.ApplicationToken == "" || s.AdminAccessToken == ""):
		return errors.New("MARQETA_APPLICATION_TOKEN and MARQETA_ADMIN_ACCESS_TOKEN are needed beside MARQETA_BASE_URL")
	case s.DatabaseURL != "" && !strings.HasPrefix(s.DatabaseURL, "postgres://") && !strings.HasPrefix(s.DatabaseURL, "postgresql://"):
		return errors.New("CONSOLE_DATABASE_URL does not begin with postgres://; leave it out to use a SQLite file in the data folder")
	}
	if _, err := url.Parse(s.DatabaseURL); err != nil {
		return errors.New("CONSOLE_DATABASE_URL is not an address; special characters of its password are written as %XX")
	}
	return nil
}

// environment says which platform this is. An address that does not call itself a
// sandbox counts as production, since that is the side on which to err.
func (s settings) environment() (environment.Environment, error) {
	if s.embedded() {
		return environment.Environment{Kind: environment.Embedded, Name: "embedded sandbox"}, nil
	}
	u, err := url.Parse(s.BaseURL)
	if err != nil || u.Host == "" {
		return environment.Environment{}, fmt.Errorf("MARQETA_BASE_URL is not an address")
	}
	e := environment.Environment{Kind: environment.Production, Name: u.Host}
	if s.Environment == "sandbox" || s.Environment == "" && saysSandbox(u.Hostname()) {
		e.Kind = environment.Sandbox
	}
	return e, nil
}

// saysSandbox reads the first label of a host, as in shared-sandbox-api.marqeta.com and
// program-dev.marqeta.com. A company's own name may have the word in it.
func saysSandbox(host string) bool {
	label, _, _ := strings.Cut(host, ".")
	words := strings.Split(label, "-")
	return slices.Contains(words, "sandbox") || len(words) > 1 && words[len(words)-1] == "dev"
}

// folder is the part of the data folder that belongs to one environment; sandbox data
// and a real program's never share a database.
func (s settings) folder(e environment.Environment) string {
	if e.Kind == environment.Embedded {
		return filepath.Join(s.Data, "embedded")
	}
	return filepath.Join(s.Data, strings.NewReplacer(":", "_", "/", "_").Replace(e.Name))
}

// dsn is where the database is.
func (s settings) dsn(e environment.Environment) string {
	if s.DatabaseURL != "" {
		return s.DatabaseURL
	}
	return "sqlite:" + filepath.Join(s.folder(e), "console.db")
}

// cookie names the session cookie, one per environment, since browsers do not tell
// ports of one host apart.
func cookie(e environment.Environment) string {
	sum := sha256.Sum256([]byte(e.Name))
	return "carddeck_" + hex.EncodeToString(sum[:4])
}

// credentials are those of the platform in use.
func (s settings) credentials() (application, admin marqeta.Secret) {
	if !s.embedded() {
		return s.ApplicationToken, s.AdminAccessToken
	}
	application, admin = s.SandboxApplicationToken, s.SandboxAdminAccessToken
	if application == "" {
		application = sandbox.DefaultApplicationToken
	}
	if admin == "" {
		admin = sandbox.DefaultAdminAccessToken
	}
	return application, admin
}
