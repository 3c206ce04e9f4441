package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"time"
)

// Kind is what a version is one of.
type Kind string

// The kinds of which versions are kept.
const (
	CardVersions     Kind = "card"         // CardContent
	UserVersions     Kind = "user"         // UserContent
	ProductVersions  Kind = "card product" // ProductContent
	ControlsVersions Kind = "controls"     // of the whole program, as their reader wrote them
)

// CardContent is what is remembered of a card's past: how it stood, nothing that names
// it or its holder.
type CardContent struct {
	State             string `json:"state"`
	Reason            string `json:"reason,omitempty"`
	FulfillmentStatus string `json:"fulfillment_status,omitempty"`
}

// UserContent is what is remembered of a user's past.
type UserContent struct {
	Status string `json:"status"`
}

// ProductContent is what is remembered of a card product's past.
type ProductContent struct {
	Name               string          `json:"name"`
	Active             bool            `json:"active"`
	Funding            string          `json:"funding"`
	FundingSourceToken string          `json:"funding_source_token,omitempty"`
	Config             json.RawMessage `json:"config,omitempty"`
}

// Version is how something stood from an instant on. Its body is kept once, however many
// versions say the same.
type Version struct {
	Kind   Kind      `bun:",pk"`
	Token  string    `bun:",pk"`
	FromAt time.Time `bun:",pk"` // by the platform's clock, where it tells
	Rank   int       `bun:",pk"` // decides between versions of one instant
	Digest []byte    `bun:",pk"` // SHA-256 of the body
	SeenAt time.Time // when this console learnt of it

	Body []byte `bun:",scanonly"` // JSON
}

// content is a body under its digest.
type content struct {
	Digest []byte `bun:",pk"`
	Body   []byte
}

// PutVersion remembers how something stands from an instant on. What is remembered already
// stays as it is, so that neither order nor repetition matters.
func (s *Store) PutVersion(ctx context.Context, kind Kind, token string, from time.Time, rank int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return translate("write down a version", err)
	}
	digest := sha256.Sum256(text)
	if _, err := s.write.NewInsert().Model(&content{digest[:], text}).On("CONFLICT (digest) DO NOTHING").Exec(ctx); err != nil {
		return translate("keep a version's content", err)
	}
	v := Version{Kind: kind, Token: token, FromAt: from, Rank: rank, Digest: digest[:], SeenAt: s.now()}
	_, err = s.write.NewInsert().Model(&v).On("CONFLICT DO NOTHING").Exec(ctx)
	return translate("keep a version", err)
}

// VersionAt gives the version that was in force at an instant; ErrNotFound when none that
// old is kept.
func (s *Store) VersionAt(ctx context.Context, kind Kind, token string, at time.Time) (Version, error) {
	var v Version
	err := s.read.NewSelect().Model(&v).ColumnExpr("version.*").ColumnExpr("contents.body").Join("JOIN contents ON contents.digest = version.digest").
		Where("version.kind = ?", kind).Where("version.token = ?", token).Where("version.from_at <= ?", at).
		OrderExpr("version.from_at DESC, version.rank DESC").Limit(1).Scan(ctx)
	return v, translate("find a version", err)
}

// FirstVersion tells since when versions of something are kept; ErrNotFound when none is.
func (s *Store) FirstVersion(ctx context.Context, kind Kind, token string) (Version, error) {
	var v Version
	err := s.read.NewSelect().Model(&v).ColumnExpr("version.*").Where("kind = ?", kind).Where("token = ?", token).
		OrderExpr("from_at, rank").Limit(1).Scan(ctx)
	return v, translate("find the first version", err)
}

func (s *Store) putCardVersion(ctx context.Context, c Card) error {
	return s.PutVersion(ctx, CardVersions, c.Token, c.StateAt, c.StateRank, CardContent{c.State, c.StateReason, c.FulfillmentStatus})
}

func (s *Store) putUserVersion(ctx context.Context, u User) error {
	return s.PutVersion(ctx, UserVersions, u.Token, u.StatusAt, u.StatusRank, UserContent{u.Status})
}

func (s *Store) putProductVersion(ctx context.Context, p CardProduct) error {
	c := ProductContent{Name: p.Name, Active: p.Active, Funding: p.Funding, FundingSourceToken: p.FundingSourceToken}
	if json.Valid(p.Config) {
		c.Config = p.Config
	}
	return s.PutVersion(ctx, ProductVersions, p.Token, p.ModifiedAt, 0, c)
}
