package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"carddeck/marqeta"
	"carddeck/store"
)

// login is what the platform must show to be heard.
type login struct {
	Username string
	Password marqeta.Secret
}

// login gives the credentials from the settings, or those kept in the folder, which are
// made at the first start.
func (c serveCommand) login(folder, door, settings string, set login) (login, error) {
	if (set.Username == "") != (set.Password == "") {
		return login{}, fmt.Errorf("%s_USERNAME and %s_PASSWORD go together", settings, settings)
	}
	if set.Username != "" {
		return set, nil
	}
	return keptLogin(folder, door)
}

// keptLogin reads the credentials of a door from the folder, or makes them.
func keptLogin(folder, door string) (login, error) {
	var kept struct{ Username, Password string }
	path := filepath.Join(folder, door+".json")
	text, err := secretFile(path, func() []byte {
		// The ending satisfies Marqeta's rule of four kinds of characters.
		kept.Username, kept.Password = "carddeck", rand.Text()+"-a1"
		text, _ := json.Marshal(kept) // two texts
		return text
	})
	if err != nil {
		return login{}, fmt.Errorf("keep the %s's credentials: %w", door, err)
	}
	if json.Unmarshal(text, &kept) != nil || kept.Username == "" || kept.Password == "" {
		return login{}, fmt.Errorf("the %s's credentials in %s cannot be read; remove the file and new ones are made", door, path)
	}
	return login{kept.Username, marqeta.Secret(kept.Password)}, nil
}

// key gives the key that seals what the database keeps of others' secrets. Consoles that
// share a database must share it.
func (c serveCommand) key(folder string) ([]byte, error) {
	text := []byte(c.SecretsKey.Reveal())
	if len(text) == 0 {
		var err error
		if text, err = secretFile(filepath.Join(folder, "secrets.key"), func() []byte {
			return []byte(base64.StdEncoding.EncodeToString(store.NewKey()))
		}); err != nil {
			return nil, fmt.Errorf("keep the key for secrets: %w", err)
		}
	}
	key, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil || len(key) != store.KeySize {
		return nil, fmt.Errorf("CONSOLE_SECRETS_KEY, or secrets.key in the data folder, is not %d bytes in base64", store.KeySize)
	}
	return key, nil
}

// secretFile reads a file that only we may read, or makes it.
func secretFile(path string, first func() []byte) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text = first()
		return text, writeWhole(path, text)
	}
	if err != nil {
		return nil, err
	}
	return text, os.Chmod(path, 0o600) // a copy put back from elsewhere may be open to all
}

// writeWhole writes a file that only we may read, whole or not at all.
func writeWhole(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
