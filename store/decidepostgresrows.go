package store

import "time"

var decisionColumns = []column[FundingDecision]{
	col("token", "text", func(d *FundingDecision) string { return d.Token }),
	col("digest", "bytea", func(d *FundingDecision) []byte { return d.Digest }),
	col("transaction_token", "text", func(d *FundingDecision) string { return d.TransactionToken }),
	col("original_token", "text", func(d *FundingDecision) string { return d.OriginalToken }),
	col("preceding_token", "text", func(d *FundingDecision) string { return d.PrecedingToken }),
	col("account_id", "bigint", func(d *FundingDecision) int64 { return d.AccountID }),
	col("effect", "text", func(d *FundingDecision) string { return string(d.Effect) }),
	col("binding", "boolean", func(d *FundingDecision) bool { return d.Binding }),
	col("approved", "boolean", func(d *FundingDecision) bool { return d.Approved }),
	col("granted", "bigint", func(d *FundingDecision) int64 { return d.Granted }),
	col("currency", "text", func(d *FundingDecision) string { return d.Currency }),
	col("amount", "bigint", func(d *FundingDecision) int64 { return d.Amount }),
	col("method", "text", func(d *FundingDecision) string { return d.Method }),
	col("type", "text", func(d *FundingDecision) string { return d.Type }),
	col("acting_user_token", "text", func(d *FundingDecision) string { return d.ActingUserToken }),
	col("card_token", "text", func(d *FundingDecision) string { return d.CardToken }),
	col("card_product_token", "text", func(d *FundingDecision) string { return d.CardProductToken }),
	col("source", "text", func(d *FundingDecision) string { return d.Source }),
	col("gateway", "text", func(d *FundingDecision) string { return d.Gateway }),
	col("mode", "text", func(d *FundingDecision) string { return string(d.Mode) }),
	col("mid", "text", func(d *FundingDecision) string { return d.MID }),
	col("mcc", "text", func(d *FundingDecision) string { return d.MCC }),
	col("merchant", "text", func(d *FundingDecision) string { return d.Merchant }),
	col("country", "text", func(d *FundingDecision) string { return d.Country }),
	col("channel", "text", func(d *FundingDecision) string { return d.Channel }),
	col("reason", "text", func(d *FundingDecision) string { return string(d.Reason) }),
	col("memo", "text", func(d *FundingDecision) string { return d.Memo }),
	col("tags", "text", func(d *FundingDecision) string { return d.Tags }),
	col("rule", "text", func(d *FundingDecision) string { return d.Rule }),
	col("version", "bigint", func(d *FundingDecision) int64 { return d.Version }),
	col("status", "int", func(d *FundingDecision) int32 { return int32(d.Status) }),
	col("created_time", "timestamptz", func(d *FundingDecision) time.Time { return d.CreatedTime }),
	col("received_at", "timestamptz", func(d *FundingDecision) time.Time { return d.ReceivedAt }),
	col("decided_at", "timestamptz", func(d *FundingDecision) time.Time { return d.DecidedAt }),
	col("waited_micros", "bigint", func(d *FundingDecision) int64 { return d.WaitedMicros }),
	col("day", "bigint", func(d *FundingDecision) int64 { return d.Day }),
	col("outcome", "text", func(d *FundingDecision) string { return string(d.Outcome) }),
	col("trace", "bytea", func(d *FundingDecision) []byte { return d.Trace }),
	col("answer", "bytea", func(d *FundingDecision) []byte { return d.Answer }),
	col("request", "bytea", func(d *FundingDecision) []byte { return d.Request }),
	col("facing", "bytea", func(d *FundingDecision) []byte { return d.Facing }),
}

var entryColumns = []column[Entry]{
	col("account_id", "bigint", func(e *Entry) int64 { return e.AccountID }),
	col("debit_id", "bigint", func(e *Entry) int64 { return e.DebitID }),
	col("credit_id", "bigint", func(e *Entry) int64 { return e.CreditID }),
	col("book", "text", func(e *Entry) string { return string(e.Book) }),
	col("amount", "bigint", func(e *Entry) int64 { return e.Amount }),
	col("currency", "text", func(e *Entry) string { return e.Currency }),
	col("kind", "text", func(e *Entry) string { return e.Kind }),
	col("purchase", "text", func(e *Entry) string { return e.Purchase }),
	col("transaction_token", "text", func(e *Entry) string { return e.TransactionToken }),
	col("decision_token", "text", func(e *Entry) string { return e.DecisionToken }),
	col("forced", "boolean", func(e *Entry) bool { return e.Forced }),
	col("posted_after", "bigint", func(e *Entry) int64 { return e.PostedAfter }),
	col("held_after", "bigint", func(e *Entry) int64 { return e.HeldAfter }),
	col("at", "timestamptz", func(e *Entry) time.Time { return e.At }),
	col("digest", "bytea", func(e *Entry) []byte { return e.Digest }),
}

var holdColumns = []column[Hold]{
	col("purchase", "text", func(h *Hold) string { return h.Purchase }),
	col("account_id", "bigint", func(h *Hold) int64 { return h.AccountID }),
	col("amount", "bigint", func(h *Hold) int64 { return h.Amount }),
	col("promised", "bigint", func(h *Hold) int64 { return h.Promised }),
	col("state", "text", func(h *Hold) string { return string(h.State) }),
	col("origin", "text", func(h *Hold) string { return string(h.Origin) }),
	col("opened_at", "timestamptz", func(h *Hold) time.Time { return h.OpenedAt }),
	col("changed_at", "timestamptz", func(h *Hold) time.Time { return h.ChangedAt }),
}

var countColumns = []column[Account]{
	col("id", "bigint", func(a *Account) int64 { return a.ID }),
	col("day", "bigint", func(a *Account) int64 { return a.Day }),
	col("day_amount", "bigint", func(a *Account) int64 { return a.DayAmount }),
	col("day_count", "bigint", func(a *Account) int64 { return a.DayCount }),
	col("month", "bigint", func(a *Account) int64 { return a.Month }),
	col("month_amount", "bigint", func(a *Account) int64 { return a.MonthAmount }),
	col("month_count", "bigint", func(a *Account) int64 { return a.MonthCount }),
	col("head", "bytea", func(a *Account) []byte { return a.Head }),
}

// What a group does, prepared once for each connection.
var (
	addDecisions = insertion("funding_decisions", decisionColumns)
	addEntries   = insertion("ledger_entries", entryColumns)
	addHolds     = insertion("ledger_holds", holdColumns)
	countAll     = func() string {
		names, arrays := spread(countColumns)
		return `UPDATE ledger_accounts a SET day = u.day, day_amount = u.day_amount, day_count = u.day_count,
			month = u.month, month_amount = u.month_amount, month_count = u.month_count, head = u.head FROM unnest(` + arrays + `) AS u (` + names + `) WHERE a.id = u.id`
	}()
)

const (
	lockAccounts = `SELECT a.id, a.kind, a.holder, a.currency, a.posted, a.held, a.floor, a.day, a.day_amount, a.day_count, a.month, a.month_amount, a.month_count, a.head
		FROM ledger_accounts a JOIN unnest($1::text[], $2::text[], $3::text[]) AS u (holder, kind, currency)
		ON a.holder = u.holder AND a.kind = u.kind AND a.currency = u.currency ORDER BY a.id FOR UPDATE OF a`

	lookAll = `SELECT token FROM funding_decisions WHERE token = ANY ($1::text[])
		UNION ALL SELECT token FROM transactions WHERE token = ANY ($2::text[])
		UNION ALL SELECT preceding_token FROM transactions WHERE preceding_token = ANY ($2::text[])
		UNION ALL SELECT transaction_token FROM funding_decisions WHERE transaction_token = ANY ($2::text[])
		UNION ALL SELECT jit_token FROM transactions WHERE jit_token <> '' AND jit_token = ANY ($1::text[])
		UNION ALL SELECT jit_original FROM transactions WHERE jit_original <> '' AND jit_original = ANY ($1::text[])
		UNION ALL SELECT original_token FROM funding_decisions WHERE original_token <> '' AND original_token = ANY ($1::text[])
		UNION ALL SELECT preceding_token FROM funding_decisions WHERE preceding_token <> '' AND preceding_token = ANY ($2::text[])`
)
