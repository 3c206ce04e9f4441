package transactions_test

import (
	"net/http"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/spend"
	"carddeck/web/webtest"
)

func TestThenAndNow(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	app.Chores()
	made := app.Authorize("12.00", "Blue Fox Diner")
	b := app.As(auth.Support)
	b.Get("/transactions/"+made.Token).Status(http.StatusOK).Has("#then tbody", "Cardactiveactive").Has("#then tbody", "Useractiveactive").
		Has("#then tbody", "Card productactiveactive").Has("#then tbody", "poi.atm").Has("#then tbody", "Available, as notifications told").Lacks("#then .is-caution")

	// What happens from here on is later than the transaction, whose time is told in whole seconds.
	later := time.Now().Truncate(time.Second).Add(2 * time.Second)
	if err := app.Store.PutCard(t.Context(), store.Card{Token: webtest.CardToken, UserToken: webtest.UserToken, CardProductToken: webtest.ProductToken,
		State: "SUSPENDED", ModifiedAt: later}); err != nil {
		t.Fatal(err)
	}
	limit := marqeta.MustAmount("100")
	if _, err := app.Program.CreateVelocityControl(t.Context(), marqeta.VelocityControlRequest{Token: "day", Name: "Everybody a day",
		AmountLimit: &limit, CurrencyCode: "USD", Window: marqeta.DayWindow}); err != nil {
		t.Fatal(err)
	}
	app.Later(2 * time.Minute)
	app.Chores()
	b.Get("/transactions/"+made.Token).Has("#then tbody", "Cardactivesuspended").Has("#then .is-caution", "Changed").
		Has("#then tbody", "Velocity control Everybody a daynone100.00 USD a day everywhere").Has("#then", "New since")
}

// Before the first reading nobody knows what was in force, and the page says so.
func TestWhatWasNotCapturedIsSaid(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	made := app.Tutorial()
	b := app.As(auth.Support)
	b.Get("/transactions/"+made.Token).Has("#then tbody", "Spend controlsnot captured").Has("#then tbody", "Card productnot capturednot captured").Has("#then", "Not captured")
	app.Later(2 * time.Minute)
	app.Chores()
	b.Get("/transactions/"+made.Token).Has("#then tbody", "Spend controlscaptured since ").Has("#then tbody", "0 in force")
}

// The controls are read once a minute, and at once after a change that was made here.
func TestControlsAreReadNoMoreThanNeeded(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	now := time.Now()
	keeper := spend.NewKeeper(app.Program, app.Store, func() time.Time { return now })
	limit := marqeta.MustAmount("100")
	add := func(token string) {
		t.Helper()
		if _, err := app.Program.CreateVelocityControl(t.Context(), marqeta.VelocityControlRequest{Token: token, AmountLimit: &limit, CurrencyCode: "USD", Window: marqeta.DayWindow}); err != nil {
			t.Fatal(err)
		}
	}
	controls := func() int {
		t.Helper()
		if err := keeper.Keep(t.Context()); err != nil {
			t.Fatal(err)
		}
		v, err := app.Store.VersionAt(t.Context(), store.ControlsVersions, spend.ProgramVersions, now)
		if err != nil {
			t.Fatal(err)
		}
		c, err := spend.ReadCaptured(v)
		if err != nil {
			t.Fatal(err)
		}
		return len(c.Set.Velocity)
	}
	if n := controls(); n != 0 {
		t.Errorf("%d at first", n)
	}
	add("one")
	now = now.Add(30 * time.Second)
	if n := controls(); n != 0 {
		t.Errorf("%d after half a minute: it was read too early", n)
	}
	e, _, err := app.Store.BeginAudit(t.Context(), store.AuditEntry{Area: "spend-controls/velocity", Action: "create velocity control"})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Store.FinishAudit(t.Context(), e.ID, store.OutcomeDone, "one", "", ""); err != nil {
		t.Fatal(err)
	}
	if n := controls(); n != 1 {
		t.Errorf("%d after a change made here", n)
	}
	add("two")
	now = now.Add(time.Minute)
	if n := controls(); n != 2 {
		t.Errorf("%d after a minute", n)
	}
}
