package audit

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/render"
	"carddeck/web/session"
)

// patience is how long a change may take to show at Marqeta. It is well above the
// longest call: until then nobody asks about one under way, and that nothing is there
// yet does not mean that nothing comes.
const patience = 30 * time.Second

// persistence is how long the console goes on asking by itself. What Marqeta's answers
// have not settled by then, a person has to.
const persistence = 24 * time.Hour

func (h *Handler) young(e store.AuditEntry) bool { return h.now().Sub(e.StartedAt) < patience }

// Settle asks about one entry at once.
func (h *Handler) Settle(w http.ResponseWriter, r *http.Request) error {
	e, err := h.entry(r)
	if err != nil {
		return err
	}
	s := session.From(r.Context())
	switch outcome, err := h.settle(r.Context(), e); {
	case err != nil:
		h.log.WarnContext(r.Context(), "settle", "entry", e.ID, "error", err.Error())
		s.AddFlash(session.Flash{Kind: session.Failed, Text: "Marqeta could not be asked just now. The console tries again by itself."})
	case outcome == store.OutcomeOpen:
		s.AddFlash(session.Flash{Kind: session.Notice, Text: "It is still under way. Ask again in half a minute."})
	case outcome == store.OutcomeUnknown:
		s.AddFlash(session.Flash{Kind: session.Notice, Text: "Marqeta's answer does not settle it yet. Compare the object's page with what was sent."})
	default:
		s.AddFlash(session.Flash{Kind: session.Done, Text: "Settled."})
	}
	return render.Redirect(w, r, entryPath(e))
}

// SettleAll asks about every entry that is open for longer than an answer takes. One
// that Marqeta stumbles over does not keep the others waiting; silence does.
func (h *Handler) SettleAll(ctx context.Context) error {
	entries, err := h.store.OpenAudits(ctx, h.now().Add(-patience))
	if err != nil {
		return fmt.Errorf("list open audit entries: %w", err)
	}
	var errs []error
	for _, e := range entries {
		if e.Outcome == store.OutcomeUnknown && h.now().Sub(e.StartedAt) > persistence {
			continue
		}
		_, err := h.settle(ctx, e)
		errs = append(errs, err)
		if errors.Is(err, marqeta.ErrUnreachable) {
			break
		}
	}
	return errors.Join(errs...)
}

// settle asks for what the change would have made and closes the entry when the answer
// is plain.
func (h *Handler) settle(ctx context.Context, e store.AuditEntry) (store.Outcome, error) {
	if e.Outcome == store.OutcomeOpen && h.young(e) {
		return e.Outcome, nil
	}
	found, err := h.ask(ctx, e)
	if err != nil {
		return store.OutcomeUnknown, fmt.Errorf("ask about %s: %w", e.Action, err)
	}
	if found.outcome == e.Outcome || found.outcome == store.OutcomeRefused && h.young(e) {
		return store.OutcomeUnknown, nil
	}
	err = h.store.FinishAudit(ctx, e.ID, found.outcome, found.target, found.path, details[found.outcome])
	if errors.Is(err, store.ErrNotFound) {
		return found.outcome, nil // somebody else closed it meanwhile
	}
	return found.outcome, err
}

var details = map[store.Outcome]string{
	store.OutcomeDone:    "Settled by asking Marqeta: it was carried out.",
	store.OutcomeRefused: "Settled by asking Marqeta: it was not carried out.",
	store.OutcomeUnknown: "It cannot be settled by asking; compare the object with what was sent.",
}

// finding is what Marqeta's answer says of a change: done, refused when it was not
// carried out, or unknown when the answer is not plain.
type finding struct {
	outcome store.Outcome
	target  string // the object made, where only the answer tells
	path    string // its page
}

func (h *Handler) ask(ctx context.Context, e store.AuditEntry) (finding, error) {
	question := h.questionOf(e)
	if question == nil {
		return finding{outcome: store.OutcomeUnknown}, nil
	}
	found, err := question(ctx, h.program)
	if marqeta.IsNotFound(err) {
		return finding{outcome: store.OutcomeRefused}, nil
	}
	return found, err
}
