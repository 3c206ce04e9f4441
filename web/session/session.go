// Package session keeps operators signed in. The cookie carries an opaque random id
// and nothing else; what it stands for is a row that can be listed, timed out and
// ended, so that signing out really ends it. It is the only user of gorilla/sessions.
package session

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/gorilla/sessions"
)

// Flash is a message shown once, on the next page.
type Flash struct {
	Kind string `json:"kind"` // Done, Notice or Failed
	Text string `json:"text"`
	Href string `json:"href,omitempty"` // the object it speaks of
	Link string `json:"link,omitempty"` // words of the link to it
}

// Kinds of flash.
const (
	Done   = "done"
	Notice = "notice"
	Failed = "failed"
)

// The keys of gorilla's map; all values are strings, so nothing is ever decoded into
// a type that a cookie or a row could choose.
const (
	operatorKey = "operator"
	flashesKey  = "flashes"
)

// Session is one browser's session, typed.
type Session struct {
	keeper *Keeper
	raw    *sessions.Session
	dirty  bool
}

type key struct{}

// From gives the session of the request; outside of Load it is empty and saves nothing.
func From(ctx context.Context) *Session {
	if s, ok := ctx.Value(key{}).(*Session); ok {
		return s
	}
	return &Session{raw: sessions.NewSession(nil, "")}
}

// Operator gives the id of the operator who signed in, or 0.
func (s *Session) Operator() int64 {
	id, ok := s.raw.Values[operatorKey].(int64)
	if !ok {
		return 0
	}
	return id
}

// SignIn makes this the session of an operator. The id is renewed, so that an id
// somebody planted before sign-in is worth nothing. It takes effect with Save.
func (s *Session) SignIn(ctx context.Context, operator int64) error {
	if err := s.keeper.end(ctx, s.raw.ID); err != nil {
		return err
	}
	clear(s.raw.Values)
	s.raw.ID = ""
	s.raw.Values[operatorKey] = operator
	s.dirty = true
	return nil
}

// SignOut ends the session here and in the database: the cookie, kept or copied, is
// worthless from now on.
func (s *Session) SignOut(ctx context.Context, w http.ResponseWriter) error {
	if err := s.keeper.end(ctx, s.raw.ID); err != nil {
		return err
	}
	clear(s.raw.Values)
	s.raw.ID, s.dirty = "", false
	http.SetCookie(w, s.keeper.cookie("", -1))
	return nil
}

// AddFlash keeps a message for the next page. Without an operator there is no session
// to keep it in, and it is dropped.
func (s *Session) AddFlash(f Flash) {
	if s.Operator() == 0 {
		return
	}
	s.setFlashes(append(s.flashes(), f))
}

// TakeFlashes gives the messages and forgets them.
func (s *Session) TakeFlashes() []Flash {
	flashes := s.flashes()
	if len(flashes) > 0 {
		s.setFlashes(nil)
	}
	return flashes
}

func (s *Session) flashes() []Flash {
	text, _ := s.raw.Values[flashesKey].(string)
	var out []Flash
	if json.Unmarshal([]byte(text), &out) != nil {
		return nil
	}
	return out
}

func (s *Session) setFlashes(flashes []Flash) {
	s.dirty = true
	if len(flashes) == 0 {
		delete(s.raw.Values, flashesKey)
		return
	}
	text, err := json.Marshal(flashes)
	if err == nil {
		s.raw.Values[flashesKey] = string(text)
	}
}

// Save writes the session when it changed. It must run before the answer's first byte.
func (s *Session) Save(r *http.Request, w http.ResponseWriter) error {
	if !s.dirty {
		return nil
	}
	s.dirty = false
	return s.keeper.Save(r, w, s.raw)
}
