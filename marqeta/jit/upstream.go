package jit

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// newClient makes the client customers' gateways are asked with: no redirects, no
// second attempt, TLS 1.2 or newer.
func newClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second, ForceAttemptHTTP2: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// pass asks the customer's own gateway with the request as it came. The answer is fit to
// be passed on when there is no error.
func (u Upstream) pass(ctx context.Context, client *http.Client, header http.Header, body []byte) (Theirs, error) {
	began := time.Now()
	status, answer, err := u.exchange(ctx, client, header, body)
	t := Theirs{Status: status, Answer: answer, Took: time.Since(began)}
	if err == nil && status != http.StatusOK && status != http.StatusPaymentRequired {
		err = fmt.Errorf("it answered %d, which is neither 200 nor 402", status)
	}
	if err != nil {
		t.Error = err.Error()
	}
	return t, err
}

func (u Upstream) exchange(ctx context.Context, client *http.Client, header http.Header, body []byte) (int, []byte, error) {
	// A body that can be read only once keeps the client from sending it again.
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.URL, io.NopCloser(bytes.NewReader(body)))
	if err != nil {
		return 0, nil, err
	}
	r.ContentLength = int64(len(body))
	r.Header = header.Clone()
	for _, ours := range []string{
		"Authorization", "Connection", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer",
		"Transfer-Encoding", "Upgrade", "Accept-Encoding", "Content-Length", "Cookie",
	} {
		r.Header.Del(ours)
	}
	if u.Username != "" {
		r.SetBasicAuth(u.Username, u.Password.Reveal())
	}
	res, err := client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, MaxBody+1))
	if err == nil && len(answer) > MaxBody {
		answer, err = answer[:MaxBody], errors.New("its answer is larger than 64 KiB")
	}
	return res.StatusCode, answer, err
}
