package pick_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/web/pick"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "console.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, u := range []store.User{
		{Token: "ada", FirstName: "Ada", LastName: "Lindqvist", Email: "ada@example.com"},
		{Token: "bo-1", FirstName: "Bo", LastName: "Ek", Email: "bo@example.com"},
		{Token: "bo-2", FirstName: "Bo", LastName: "Ek", Email: "BO@example.com"},
	} {
		u.CreatedAt, u.ModifiedAt = noon, noon
		if err := s.PutUser(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	for token, digits := range map[string]string{"c1": "4821", "c2": "7000", "c3": "7000", "1234": "9999", "c4": "1234"} {
		if err := s.PutCard(t.Context(), store.Card{Token: token, LastFour: digits, State: "ACTIVE", CreatedAt: noon, ModifiedAt: noon}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestUser(t *testing.T) {
	t.Parallel()
	s := open(t)
	for typed, want := range map[string]struct{ token, wrong string }{
		"":                 {"", ""},
		"ada":              {"ada", ""},
		"elsewhere":        {"elsewhere", ""}, // Marqeta may know it
		"ADA@example.com":  {"ada", ""},
		"ada  lindqvist":   {"ada", ""},
		"nobody@x.example": {"nobody@x.example", "No user known here has this email."},
		"Eva Ek":           {"Eva Ek", "No user known here has this name."},
		"Bo Ek":            {"Bo Ek", "Several fit."},
		"bo@example.com":   {"bo@example.com", "Several fit."},
	} {
		token, wrong, err := pick.User(t.Context(), s, typed)
		if err != nil || token != want.token || !strings.HasPrefix(wrong, want.wrong) || (wrong == "") != (want.wrong == "") {
			t.Errorf("%q picks %q, %q, %v", typed, token, wrong, err)
		}
	}
	if _, wrong, _ := pick.User(t.Context(), s, "Bo Ek"); !strings.Contains(wrong, "bo-1") || !strings.Contains(wrong, "bo-2") {
		t.Errorf("the candidates are not named: %q", wrong)
	}
	for i := range 100 {
		if err := s.PutUser(t.Context(), store.User{Token: fmt.Sprint("u", i), FirstName: "Cy", LastName: fmt.Sprint(i), CreatedAt: noon.Add(time.Hour), ModifiedAt: noon}); err != nil {
			t.Fatal(err)
		}
	}
	if token, wrong, _ := pick.User(t.Context(), s, "Cy 7"); token != "Cy 7" || !strings.HasPrefix(wrong, "There are too many users") {
		t.Errorf("among many, a name picks %q, %q", token, wrong)
	}
}

func TestCard(t *testing.T) {
	t.Parallel()
	s := open(t)
	for typed, want := range map[string]struct{ token, wrong string }{
		"":          {"", ""},
		"c1":        {"c1", ""},
		"elsewhere": {"elsewhere", ""},
		"4821":      {"c1", ""},
		"1234":      {"1234", ""}, // a token before digits
		"0000":      {"0000", "No card known here ends with these digits."},
		"7000":      {"7000", "Several fit. Type the token of one: active c"},
	} {
		token, wrong, err := pick.Card(t.Context(), s, typed)
		if err != nil || token != want.token || !strings.HasPrefix(wrong, want.wrong) || (wrong == "") != (want.wrong == "") {
			t.Errorf("%q picks %q, %q, %v", typed, token, wrong, err)
		}
	}
}
