package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"carddeck/marqeta/sandbox"
)

// BenchmarkCreateUser creates users from 16 callers, durably and without a socket.
func BenchmarkCreateUser(b *testing.B) {
	s, err := sandbox.New(sandbox.Options{Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	var n atomic.Int64
	b.SetParallelism(8)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			body := fmt.Sprintf(`{"token":"user_%d","first_name":"Ada","last_name":"Lovelace"}`, n.Add(1))
			r := httptest.NewRequest(http.MethodPost, "/v3/users", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.SetBasicAuth(sandbox.DefaultApplicationToken.Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
			w := httptest.NewRecorder()
			if s.ServeHTTP(w, r); w.Code != http.StatusCreated {
				b.Errorf("%d %s", w.Code, w.Body)
			}
		}
	})
}
