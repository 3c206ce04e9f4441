package rest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// worthwhile is how large an answer is, in bytes, that is compressed where that is
// accepted: below it the network is not what takes time.
const worthwhile = 16 << 10

var compressors = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is right
	}
	return w
}}

// packed is the body as it is sent, its headers set.
func packed(h http.Header, r *http.Request, body []byte) []byte {
	if len(body) >= worthwhile {
		h.Set("Vary", "Accept-Encoding")
		if accepts(r, "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = compressed(body)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	return body
}

// accepts reports whether a coding is among those of the request, and not with a
// weight of zero.
func accepts(r *http.Request, coding string) bool {
	for _, line := range r.Header.Values("Accept-Encoding") {
		for offer := range strings.SplitSeq(line, ",") {
			name, weight, _ := strings.Cut(offer, ";")
			if strings.EqualFold(strings.TrimSpace(name), coding) {
				q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
				return strings.Trim(q, "0.") != "" || q == ""
			}
		}
	}
	return false
}

func compressed(body []byte) []byte {
	var out bytes.Buffer
	w := compressors.Get().(*gzip.Writer)
	defer compressors.Put(w)
	w.Reset(&out)
	// A buffer takes everything.
	_, _ = w.Write(body)
	_ = w.Close()
	return out.Bytes()
}

// unpacked reads a body that may be compressed, up to MaxBody bytes of what it says.
func unpacked(r *http.Request, body io.Reader) ([]byte, error) {
	switch strings.ToLower(r.Header.Get("Content-Encoding")) {
	case "", "identity":
		return io.ReadAll(body)
	case "gzip":
	default:
		return nil, ErrCoding
	}
	in, err := gzip.NewReader(body)
	if err != nil {
		return nil, err
	}
	said, err := io.ReadAll(io.LimitReader(in, MaxBody+1))
	if len(said) > MaxBody {
		return nil, ErrBodySize
	}
	return said, err
}
