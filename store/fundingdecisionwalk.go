package store

import (
	"context"

	"github.com/uptrace/bun"
)

// atOnce is how many answers LatestDecisions reads at a time.
const atOnce = 200

// LatestDecisions gives the latest decisions taken by a gateway's settings with their
// bytes, the newest first, some at a time until each says that it has enough; rest is from
// where to go on, nil where there are no older ones. It goes by what the endpoint wrote
// down of its answers, so that a gateway with few decisions among many of others' is read
// as quickly, and no further back than that is kept. An empty source is the default gateway.
func (s *Store) LatestDecisions(ctx context.Context, source string, from *Key, each func([]FundingDecision) bool) (rest *Key, err error) {
	page := Page{Limit: atOnce, Older: from}
	for {
		answers, err := s.ListAnswers(ctx, AnswerFilter{Source: &source}, page)
		if err != nil {
			return nil, err
		}
		more, err := s.decisionsOf(ctx, answers.Rows)
		if err != nil {
			return nil, err
		}
		if !each(more) || answers.Older == nil {
			return answers.Older, nil
		}
		page.Older = answers.Older
	}
}

// decisionsOf gives the decisions behind answers, in the answers' order, each where it was
// taken and not where it was repeated.
func (s *Store) decisionsOf(ctx context.Context, answers []GatewayAnswer) ([]FundingDecision, error) {
	var tokens []string
	for _, a := range answers {
		if a.taken() {
			tokens = append(tokens, a.Token)
		}
	}
	if len(tokens) == 0 {
		return nil, nil
	}
	var rows []FundingDecision
	if err := s.read.NewSelect().Model(&rows).Where("token IN (?)", bun.List(tokens)).Scan(ctx); err != nil {
		return nil, translate("find the decisions of answers", err)
	}
	byToken := make(map[string]FundingDecision, len(rows))
	for _, d := range rows {
		byToken[d.Token] = d
	}
	out := make([]FundingDecision, 0, len(rows))
	for _, token := range tokens {
		if d, known := byToken[token]; known {
			out = append(out, d)
			delete(byToken, token)
		}
	}
	return out, nil
}
