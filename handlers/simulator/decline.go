package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/pick"
	"carddeck/web/problem"
)

const declinePath = "/simulator/decline"

// declineForm holds which decline is wanted, and on which card.
type declineForm struct {
	Plan string `form:"decline"`
	Card string `form:"declined_card"`
}

// price is what the purchase costs, in USD, unless the decline is about the amount.
const price = "10"

// Decline sets up the cause of a decline in the embedded sandbox, sends a purchase, puts
// everything back, and leads to the transaction.
func (h *Handler) Decline(w http.ResponseWriter, r *http.Request) error {
	if environment.From(r.Context()).Kind != environment.Embedded {
		return elsewhere()
	}
	var in declineForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	plan, errs, err := h.wanted(r.Context(), &in)
	if err != nil {
		return err
	}
	if len(errs) > 0 {
		return h.drawDecline(w, r, http.StatusUnprocessableEntity, in, errs)
	}
	if !h.provoking.TryLock() {
		return busy()
	}
	defer h.provoking.Unlock()
	err = h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "provoke decline " + string(plan.Code), Target: in.Card,
		Request: map[string]string{"decline": plan.Name, "code": string(plan.Code), "card_token": in.Card, "cause": plan.Cause},
	}, func(ctx context.Context, ch *change.Change) error {
		s, err := h.subject(ctx, plan, in.Card, errs)
		if err != nil {
			return err
		}
		came, err := plan.Run(ctx, h.program, writer{h, plan.Name}, s)
		if stays, ok := errors.AsType[*provoke.NotPutBack](err); ok {
			// A lost answer in the chain would be taken for the outcome of the whole.
			return &problem.Problem{Status: http.StatusConflict, Title: "The cause is still there", Err: errors.New(err.Error()),
				Detail: "The console set up the cause and could not put it back. " + stays.ByHand, Href: declinePath, Action: "See what is left, and put it back"}
		}
		ch.Target, ch.Path, ch.Said = came.Token, "/transactions/"+url.PathEscape(came.Token), outcome(plan, came)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok {
		errs.Add("decline", "Marqeta refused what it takes: "+refused.Words()+". Everything is as it was before.")
	}
	if len(errs) > 0 {
		return h.drawDecline(w, r, http.StatusUnprocessableEntity, in, errs)
	}
	return err
}

// wanted finds the plan and the card that are meant.
func (h *Handler) wanted(ctx context.Context, in *declineForm) (provoke.Plan, form.Errors, error) {
	errs := form.Errors{}
	plan, known := provoke.Find(in.Plan)
	if !known {
		errs.Add("decline", "Choose one of the offered declines.")
	}
	if need := lacking(ctx, plan); len(need) > 0 {
		return plan, errs, &problem.Problem{Status: http.StatusForbidden, Title: "This decline takes more than to simulate", Href: declinePath, Action: "Choose another",
			Detail: "Setting up its cause takes the permission to " + named(need) + ". Nothing was changed."}
	}
	var wrong string
	var err error
	if in.Card, wrong, err = pick.Card(ctx, h.store, in.Card); err != nil {
		return plan, errs, fmt.Errorf("find the card that is meant: %w", err)
	}
	switch {
	case in.Card == "":
		errs.Add("declined_card", "Choose a card.")
	case wrong != "":
		errs.Add("declined_card", wrong)
	}
	return plan, errs, nil
}

func named(needs []auth.Permission) string {
	var out []string
	for _, n := range needs {
		out = append(out, string(n))
	}
	return strings.Join(out, " and ")
}

// subject reads the card and what belongs to it. What is left of another run would be taken
// for what was there before.
func (h *Handler) subject(ctx context.Context, plan provoke.Plan, card string, errs form.Errors) (provoke.Subject, error) {
	rows, err := h.store.PutBacks(ctx, h.now().Add(time.Minute))
	if err != nil {
		return provoke.Subject{}, err
	}
	if len(rows) > 0 {
		return provoke.Subject{}, &problem.Problem{Status: http.StatusConflict, Title: "An earlier cause is still there", Href: declinePath, Action: "Put it back",
			Detail: "What an earlier decline changed was not put back. Put it back first. Nothing was changed now."}
	}
	s, err := provoke.About(ctx, h.program, card, marqeta.MustAmount(price), h.changes.NewKey)
	switch why := plan.Unfit(s); {
	case errors.Is(err, provoke.ErrNotActive):
		errs.Add("declined_card", "The card and its user have to be active to begin with.")
	case marqeta.IsNotFound(err):
		errs.Add("declined_card", "Marqeta knows no such card.")
	case err != nil:
		return s, err
	case why != "":
		errs.Add("declined_card", why)
	default:
		return s, nil
	}
	return s, &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "No decline was provoked"}
}

// outcome words what came of the purchase.
func outcome(p provoke.Plan, came provoke.Outcome) string {
	if came.Code == p.Code {
		return "For this purchase " + p.Cause + ". " + after(p)
	}
	return "It did not end with " + string(p.Code) + ", though " + p.Cause + ": another check came first, or none refused it. " + after(p)
}

// after says what stays.
func after(p provoke.Plan) string {
	return strings.TrimSuffix("Everything is as it was before. "+strings.Join(stays(p), " "), " ")
}

func elsewhere() *problem.Problem {
	return &problem.Problem{Status: http.StatusConflict, Title: "Only in the embedded sandbox",
		Detail: "A cause is set up and put back only where nobody else works. Nothing was sent.", Href: "/simulator", Action: "The simulator"}
}
