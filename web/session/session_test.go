package session_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"carddeck/web/session"
)

// rows keeps sessions in memory, with the same promises as the database.
type rows struct {
	mu   sync.Mutex
	kept map[string]session.Row
}

func (r *rows) LoadSession(_ context.Context, hash []byte, now time.Time) (session.Row, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	row, ok := r.kept[string(hash)]
	if !ok || !now.Before(row.IdleEnd) || !now.Before(row.End) {
		return session.Row{}, session.ErrNone
	}
	return row, nil
}

func (r *rows) AddSession(_ context.Context, row session.Row) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept[string(row.IDHash)] = row
	return nil
}

func (r *rows) SaveSession(_ context.Context, row session.Row) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.kept[string(row.IDHash)]; !ok {
		return session.ErrNone
	}
	r.kept[string(row.IDHash)] = row
	return nil
}

func (r *rows) SeeSession(_ context.Context, hash []byte, at, idleEnd time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	row := r.kept[string(hash)]
	row.SeenAt, row.IdleEnd = at, idleEnd
	r.kept[string(hash)] = row
	return nil
}

func (r *rows) DropSession(_ context.Context, hash []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.kept, string(hash))
	return nil
}

type house struct {
	t      *testing.T
	rows   *rows
	keeper *session.Keeper
	now    time.Time
}

func newHouse(t *testing.T) *house {
	h := &house{t: t, rows: &rows{kept: map[string]session.Row{}}, now: time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)}
	var err error
	h.keeper, err = session.NewKeeper(h.rows, session.Options{
		Cookie: "c", Idle: 15 * time.Minute, Absolute: 12 * time.Hour, Now: func() time.Time { return h.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// visit makes a request with a cookie, lets do act, and gives the cookie that is set.
func (h *house) visit(cookie string, do func(s *session.Session, r *http.Request, w http.ResponseWriter)) (*http.Cookie, int64) {
	h.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "c", Value: cookie})
	}
	w := httptest.NewRecorder()
	r, err := h.keeper.Load(r)
	if err != nil {
		h.t.Fatal(err)
	}
	s := session.From(r.Context())
	operator := s.Operator()
	if do != nil {
		do(s, r, w)
	}
	if err := s.Save(r, w); err != nil {
		h.t.Fatal(err)
	}
	if set := w.Result().Cookies(); len(set) > 0 {
		return set[0], operator
	}
	return nil, operator
}

func signIn(id int64) func(*session.Session, *http.Request, http.ResponseWriter) {
	return func(s *session.Session, r *http.Request, _ http.ResponseWriter) { _ = s.SignIn(r.Context(), id) }
}

func TestSignInSetsAnOpaqueStrictCookie(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	if c == nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || len(c.Value) < 40 {
		t.Fatalf("cookie %+v", c)
	}
	if _, operator := h.visit(c.Value, nil); operator != 7 {
		t.Errorf("operator %d", operator)
	}
	for hash := range h.rows.kept {
		if hash == c.Value {
			t.Error("the database keeps the id itself")
		}
	}
}

func TestSigningOutReallyEnds(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	h.visit(c.Value, func(s *session.Session, r *http.Request, w http.ResponseWriter) { _ = s.SignOut(r.Context(), w) })
	if _, operator := h.visit(c.Value, nil); operator != 0 {
		t.Error("the old cookie still signs in")
	}
}

// A slow request that began before the session was ended has something to save at its end.
func TestAnEndedSessionDoesNotComeBack(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	h.visit(c.Value, func(s *session.Session, _ *http.Request, _ http.ResponseWriter) {
		clear(h.rows.kept)
		s.AddFlash(session.Flash{Kind: session.Done, Text: "late"})
	})
	if _, operator := h.visit(c.Value, nil); operator != 0 || len(h.rows.kept) > 0 {
		t.Error("the ended session is alive again")
	}
}

func TestARegionThatAsksForItselfKeepsNoSession(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	ask := func(header ...string) int64 {
		h.now = h.now.Add(10 * time.Minute)
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(c)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		r, err := h.keeper.Load(r)
		if err != nil {
			t.Fatal(err)
		}
		return session.From(r.Context()).Operator()
	}
	if ask("HX-Target", "request", "HX-Trigger", "form") != 7 || ask("HX-Target", "request") != 7 || ask() != 7 {
		t.Error("used by somebody, it ended")
	}
	ask("HX-Target", "fresh", "HX-Trigger", "fresh")
	if ask("HX-Target", "fresh", "HX-Trigger", "fresh") != 0 {
		t.Error("kept alive by a region alone")
	}
}

func TestSignInRenewsTheID(t *testing.T) {
	h := newHouse(t)
	first, _ := h.visit("", signIn(7))
	second, _ := h.visit(first.Value, signIn(8))
	if second == nil || second.Value == first.Value {
		t.Fatal("the id was not renewed")
	}
	if _, operator := h.visit(first.Value, nil); operator != 0 {
		t.Error("the planted id is signed in")
	}
	planted, _ := h.visit("planted-by-somebody", signIn(9))
	if planted.Value == "planted-by-somebody" {
		t.Error("an id from outside was taken over")
	}
}

func TestSessionsEndByIdleAndByAge(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	for range 20 {
		h.now = h.now.Add(14 * time.Minute)
		if _, operator := h.visit(c.Value, nil); operator != 7 {
			t.Fatalf("used every 14 minutes, it ended at %s", h.now)
		}
	}
	h.now = h.now.Add(16 * time.Minute)
	if _, operator := h.visit(c.Value, nil); operator != 0 {
		t.Error("idle for 16 minutes, it is alive")
	}
	c, _ = h.visit("", signIn(7))
	for range 60 {
		h.now = h.now.Add(13 * time.Minute)
		h.visit(c.Value, nil)
	}
	if _, operator := h.visit(c.Value, nil); operator != 0 {
		t.Error("after 13 hours of use, it is alive")
	}
}

func TestFlashesAreShownOnce(t *testing.T) {
	h := newHouse(t)
	c, _ := h.visit("", signIn(7))
	h.visit(c.Value, func(s *session.Session, _ *http.Request, _ http.ResponseWriter) {
		s.AddFlash(session.Flash{Kind: session.Done, Text: "one"})
		s.AddFlash(session.Flash{Kind: session.Failed, Text: "two", Href: "/x"})
	})
	var seen [2][]string
	for i := range seen {
		h.visit(c.Value, func(s *session.Session, _ *http.Request, _ http.ResponseWriter) {
			for _, f := range s.TakeFlashes() {
				seen[i] = append(seen[i], f.Text)
			}
		})
	}
	if !slices.Equal(seen[0], []string{"one", "two"}) || seen[1] != nil {
		t.Errorf("seen %v", seen)
	}
}

func TestSecureCookiesAreBoundToTheHost(t *testing.T) {
	h := newHouse(t)
	keeper, err := session.NewKeeper(h.rows, session.Options{Cookie: "c", Secure: true, Idle: time.Hour, Absolute: time.Hour, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	h.keeper = keeper
	c, _ := h.visit("", signIn(7))
	if c.Name != "__Host-c" || !c.Secure {
		t.Errorf("cookie %+v", c)
	}
}
