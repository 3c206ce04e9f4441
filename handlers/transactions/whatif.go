package transactions

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/explain"
	views "carddeck/views/transactions"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// supposed is how a request of the past was decided, would be decided now, and would be
// with the changes that the address asks for.
type supposed struct {
	seen
	around around
	then   *explain.Trace              // nil where nobody kept it
	now    marqeta.TrialResult         // without an outcome where there is nothing to decide with
	gone   []string                    // what the request was about and is not there any more
	limits []marqeta.AvailableVelocity // those that count for the user
	form   whatIfForm
	errs   form.Errors
	edits  []edit
	came   *marqeta.TrialResult // with the changes; nil without any
}

// WhatIf shows how a request would be decided now, the smallest change that would let it
// pass, and what changes of the operator's would make of it. The address is what is
// changed; nothing is written anywhere.
func (h *Handler) WhatIf(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s := supposed{}
	var err error
	if s.seen, err = h.read(ctx, r.PathValue("token")); err != nil {
		return err
	}
	if _, err := h.notification(ctx, &s.seen); err != nil {
		return err
	}
	if !asks(s.seen) {
		return &problem.Problem{Status: http.StatusConflict, Title: "This was not decided by anybody",
			Detail: "Only what asks for a decision, such as an authorization, can be asked again.", Href: path(s.Token), Action: "The transaction"}
	}
	if s.around, err = h.around(ctx, s.Transaction); err != nil {
		return err
	}
	if err := form.Read(r, &s.form); err != nil {
		return err
	}
	if err := h.suppose(ctx, &s); err != nil {
		return err
	}
	status := http.StatusOK
	if len(s.errs) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return render.Page(w, r, status, render.View{
		Title: "Would it pass now?", Section: "/transactions", Body: views.WhatIf(whatIfPage(ctx, s), path(s.Token)),
	})
}

// asks reports whether a transaction is one that somebody decided, and can decide again.
func asks(s seen) bool {
	m := parse(s.raw)
	_, simulated := marqeta.SimulationKind(m.Type).Fields()
	return simulated && s.CardToken != "" && !s.FundingRecord && (m.Opener() || m.Type == string(marqeta.SimulateAuthorizationIncremental))
}

// suppose asks the sandbox. Marqeta has no such question.
func (h *Handler) suppose(ctx context.Context, s *supposed) error {
	base := marqeta.Trial{TransactionToken: s.Token}
	if err := h.ask(ctx, s, &base); err != nil {
		return err
	}
	then, err := h.program.Trace(ctx, s.Token)
	switch {
	case err == nil:
		s.then = new(explain.Told(then))
	case !marqeta.IsNotFound(err):
		return fmt.Errorf("read the decision: %w", err)
	}
	if user := holder(s.Transaction); user != "" {
		left, err := h.program.AvailableVelocity(ctx, user, marqeta.ListOptions{Count: 10})
		if err != nil && !marqeta.IsNotFound(err) {
			return fmt.Errorf("read the limits: %w", err)
		}
		s.limits = left.Data
	}
	s.errs = s.form.check(s.Currency)
	if s.edits = s.form.edits(*s); len(s.edits) == 0 || len(s.errs) > 0 {
		return nil
	}
	came, err := h.program.Try(ctx, trialOf(base, s.edits))
	if refused, ok := marqeta.AsError(err); ok && refused.Status < http.StatusInternalServerError {
		s.errs.Add(refusedField(s.edits, refused.Message), "The program would refuse this: "+refused.Words())
		return nil
	}
	s.came = &came
	return err
}

// ask asks how the request would be decided now, with what is left of what it was about.
func (h *Handler) ask(ctx context.Context, s *supposed, base *marqeta.Trial) error {
	now, err := h.program.Try(ctx, searching(*base))
	if missing(err) {
		kind, request, ok := repeat(parse(s.raw))
		if !ok {
			return unaskable(err, s.Token)
		}
		if _, err := h.program.Transaction(ctx, s.Token); marqeta.IsNotFound(err) {
			s.gone = append(s.gone, "The program does not have this transaction any more. Its request is put together from what the console keeps of it.")
			*base = marqeta.Trial{Simulation: &marqeta.TrialSimulation{Kind: kind, Fields: request}}
		}
		now, err = h.program.Try(ctx, searching(*base))
		if missing(err) {
			s.gone = append(s.gone, "Its card "+s.CardToken+" is gone. Name another below to decide the request with that.")
			return nil
		}
	}
	if err != nil {
		return unaskable(err, s.Token)
	}
	s.now = now
	return nil
}

func searching(t marqeta.Trial) marqeta.Trial {
	t.Search = true
	return t
}

// missing reports whether the program lacks something that the request names.
func missing(err error) bool {
	refused, ok := marqeta.AsError(err)
	return ok && refused.Status == http.StatusBadRequest
}

// unaskable words why a request cannot be asked again.
func unaskable(err error, token string) error {
	p := &problem.Problem{Status: http.StatusConflict, Href: path(token), Action: "The transaction"}
	refused, ok := marqeta.AsError(err)
	switch {
	case marqeta.IsNotFound(err):
		p.Title, p.Detail = "This program cannot be asked", "Marqeta has no call that decides without doing. Only Carddeck's own sandbox can be asked what would be."
	case ok && refused.Status == http.StatusBadRequest:
		p.Title, p.Detail = "The request cannot be made again", refused.Words()+"."
	default:
		return fmt.Errorf("try the request: %w", err)
	}
	return p
}

var changeNumber = regexp.MustCompile(`^changes\[(\d+)\]`)

// refusedField is the field whose change a message names; the first where it names none.
func refusedField(edits []edit, message string) string {
	at := 0
	if m := changeNumber.FindStringSubmatch(message); m != nil {
		at, _ = strconv.Atoi(m[1])
	}
	for _, e := range edits {
		if e.change == nil {
			continue
		}
		if at == 0 {
			return e.field
		}
		at--
	}
	return edits[0].field
}
