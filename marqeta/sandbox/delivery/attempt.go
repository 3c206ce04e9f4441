package delivery

import (
	"bytes"
	"cmp"
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

// How long an endpoint may take (Marqeta publishes the limit for pings only), how much
// of its answer is read and how much of that is kept, and of how many attempts.
const (
	Timeout     = 10 * time.Second
	PingTimeout = 5 * time.Second
	maxAnswer   = 64 << 10
	keptAnswer  = 500
	keptTries   = 20
)

// attempt sends one batch and gives its deliveries as they stand afterwards, nil
// if ctx ended in between.
func (d *Dispatcher) attempt(ctx context.Context, batch []state.Delivery) []state.Delivery {
	to, ok := d.endpoint(batch[0])
	if !ok {
		for i := range batch {
			batch[i].State, batch[i].Answer = state.Dropped, "the webhook is switched off"
		}
		return batch
	}
	began, at := time.Now(), d.Now()
	answer, lost, err := d.deliver(ctx, to, batch)
	if ctx.Err() != nil {
		return nil
	}
	try := state.Try{Time: at.UTC(), Took: time.Since(began).Milliseconds(), Status: answer.Status, Answer: start(answer.Body)}
	if err != nil {
		try.Error = strings.ToValidUTF8(err.Error(), "�")
	}
	for i := range batch {
		d.judge(&batch[i], try, lost)
	}
	return batch
}

// deliver sends one batch. lost says that it is not to be tried again.
func (d *Dispatcher) deliver(ctx context.Context, to Endpoint, batch []state.Delivery) (answer Answer, lost bool, err error) {
	ids := make([]int64, len(batch))
	for i, v := range batch {
		ids[i] = v.ID
	}
	full, err := d.Store.Bodies(ctx, ids)
	if err != nil {
		if ctx.Err() == nil {
			d.Log.Error("read deliveries", "error", err)
		}
		return Answer{}, false, err
	}
	items := make([]jsontext.Value, len(batch))
	for i, v := range batch {
		items[i], batch[i].Tries = full[v.ID].Body, full[v.ID].Tries
	}
	body := []byte(items[0])
	if !to.Bare {
		if body, err = Envelope(batch[0].Event, items...); err != nil {
			return Answer{}, false, err
		}
	}
	return d.suffer(ctx, d.strike(batch[0]), to, body)
}

func (d *Dispatcher) endpoint(v state.Delivery) (Endpoint, bool) {
	if v.Target == nil {
		return d.Resolve(v.Endpoint)
	}
	var to Endpoint
	return to, json.Unmarshal(v.Target, &to) == nil
}

// judge says what becomes of a delivery after an attempt.
func (d *Dispatcher) judge(v *state.Delivery, try state.Try, lost bool) {
	v.Attempts++
	v.Status, v.Answer = try.Status, cmp.Or(try.Error, try.Answer)
	switch {
	case lost:
		v.State = state.Dropped
	case try.Error == "" && try.Status == http.StatusOK:
		v.State = state.Delivered
	case v.Attempts > retries:
		v.State = state.Dropped
	default:
		v.Due = d.Now().Add(backoff(v.Attempts)).Truncate(time.Millisecond)
		try.Next = v.Due.UTC()
	}
	try.Number = v.Attempts
	v.Tries = append(v.Tries, try)
	v.Tries = v.Tries[max(0, len(v.Tries)-keptTries):]
}

// start is the beginning of an answer, as text.
func start(answer []byte) string {
	return strings.ToValidUTF8(string(answer[:min(len(answer), keptAnswer)]), "�")
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
