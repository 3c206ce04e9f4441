package change_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// desk is a carrier over a real audit trail that can be made to fail.
type desk struct {
	*store.Store
	t       *testing.T
	carrier *change.Carrier
	begin   error
	finish  error
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{DSN: "sqlite:" + filepath.Join(t.TempDir(), "c.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d := &desk{Store: s, t: t}
	d.carrier = change.New(d, uuid.NewString, slog.New(slog.DiscardHandler))
	return d
}

func (d *desk) BeginAudit(ctx context.Context, e store.AuditEntry) (store.AuditEntry, bool, error) {
	if d.begin != nil {
		return store.AuditEntry{}, false, d.begin
	}
	return d.Store.BeginAudit(ctx, e)
}

func (d *desk) FinishAudit(ctx context.Context, id int64, o store.Outcome, target, path, detail string) error {
	if d.finish != nil {
		return d.finish
	}
	return d.Store.FinishAudit(ctx, id, o, target, path, detail)
}

// order is a change as its form sends it.
type order struct {
	operator int64
	key      string
	change.Change
}

func (d *desk) post(ctx context.Context, o order, call func(context.Context, *change.Change) error) (to string, err error) {
	body := url.Values{"request_key": {o.key}}.Encode()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r = r.WithContext(auth.With(ctx, auth.Operator{ID: o.operator, Email: "ada@example.com"}))
	w := httptest.NewRecorder()
	err = d.carrier.Carry(w, r, o.Change, call)
	return w.Header().Get("Location"), err
}

func (d *desk) entries() []store.AuditEntry {
	d.t.Helper()
	found, err := d.ListAudit(context.Background(), store.AuditFilter{}, store.Page{})
	if err != nil {
		d.t.Fatal(err)
	}
	return found.Rows
}

func done(context.Context, *change.Change) error { return nil }

func rename(key, name string) order {
	return order{operator: 1, key: key, Change: change.Change{
		Area: "users", Action: "change user", Target: "ada", Request: map[string]string{"name": name}, Path: "/users/ada", Repeatable: true,
	}}
}

func title(err error) string {
	if p, ok := problem.As(err); ok {
		return p.Title
	}
	return ""
}

func TestManyClicksMakeOneCall(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var calls atomic.Int32
	var wait sync.WaitGroup
	for range 30 {
		wait.Go(func() {
			to, err := d.post(t.Context(), rename("k", "Ada"), func(context.Context, *change.Change) error { calls.Add(1); return nil })
			if (err == nil) != (to == "/users/ada") || err != nil && title(err) != "The first click is still under way" {
				t.Errorf("led to %q with %v", to, err)
			}
		})
	}
	wait.Wait()
	if n := calls.Load(); n != 1 || len(d.entries()) != 1 {
		t.Errorf("%d calls, %d entries", n, len(d.entries()))
	}
}

// The browser's way back shows a form that was sent before. Other answers in it are
// another change, and must not pass for the first one.
func TestOtherAnswersUnderAUsedKeyAreAnotherChange(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var sent []string
	for _, name := range []string{"Ada", "Ada", "Grace", "Grace"} {
		_, err := d.post(t.Context(), rename("k", name), func(context.Context, *change.Change) error { sent = append(sent, name); return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(sent) != 2 || sent[1] != "Grace" {
		t.Errorf("sent %v", sent)
	}
}

func TestAKeyBelongsToOneOperatorAndOneAct(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := d.post(t.Context(), rename("k", "Ada"), done); err != nil {
		t.Fatal(err)
	}
	other, elsewhere, someone := rename("k", "Ada"), rename("k", "Ada"), rename("k", "Ada")
	other.operator = 2
	elsewhere.Action = "close user"
	someone.Target = "grace"
	for name, o := range map[string]order{"operator": other, "act": elsewhere, "object": someone} {
		to, err := d.post(t.Context(), o, func(context.Context, *change.Change) error { t.Errorf("another %s: called", name); return nil })
		if to != "" || title(err) != "This form was used before" {
			t.Errorf("another %s: led to %q with %v", name, to, err)
		}
	}
}

func TestRefusedFormsMayBeTriedAgainButNotForEver(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	refused := &marqeta.Error{Status: 422, Code: "422001", Message: "no"}
	for range 20 {
		if _, err := d.post(t.Context(), rename("k", "Ada"), func(context.Context, *change.Change) error { return refused }); !errors.Is(err, refused) {
			t.Fatalf("got %v", err)
		}
	}
	if _, err := d.post(t.Context(), rename("k", "Ada"), done); title(err) != "This form was used before" {
		t.Errorf("got %v", err)
	}
	for _, e := range d.entries() {
		if e.Outcome != store.OutcomeRefused || e.Detail != "no (422001)" {
			t.Errorf("entry %+v", e)
		}
	}
}

func TestUnfitKeysAreReplaced(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, key := range []string{"", "\x00", "k.2", strings.Repeat("k", 65), "ключ", "\xff"} {
		if _, err := d.post(t.Context(), rename(key, "Ada"), done); err != nil {
			t.Errorf("key %q: %v", key, err)
		}
	}
	for _, e := range d.entries() {
		if uuid.Validate(e.RequestKey) != nil {
			t.Errorf("key %q was kept", e.RequestKey)
		}
	}
}
