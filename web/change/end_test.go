package change_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
)

// A failure of Marqeta's own says nothing about the change. It must not reach the form,
// which would show it as a refusal.
func TestAServerErrorIsNoRefusal(t *testing.T) {
	t.Parallel()
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }))
	defer platform.Close()
	program, err := marqeta.New(marqeta.Config{BaseURL: platform.URL, ApplicationToken: "a", AdminAccessToken: "b"})
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	d := newDesk(t)
	_, err = d.post(t.Context(), rename("k", "Ada"), func(ctx context.Context, _ *change.Change) error {
		_, err := program.UpdateUser(ctx, "ada", marqeta.UserUpdate{})
		return err
	})
	if _, refused := marqeta.AsError(err); refused || title(err) != "The outcome is not known" {
		t.Errorf("got %v, a refusal: %t", err, refused)
	}
	if e := d.entries()[0]; e.Outcome != store.OutcomeUnknown {
		t.Errorf("entry %+v", e)
	}
}

func TestAPanicLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	func() {
		defer func() {
			if p := recover(); p != "oh" {
				t.Errorf("recovered %v", p)
			}
		}()
		_, _ = d.post(t.Context(), rename("k", "Ada"), func(context.Context, *change.Change) error { panic("oh") })
	}()
	if e := d.entries()[0]; e.Outcome != store.OutcomeUnknown || e.FinishedAt.IsZero() {
		t.Errorf("entry %+v", e)
	}
}

func TestABrowserThatLeavesDoesNotCutTheCall(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, leave := context.WithCancel(t.Context())
	kept := false
	_, err := d.post(ctx, rename("k", "Ada"), func(ctx context.Context, ch *change.Change) error {
		leave()
		ch.Record = func(ctx context.Context) error { kept = ctx.Err() == nil; return nil }
		return ctx.Err()
	})
	if e := d.entries()[0]; err != nil || !kept || e.Outcome != store.OutcomeDone {
		t.Errorf("%v, kept: %t, entry %+v", err, kept, e)
	}
}

func TestWithoutAnEntryNothingIsCalled(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begin = errors.New("disk full")
	_, err := d.post(t.Context(), rename("k", "Ada"), func(context.Context, *change.Change) error { t.Error("called"); return nil })
	if !errors.Is(err, d.begin) {
		t.Errorf("got %v", err)
	}
}

func TestATrailThatCannotBeClosedHidesNoOutcome(t *testing.T) {
	t.Parallel()
	refused := &marqeta.Error{Status: 400, Code: "400057", Message: "no"}
	for name, tc := range map[string]struct {
		called error
		check  func(error) bool
	}{
		"done":    {nil, func(err error) bool { return strings.Contains(title(err), "was carried out") }},
		"refused": {refused, func(err error) bool { return errors.Is(err, refused) }},
		"unknown": {errors.New("cut"), func(err error) bool { return title(err) == "The outcome is not known" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.finish = errors.New("disk full")
			if _, err := d.post(t.Context(), rename("k", "Ada"), func(context.Context, *change.Change) error { return tc.called }); !tc.check(err) {
				t.Errorf("got %v", err)
			}
			if e := d.entries()[0]; e.Outcome != store.OutcomeOpen {
				t.Errorf("entry %+v", e)
			}
		})
	}
}

// Somebody may settle an entry while its call is under way. The answer counts all the same.
func TestAnEntrySettledMeanwhileIsNoFailure(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	to, err := d.post(t.Context(), rename("k", "Ada"), func(ctx context.Context, _ *change.Change) error {
		return d.Store.FinishAudit(ctx, d.entries()[0].ID, store.OutcomeDone, "", "", "settled")
	})
	if err != nil || to != "/users/ada" {
		t.Errorf("led to %q with %v", to, err)
	}
}

func TestAFailingCopyDoesNotUndoWhatWasDone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	to, err := d.post(t.Context(), rename("k", "Ada"), func(_ context.Context, ch *change.Change) error {
		ch.Record = func(context.Context) error { return errors.New("disk full") }
		return nil
	})
	if e := d.entries()[0]; err != nil || to != "/users/ada" || e.Outcome != store.OutcomeDone {
		t.Errorf("led to %q with %v, entry %+v", to, err, e)
	}
}
