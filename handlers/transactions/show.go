package transactions

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/store"
	"carddeck/views/environment"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one transaction with its purchase. A fragment is asked for by a page that
// waits for the notification: it gets 204 until there is something to draw.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.Header.Get("HX-Target") == views.DetailRegion {
		s, err := h.await(r.Context(), token)
		if errors.Is(err, context.DeadlineExceeded) {
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
		if err != nil {
			return err
		}
		return h.show(w, r, s)
	}
	s, err := h.read(r.Context(), token)
	if err != nil {
		return err
	}
	return h.show(w, r, s)
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, s seen) error {
	ctx := r.Context()
	p := views.ShowPage{}
	if !s.local {
		p.Poll = path(s.Token)
	}
	received, err := h.notification(ctx, &s)
	if err != nil {
		return err
	}
	p.Received = receivedFacts(s, received, auth.From(ctx).May(auth.ReadWebhooks))
	around, err := h.around(ctx, s.Transaction)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Target: s.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of transaction: %w", err)
	}
	p.History = change.History(history.Rows)
	p.Funding, p.FundingNote = fundingFacts(s.Transaction, around), noFunding(s.Transaction, around)
	p.FundingTitle = fundingTitle(around.order)
	if p.Then, err = h.then(ctx, s, around); err != nil {
		return err
	}
	p.Related = related(s.Transaction, around)
	if err := h.books(ctx, &p, s, around); err != nil {
		return err
	}
	p.Raw = ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(s.raw)}
	if err := h.decide(r, &p, s, around); err != nil {
		return err
	}
	if asks(s) && environment.From(ctx).Kind == environment.Embedded {
		p.Steps = append(p.Steps, ui.Step{Text: "Would it pass now?", Icon: "unknown", Href: path(s.Token) + "/what-if"})
	}
	if simulates(r) {
		steps := nextSteps(s.Transaction, s.life)
		p.Steps, p.WhyNot = append(p.Steps, offersAfter(steps, r.URL.Query().Get("then"))...), notes(steps)
		if remakable(s.life) {
			p.Steps = append(p.Steps, ui.Step{Text: "Make a scenario of it", Icon: "plus", Post: path(s.Token) + "/scenario", Key: h.changes.NewKey()})
		}
		if again := againPath(s.Transaction); again != "" {
			p.Steps = append(p.Steps, ui.Step{Text: "Simulate it again", Icon: "refresh", Href: again})
		}
	}
	if err := h.cases(ctx, &p, s); err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: p.Headline.Title, Section: "/transactions", Fragments: []string{views.DetailRegion}, Body: views.Show(p),
	})
}

// notification finds the notification that brought the copy, and takes the transaction's
// exact bytes from it.
func (h *Handler) notification(ctx context.Context, s *seen) (store.NotificationDetail, error) {
	if !s.local {
		return store.NotificationDetail{}, nil
	}
	n, err := h.store.Notification(ctx, s.NotificationID)
	if err != nil {
		return n, fmt.Errorf("find the notification of transaction: %w", err)
	}
	s.raw = n.Raw
	return n, nil
}

// around is what a transaction points to, as far as the console keeps copies.
type around struct {
	card    store.Card
	user    store.User
	product store.CardProduct
	order   store.GPAOrder
	payer   store.FundingSource   // the card product's
	sources []store.FundingSource // those that the masked token may mean

	decided []store.FundingDecision      // by our gateway, oldest first
	ours    *store.FundingDecisionDetail // the last that was ours to give, of a decline; nil where another's was
}

// source gives the funding source behind a masked token when there is no doubt: it is
// the only one that fits, or the card product's own among several.
func (a around) source() (store.FundingSource, bool) {
	for _, s := range a.sources {
		if len(a.sources) == 1 || s.Token == a.product.FundingSourceToken {
			return s, true
		}
	}
	return store.FundingSource{}, false
}

func (h *Handler) around(ctx context.Context, t store.Transaction) (around, error) {
	var a around
	var err error
	if a.card, err = store.LookUp(ctx, t.CardToken, h.store.Card); err != nil {
		return a, fmt.Errorf("find the card of transaction: %w", err)
	}
	if a.user, err = store.LookUp(ctx, t.UserToken, h.store.User); err != nil {
		return a, fmt.Errorf("find the user of transaction: %w", err)
	}
	if a.product, err = store.LookUp(ctx, t.CardProductToken, h.store.CardProduct); err != nil {
		return a, fmt.Errorf("find the card product of transaction: %w", err)
	}
	if a.order, err = store.LookUp(ctx, t.GPAOrderToken, h.store.GPAOrder); err != nil {
		return a, fmt.Errorf("find the gpa_order of transaction: %w", err)
	}
	if a.payer, err = store.LookUp(ctx, a.product.FundingSourceToken, h.store.FundingSource); err != nil {
		return a, fmt.Errorf("find the funding source of the card product: %w", err)
	}
	if t.FundingSourceToken != "" {
		if a.sources, err = h.store.FundingSourceByMask(ctx, t.FundingSourceToken); err != nil {
			return a, fmt.Errorf("find the funding source of transaction: %w", err)
		}
	}
	return a, h.answered(ctx, t, &a)
}

// answered finds what our own gateway decided about a transaction that one funds.
func (h *Handler) answered(ctx context.Context, t store.Transaction, a *around) (err error) {
	if !gated(t, *a) {
		return nil
	}
	if a.decided, err = h.store.FundingDecisionsAbout(ctx, t.Token); err != nil {
		return fmt.Errorf("find the decisions about a transaction: %w", err)
	}
	if t.State != "DECLINED" || len(a.decided) == 0 || !a.decided[len(a.decided)-1].Binding {
		return nil
	}
	last, err := h.store.FundingDecision(ctx, a.decided[len(a.decided)-1].Token)
	if err != nil {
		return fmt.Errorf("find our decision about a transaction: %w", err)
	}
	a.ours = &last
	return nil
}
