package delivery

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/state"
)

// How long an endpoint may take (Marqeta publishes the limit for pings only) and
// how much of its answer is read.
const (
	Timeout     = 10 * time.Second
	PingTimeout = 5 * time.Second
	maxAnswer   = 64 << 10
)

// attempt sends one batch and gives its deliveries as they stand afterwards, nil
// if ctx ended in between.
func (d *Dispatcher) attempt(ctx context.Context, batch []state.Delivery) []state.Delivery {
	ids := make([]int64, len(batch))
	for i, v := range batch {
		ids[i] = v.ID
	}
	full, err := d.Store.Bodies(ctx, ids)
	if err != nil {
		if ctx.Err() == nil {
			d.Log.Error("read deliveries", "error", err)
		}
		return d.settled(ctx, batch, Answer{}, err)
	}
	for i, v := range batch {
		batch[i].Body, batch[i].Target = full[v.ID].Body, full[v.ID].Target
	}
	to, ok := d.endpoint(batch[0])
	if !ok {
		for i := range batch {
			batch[i].State, batch[i].Answer = state.Dropped, "the webhook is switched off"
		}
		return d.lean(batch)
	}
	items := make([]jsontext.Value, len(batch))
	for i, v := range batch {
		items[i] = v.Body
	}
	body := []byte(items[0])
	if !to.Bare {
		if body, err = Envelope(batch[0].Event, items...); err != nil {
			return d.settled(ctx, batch, Answer{}, err)
		}
	}
	answer, lost, err := d.suffer(ctx, d.strike(batch[0]), to, body)
	batch = d.settled(ctx, batch, answer, err)
	for i := range batch {
		if lost {
			batch[i].State = state.Dropped
		}
	}
	return batch
}

func (d *Dispatcher) endpoint(v state.Delivery) (Endpoint, bool) {
	if v.Target == nil {
		return d.Resolve(v.Endpoint)
	}
	var to Endpoint
	return to, json.Unmarshal(v.Target, &to) == nil
}

func (d *Dispatcher) settled(ctx context.Context, batch []state.Delivery, answer Answer, err error) []state.Delivery {
	if ctx.Err() != nil {
		return nil
	}
	for i := range batch {
		v := &batch[i]
		v.Attempts++
		v.Status, v.Answer = answer.Status, string(answer.Body[:min(len(answer.Body), 500)])
		if err != nil {
			v.Answer = err.Error()
		}
		switch {
		case err == nil && answer.Status == http.StatusOK:
			v.State = state.Delivered
		case v.Attempts > retries:
			v.State = state.Dropped
		default:
			v.Due = d.Now().Add(backoff(v.Attempts))
		}
	}
	return d.lean(batch)
}

// lean lets go of the bodies; Target stays to mark what is not batched.
func (d *Dispatcher) lean(batch []state.Delivery) []state.Delivery {
	for i := range batch {
		batch[i].Body = nil
	}
	return batch
}

// Envelope wraps items of one event type as Marqeta does: one array under the
// name of the category.
func Envelope(event string, items ...jsontext.Value) ([]byte, error) {
	base, _, _ := strings.Cut(event, ".")
	return json.Marshal(map[string][]jsontext.Value{base + "s": items})
}

// Answer is what an endpoint said.
type Answer struct {
	Status      int
	ContentType string
	Body        []byte
}

// Post sends one body. It follows no redirect.
func (d *Dispatcher) Post(ctx context.Context, to Endpoint, body []byte) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, bytes.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	req.Header.Set("Content-Type", "application/json;charset=UTF-8")
	req.Header.Set("User-Agent", "carddeck-sandbox")
	req.Header.Set("X-Marqeta-Request-Trace-Id", d.NewToken())
	for name, value := range to.Headers {
		req.Header.Set(name, value)
	}
	req.SetBasicAuth(to.Username, to.Password)
	if to.Secret != "" {
		req.Header.Set("X-Marqeta-Signature", Sign(to.Algorithm, to.Secret, body))
	}
	res, err := d.Client.Do(req)
	if err != nil {
		return Answer{}, fmt.Errorf("send: %w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return Answer{}, fmt.Errorf("read the answer: %w", err)
	}
	return Answer{res.StatusCode, res.Header.Get("Content-Type"), answer}, nil
}

// SHA256 is the algorithm name that replaces the default HMAC-SHA-1.
const SHA256 = "HMAC_SHA_256"

// Sign gives the lower-case hexadecimal HMAC of a raw body.
func Sign(algorithm, secret string, body []byte) string {
	digest := sha1.New
	if algorithm == SHA256 {
		digest = sha256.New
	}
	mac := hmac.New(digest, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// NewClient makes the HTTP client deliveries use unless they are given another.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 4,
			IdleConnTimeout:     90 * time.Second,
			TLSHandshakeTimeout: 5 * time.Second,
			ForceAttemptHTTP2:   true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
