package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

var answerColumns = []column[GatewayAnswer]{
	col("received_at", "timestamptz", func(a *GatewayAnswer) time.Time { return a.ReceivedAt }),
	col("hour", "timestamptz", func(a *GatewayAnswer) time.Time { return a.Hour }),
	col("source", "text", func(a *GatewayAnswer) string { return a.Source }),
	col("mode", "text", func(a *GatewayAnswer) string { return string(a.Mode) }),
	col("ended", "text", func(a *GatewayAnswer) string { return string(a.Ended) }),
	col("token", "text", func(a *GatewayAnswer) string { return a.Token }),
	col("transaction_token", "text", func(a *GatewayAnswer) string { return a.TransactionToken }),
	col("method", "text", func(a *GatewayAnswer) string { return a.Method }),
	col("status", "int", func(a *GatewayAnswer) int32 { return int32(a.Status) }),
	col("reason", "text", func(a *GatewayAnswer) string { return a.Reason }),
	col("read_us", "bigint", func(a *GatewayAnswer) int64 { return a.ReadUs }),
	col("parsed_us", "bigint", func(a *GatewayAnswer) int64 { return a.ParsedUs }),
	col("waited_us", "bigint", func(a *GatewayAnswer) int64 { return a.WaitedUs }),
	col("wrote_us", "bigint", func(a *GatewayAnswer) int64 { return a.WroteUs }),
	col("synced_us", "bigint", func(a *GatewayAnswer) int64 { return a.SyncedUs }),
	col("upstream_us", "bigint", func(a *GatewayAnswer) int64 { return a.UpstreamUs }),
	col("answered_us", "bigint", func(a *GatewayAnswer) int64 { return a.AnsweredUs }),
	col("details", "bytea", func(a *GatewayAnswer) []byte { return a.Details }),
}

var addAnswers = insertion("gateway_answers", answerColumns)

const addAnswer = `INSERT INTO gateway_answers (received_at, hour, source, mode, ended, token, transaction_token, method, status, reason,
	read_us, parsed_us, waited_us, wrote_us, synced_us, upstream_us, answered_us, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// addAnswers writes with one statement for all rows, which the database has to read only
// once.
func (s *Store) addAnswers(ctx context.Context, rows []GatewayAnswer) (err error) {
	tx := s.write.(bun.Tx).Tx
	if !s.isSQLite() {
		_, err := tx.ExecContext(ctx, addAnswers, arrays(answerColumns, rows)...)
		return translate("write down answers", err)
	}
	stmt, err := tx.PrepareContext(ctx, addAnswer)
	if err != nil {
		return fmt.Errorf("write down answers: %w", err)
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	for _, a := range rows {
		_, err := stmt.ExecContext(ctx, a.ReceivedAt.UnixMicro(), a.Hour.UnixMicro(), a.Source, string(a.Mode), string(a.Ended), a.Token, a.TransactionToken, a.Method,
			a.Status, a.Reason, a.ReadUs, a.ParsedUs, a.WaitedUs, a.WroteUs, a.SyncedUs, a.UpstreamUs, a.AnsweredUs, a.Details)
		if err != nil {
			return translate("write down an answer", err)
		}
	}
	return nil
}
