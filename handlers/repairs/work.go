package repairs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"unicode/utf8"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/problem"
)

// noteForm stands under a repair: a note, and one of two things to do by the same click.
type noteForm struct {
	Note string `form:"note" json:"note"`
}

// Acknowledge closes a repair that needs no correction.
func (h *Handler) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	return h.work(w, r, func(one store.Repair, in noteForm, _ string) error {
		return h.changes.Carry(w, r, change.Change{
			Area: "repairs", Action: "acknowledge repair", Target: number(one), Request: in, Path: path(one), Said: "The repair is acknowledged. Nothing was corrected.",
		}, func(ctx context.Context, _ *change.Change) error {
			return refused(h.store.AcknowledgeRepair(ctx, one.ID, in.Note, auth.From(ctx).Email), one)
		})
	})
}

// Propose makes the proposal that a repair suggests.
func (h *Handler) Propose(w http.ResponseWriter, r *http.Request) error {
	return h.work(w, r, func(one store.Repair, in noteForm, typ string) error {
		s, ok := suggest(one, typ)
		if !ok {
			return refused(store.ErrNotFound, one)
		}
		type sent struct {
			noteForm
			Kind  store.ProposalKind `json:"kind"`
			Minor int64              `json:"amount_minor"`
		}
		return h.changes.Carry(w, r, change.Change{
			Area: "repairs", Action: "propose correction", Target: number(one), Request: sent{in, s.kind, s.minor}, Path: path(one),
			Said: "The proposal waits for a second person. Nothing has moved yet.",
		}, func(ctx context.Context, _ *change.Change) error {
			who := auth.From(ctx)
			_, err := h.store.ProposeRepair(ctx, one.ID, store.Proposal{Kind: s.kind, Amount: s.minor, Memo: in.Note, ProposedBy: who.ID, ProposedByEmail: who.Email})
			return refused(err, one)
		})
	})
}

// work reads the note that both need, and draws the page again where it is none.
func (h *Handler) work(w http.ResponseWriter, r *http.Request, do func(one store.Repair, in noteForm, typ string) error) error {
	one, err := h.find(r)
	if err != nil {
		return err
	}
	if one.State != store.RepairOpen {
		return refused(store.ErrNotFound, one)
	}
	var in noteForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Errors{}
	switch {
	case in.Note == "":
		errs.Add("note", "Say why, for whoever looks at the books later.")
	case utf8.RuneCountInString(in.Note) > longest:
		errs.Add("note", "Shorten it: a note has at most 2,000 characters.")
	}
	if len(errs) > 0 {
		return h.show(w, r, http.StatusUnprocessableEntity, one, draft{in.Note, errs})
	}
	about, err := store.LookUp(r.Context(), one.TransactionToken, h.store.Transaction)
	if err != nil {
		return fmt.Errorf("find the transaction of a repair: %w", err)
	}
	return do(one, in, about.Type)
}

// Ask has the platform asked about a repair now.
func (h *Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	one, err := h.find(r)
	if err != nil {
		return err
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "repairs", Action: "ask platform about repair", Target: number(one), Request: map[string]string{"transaction": one.TransactionToken, "decision": one.DecisionToken},
		Path: path(one), Repeatable: true,
	}, func(ctx context.Context, ch *change.Change) error {
		ch.Said, err = h.ask(ctx, one)
		return unanswered(err, one)
	})
}

// ask asks about the decision, or about the purchase, and words what came of it.
func (h *Handler) ask(ctx context.Context, one store.Repair) (string, error) {
	if one.DecisionToken == "" {
		n, err := h.platform.AskPurchase(ctx, one.TransactionToken)
		if n == 0 {
			return "The platform knows nothing of the purchase that is not here already.", err
		}
		return "Missing here until now, and recorded: " + listing.Count(int(n), "message") + ". The books follow in a moment.", err
	}
	d, err := h.store.FundingDecision(ctx, one.DecisionToken)
	if err != nil {
		return "", err
	}
	before, _, _, err := h.store.Polled(ctx, one.DecisionToken)
	if err != nil {
		return "", err
	}
	if err := h.platform.AskDecision(ctx, d.FundingDecision); err != nil {
		return "", err
	}
	after, _, void, err := h.store.Polled(ctx, one.DecisionToken)
	switch {
	case void:
		return "The platform still knows no such transaction. That is evidence now: what the decision had set aside is free again.", err
	case after > before:
		return "The platform knows no such transaction. It may only be late, so the money stays on hold.", err
	}
	return "The platform knows the transaction. Its answer is recorded and will be booked in a moment.", err
}

// unanswered words that the platform could not be asked; nothing was changed by that.
func unanswered(err error, one store.Repair) error {
	if err == nil {
		return nil
	}
	return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta did not answer", Err: errors.New(err.Error()),
		Detail: "Nothing was changed by asking. Try it again in a while; the console asks by itself, too.", Href: path(one), Action: "The repair"}
}

// refused words what the store says no to, so that the change is known to be refused.
func refused(err error, one store.Repair) error {
	p := &problem.Problem{Status: http.StatusConflict, Err: err, Href: path(one), Action: "The repair", Detail: "Nothing was changed now. Look at what is new."}
	switch {
	case errors.Is(err, store.ErrProposed):
		p.Title = "A proposal waits already"
	case errors.Is(err, store.ErrNothingHeld):
		p.Title = "Nothing is on hold any more"
	case errors.Is(err, store.ErrNotFound):
		p.Title = "The repair is not open any more"
	case err != nil:
		return fmt.Errorf("change repair: %w", err)
	default:
		return nil
	}
	return p
}
