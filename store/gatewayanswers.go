package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"carddeck/marqeta/jit"
)

// GatewayAnswer is one answer of the decision endpoint, with where its time went, in
// microseconds. The stages inside the books are lengths, the others count from the
// request's first byte.
type GatewayAnswer struct {
	ID               int64 `bun:",pk,autoincrement"`
	ReceivedAt       time.Time
	Hour             time.Time // ReceivedAt, cut off
	Source           string    // whose settings were used
	Mode             jit.Mode
	Ended            jit.End
	Token            string // of the funding message; empty when it could not be read
	TransactionToken string
	Method           string
	Status           int    // 200 or 402
	Reason           string // of our decline
	ReadUs           int64
	ParsedUs         int64
	WaitedUs         int64
	WroteUs          int64
	SyncedUs         int64
	UpstreamUs       int64
	AnsweredUs       int64
	Details          []byte // JSON of AnswerDetails, of answers that are no plain decision; nil in lists
}

// taken reports whether a decision was taken for the answer, rather than found or missed.
func (a GatewayAnswer) taken() bool {
	return a.Token != "" && (a.Ended == jit.Settled || a.Ended == jit.Observed || a.Ended == jit.Unheard)
}

// AnswerDetails is what is kept of an answer that is not a plain decision, whose request
// and answer the books have.
type AnswerDetails struct {
	Ask     jit.Ask     `json:"ask"`
	Request string      `json:"request,omitempty"`
	Answer  string      `json:"answer,omitempty"`
	Ours    jit.Verdict `json:"ours,omitzero"`
	Theirs  *jit.Theirs `json:"theirs,omitempty"`
	Error   string      `json:"error,omitempty"`
}

// Read gives the details; false when none were kept.
func (a GatewayAnswer) Read() (d AnswerDetails, ok bool) {
	return d, len(a.Details) > 0 && json.Unmarshal(a.Details, &d) == nil
}

func answerOf(a jit.Answered) GatewayAnswer {
	out := GatewayAnswer{
		ReceivedAt: a.Received, Hour: a.Received.Truncate(time.Hour), Source: a.Gateway, Mode: a.Mode, Ended: a.End, Token: a.Token,
		TransactionToken: a.Transaction, Method: a.Method, Status: a.Status, Reason: string(a.Ours.Reason),
		ReadUs: a.Stages.Read.Microseconds(), ParsedUs: a.Stages.Parsed.Microseconds(), WaitedUs: a.Stages.Waited.Microseconds(),
		WroteUs: a.Stages.Wrote.Microseconds(), SyncedUs: a.Stages.Synced.Microseconds(), UpstreamUs: a.Stages.Upstream.Microseconds(),
		AnsweredUs: a.Stages.Answered.Microseconds(),
	}
	if a.End == jit.Settled || a.End == jit.Repeated {
		return out
	}
	d := AnswerDetails{Ask: a.Ask, Request: legible(a.Body), Answer: legible(a.Answer), Ours: a.Ours, Theirs: a.Theirs, Error: legible([]byte(a.Error))}
	out.Details, _ = json.Marshal(d) // plain text and numbers
	return out
}

// AnswerFilter narrows ListAnswers; what is zero does not.
type AnswerFilter struct {
	Source *string // "" is the default gateway
	Token  string
	Ended  jit.End
}

// ListAnswers gives answers of the endpoint, the latest first. Keys carry the answer's
// number as token.
func (s *Store) ListAnswers(ctx context.Context, f AnswerFilter, p Page) (Slice[GatewayAnswer], error) {
	var rows []GatewayAnswer
	q := s.read.NewSelect().Model(&rows).ExcludeColumn("details")
	if f.Source != nil {
		q.Where("source = ?", *f.Source)
	}
	if f.Token != "" {
		q.Where("token = ?", f.Token)
	}
	if f.Ended != "" {
		q.Where("ended = ?", f.Ended)
	}
	if err := byID(q, p).Scan(ctx); err != nil {
		return Slice[GatewayAnswer]{}, translate("list answers", err)
	}
	return slice(rows, p, func(a GatewayAnswer) Key { return Key{a.ReceivedAt, strconv.FormatInt(a.ID, 10)} }), nil
}

// Answer gives an answer with its details; ErrNotFound when there is none.
func (s *Store) Answer(ctx context.Context, id int64) (GatewayAnswer, error) {
	var a GatewayAnswer
	err := s.read.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx)
	return a, translate("find answer", err)
}

// SlowestAnswers gives the slowest answers of a gateway since a time, at most a day ago.
func (s *Store) SlowestAnswers(ctx context.Context, source string, since time.Time, most int) ([]GatewayAnswer, error) {
	now := s.now()
	var out []GatewayAnswer
	for hour := now.Truncate(time.Hour); hour.Add(time.Hour).After(since) && now.Sub(hour) < 25*time.Hour; hour = hour.Add(-time.Hour) {
		var rows []GatewayAnswer
		err := s.read.NewSelect().Model(&rows).ExcludeColumn("details").Where("source = ?", source).Where("hour = ?", hour).
			OrderExpr("answered_us DESC").Limit(int64(most)).Scan(ctx)
		if err != nil {
			return nil, translate("find slow answers", err)
		}
		out = slowest(append(out, rows...), since, most)
	}
	return out, nil
}
