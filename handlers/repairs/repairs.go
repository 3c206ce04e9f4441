// Package repairs serves the queue of what does not fit in the ledger of gateway-funded
// purchases: each with its evidence, and with the entry that would put it right, which a
// second operator approves.
package repairs

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/pick"
	"carddeck/web/problem"
)

// Store is what this area keeps and reads.
type Store interface {
	Repair(ctx context.Context, id int64) (store.Repair, error)
	ListRepairs(ctx context.Context, f store.RepairFilter, p store.Page) (store.Slice[store.Repair], error)
	CountRepairsUpTo(ctx context.Context, f store.RepairFilter, most int64) (int64, error)
	AcknowledgeRepair(ctx context.Context, id int64, note, email string) error
	ProposeRepair(ctx context.Context, id int64, p store.Proposal) (store.Proposal, error)
	evidence
}

// evidence is what a repair's page is made of.
type evidence interface {
	Proposal(ctx context.Context, id int64) (store.Proposal, error)
	Position(ctx context.Context, transaction string) (ledger.Position, error)
	AccountByID(ctx context.Context, id int64) (store.Account, error)
	Transaction(ctx context.Context, token string) (store.Transaction, error)
	FundingDecision(ctx context.Context, token string) (store.FundingDecisionDetail, error)
	Polled(ctx context.Context, decision string) (times int64, last time.Time, void bool, err error)
	HoldsOf(ctx context.Context, purchase string) ([]store.Hold, error)
	HoldExpiry(ctx context.Context, h store.Hold) (time.Time, error)
	ListNotifications(ctx context.Context, f store.NotificationFilter, p store.Page) (store.Slice[store.Notification], error)
}

// Platform is asked about one thing now, instead of when its time comes.
type Platform interface {
	AskDecision(ctx context.Context, d store.FundingDecision) error
	AskPurchase(ctx context.Context, transaction string) (int64, error)
}

// Handler serves the area.
type Handler struct {
	platform Platform
	store    Store
	changes  *change.Carrier
}

// New makes the handler.
func New(p Platform, s Store, c *change.Carrier) *Handler { return &Handler{p, s, c} }

const section = "/repairs"

func path(r store.Repair) string { return section + "/" + number(r) }

func number(r store.Repair) string { return strconv.FormatInt(r.ID, 10) }

// find gives the repair of a request's address.
func (h *Handler) find(r *http.Request) (store.Repair, error) {
	return pick.Numbered(r, "repair", h.store.Repair, gone)
}

func gone(err error) error {
	return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such repair", Err: err,
		Detail: "Repairs have numbers, and none has this one. Look for it in the queue.", Href: section + "?state=all", Action: "All repairs"}
}
