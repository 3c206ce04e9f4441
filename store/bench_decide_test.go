package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"
)

// BenchmarkDecide decides new authorizations of many accounts for 64 callers.
func BenchmarkDecide(b *testing.B) {
	for name, dsn := range map[string]func() string{
		"sqlite":   func() string { return filepath.Join(b.TempDir(), "console.db") },
		"postgres": func() string { return storetest.Postgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, store.Config{DSN: dsn()})
			const accounts = 1000
			for i := range accounts {
				h := ledger.Holder{Kind: ledger.User, Token: fmt.Sprintf("user-%d", i)}
				if _, err := s.CreditFromShell(b.Context(), store.ShellCredit{Holder: h, Currency: "USD", Amount: 1 << 40, By: "bench"}); err != nil {
					b.Fatal(err)
				}
			}
			var n atomic.Int64
			questions := make([]jit.Question, b.N)
			for i := range questions {
				questions[i] = question(i+1, "pgfs.authorization", 100, func(q *jit.Question) { q.User = fmt.Sprintf("user-%d", i%accounts) })
			}
			b.SetParallelism(32)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					q := questions[n.Add(1)-1]
					if d, err := s.Decide(context.Background(), q); err != nil || !d.Approved {
						b.Errorf("%+v, %v", d, err)
					}
				}
			})
		})
	}
}
