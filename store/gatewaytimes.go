package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"carddeck/marqeta/jit"
)

// gatewayMinute counts the answers of one minute that took about the same time.
type gatewayMinute struct {
	Source    string    `bun:",pk"`
	Minute    time.Time `bun:",pk"`
	Bucket    int       `bun:",pk"`
	Answers   int64
	Approvals int64
}

// Each bucket is a fifth longer than the one before; the first ends at 100 µs.
const (
	firstBucket = 100 * time.Microsecond
	perDoubling = 4
)

func bucketOf(took time.Duration) int {
	if took <= firstBucket {
		return 0
	}
	return int(math.Ceil(perDoubling * math.Log2(float64(took)/float64(firstBucket))))
}

// bucketEnd is the longest time that falls into a bucket.
func bucketEnd(bucket int) time.Duration {
	return time.Duration(float64(firstBucket) * math.Exp2(float64(bucket)/perDoubling))
}

// Latency is how a gateway has answered for a while. Times are at most a fifth above the
// true ones.
type Latency struct {
	Answers, Approvals int64
	P50, P95, P99, Max time.Duration
}

// GatewayLatency says how a gateway has answered since a time, at most a day ago.
func (s *Store) GatewayLatency(ctx context.Context, source string, since time.Time) (Latency, error) {
	if dayAgo := s.now().Add(-24 * time.Hour); since.Before(dayAgo) {
		since = dayAgo
	}
	var rows []gatewayMinute
	err := s.read.NewSelect().Model(&rows).Column("bucket").ColumnExpr("sum(answers) AS answers, sum(approvals) AS approvals").
		Where("source = ?", source).Where("minute >= ?", since.Truncate(time.Minute)).GroupExpr("bucket").OrderExpr("bucket").Scan(ctx)
	return latency(rows), translate("measure gateway", err)
}

func latency(rows []gatewayMinute) Latency {
	var l Latency
	for _, r := range rows {
		l.Answers, l.Approvals = l.Answers+r.Answers, l.Approvals+r.Approvals
	}
	var seen int64
	for _, r := range rows {
		seen += r.Answers
		end := bucketEnd(r.Bucket)
		for share, into := range map[float64]*time.Duration{0.5: &l.P50, 0.95: &l.P95, 0.99: &l.P99} {
			if *into == 0 && float64(seen) >= share*float64(l.Answers) {
				*into = end
			}
		}
		l.Max = end
	}
	return l
}

// minutesOf folds answers into minutes.
func minutesOf(all []jit.Answered) []gatewayMinute {
	type key struct {
		source string
		minute time.Time
		bucket int
	}
	found := map[key]*gatewayMinute{}
	var order []*gatewayMinute
	for _, a := range all {
		k := key{a.Gateway, a.Received.Truncate(time.Minute), bucketOf(a.Stages.Answered)}
		if found[k] == nil {
			found[k] = &gatewayMinute{Source: k.source, Minute: k.minute, Bucket: k.bucket}
			order = append(order, found[k])
		}
		found[k].Answers++
		if a.Status == 200 {
			found[k].Approvals++
		}
	}
	out := make([]gatewayMinute, len(order))
	for i, m := range order {
		out[i] = *m
	}
	// One order for all consoles on a database, so that none waits for another.
	slices.SortFunc(out, func(a, b gatewayMinute) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), a.Minute.Compare(b.Minute), cmp.Compare(a.Bucket, b.Bucket))
	})
	return out
}

// slowest keeps the slowest answers since a time.
func slowest(all []GatewayAnswer, since time.Time, most int) []GatewayAnswer {
	all = slices.DeleteFunc(all, func(a GatewayAnswer) bool { return a.ReceivedAt.Before(since) })
	slices.SortFunc(all, func(a, b GatewayAnswer) int { return cmp.Compare(b.AnsweredUs, a.AnsweredUs) })
	return all[:min(len(all), most)]
}
