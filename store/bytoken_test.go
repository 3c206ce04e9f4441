package store_test

import (
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestNamesAreFoundAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for _, token := range []string{"ada", "o'neil", `x","y`} {
			if err := s.PutUser(ctx, store.User{Token: token, FirstName: "Name of " + token, Status: "ACTIVE", CreatedAt: time.Now(), ModifiedAt: time.Now()}); err != nil {
				t.Fatal(err)
			}
		}
		found, err := s.Users(ctx, []string{"ada", "o'neil", `x","y`, "nobody", "ada"})
		if err != nil || len(found) != 3 || found["o'neil"].FirstName != "Name of o'neil" {
			t.Errorf("found %v, %v", found, err)
		}
		if none, err := s.CardProducts(ctx, nil); err != nil || len(none) != 0 {
			t.Errorf("for no token: %v, %v", none, err)
		}
	})
}
