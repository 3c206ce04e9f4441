package proposals

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"carddeck/store"
	"carddeck/views/proposals"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Move is one of the ways in which a proposal is settled.
type Move struct {
	verb, done     string
	tone           ui.Tone
	asks           bool // for an answer
	effect, detail string
	carry          func(h *Handler, ctx context.Context, id int64, by auth.Operator, answer string) error
}

// The moves.
var (
	Approve = Move{"approve", "carried out", ui.Caution, false, "The movement is carried out at once.",
		"It becomes an entry that is never changed. What turns out wrong is corrected by another proposal.",
		func(h *Handler, ctx context.Context, id int64, by auth.Operator, _ string) error {
			_, err := h.store.ApproveProposal(ctx, id, by.ID, by.Email)
			return err
		}}
	Refuse = Move{"refuse", "refused", ui.Note, true, "Nothing moves, and nobody can approve it any more.", "Who proposed it reads the answer.",
		func(h *Handler, ctx context.Context, id int64, by auth.Operator, answer string) error {
			return h.store.RefuseProposal(ctx, id, by.ID, by.Email, answer)
		}}
	Withdraw = Move{"withdraw", "withdrawn", ui.Note, false, "Nothing moves, and nobody can approve it any more.", "Only who made a proposal withdraws it.",
		func(h *Handler, ctx context.Context, id int64, by auth.Operator, _ string) error {
			return h.store.WithdrawProposal(ctx, id, by.ID, by.Email)
		}}
)

// longest is how many characters an answer has at most.
const longest = 500

// Ask draws the page that asks for confirmation.
func (h *Handler) Ask(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		one, a, err := h.find(r)
		if err != nil {
			return err
		}
		if one.State != store.ProposalOpen {
			return settled(one)
		}
		return h.ask(w, r, http.StatusOK, m, one, a, nil)
	}
}

// Carry settles the proposal.
func (h *Handler) Carry(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		one, a, err := h.find(r)
		if err != nil {
			return err
		}
		var in struct {
			Answer string `form:"answer" json:"answer,omitempty"`
		}
		if err := form.Read(r, &in); err != nil {
			return err
		}
		errs := form.Errors{}
		switch n := utf8.RuneCountInString(in.Answer); {
		case m.asks && n == 0:
			errs.Add("answer", "Say why, for whoever proposed it.")
		case n > longest:
			errs.Add("answer", "Shorten it: an answer has at most 500 characters.")
		}
		form.Confirm(r, errs)
		if len(errs) > 0 {
			return h.ask(w, r, http.StatusUnprocessableEntity, m, one, a, errs)
		}
		by := auth.From(r.Context())
		return h.changes.Carry(w, r, change.Change{
			Area: "proposals", Action: m.verb + " proposal", Target: strconv.FormatInt(one.ID, 10), Request: in,
			Path: funding.Proposal(one.ID), Said: "The proposal is " + m.done + ".",
		}, func(ctx context.Context, _ *change.Change) error {
			return refusal(one, m.carry(h, ctx, one.ID, by, in.Answer))
		})
	}
}

// refusal words why a proposal cannot be settled so.
func refusal(p store.Proposal, err error) error {
	out := &problem.Problem{Status: http.StatusConflict, Href: funding.Proposal(p.ID), Action: "The proposal"}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return settled(p)
	case errors.Is(err, store.ErrOwnProposal):
		out.Title, out.Detail = "Somebody else has to approve it", "Nobody approves what they proposed themselves. Nothing was changed."
	case errors.Is(err, store.ErrNothingHeld):
		out.Title, out.Detail = "Nothing is on hold any more", "The hold was captured, released or has expired meanwhile. Refuse the proposal or withdraw it."
	default:
		return err
	}
	return out
}

func settled(p store.Proposal) error {
	return &problem.Problem{Status: http.StatusConflict, Title: "It cannot be settled by you, or is settled already",
		Detail: "Somebody else was faster, or the proposal is another operator's to withdraw. Nothing was changed now.", Href: funding.Proposal(p.ID), Action: "The proposal"}
}

func (h *Handler) ask(w http.ResponseWriter, r *http.Request, status int, m Move, one store.Proposal, a store.Account, errs form.Errors) error {
	at := funding.Proposal(one.ID)
	p := proposals.MovePage{
		Title: ui.Capital(m.verb) + ": " + funding.ProposalWords(one, a), Back: at, Action: at + "/" + m.verb, Key: h.changes.NewKey(),
		Tone: m.tone, Effect: m.effect, Detail: m.detail, Asks: m.asks,
		Refusal: errs.Refusal("Nothing was changed", reqlog.From(r.Context()).Reference, []ui.Fault{{Field: "answer", Text: "Answer"}}),
		Answer:  ui.Field{Name: "answer", Label: "Answer", Value: r.PostFormValue("answer"), Error: errs["answer"], MaxLength: longest, Wide: true},
		Foot: ui.Foot{Note: "You will be recorded as the one who did it.", Cancel: at, Submit: ui.Capital(m.verb),
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"]},
	}
	if m.verb == Approve.verb {
		p.Facts = outcome(one, a)
	}
	return render.Page(w, r, status, render.View{Title: p.Title, Section: funding.Accounts, Body: proposals.Move(p)})
}
