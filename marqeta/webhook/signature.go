package webhook

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Marqeta's default algorithm; HMAC does not need collision resistance
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"net/http"
)

const signatureHeader = "X-Marqeta-Signature"

var errSignature = errors.New("wrong or missing signature")

// signed checks the HMAC over the raw bytes when a secret is set. The webhook's
// signature_algorithm may have been changed while old messages are still repeated, so
// the length of the digits says which of the two it is.
// https://www.marqeta.com/docs/developer-guides/signature-verification
func (h *handler) signed(r *http.Request, raw []byte) (Signature, error) {
	if h.Secret == "" {
		return Unchecked, nil
	}
	claimed, err := hex.DecodeString(r.Header.Get(signatureHeader))
	if err != nil {
		return "", errSignature
	}
	var algorithm func() hash.Hash
	switch len(claimed) {
	case sha1.Size:
		algorithm = sha1.New
	case sha256.Size:
		algorithm = sha256.New
	default:
		return "", errSignature
	}
	mac := hmac.New(algorithm, []byte(h.Secret.Reveal()))
	mac.Write(raw)
	if !hmac.Equal(mac.Sum(nil), claimed) {
		return "", errSignature
	}
	return Verified, nil
}
