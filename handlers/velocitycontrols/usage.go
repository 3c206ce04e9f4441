package velocitycontrols

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/web/pick"
	"carddeck/web/spend"
)

// usage says what the user asked for, or the control's own, has used of it.
func (h *Handler) usage(r *http.Request, v marqeta.VelocityControl) (*spendcontrols.Usage, error) {
	u := &spendcontrols.Usage{Path: spend.Velocity.Of(v.Token), Fixed: v.Association.UserToken != "", Asked: strings.TrimSpace(r.URL.Query().Get("user"))}
	switch {
	case v.Window == marqeta.TransactionWindow:
		u.Fixed, u.NoUsage = true, "Each use is judged by itself, so nothing is used up."
		return u, nil
	case !v.Active:
		u.Fixed, u.NoUsage = true, "It is switched off; Marqeta tells what is left of active controls only."
		return u, nil
	}
	user := v.Association.UserToken
	if !u.Fixed {
		if u.Asked == "" {
			u.NoUsage = "Marqeta counts for each user apart. Name one to see what is used and left."
			return u, nil
		}
		var err error
		if user, u.Error, err = pick.User(r.Context(), h.store, u.Asked); err != nil {
			return u, fmt.Errorf("find user of velocity control: %w", err)
		}
		if u.Error != "" {
			return u, nil
		}
	}
	return u, h.left(r.Context(), u, v, user)
}

// left asks Marqeta what a user has left of the control.
func (h *Handler) left(ctx context.Context, u *spendcontrols.Usage, v marqeta.VelocityControl, user string) error {
	available, _, err := spend.All(ctx, func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.AvailableVelocity], error) {
		return h.program.AvailableVelocity(ctx, user, o)
	})
	switch {
	case marqeta.IsNotFound(err):
		u.Error = "Marqeta knows no user with this token."
		return nil
	case err != nil:
		u.NoUsage = "Marqeta did not say what is left. Reload to ask again."
		return nil
	}
	names, err := spend.ReadNames(ctx, h.store, marqeta.Association{UserToken: user})
	if err != nil {
		return fmt.Errorf("find user of velocity control: %w", err)
	}
	u.User, u.Href = names.User(user), spend.UserPath(user)
	for _, a := range available {
		if a.Token == v.Token {
			left := spend.Left(a, h.now())
			u.Left = &left
			return nil
		}
	}
	u.NoUsage = "The control does not apply to this user: there is no card of its card product."
	if v.Association.Level() != marqeta.CardProductLevel {
		u.NoUsage = "Marqeta does not list this control among those of the user."
	}
	return nil
}
