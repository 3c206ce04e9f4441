package certify

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/delivery"
)

// notificationLimit is within which a webhook answers 200.
const notificationLimit = time.Second

// notificationWait is after which there is no answer: the platform's own patience.
const notificationWait = delivery.PingTimeout

// notifier sends notifications to the webhook, in an order and as often as it is told.
type notifier struct {
	to     Address
	secret marqeta.Secret
	sha256 bool
	client *http.Client
	now    func() time.Time
}

func newNotifier(s Settings, now func() time.Time, roots *x509.CertPool) *notifier {
	return &notifier{to: s.Webhook, secret: s.Secret, sha256: s.SHA256, now: now, client: &http.Client{
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 8, ForceAttemptHTTP2: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// send delivers one transaction in the platform's envelope.
func (n *notifier) send(ctx context.Context, as Address, secret marqeta.Secret, title string, transaction []byte) Exchange {
	body, err := delivery.Envelope("transaction", jsontext.Value(transaction))
	x := Exchange{Kind: Notification, Title: title, Sent: string(body), Limit: notificationLimit.Microseconds()}
	if err != nil {
		x.Error = err.Error()
		return x
	}
	ctx, cancel := context.WithTimeout(ctx, notificationWait)
	defer cancel()
	began := n.now()
	x.Status, x.Received, err = n.post(ctx, as, secret, body)
	took := n.now().Sub(began)
	x.Micros, x.Late = took.Microseconds(), took > notificationLimit
	if err != nil {
		x.Error = plain(err)
	}
	return x
}

func (n *notifier) post(ctx context.Context, as Address, secret marqeta.Secret, body []byte) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, as.URL, bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	for name, value := range as.Headers {
		req.Header.Set(name, value.Reveal())
	}
	req.Header.Set("Content-Type", "application/json;charset=UTF-8")
	req.SetBasicAuth(as.Username, as.Password.Reveal())
	if secret != "" {
		algorithm := ""
		if n.sha256 {
			algorithm = delivery.SHA256
		}
		req.Header.Set("X-Marqeta-Signature", delivery.Sign(algorithm, secret.Reveal(), body))
	}
	res, err := n.client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	return res.StatusCode, strings.ToValidUTF8(string(answer), "\uFFFD"), err
}

// taken looks at the answer to a notification: 200 and nothing else, within a second.
func taken(x Exchange) []Check {
	c := Check{What: x.Title, Want: "200 within 1 s", Got: fmt.Sprintf("%d in %s", x.Status, millis(x.Micros))}
	switch {
	case x.Error != "":
		c.Got, c.Fault = x.Error, WebhookNoAnswer
	case x.Status != http.StatusOK:
		c.Got, c.Fault = strconv.Itoa(x.Status), WebhookStatus
	case x.Late:
		c.Fault = WebhookSlow
	}
	return []Check{c}
}
