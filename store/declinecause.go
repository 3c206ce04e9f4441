package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
)

// causeOf says what a decline is counted under. It depends on nothing but the copy and
// the notification's bytes. What cannot be read of these is left out.
func causeOf(t Transaction, raw []byte) DeclineCause {
	c := DeclineCause{Code: t.ResponseCode, MCC: t.MCC, CardProductToken: t.CardProductToken}
	var m marqeta.Transaction
	if json.Unmarshal(raw, &m) != nil {
		return c
	}
	check, sure := explain.DecidedBy(m)
	c.Decider, c.Sure = string(check), sure
	if check == dictionary.VelocityControls || check == dictionary.AuthorizationControls {
		c.Control = clip(strings.ReplaceAll(strings.ToValidUTF8(m.Response.AdditionalInformation, "\uFFFD"), "\x00", "\uFFFD"), maxText)
	}
	return c
}

// group gives the cause's fingerprint. Each part carries its length, so that no two
// causes read alike.
func (c DeclineCause) group() string {
	h := sha256.New()
	for _, part := range []string{c.Code, c.Decider, strconv.FormatBool(c.Sure), c.Control, c.MCC, c.CardProductToken} {
		h.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
