package jit

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/basicauth"
)

// The budget of one request, from its first byte. The platform waits three seconds,
// network included, and declines by itself.
const (
	bodyBy   = 250 * time.Millisecond  // the body is here
	parsedBy = 300 * time.Millisecond  // it is understood
	beginBy  = 1000 * time.Millisecond // the books' transaction has begun
	commitBy = 1500 * time.Millisecond // its COMMIT has begun
	giveUpBy = 1900 * time.Millisecond // nobody is waited for
	AnswerBy = 2000 * time.Millisecond // the answer is written
)

// Config says who may ask and what answers.
type Config struct {
	// Username and Password are what the platform shows. Without both every request
	// is refused.
	Username string
	Password marqeta.Secret

	Books    Books
	Gateways *Gateways
	Journal  Journal          // nil forgets
	Log      *slog.Logger     // nil is silent
	Now      func() time.Time // the clock of records and rules, never of deadlines; nil is time.Now
}

// NewHandler answers the platform's funding requests. Whoever shows the credentials gets
// 200 or 402 with a funding message in JSON, whatever happens: what cannot be decided in
// time, durably and by the rules is declined. Others get 401, or 429 where they go on and
// on, and what is no POST 405; none of them reaches the books.
func NewHandler(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Journal == nil {
		c.Journal = forget{}
	}
	return &handler{Config: c, guard: basicauth.New(c.Username, c.Password), client: newClient()}
}

type forget struct{}

func (forget) Note(Answered) {}

type handler struct {
	Config
	guard    basicauth.Guard
	refusals basicauth.Refusals
	client   *http.Client
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		write(w, http.StatusMethodNotAllowed, []byte(`{"error":"Method Not Allowed"}`))
	case !h.guard.Admits(r):
		status, log := h.refusals.Refused(w, r, began)
		if log {
			h.Log.WarnContext(r.Context(), "funding request refused", "status", status, "error", "wrong credentials", "remote", r.RemoteAddr)
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="gateway", charset="UTF-8"`)
		write(w, status, []byte(`{"error":"`+http.StatusText(status)+`"}`))
	default:
		e := &exchange{handler: h, began: began}
		e.Received = h.Now().UTC()
		e.settle(w, r)
		write(w, e.Status, e.Answer)
		e.Stages.Answered = time.Since(began)
		e.note()
	}
}

// write hands an answer to the network, at once: a handler's return may come later.
func write(w http.ResponseWriter, status int, body []byte) {
	header := w.Header()
	header["Content-Type"] = jsonType
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // who has hung up declines by itself
	_ = http.NewResponseController(w).Flush()
}

var jsonType = []string{"application/json"}
