package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"net/url"
	"strings"
)

// NewLink makes the secret of a single-use sign-in link, and the hash to keep of it.
func NewLink() (secret string, hash []byte) {
	secret = strings.ToLower(rand.Text() + rand.Text())
	return secret, LinkHash(secret)
}

// LinkHash is what is kept of a link's secret.
func LinkHash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Local gives a path of this console to go to after sign-in, or the overview when the
// wish leads anywhere else. Only plain paths survive: no host, no scheme, no backslash,
// no control character, nothing that a browser might read as one of them.
func Local(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, unfit) {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") ||
		strings.ContainsFunc(u.Path, unfit) || strings.HasPrefix(u.Path, "/sign-") {
		return "/"
	}
	return u.RequestURI()
}

// Back is Local for a form's way back: empty where the wish leads nowhere in particular.
func Back(wish string) string {
	if to := Local(wish); to != "/" {
		return to
	}
	return ""
}

func unfit(r rune) bool { return r == '\\' || r < ' ' || r == 0x7f }
