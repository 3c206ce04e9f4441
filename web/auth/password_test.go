package auth_test

import (
	"errors"
	"strings"
	"testing"

	"carddeck/web/auth"
)

func TestPasswords(t *testing.T) {
	hash, err := auth.HashPassword("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=47104,t=1,p=1$") {
		t.Errorf("hash %q does not have the fixed cost", hash)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse batterY": false, "": false, hash: false} {
		if got := auth.PasswordFits(password, hash); got != want {
			t.Errorf("PasswordFits(%q) = %t", password, got)
		}
	}
	if auth.PasswordFits("nobody has this password", "") {
		t.Error("the hash that stands in for nobody lets somebody in")
	}
	for _, bad := range []string{"", "short", strings.Repeat("x", 129)} {
		if _, err := auth.HashPassword(bad); !errors.Is(err, auth.ErrPassword) {
			t.Errorf("HashPassword(%d characters): %v", len(bad), err)
		}
	}
}

func TestRoles(t *testing.T) {
	nobody := auth.Operator{Role: auth.Admin}
	if nobody.May(auth.ReadCards) || nobody.May(auth.Signed) || !nobody.May(auth.Public) {
		t.Error("somebody without an id may more than what is public")
	}
	if (auth.Operator{ID: 1, Role: "superuser"}).May(auth.ReadCards) {
		t.Error("an unknown role may read cards")
	}
	support := auth.Operator{ID: 1, Role: auth.Support}
	for permission, want := range map[auth.Permission]bool{auth.MoveCards: true, auth.TerminateCards: false, auth.CreateCards: false, auth.WriteCardProducts: false} {
		if support.May(permission) != want {
			t.Errorf("support may %s: %t", permission, !want)
		}
	}
	for _, p := range []auth.Permission{auth.MoveCards, auth.WriteUsers, auth.Simulate, auth.WriteWebhooks, auth.RunNotifications, auth.LoadAccounts} {
		if auth.Auditor.May(p) {
			t.Errorf("the auditor may %s", p)
		}
	}
	if got := (auth.Operator{Name: "  ada  lindqvist jr"}).Initials(); got != "AL" {
		t.Errorf("initials %q", got)
	}
}
