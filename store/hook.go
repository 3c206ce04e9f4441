package store

import (
	"context"
	"log/slog"
	"time"

	"github.com/uptrace/bun"
)

// slowQueries warns of queries that took longer than a second. bun's finished text
// holds the arguments, so only the operation and the table are told.
type slowQueries struct{ log *slog.Logger }

const slow = time.Second

func (slowQueries) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

func (h slowQueries) AfterQuery(ctx context.Context, e *bun.QueryEvent) {
	took := time.Since(e.StartTime)
	if took < slow {
		return
	}
	table := ""
	if e.IQuery != nil {
		table = e.IQuery.GetTableName()
	}
	h.log.WarnContext(ctx, "slow query", "operation", e.Operation(), "table", table, "took", took)
}
