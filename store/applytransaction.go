package store

import (
	"bytes"
	"context"
	"errors"
	"math"

	"github.com/go-json-experiment/json/jsontext"
)

// foldTransaction brings a transaction's local copy, its gpa_order and the states of
// its lifecycle up to date.
func (s *Store) foldTransaction(ctx context.Context, n Notification, raw []byte) (verdict, error) {
	t, order, err := readTransaction(raw)
	if err != nil {
		return verdict{}, err
	}
	t.NotificationID = n.ID
	if order != nil {
		t.GPAOrderToken, t.FundingType, t.FundingSourceToken = order.Token, order.FundingType, order.FundingSourceToken
	}
	there, v, write, err := s.judge(ctx, t, raw)
	if err != nil || v.status == Flagged {
		return v, err
	}
	if order != nil && !t.FundingRecord {
		if err := s.PutGPAOrder(ctx, *order); err != nil {
			return verdict{}, err
		}
	}
	if !write {
		return v, nil
	}
	if err := s.complete(ctx, &t); err != nil {
		return verdict{}, err
	}
	if err := s.gatewayFunded(ctx, there, &t); err != nil {
		return verdict{}, err
	}
	declines := regroup(there, &t, raw)
	if _, err := s.write.NewInsert().Model(&t).On("CONFLICT (token) DO UPDATE").Exec(ctx); err != nil {
		return verdict{}, translate("put transaction", err)
	}
	if err := s.settle(ctx, declines); err != nil {
		return verdict{}, err
	}
	members, err := s.settleStates(ctx, t.Token)
	if err != nil {
		return verdict{}, err
	}
	return v, s.bookTransaction(ctx, t, members)
}

// judge compares a transaction with the copy that is there.
func (s *Store) judge(ctx context.Context, t Transaction, raw []byte) (there Transaction, v verdict, write bool, err error) {
	there, err = s.Transaction(ctx, t.Token)
	switch {
	case missing(err):
		return Transaction{}, verdict{status: Applied}, true, nil
	case err != nil:
		return there, verdict{}, false, err
	case there.NotificationID == t.NotificationID:
		return there, verdict{status: Applied}, true, nil
	}
	bytesBefore, err := s.raw(ctx, there.NotificationID)
	if err != nil {
		return there, verdict{}, false, err
	}
	if sameContent(raw, bytesBefore) {
		return there, verdict{Applied, "it says the same as an earlier notification"}, false, nil
	}
	v, write = supersede(there, t)
	if v.status == Flagged && there.ReportedState == t.ReportedState && sameMessage(there, t) {
		read, err := s.readBack(ctx, there.NotificationID, t.NotificationID)
		if err != nil {
			return there, verdict{}, false, err
		}
		if read {
			v = verdict{Applied, "it tells in other words what is known already: one of the two was read from the platform's list"}
		}
	}
	return there, v, write, nil
}

// supersede decides what a second notification with a transaction's token may change.
// Only a state that goes forward is a legitimate second version; the notification of
// the state before may come late and changes nothing.
func supersede(there, t Transaction) (v verdict, write bool) {
	if !sameMessage(there, t) {
		return verdict{Flagged, "another notification with this token tells of another transaction"}, false
	}
	was, is := stateRank(there.ReportedState), stateRank(t.ReportedState)
	switch {
	case is > was:
		return verdict{Applied, ""}, true
	case is < was:
		return verdict{Applied, "a later state of the transaction was known already"}, false
	}
	return verdict{Flagged, "another notification with this token and as far a state says something else"}, false
}

// sameMessage reports whether two notifications with a token can tell of one transaction.
func sameMessage(a, b Transaction) bool {
	return a.Type == b.Type && a.CardToken == b.CardToken && a.UserToken == b.UserToken &&
		a.Currency == b.Currency && a.AmountMinor == b.AmountMinor && a.PrecedingToken == b.PrecedingToken
}

// stateRank tells how far a transaction's state is on its only way, from PENDING to
// any of the others.
func stateRank(state string) int {
	switch state {
	case "PENDING":
		return 0
	case "CLEARED", "COMPLETION", "DECLINED", "ERROR":
		return 1
	}
	return -1
}

// sameContent compares two notifications but for order of names, spaces and ways to
// write a number or a character.
func sameContent(a, b []byte) bool {
	x, y := jsontext.Value(bytes.Clone(a)), jsontext.Value(bytes.Clone(b))
	if x.Canonicalize() != nil || y.Canonicalize() != nil {
		return bytes.Equal(a, b)
	}
	return bytes.Equal(x, y)
}

// complete fills in what only the card knows.
func (s *Store) complete(ctx context.Context, t *Transaction) error {
	if t.CardToken == "" || t.LastFour != "" && t.CardProductToken != "" {
		return nil
	}
	c, err := s.Card(ctx, t.CardToken)
	if err != nil && !missing(err) {
		return err
	}
	t.LastFour = string(first(text(t.LastFour), text(c.LastFour)))
	t.CardProductToken = string(first(text(t.CardProductToken), text(c.CardProductToken)))
	return nil
}

// settleStates computes the states of a whole lifecycle anew, so that the order in
// which its members came cannot matter, and gives its members.
func (s *Store) settleStates(ctx context.Context, token string) ([]Transaction, error) {
	members, err := s.related(ctx, s.write, token, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	for i, state := range effectiveStates(members) {
		if members[i].State == state {
			continue
		}
		if _, err := s.write.NewUpdate().Model((*Transaction)(nil)).Set("state = ?", state).
			Where("token = ?", members[i].Token).Exec(ctx); err != nil {
			return nil, translate("settle the state of a transaction", err)
		}
	}
	return members, nil
}

func missing(err error) bool { return errors.Is(err, ErrNotFound) }
