package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
)

// An address that does not call itself a sandbox is real money.
func TestTheEnvironmentIsReadFromTheAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]environment.Kind{
		"":                                   environment.Embedded,
		"https://sandbox-api.marqeta.com/v3": environment.Sandbox,
		"https://shared-sandbox-api.marqeta.com/v3":        environment.Sandbox,
		"https://acme-dev.marqeta.com/v3":                  environment.Sandbox,
		"https://acme-api.marqeta.com/v3":                  environment.Production,
		"https://api.sandboxbank.com/v3":                   environment.Production,
		"https://sandboxbank-api.marqeta.com/v3":           environment.Production,
		"https://proxy.example/sandbox-api.marqeta.com/v3": environment.Production,
		"https://dev.example/v3":                           environment.Production,
	} {
		got, err := settings{BaseURL: address}.environment()
		if err != nil || got.Kind != want {
			t.Errorf("%s: %s, %v, want %s", address, got.Kind, err, want)
		}
	}
	got, err := settings{BaseURL: "http://127.0.0.1:8090/v3", Environment: "sandbox"}.environment()
	if err != nil || got.Kind != environment.Sandbox {
		t.Errorf("told to be a sandbox: %s, %v", got.Kind, err)
	}
}

func TestAnAddressOfADatabaseIsNeverRepeated(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{"mysql://ada:canary@h/db", "ada:canary@h/db", "postgres://ada:can:ary%zz@h/db", "postgres://ada:canary@h:port/db"} {
		err := settings{DatabaseURL: dsn}.check()
		if err == nil || strings.Contains(err.Error(), "can") && strings.Contains(err.Error(), "ary") {
			t.Errorf("%s: %v", dsn, err)
		}
	}
	if err := (settings{Environment: "production"}).check(); err == nil {
		t.Error("production without an address would run the embedded sandbox")
	}
}

func TestTheReceiversCredentialsAreKeptForUsAlone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "receiver.json")
	made, err := keptLogin(folder, "receiver")
	if err != nil || made.Username == "" || len(made.Password) < 20 {
		t.Fatalf("%v, %v", made, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	again, err := keptLogin(folder, "receiver")
	if err != nil || again != made {
		t.Errorf("%v, %v at the second start", again, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
	for _, text := range []string{"", "{}", `{"Username":"carddeck"}`, `{"Username":`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := keptLogin(folder, "receiver"); err == nil {
			t.Errorf("%q gave %v", text, got)
		}
	}
}

func TestTheKeyForSecretsIsKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	made, err := serveCommand{}.key(folder)
	if err != nil || len(made) != store.KeySize {
		t.Fatalf("%d bytes, %v", len(made), err)
	}
	if again, err := (serveCommand{}).key(folder); err != nil || !bytes.Equal(again, made) {
		t.Errorf("another at the second start: %v", err)
	}
	given := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, store.KeySize))
	if got, err := (serveCommand{SecretsKey: marqeta.Secret(given)}).key(folder); err != nil || got[0] != 7 {
		t.Errorf("the one that is given: %v", err)
	}
	for _, wrong := range []marqeta.Secret{"short", "AAAA", marqeta.Secret(given + given)} {
		if _, err := (serveCommand{SecretsKey: wrong}).key(folder); err == nil || strings.Contains(err.Error(), wrong.Reveal()) {
			t.Errorf("%s: %v", wrong.Reveal(), err)
		}
	}
}

func TestCredentialsGoTogether(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for door, settings := range map[string]string{"receiver": "CONSOLE_WEBHOOK", "gateway": "CONSOLE_JIT"} {
		for _, half := range []login{{Username: "marqeta"}, {Password: "secret"}} {
			if _, err := (serveCommand{}).login(folder, door, settings, half); err == nil || !strings.Contains(err.Error(), settings+"_USERNAME") {
				t.Errorf("%s with half of its credentials: %v", door, err)
			}
		}
		whole := login{"marqeta", "secret"}
		if got, err := (serveCommand{}).login(folder, door, settings, whole); err != nil || got != whole {
			t.Errorf("%s: %v", door, err)
		}
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}
