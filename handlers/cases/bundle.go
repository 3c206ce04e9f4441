package cases

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/marqeta/handover"
	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/environment"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/decided"
	"carddeck/web/render"
)

// Bundle shows what is handed over to the platform's support, to be read and printed.
func (h *Handler) Bundle(w http.ResponseWriter, r *http.Request) error {
	c, b, _, err := h.seal(r)
	if err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Bundle of " + casework.Name(c), Section: section, Body: views.Bundle(draw(c, b))})
}

// Download gives the same as a file, and writes down who took which one.
func (h *Handler) Download(w http.ResponseWriter, r *http.Request) error {
	c, _, file, err := h.seal(r)
	if err != nil {
		return err
	}
	taken := change.Change{Area: "cases", Action: "download bundle", Target: number(c), Request: map[string]string{"sha256": fmt.Sprintf("%x", sha256.Sum256(file))}}
	if err := h.changes.Part(r.Context(), taken, func(context.Context) error { return nil }); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="case-`+number(c)+`-bundle.json"`)
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(file) // the browser has gone; there is nobody left to tell
	return nil
}

// seal makes the bundle of the case in a request's address. Nothing of it is kept: it says
// what is known now.
func (h *Handler) seal(r *http.Request) (store.Case, handover.Bundle, []byte, error) {
	ctx := r.Context()
	c, err := h.find(r)
	if err != nil {
		return c, handover.Bundle{}, nil, err
	}
	all, err := h.gather(ctx, c)
	if err != nil {
		return c, handover.Bundle{}, nil, err
	}
	holders, err := h.holders(ctx, all)
	if err != nil {
		return c, handover.Bundle{}, nil, fmt.Errorf("find the cardholders: %w", err)
	}
	redactor := handover.NewRedactor()
	for _, u := range holders {
		redactor.Know(u)
	}
	for _, t := range all {
		redactor.LastFour(t.LastFour)
		redactor.Learn(t.raw)
	}
	b, err := h.bundle(ctx, c, all, redactor)
	if err != nil {
		return c, handover.Bundle{}, nil, err
	}
	sealed, file, err := redactor.Seal(b)
	return c, sealed, file, err
}

func (h *Handler) bundle(ctx context.Context, c store.Case, all []told, r *handover.Redactor) (handover.Bundle, error) {
	env := environment.From(ctx)
	b := handover.Bundle{
		MadeAt:       marqeta.At(h.now()),
		Case:         handover.Case{Number: c.ID, Title: c.Title, Expected: c.Expected, OpenedAt: marqeta.At(c.OpenedAt)},
		Program:      handover.Program{Environment: env.Name, Kind: string(env.Kind), API: h.program.BaseURL()},
		Transactions: []handover.Transaction{}, NotIncluded: handover.NotIncluded(),
	}
	for _, t := range all {
		if p := t.content.Program; p != nil {
			b.Program.ProgramID, b.Program.ShortCode = p.ProgramID, p.ShortCode
		}
		b.Transactions = append(b.Transactions, handover.Of(t.evidence(), r))
	}
	if env.Kind == environment.Embedded {
		b.NotIncluded = append(b.NotIncluded, "A platform to send it to: this happened in the embedded sandbox, of which Marqeta knows nothing.")
	}
	if c.Kind != store.DeclineGroupCase {
		return b, nil
	}
	g, err := store.LookUp(ctx, c.Subject, h.store.DeclineGroup)
	if err != nil {
		return b, fmt.Errorf("find the group of a case: %w", err)
	}
	if g.ID == "" {
		b.NotIncluded = append(b.NotIncluded, "The group of declines: none of the stored declines has its cause any more.")
		return b, nil
	}
	b.DeclineGroup = groupOf(g)
	if left := g.Declines - int64(len(all)); left > 0 {
		b.NotIncluded = append(b.NotIncluded, "The group's other "+counted(left, "decline")+": the latest are enough to see what they have in common.")
	}
	return b, nil
}

func groupOf(g store.DeclineGroup) *handover.DeclineGroup {
	out := &handover.DeclineGroup{
		ID: g.ID, ResponseCode: marqeta.ResponseCode(g.Code), DecidedBy: g.Decider, Sure: g.Sure, Control: g.Control, MCC: g.MCC, CardProductToken: g.CardProductToken,
		Declines: g.Declines, Cards: g.Cards, Users: g.Users, FirstSeen: marqeta.At(g.FirstSeen), LastSeen: marqeta.At(g.LastSeen),
	}
	for _, a := range g.Amounts {
		out.Asked = append(out.Asked, handover.Asked{Amount: marqeta.AmountFromMinor(a.AmountMinor, store.Digits(a.Currency)), CurrencyCode: a.Currency, Declines: a.Declines})
	}
	return out
}

func (t told) evidence() handover.Evidence {
	e := handover.Evidence{
		Transaction: t.content, LastFour: t.card.LastFour, Raw: t.raw, Trace: t.trace, Then: t.then,
		Verdict: decided.Verdict(t.Transaction, t.content, t.product, t.trace),
	}
	if e.LastFour == "" {
		e.LastFour = t.LastFour
	}
	if e.Transaction.CardProductToken == "" {
		e.Transaction.CardProductToken = t.CardProductToken // from the card, where the notification is silent
	}
	if n := t.received; n != nil {
		e.ReceivedAt, e.Signature = marqeta.At(n.ReceivedAt), string(n.Signature)
	}
	for _, m := range t.life {
		e.Life = append(e.Life, handover.Step{
			Token: m.Token, Type: m.Type, State: m.State, Amount: m.Amount(), CurrencyCode: m.Currency, ResponseCode: marqeta.ResponseCode(m.ResponseCode),
			ApprovalCode: m.ApprovalCode, PrecedingToken: m.PrecedingToken, CreatedTime: marqeta.At(m.CreatedTime),
		})
	}
	return e
}
