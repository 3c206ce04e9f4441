package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// A transaction that the platform does not know may only be late: its API has shown some
// hours after they happened. So "not found" counts as evidence when it was said often
// enough, and still later than this after the decision. So many polls with their pauses
// take four hours also by a clock that jumps: a jump spares one pause.
const (
	EvidenceAfter = 5 * time.Hour
	evidencePolls = 25
	pollPause     = 10 * time.Minute
)

// decisionPoll is what the platform said when it was asked about a decision: that it
// knows no such transaction.
type decisionPoll struct {
	bun.BaseModel `bun:"table:decision_polls,alias:poll"`

	Token   string `bun:",pk"` // the decision's
	Polls   int64
	FirstAt time.Time
	LastAt  time.Time
	Void    bool // it counts as evidence: the decision sets nothing aside any more
}

// UnreportedDecisions gives the oldest decisions, at most limit, that were taken a while
// ago and of which no notification has told, and about which it is time to ask the
// platform.
func (s *Store) UnreportedDecisions(ctx context.Context, limit int) ([]FundingDecision, error) {
	var all []FundingDecision
	now := s.now()
	err := s.read.NewSelect().Model(&all).ModelTableExpr("funding_decisions AS funding_decision").ExcludeColumn(decisionBytes...).
		Join("LEFT JOIN decision_polls AS poll ON poll.token = funding_decision.token").
		Where("funding_decision.outcome = ''").Where("received_at < ?", now.Add(-ReportPatience)).
		Where("poll.token IS NULL OR NOT poll.void AND poll.last_at <= ?", now.Add(-pollPause)).
		OrderExpr("received_at, funding_decision.token").Limit(int64(limit)).Scan(ctx)
	return all, translate("find unreported decisions", err)
}

// NotFound keeps that the platform knows no such transaction as a decision was about.
// When that has become evidence, whatever the decision set aside is free again; a
// notification that comes all the same is the truth again.
func (s *Store) NotFound(ctx context.Context, decision string) (void bool, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		d, err := tx.fundingDecision(ctx, decision)
		if err != nil || d.Outcome != Unreported {
			return err
		}
		now := tx.now()
		p := decisionPoll{Token: decision, Polls: 1, FirstAt: now, LastAt: now}
		_, err = tx.write.NewInsert().Model(&p).On("CONFLICT (token) DO UPDATE").
			Set("polls = poll.polls + 1").Set("last_at = EXCLUDED.last_at").Returning("*").Exec(ctx)
		if err != nil {
			return translate("keep a poll", err)
		}
		void = p.Void || p.Polls >= evidencePolls && !now.Before(d.ReceivedAt.Add(EvidenceAfter))
		if !void || p.Void {
			return nil
		}
		return tx.voidDecision(ctx, d, p)
	})
	return void, err
}

func (s *Store) voidDecision(ctx context.Context, d FundingDecision, p decisionPoll) error {
	if _, err := s.write.NewUpdate().Model((*decisionPoll)(nil)).Set("void = ?", true).Where("token = ?", d.Token).Exec(ctx); err != nil {
		return translate("void a decision", err)
	}
	if err := s.rebook(ctx, cause{transaction: d.TransactionToken, decision: d.Token}, d.TransactionToken, d.Token, d.OriginalToken); err != nil {
		return err
	}
	return s.settleRepair(ctx, UnreportedDecision, d.Token, fmt.Sprintf(
		"The platform, asked %d times until %s, knows no such transaction. What the decision had set aside is free again.",
		p.Polls, p.LastAt.Format("2 January 2006 15:04 UTC")))
}

// Polled says how often the platform said that it knows no transaction of a decision,
// and when last; 0 when it never did.
func (s *Store) Polled(ctx context.Context, decision string) (times int64, last time.Time, void bool, err error) {
	var p decisionPoll
	err = s.read.NewSelect().Model(&p).Where("token = ?", decision).Scan(ctx)
	if missing(translate("", err)) {
		return 0, time.Time{}, false, nil
	}
	return p.Polls, p.LastAt, p.Void, translate("find the polls of a decision", err)
}
