// Package signin lets operators in and out: by email and password, or by the
// single-use link that the console prints on its own machine.
package signin

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/store"
	"carddeck/views/signin"
	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
	"carddeck/web/session"
)

// Store is what signing in needs to know.
type Store interface {
	Operator(ctx context.Context, id int64) (store.Operator, error)
	OperatorByEmail(ctx context.Context, address string) (store.Operator, error)
	ListOperators(ctx context.Context) ([]store.Operator, error)
	CountSignInFailure(ctx context.Context, id int64, now time.Time) error
	ClearSignInFailures(ctx context.Context, id int64) error
	UseSignInLink(ctx context.Context, hash []byte, now time.Time) (int64, error)
	BeginAudit(ctx context.Context, e store.AuditEntry) (store.AuditEntry, bool, error)
	FinishAudit(ctx context.Context, id int64, outcome store.Outcome, target, resultPath, detail string) error
}

// Handler serves the sign-in pages.
type Handler struct {
	store Store
	now   func() time.Time
}

// New makes the handler.
func New(s Store, now func() time.Time) *Handler { return &Handler{s, now} }

// Form shows the form; whoever is signed in already goes on.
func (h *Handler) Form(w http.ResponseWriter, r *http.Request) error {
	next := auth.Local(r.URL.Query().Get("next"))
	if auth.From(r.Context()).ID != 0 {
		return render.Redirect(w, r, next)
	}
	page := signin.Page{Next: next}
	if r.URL.Query().Get("said") == "out" {
		page.Said = "You are signed out."
	}
	return h.draw(w, r, http.StatusOK, page)
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, p signin.Page) error {
	operators, err := h.store.ListOperators(r.Context())
	if err != nil {
		return fmt.Errorf("list operators: %w", err)
	}
	p.ByLink = true
	for _, o := range operators {
		p.ByLink = p.ByLink && o.PasswordHash == ""
	}
	return render.Page(w, r, status, render.View{Title: "Sign in", Body: signin.Form(p)})
}

type credentials struct {
	Next     string `form:"next"`
	Email    string `form:"email"`
	Password string `form:"password"`
}

// SignIn lets somebody in by email and password. Every failure has the same words,
// status and duration, whether the account exists or not.
func (h *Handler) SignIn(w http.ResponseWriter, r *http.Request) error {
	var in credentials
	if err := form.Read(r, &in); err != nil {
		return err
	}
	operator, why, err := h.admit(r.Context(), in)
	if err != nil {
		return err
	}
	if why != "" {
		if err := h.note(r.Context(), operator, "sign in by password", store.OutcomeRefused, why); err != nil {
			return err
		}
		return h.draw(w, r, http.StatusUnprocessableEntity, signin.Page{
			Next: auth.Local(in.Next), Email: in.Email, Problem: "This email and password do not let anybody in.",
		})
	}
	return h.enter(w, r, operator, "signed in by password", auth.Local(in.Next))
}

// admit gives the operator whom the address names, nobody where it names none, and why
// the credentials let nobody in; empty when they do.
// The try counts as a failure before it is known to be one, beside the slow comparison:
// so the counting shows in no answer's duration, and tries sent at once are all counted.
func (h *Handler) admit(ctx context.Context, in credentials) (operator store.Operator, why string, err error) {
	operator, err = h.store.OperatorByEmail(ctx, in.Email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return operator, "", fmt.Errorf("find operator: %w", err)
	}
	counted := make(chan error, 1)
	go func() {
		if operator.ID == 0 {
			counted <- nil
			return
		}
		counted <- h.store.CountSignInFailure(context.WithoutCancel(ctx), operator.ID, h.now())
	}()
	fits := auth.PasswordFits(in.Password, operator.PasswordHash)
	if err := <-counted; err != nil {
		return operator, "", fmt.Errorf("count failure: %w", err)
	}
	switch {
	case operator.ID == 0:
		return operator, "No operator has the address that was typed.", nil // a password may stand in its place
	case !operator.Active:
		return operator, "The operator is disabled.", nil
	case operator.Locked(h.now()):
		return operator, "The account rests after too many failures.", nil
	case !fits:
		return operator, "The password was wrong.", nil
	}
	if err := h.store.ClearSignInFailures(ctx, operator.ID); err != nil {
		return operator, "", fmt.Errorf("clear failures: %w", err)
	}
	return operator, "", nil
}

// Link asks for the click that uses up a sign-in link.
func (h *Handler) Link(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).ID != 0 {
		return render.Redirect(w, r, "/")
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Sign in", Body: signin.Link(signin.LinkPage{Action: r.URL.Path}),
	})
}

// UseLink lets somebody in by a sign-in link, once.
func (h *Handler) UseLink(w http.ResponseWriter, r *http.Request) error {
	id, err := h.store.UseSignInLink(r.Context(), auth.LinkHash(r.PathValue("link")), h.now())
	if errors.Is(err, store.ErrNotFound) {
		if err := h.note(r.Context(), store.Operator{}, "sign in by link", store.OutcomeRefused, "The link was used or too old."); err != nil {
			return err
		}
		return &problem.Problem{Status: http.StatusGone, Title: "This link was used or is too old",
			Detail: "A link works once and for a short time. Start the console again for a new one, or sign in with a password.",
			Href:   "/sign-in", Action: "Sign in with a password"}
	}
	if err != nil {
		return fmt.Errorf("use sign-in link: %w", err)
	}
	operator, err := h.store.Operator(r.Context(), id)
	if err != nil {
		return fmt.Errorf("find operator of link: %w", err)
	}
	if !operator.Active {
		if err := h.note(r.Context(), operator, "sign in by link", store.OutcomeRefused, "The operator is disabled."); err != nil {
			return err
		}
		return &problem.Problem{Status: http.StatusForbidden, Title: "This operator is disabled", Detail: "Ask an admin."}
	}
	return h.enter(w, r, operator, "signed in by link", "/")
}

// enter writes the sign-in down and starts the session.
func (h *Handler) enter(w http.ResponseWriter, r *http.Request, o store.Operator, how, next string) error {
	if err := h.note(r.Context(), o, how, store.OutcomeDone, ""); err != nil {
		return err
	}
	if err := session.From(r.Context()).SignIn(r.Context(), o.ID); err != nil {
		return fmt.Errorf("start session: %w", err)
	}
	return render.Redirect(w, r, next)
}

// note writes down who came, went or failed to; an operator without an ID is nobody we
// know.
func (h *Handler) note(ctx context.Context, o store.Operator, what string, outcome store.Outcome, why string) error {
	entry, _, err := h.store.BeginAudit(ctx, store.AuditEntry{
		OperatorID: o.ID, OperatorEmail: cmp.Or(o.Email, "somebody"), Action: what, Area: "operators", Target: o.Email,
		Reference: reqlog.From(ctx).Reference,
	})
	if err != nil {
		return fmt.Errorf("note sign-in: %w", err)
	}
	return h.store.FinishAudit(ctx, entry.ID, outcome, "", "", why)
}

// SignOut ends the session, here and in the database.
func (h *Handler) SignOut(w http.ResponseWriter, r *http.Request) error {
	o := auth.From(r.Context())
	if o.ID != 0 {
		if err := h.note(r.Context(), store.Operator{ID: o.ID, Email: o.Email}, "signed out", store.OutcomeDone, ""); err != nil {
			return err
		}
	}
	if err := session.From(r.Context()).SignOut(r.Context(), w); err != nil {
		return err
	}
	w.Header().Set("Clear-Site-Data", `"cache"`)
	return render.Redirect(w, r, "/sign-in?said=out")
}
