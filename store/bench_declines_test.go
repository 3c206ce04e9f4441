package store_test

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// BenchmarkDeclineGroups counts a million declines into some thirty thousand groups, and
// reports how many a second, and the 99th percentile of what the list's page asks, by each
// filter, in microseconds. One run of each is enough, and takes its time: -benchtime 1x -timeout 1h.
func BenchmarkDeclineGroups(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			const n = 1_000_000
			dsn := filepath.Join(b.TempDir(), "console.db")
			if database == "postgres" {
				dsn = storetest.Postgres(b)
			}
			s := storetest.Open(b, store.Config{DSN: dsn})
			generateBy(b, s, dsn, n, declined)
			began := time.Now()
			var last store.RebuildProgress
			if err := s.RebuildDeclines(context.Background(), func(p store.RebuildProgress) { last = p }); err != nil {
				b.Fatal(err)
			}
			b.Logf("%d declines in %d groups counted in %v", last.Done, last.Checked, time.Since(began))
			now := start.Add(n * spacing)
			for name, f := range map[string]store.DeclineFilter{
				"all": {}, "open": {State: store.DeclinesOpen}, "resolved": {State: store.DeclinesResolved}, "code": {Code: "1007"},
				"open-code": {State: store.DeclinesOpen, Code: "1007"}, "product": {CardProduct: "product-3"}, "currency": {Currency: "USD"}, "currency-none": {Currency: "EUR"},
				"count": {State: store.DeclinesOpen, ByCount: true}, "count-code": {Code: "1007", ByCount: true}, "month": {From: now.AddDate(0, -1, 0), To: now},
			} {
				b.Run(name, func(b *testing.B) { declinePage(b, s, f, now) })
			}
		})
	}
}

// declinePage asks what the list's page asks.
func declinePage(b *testing.B, s *store.Store, f store.DeclineFilter, now time.Time) {
	var took []time.Duration
	for b.Loop() {
		for range 50 {
			began := time.Now()
			found, err := s.ListDeclineGroups(context.Background(), f, store.Page{})
			if err != nil {
				b.Fatal(err)
			}
			ids := []string{}
			for _, g := range found.Rows {
				ids = append(ids, g.ID)
				if _, err := s.ChangesBefore(context.Background(), g.FirstSeen, time.Hour, 20); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := s.DeclineHours(context.Background(), now.Add(-24*time.Hour), ids...); err != nil {
				b.Fatal(err)
			}
			if _, err := s.CountDeclineGroupsUpTo(context.Background(), f, 1001); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/1e3, "p50-us")
	b.ReportMetric(float64(took[len(took)*99/100])/1e3, "p99-us")
}

var (
	states   = regexp.MustCompile(`CASE WHEN i % 50 = 0 THEN 'DECLINED'.*ELSE 'CLEARED' END`)
	codes    = regexp.MustCompile(`CASE WHEN i % 9999 = 0.*ELSE '0000' END`)
	kinds    = regexp.MustCompile(`CASE i % 3 WHEN 0 .* END,\n`)
	recorded = regexp.MustCompile(`CASE WHEN i % 3 = 2 THEN \w+ ELSE (\w+) END, (\d|to_)`)
)

// declined makes every generated row a decline of one of 37 codes and 101 categories.
func declined(insert string) string {
	insert = states.ReplaceAllString(insert, "'DECLINED'")
	insert = codes.ReplaceAllString(insert, "CAST(1000 + i % 37 AS TEXT)")
	insert = kinds.ReplaceAllString(insert, "'authorization',\n")
	insert = recorded.ReplaceAllString(insert, "$1, $2")
	return regexp.MustCompile(`'5812'`).ReplaceAllString(insert, "CAST(5000 + i % 101 AS TEXT)")
}
