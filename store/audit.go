package store

import (
	"context"
	"strconv"
	"time"
)

// AuditEntry is the record of one act of an operator, written before the call that
// carries it out and closed after it.
type AuditEntry struct {
	ID            int64  `bun:",pk,autoincrement"`
	RequestKey    string `bun:",nullzero"` // drawn with the form: a second click finds the first one's entry
	OperatorID    int64
	OperatorEmail string // as it was then
	Action        string // in words: "create card"
	Area          string // the console's area: "cards"
	Target        string // the token acted on; may be known only at the end
	Detail        string // a sentence for people
	Request       []byte // what was sent, as JSON, without secrets; may be nil
	Outcome       Outcome
	ResultPath    string // where the browser was sent, for the second click
	Reference     string // the request's own id, as shown on an error page
	StartedAt     time.Time
	FinishedAt    time.Time `bun:",nullzero"` // zero while open
}

// Outcome is what became of an act.
type Outcome string

// An entry is open until FinishAudit. Unknown means that the platform did not answer:
// whether it was carried out is settled by asking for the token.
const (
	OutcomeOpen    Outcome = "open"
	OutcomeDone    Outcome = "done"
	OutcomeRefused Outcome = "refused"
	OutcomeUnknown Outcome = "unknown"
)

// BeginAudit writes an open entry and returns it with its ID. When its RequestKey is
// known, nothing is written and the existing entry comes back with fresh false. An
// empty RequestKey is always fresh.
func (s *Store) BeginAudit(ctx context.Context, e AuditEntry) (entry AuditEntry, fresh bool, err error) {
	e.ID, e.Outcome, e.StartedAt, e.FinishedAt = 0, OutcomeOpen, s.now(), time.Time{}
	r, err := s.write.NewInsert().Model(&e).On("CONFLICT (request_key) DO NOTHING").Returning("id").Exec(ctx)
	if err != nil {
		return AuditEntry{}, false, translate("begin audit entry", err)
	}
	if n, err := r.RowsAffected(); err == nil && n == 1 {
		return e, true, nil
	}
	err = s.write.NewSelect().Model(&entry).Where("request_key = ?", e.RequestKey).Scan(ctx)
	return entry, false, translate("find audit entry", err)
}

// FinishAudit closes an entry, once. target, resultPath and detail are kept as they
// were where they are empty. An entry that is done or refused is final: closing it
// again is ErrNotFound, as is an unknown ID. One closed as unknown may be settled.
func (s *Store) FinishAudit(ctx context.Context, id int64, outcome Outcome, target, resultPath, detail string) error {
	return changed("finish audit entry")(s.write.NewUpdate().Model((*AuditEntry)(nil)).
		Set("outcome = ?", outcome).Set("finished_at = ?", s.now()).
		Set("target = COALESCE(NULLIF(?, ''), target)", target).
		Set("result_path = COALESCE(NULLIF(?, ''), result_path)", resultPath).
		Set("detail = COALESCE(NULLIF(?, ''), detail)", detail).
		Where("id = ?", id).Where("outcome IN ('open', 'unknown')").Exec(ctx))
}

// Audit finds an entry; ErrNotFound when there is none.
func (s *Store) Audit(ctx context.Context, id int64) (AuditEntry, error) {
	var e AuditEntry
	err := s.read.NewSelect().Model(&e).Where("id = ?", id).Scan(ctx)
	return e, translate("find audit entry", err)
}

// AuditFilter narrows ListAudit; what is zero does not.
type AuditFilter struct {
	Target     string
	Area       string
	Outcome    Outcome
	OperatorID int64
}

// ListAudit gives entries, newest first. Keys carry the entry's ID as token.
func (s *Store) ListAudit(ctx context.Context, f AuditFilter, p Page) (Slice[AuditEntry], error) {
	var rows []AuditEntry
	q := s.read.NewSelect().Model(&rows)
	where(q, "target", f.Target)
	where(q, "area", f.Area)
	where(q, "outcome", f.Outcome)
	where(q, "operator_id", f.OperatorID)
	if err := byID(q, p).Scan(ctx); err != nil {
		return Slice[AuditEntry]{}, translate("list audit entries", err)
	}
	return slice(rows, p, func(e AuditEntry) Key { return Key{e.StartedAt, strconv.FormatInt(e.ID, 10)} }), nil
}

// OpenAudits gives the entries that were begun before a time and are open or unknown,
// newest first, at most MaxLimit: old ones that nobody settles must not starve new ones.
func (s *Store) OpenAudits(ctx context.Context, olderThan time.Time) ([]AuditEntry, error) {
	var rows []AuditEntry
	err := s.read.NewSelect().Model(&rows).Where("outcome IN ('open', 'unknown')").
		Where("started_at < ?", olderThan).OrderExpr("id DESC").Limit(MaxLimit).Scan(ctx)
	return rows, translate("list open audit entries", err)
}
