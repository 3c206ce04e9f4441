package transactions

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// Again simulates what a transaction asked for once more, and leads to what becomes of it.
func (h *Handler) Again(w http.ResponseWriter, r *http.Request) error {
	s, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	if _, err := h.notification(r.Context(), &s); err != nil {
		return err
	}
	kind, request, ok := repeat(parse(s.raw))
	if !ok {
		return &problem.Problem{Status: http.StatusConflict, Title: "This cannot be tried again",
			Detail: "Only what asked for a decision can be asked again. Nothing was sent.", Href: path(s.Token), Action: "The transaction"}
	}
	a, err := h.around(r.Context(), s.Transaction)
	if err != nil {
		return err
	}
	if s.ResponseCode == "1002" && a.card.Expiration != "" {
		request.CardOptions.Expiration = a.card.Expiration // as the cardholder types it the second time
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "simulate " + string(kind) + " again", Request: request,
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.Simulate(ctx, kind, request)
		if err != nil {
			return err
		}
		ch.Target, ch.Path, ch.Said = made.Token, path(made.Token)+"?again="+url.QueryEscape(s.Token), "It was tried again."
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "Marqeta would not simulate it again",
			Detail: refused.Words() + " Change the request in the simulator.", Href: againPath(s.Transaction), Action: "Open it in the simulator"}
	}
	return err
}

// repeat is the request that a transaction came from, where it asked for a decision.
func repeat(t marqeta.Transaction) (marqeta.SimulationKind, marqeta.Simulation, bool) {
	kind, out, ok := t.Simulation()
	asks := (t.Opener() && !strings.HasSuffix(t.Type, "refund")) || kind == marqeta.SimulateAuthorizationIncremental
	return kind, out, ok && asks && out.PrecedingRelatedTransactionToken+out.CardToken != ""
}

// tryAgain is the step that asks again, for a page.
func (h *Handler) tryAgain(s seen) (ui.Step, bool) {
	_, _, ok := repeat(parse(s.raw))
	return ui.Step{Text: "Try it again", Icon: "refresh", Post: path(s.Token) + "/again", Key: h.changes.NewKey()}, ok && s.State == "DECLINED"
}

// repeated says what a transaction repeats, by the address; nothing where that is no
// earlier try of the same kind with the same card.
func (h *Handler) repeated(ctx context.Context, s seen, first string) (views.Again, error) {
	if first == "" {
		return views.Again{}, nil
	}
	before, err := store.LookUp(ctx, first, h.store.Transaction)
	if err != nil || before.Token == s.Token || before.CardToken != s.CardToken || before.Type != s.Type {
		return views.Again{}, err
	}
	out := views.Again{Mark: ui.Mark{Tone: ui.Good, Text: "Again: passed"}, Href: path(before.Token)}
	if s.State == "DECLINED" {
		out.Mark = ui.Mark{Tone: ui.Bad, Text: "Again: declined"}
	}
	words, ok := dictionary.Words(marqeta.ResponseCode(before.ResponseCode))
	if !ok {
		words = before.ResponseMemo
	}
	out.Text = "The first try, " + money(before) + place(before, "at") + ": " + ui.Name(words) + code(before)
	return out, nil
}

// cured reports whether what refused a transaction is known to be gone.
func cured(a around, tr explain.Trace) bool {
	switch tr.DecidedBy {
	case dictionary.CardState:
		return a.card.State == string(marqeta.CardActive)
	case dictionary.AccountState:
		return a.user.Active && tr.Line(dictionary.AccountState).Values.Text("status") != string(marqeta.UserActive)
	}
	return false
}
