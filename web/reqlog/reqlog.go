// Package reqlog keeps one record per request, enriched on the way and written
// once at the end. It holds the route's pattern, never the address that was asked
// for, since addresses carry search text and sign-in links.
package reqlog

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"
)

// Record is what is known of one request.
type Record struct {
	Reference string // shown on error pages, so that a person can quote it
	Method    string
	Pattern   string // filled by the route
	Operator  int64  // 0 for nobody
	Status    int
	Bytes     int64
	Err       error
}

type key struct{}

// From gives the record of the request. Outside of one it is a record nobody reads.
func From(ctx context.Context) *Record {
	if r, ok := ctx.Value(key{}).(*Record); ok {
		return r
	}
	return &Record{}
}

// Middleware starts a record, lets the request run, and writes the record.
func Middleware(log *slog.Logger, now func() time.Time, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		record := &Record{Reference: rand.Text()[:8], Method: r.Method}
		start := now()
		counted := &counter{ResponseWriter: w, record: record}
		next.ServeHTTP(counted, r.WithContext(context.WithValue(r.Context(), key{}, record)))
		level := slog.LevelInfo
		attrs := []slog.Attr{
			slog.String("reference", record.Reference), slog.String("method", record.Method),
			slog.String("route", record.Pattern), slog.Int("status", record.Status),
			slog.Int64("bytes", record.Bytes), slog.Duration("took", now().Sub(start)),
		}
		if record.Operator != 0 {
			attrs = append(attrs, slog.Int64("operator", record.Operator))
		}
		if record.Status >= 500 {
			level = slog.LevelError
		}
		if record.Err != nil {
			attrs = append(attrs, slog.String("error", record.Err.Error()))
		}
		log.LogAttrs(r.Context(), level, "request", attrs...)
	})
}

// counter notes the status and size of the answer.
type counter struct {
	http.ResponseWriter
	record *Record
}

func (c *counter) WriteHeader(status int) {
	if c.record.Status == 0 {
		c.record.Status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(b []byte) (int, error) {
	if c.record.Status == 0 {
		c.record.Status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.record.Bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
