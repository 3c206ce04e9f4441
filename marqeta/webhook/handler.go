package webhook

import (
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/basicauth"
)

// Config says who may post and where messages go.
type Config struct {
	// Username and Password are the webhook's Basic credentials. Without both
	// every request is refused.
	Username string
	Password marqeta.Secret
	// Secret, when set, makes X-Marqeta-Signature obligatory.
	Secret marqeta.Secret

	Sink     Sink
	MaxBytes int64            // of a body; 0 means 1 MiB
	Log      *slog.Logger     // where refusals and failures go; nil is silent
	Now      func() time.Time // nil means time.Now
}

const defaultMaxBytes = 1 << 20

// NewHandler receives Marqeta's webhooks. It checks, the cheapest first, and answers
//
//	405 what is no POST
//	413 a body above the limit
//	415 a body that does not call itself JSON
//	401 wrong or missing credentials or signature
//	429 the same from one peer, again and again
//	400 a body that is not one JSON object
//	503 what could not be stored, so that the sender comes again
//	200 what is on stable storage, and pings
//
// Marqeta counts everything but 200 as a failure and repeats it for about two weeks.
func NewHandler(c Config) http.Handler {
	if c.MaxBytes <= 0 {
		c.MaxBytes = defaultMaxBytes
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &handler{Config: c, guard: basicauth.New(c.Username, c.Password)}
}

type handler struct {
	Config
	guard    basicauth.Guard
	refusals basicauth.Refusals
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, err := h.receive(w, r)
	log := err != nil
	switch status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Basic realm="webhooks", charset="UTF-8"`)
		status, log = h.refusals.Refused(w, r, time.Now())
	}
	if log {
		level := slog.LevelWarn
		if status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		h.Log.Log(r.Context(), level, "webhook message refused", "status", status, "remote", r.RemoteAddr, "error", err)
	}
	answer(w, status)
}

// The answers' bodies are constant: nothing the sender wrote comes back.
var answers = map[int][]byte{http.StatusOK: []byte("{}\n")}

func answer(w http.ResponseWriter, status int) {
	body, ok := answers[status]
	if !ok {
		body = []byte(`{"error":"` + http.StatusText(status) + `"}` + "\n")
	}
	w.Header()["Content-Type"] = jsonType
	w.WriteHeader(status)
	_, _ = w.Write(body) // a sender that is gone will come again
}

var jsonType = []string{"application/json"}

// receive takes one request as far as it gets. The error is for the log.
func (h *handler) receive(w http.ResponseWriter, r *http.Request) (status int, err error) {
	switch {
	case r.Method != http.MethodPost:
		return http.StatusMethodNotAllowed, errors.New("method is " + r.Method)
	case r.ContentLength > h.MaxBytes:
		return http.StatusRequestEntityTooLarge, errors.New("the body is too large")
	case !isJSON(r.Header.Get("Content-Type")):
		return http.StatusUnsupportedMediaType, errors.New("the body is not called JSON")
	case !h.guard.Admits(r):
		return http.StatusUnauthorized, errors.New("wrong credentials")
	}
	raw, err := h.body(w, r)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return http.StatusRequestEntityTooLarge, err
	}
	if err != nil {
		return http.StatusBadRequest, err
	}
	signature, err := h.signed(r, raw)
	if err != nil {
		return http.StatusUnauthorized, err
	}
	m, err := Decode(raw)
	if err != nil {
		return http.StatusBadRequest, err
	}
	m.Notifications = slices.DeleteFunc(m.Notifications, func(n Notification) bool { return n.Family == Ping })
	if len(m.Notifications) == 0 {
		return http.StatusOK, nil
	}
	m.Header, m.ReceivedAt, m.Remote, m.Signature = kept(r.Header), h.Now().UTC(), r.RemoteAddr, signature
	if err := h.Sink.Record(r.Context(), m); err != nil {
		return http.StatusServiceUnavailable, err
	}
	return http.StatusOK, nil
}

// body reads what was announced in one piece, and what was not within the limit.
func (h *handler) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength < 0 {
		return io.ReadAll(http.MaxBytesReader(w, r.Body, h.MaxBytes))
	}
	raw := make([]byte, r.ContentLength)
	_, err := io.ReadFull(r.Body, raw)
	return raw, err
}

func isJSON(contentType string) bool {
	if contentType == "application/json" {
		return true
	}
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && kind == "application/json"
}

// keptHeaders is everything about a delivery worth keeping. Authorization is not.
var keptHeaders = []string{"Content-Type", "User-Agent", "X-Marqeta-Request-Trace-Id", signatureHeader}

const maxHeader = 500

func kept(h http.Header) map[string]string {
	out := make(map[string]string, len(keptHeaders))
	for _, name := range keptHeaders {
		if v := h[name]; len(v) > 0 {
			out[name] = v[0][:min(len(v[0]), maxHeader)]
		}
	}
	return out
}
