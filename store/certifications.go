package store

import (
	"context"
	"strconv"
	"time"
)

// Certification is one rehearsal of a gateway's certification. It holds no credential.
type Certification struct {
	ID            int64  `bun:",pk,autoincrement"`
	Name          string // unique; stands in addresses
	Gateway       string // its address, without a query
	Webhook       string // empty: none was told
	Currency      string
	LimitMillis   int64 // within which the gateway had to answer
	State         CertificationState
	Failure       string // why it did not come to its end
	Passed        int64  // scenarios, as those below
	Failed        int64
	Other         int64 // not applicable, or not to be seen
	OperatorID    int64
	OperatorEmail string
	BeganAt       time.Time
	SeenAt        time.Time // the last sign of life
	EndedAt       time.Time `bun:",nullzero"`
}

// CertificationState is how far a certification is.
type CertificationState string

// The states. A run whose process ended stays running, and gives no sign of life.
const (
	CertificationRunning CertificationState = "running"
	CertificationDone    CertificationState = "done"
	CertificationStopped CertificationState = "stopped" // before its end
)

// CertificationResult is what came of one scenario.
type CertificationResult struct {
	ID              int64 `bun:",pk,autoincrement"`
	CertificationID int64
	Number          int64
	Title           string
	Outcome         string // passed, failed, not applicable, cannot be seen
	Verdict         string
	SlowestMicros   int64  // of the gateway's answers
	Evidence        []byte // all of it, as JSON; empty in lists
}

// AddCertification begins one and gives its ID.
func (s *Store) AddCertification(ctx context.Context, c Certification) (int64, error) {
	c.ID, c.State, c.BeganAt, c.SeenAt = 0, CertificationRunning, s.now(), s.now()
	_, err := s.write.NewInsert().Model(&c).Returning("id").Exec(ctx)
	return c.ID, translate("add certification", err)
}

// AddCertificationResult keeps what came of a scenario, and counts it.
func (s *Store) AddCertificationResult(ctx context.Context, r CertificationResult) error {
	column := map[string]string{"passed": "passed", "failed": "failed"}[r.Outcome]
	if column == "" {
		column = "other"
	}
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if _, err := tx.write.NewInsert().Model(&r).Exec(ctx); err != nil {
			return err
		}
		return changed("count result")(tx.write.NewUpdate().Model((*Certification)(nil)).
			Set(column+" = "+column+" + 1").Set("seen_at = ?", s.now()).Where("id = ?", r.CertificationID).Exec(ctx))
	})
	return translate("add result of certification", err)
}

// EndCertification says how it ended; failure is why it did not come to its end.
func (s *Store) EndCertification(ctx context.Context, id int64, state CertificationState, failure string) error {
	return changed("end certification")(s.write.NewUpdate().Model((*Certification)(nil)).
		Set("state = ?", state).Set("failure = ?", failure).Set("seen_at = ?", s.now()).Set("ended_at = ?", s.now()).
		Where("id = ?", id).Where("state = ?", CertificationRunning).Exec(ctx))
}

// Certification finds one by its name; ErrNotFound when there is none.
func (s *Store) Certification(ctx context.Context, name string) (Certification, error) {
	var c Certification
	err := s.read.NewSelect().Model(&c).Where("name = ?", name).Scan(ctx)
	return c, translate("find certification", err)
}

// CertificationResults gives what came of its scenarios so far, by number and without the
// evidence: there are as many as there are scenarios.
func (s *Store) CertificationResults(ctx context.Context, id int64) ([]CertificationResult, error) {
	var rows []CertificationResult
	err := s.read.NewSelect().Model(&rows).ExcludeColumn("evidence").Where("certification_id = ?", id).OrderExpr("number").Limit(MaxLimit).Scan(ctx)
	return rows, translate("list results of certification", err)
}

// CertificationResult gives what came of one scenario, with the evidence; ErrNotFound
// when there is nothing yet.
func (s *Store) CertificationResult(ctx context.Context, id, number int64) (CertificationResult, error) {
	var r CertificationResult
	err := s.read.NewSelect().Model(&r).Where("certification_id = ?", id).Where("number = ?", number).Scan(ctx)
	return r, translate("find result of certification", err)
}

// ListCertifications gives them, the last begun first. Keys carry the ID as token.
func (s *Store) ListCertifications(ctx context.Context, p Page) (Slice[Certification], error) {
	var rows []Certification
	if err := byID(s.read.NewSelect().Model(&rows), p).Scan(ctx); err != nil {
		return Slice[Certification]{}, translate("list certifications", err)
	}
	return slice(rows, p, func(c Certification) Key { return Key{c.BeganAt, strconv.FormatInt(c.ID, 10)} }), nil
}
