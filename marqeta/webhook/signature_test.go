package webhook_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/webhook"
)

func TestHandlerSignature(t *testing.T) {
	t.Parallel()
	sign := func(algorithm func() hash.Hash, key, body string) string {
		mac := hmac.New(algorithm, []byte(key))
		mac.Write([]byte(body))
		return hex.EncodeToString(mac.Sum(nil))
	}
	for _, tc := range []struct {
		name, signature string
		want            int
	}{
		{"SHA-256", sign(sha256.New, secret, message), 200},
		{"SHA-1", sign(sha1.New, secret, message), 200},
		{"capitals", strings.ToUpper(sign(sha256.New, secret, message)), 200},
		{"none", "", 401},
		{"another secret", sign(sha256.New, "another", message), 401},
		{"another body", sign(sha256.New, secret, message+" "), 401},
		{"cut short", sign(sha256.New, secret, message)[:62], 401},
		{"no digits", strings.Repeat("z", 64), 401},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			sink := &memory{}
			url := receiver(t, sink, func(c *webhook.Config) { c.Secret = marqeta.Secret(secret) })
			answer := post(t, url, message, func(r *http.Request) { r.Header.Set("X-Marqeta-Signature", tc.signature) })
			if answer.StatusCode != tc.want || (len(sink.got) == 1) != (tc.want == 200) {
				t.Errorf("answer %d, %d stored, want %d", answer.StatusCode, len(sink.got), tc.want)
			}
			if tc.want == 200 && sink.got[0].Signature != webhook.Verified {
				t.Errorf("signature %q, want verified", sink.got[0].Signature)
			}
		})
	}
}
