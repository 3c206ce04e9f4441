package scenario

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// endpoint is the program's own side: its gateway and its webhook receiver.
type endpoint struct {
	address string
	server  *http.Server

	mu        sync.Mutex
	says      string // what the gateway does
	questions []jsontext.Value
	news      []jsontext.Value
	changed   chan struct{} // closed when there is news
}

// listen starts an endpoint on a free port of this machine.
func listen() (*endpoint, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	e := &endpoint{address: "http://" + l.Addr().String(), changed: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /jit", e.decide)
	mux.HandleFunc("POST /notifications", e.note)
	e.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	go func() { _ = e.server.Serve(l) }()
	return e, nil
}

func (e *endpoint) close() error { return e.server.Close() }

// begin forgets what came before a step and sets what the gateway does in it.
func (e *endpoint) begin(says string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.says, e.questions = says, nil
}

// asked gives the step's questions.
func (e *endpoint) asked() []jsontext.Value {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.questions
}

// echoed are the members of a funding message that an answer repeats.
var echoed = []string{"token", "method", "user_token", "acting_user_token", "business_token", "amount", "original_jit_funding_token"}

// decide is the gateway.
func (e *endpoint) decide(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	e.mu.Lock()
	e.questions = append(e.questions, body)
	says := e.says
	e.mu.Unlock()
	status, changes := http.StatusOK, map[string]any{}
	switch says {
	case Delay:
		// The platform hangs up when its time is over.
		<-r.Context().Done()
	case "", Approve:
	case Decline:
		status, changes = http.StatusPaymentRequired, map[string]any{"decline_reason": "INSUFFICIENT_FUNDS"}
	default:
		status, changes = http.StatusPaymentRequired, map[string]any{"decline_reason": says}
	}
	answer := map[string]any{}
	for _, order := range []string{"gpa_order", "gpa_order_unload"} {
		for _, name := range echoed {
			if v := member(body, order+".jit_funding."+name); v != nil {
				answer[name] = v
			}
		}
	}
	for name, value := range changes {
		answer[name] = value
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.MarshalWrite(w, map[string]any{"jit_funding": answer})
}

// note is the webhook receiver.
func (e *endpoint) note(w http.ResponseWriter, r *http.Request) {
	var message struct {
		Transactions []jsontext.Value `json:"transactions"`
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(body, &message) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.news = append(e.news, message.Transactions...)
	close(e.changed)
	e.changed = make(chan struct{})
}

// notified waits for the notification of a transaction, nil if none comes in time.
func (e *endpoint) notified(ctx context.Context, token string, patience time.Duration) jsontext.Value {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		e.mu.Lock()
		changed := e.changed
		for _, n := range e.news {
			if at(n, "token") == token {
				e.mu.Unlock()
				return n
			}
		}
		e.mu.Unlock()
		select {
		case <-changed:
		case <-late.C:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}
