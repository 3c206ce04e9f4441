// Package rest holds the conventions that every path of Marqeta's Core API shares:
// Basic credentials, the error envelope, request bodies, paging, sorting, field
// selection, times, masks and outbound addresses. It knows no resource.
package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-json-experiment/json"
)

// MaxBody is the largest request body read, in bytes.
const MaxBody = 1 << 20

// Call is one request, its body read.
type Call struct {
	*http.Request
	Caller Caller
	Body   []byte
}

// Reply is a successful answer. Body is encoded as JSON; a nil Body is none.
type Reply struct {
	Status int
	Body   any
}

// OK answers 200.
func OK(body any) (Reply, error) { return Reply{http.StatusOK, body}, nil }

// NoContent answers 204.
func NoContent() (Reply, error) { return Reply{Status: http.StatusNoContent}, nil }

// Created answers 201.
func Created(body any) (Reply, error) { return Reply{http.StatusCreated, body}, nil }

// Verbatim is a body that is sent as it is, not encoded.
type Verbatim struct {
	ContentType string
	Bytes       []byte
}

// Handler answers a call. An error that is no *Error is answered with 500 and
// logged; the caller learns nothing of it.
type Handler func(*Call) (Reply, error)

// Stream is a body that is written as it comes. Where that fails the connection is
// cut, so that half a body is not taken for a whole one.
type Stream struct {
	ContentType string
	Write       func(io.Writer) error
}

// Endpoint is a Handler behind the conventions.
type Endpoint struct {
	Credentials Credentials
	Log         *slog.Logger
	// Door says whether somebody other than the program may call; nil is nobody.
	Door    func(*Call) bool
	Handler Handler
	// World is held while the call is looked at and handled, not while its body comes.
	World   sync.Locker
	Patient bool // it may take longer than the server allows
	Raw     bool // it reads the body itself
}

func (e Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	reply, err := e.answer(w, r)
	if err == nil {
		reply, err = encoded(reply, r)
	}
	if err != nil {
		reply = e.refuse(r, err)
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	switch body := reply.Body.(type) {
	case Verbatim:
		if body.ContentType != "" {
			h.Set("Content-Type", body.ContentType)
		}
		sent := packed(h, r, body.Bytes)
		w.WriteHeader(reply.Status)
		// A caller who has gone away is not our error.
		_, _ = w.Write(sent)
	case Stream:
		h.Set("Content-Type", body.ContentType)
		w.WriteHeader(reply.Status)
		if err := body.Write(w); err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
			e.Log.Warn("answer", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler)
		}
	default:
		w.WriteHeader(reply.Status)
	}
}

func (e Endpoint) answer(w http.ResponseWriter, r *http.Request) (reply Reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	c := &Call{Request: r}
	if err := e.within(func() error { return e.admit(c) }); err != nil {
		if errors.Is(err, ErrCredential) {
			w.Header().Set("WWW-Authenticate", `Basic realm="Core API"`)
		}
		return Reply{}, err
	}
	if e.Patient {
		control := http.NewResponseController(w)
		// A server that cannot has no deadlines.
		_, _ = control.SetReadDeadline(time.Time{}), control.SetWriteDeadline(time.Time{})
	}
	if !e.Raw && (r.Method == http.MethodPost || r.Method == http.MethodPut) {
		if c.Body, err = readBody(w, r); err != nil {
			return Reply{}, err
		}
	}
	err = e.within(func() error { reply, err = e.Handler(c); return err })
	return reply, err
}

func (e Endpoint) within(do func() error) error {
	if e.World != nil {
		e.World.Lock()
		defer e.World.Unlock()
	}
	return do()
}

// admit finds who calls and whether they may.
func (e Endpoint) admit(c *Call) (err error) {
	if c.Caller, err = e.Credentials.caller(c.Request); err != nil || c.Caller.Level == Admin {
		return err
	}
	switch {
	case e.Door != nil && e.Door(c):
		return nil
	case c.Caller.Level == Unauthenticated:
		return ErrCredential
	}
	return ErrForbidden
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := unpacked(r, http.MaxBytesReader(w, r.Body, MaxBody))
	if err != nil {
		if _, over := errors.AsType[*http.MaxBytesError](err); over {
			return nil, ErrBodySize
		}
		if _, refused := errors.AsType[*Error](err); refused {
			return nil, err
		}
		return nil, Malformed(fmt.Sprintf("the body ended early: %v", err))
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	// Clients without anything to say send nothing, or null.
	if trimmed := bytes.TrimSpace(body); len(trimmed) == 0 || string(trimmed) == "null" {
		return nil, nil
	}
	// A body that does not say what it is may be read.
	if said := r.Header.Get("Content-Type"); said != "" {
		if media, _, err := mime.ParseMediaType(said); err != nil || media != "application/json" {
			return nil, ErrMediaType
		}
	}
	return object(body)
}

func encoded(reply Reply, r *http.Request) (Reply, error) {
	switch reply.Body.(type) {
	case nil, Verbatim, Stream:
		return reply, nil
	}
	body, err := json.Marshal(reply.Body, json.Deterministic(true))
	if err != nil {
		return Reply{}, fmt.Errorf("encode the answer: %w", err)
	}
	if body, err = selectFields(body, strings.Join(r.URL.Query()["fields"], ",")); err != nil {
		return Reply{}, err
	}
	return Reply{reply.Status, Verbatim{"application/json;charset=UTF-8", body}}, nil
}

func (e Endpoint) refuse(r *http.Request, err error) Reply {
	refusal, ok := errors.AsType[*Error](err)
	if !ok {
		if r.Context().Err() == nil || !errors.Is(err, context.Canceled) {
			e.Log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err)
		}
		refusal = ErrInternal
	}
	shown := *refusal
	shown.Message = strings.ToValidUTF8(shown.Message, "\ufffd") // it may repeat a path
	body, err := json.Marshal(&shown)
	if err != nil {
		panic(err) // two strings
	}
	return Reply{shown.Status, Verbatim{"application/json;charset=UTF-8", body}}
}

// Param gives a part of the path.
func (c *Call) Param(name string) string {
	raw := chi.URLParam(c.Request, name)
	if c.URL.RawPath == "" {
		return raw
	}
	// The router matched the path as it was sent, with its escapes.
	if plain, err := url.PathUnescape(raw); err == nil {
		return plain
	}
	return raw
}
