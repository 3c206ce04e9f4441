package transactions

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// then lays side by side how everything stood when a transaction was decided, and how it
// stands now. The past is of the versions that this console kept; the present of its
// copies, and of the controls as it read them last.
func (h *Handler) then(ctx context.Context, s seen, a around) (*views.Then, error) {
	if s.CardToken == "" {
		return nil, nil
	}
	// Marqeta tells whole seconds; what became within the second counts.
	at := s.CreatedTime.Add(time.Second - time.Microsecond)
	out := &views.Then{Note: "Then is " + ui.MomentOf(s.CreatedTime).Text + " UTC, as far as this console had learnt; now is its copies of today."}
	for _, part := range []func(context.Context, seen, around, time.Time) ([]views.ThenRow, error){h.cardThen, h.userThen, h.productThen, h.controlsThen, h.balanceThen} {
		rows, err := part(ctx, s, a, at)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, rows...)
	}
	return out, nil
}

const notCaptured = "not captured"

// version reads how something stood into its content. Without one it says since when
// there are any.
func (h *Handler) version(ctx context.Context, kind store.Kind, token string, at time.Time, into any) (missing string, err error) {
	v, err := h.store.VersionAt(ctx, kind, token, at)
	if err == nil {
		err = json.Unmarshal(v.Body, into)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	first, err := h.store.FirstVersion(ctx, kind, token)
	if errors.Is(err, store.ErrNotFound) {
		return notCaptured, nil
	}
	return "captured since " + ui.MomentOf(first.FromAt).Text, err
}

func (h *Handler) cardThen(ctx context.Context, s seen, a around, at time.Time) ([]views.ThenRow, error) {
	var was store.CardContent
	missing, err := h.version(ctx, store.CardVersions, s.CardToken, at, &was)
	if err != nil {
		return nil, fmt.Errorf("find how the card stood: %w", err)
	}
	now := cmp.Or(strings.ToLower(a.card.State), notCaptured)
	if missing != "" {
		return []views.ThenRow{unknown("Card", missing, now)}, nil
	}
	return []views.ThenRow{side("Card", strings.ToLower(was.State), now)}, nil
}

func (h *Handler) userThen(ctx context.Context, s seen, a around, at time.Time) ([]views.ThenRow, error) {
	var was store.UserContent
	missing, err := h.version(ctx, store.UserVersions, s.UserToken, at, &was)
	if err != nil {
		return nil, fmt.Errorf("find how the user stood: %w", err)
	}
	now := cmp.Or(strings.ToLower(a.user.Status), notCaptured)
	if missing != "" {
		return []views.ThenRow{unknown("User", missing, now)}, nil
	}
	return []views.ThenRow{side("User", strings.ToLower(was.Status), now)}, nil
}

// shownSettings are the members of a card product's config that decide most purchases;
// others are shown where they have changed.
var shownSettings = []string{"poi.", "transaction_controls.", "card_life_cycle.activate_upon_issue"}

func (h *Handler) productThen(ctx context.Context, s seen, a around, at time.Time) ([]views.ThenRow, error) {
	var was store.ProductContent
	missing, err := h.version(ctx, store.ProductVersions, s.CardProductToken, at, &was)
	if err != nil {
		return nil, fmt.Errorf("find how the card product stood: %w", err)
	}
	if a.product.Token == "" {
		return []views.ThenRow{unknown("Card product", cmp.Or(missing, activeWords(was.Active)), notCaptured)}, nil
	}
	is := store.ProductContent{Name: a.product.Name, Active: a.product.Active, Funding: a.product.Funding, Config: a.product.Config}
	if missing != "" {
		return []views.ThenRow{unknown("Card product", missing, activeWords(is.Active))}, nil
	}
	rows := differences(productSettings(was), productSettings(is))
	var out []views.ThenRow
	for i, row := range rows {
		matters := i < 3
		for _, prefix := range shownSettings {
			matters = matters || strings.HasPrefix(row.Name, prefix)
		}
		if matters || row.Then != row.Now {
			row.Code = i >= 3
			out = append(out, row)
		}
	}
	return out, nil
}

func productSettings(p store.ProductContent) []setting {
	return append([]setting{{"Card product", activeWords(p.Active)}, {"Its name", ui.Name(p.Name)}, {"Its funding", p.Funding}}, flat(config(p.Config))...)
}

// config takes the config out of a whole card product; older copies hold nothing else.
func config(product []byte) []byte {
	var whole struct{ Config json.RawMessage }
	if json.Unmarshal(product, &whole) == nil && len(whole.Config) > 0 {
		return whole.Config
	}
	return product
}

func activeWords(active bool) string {
	if active {
		return "active"
	}
	return "inactive"
}

// controlsThen compares the controls that reached the user and the card product.
func (h *Handler) controlsThen(ctx context.Context, s seen, _ around, at time.Time) ([]views.ThenRow, error) {
	var was, is spend.Captured
	missing, err := h.version(ctx, store.ControlsVersions, spend.ProgramVersions, at, &was)
	if err != nil {
		return nil, fmt.Errorf("find the controls of then: %w", err)
	}
	unread, err := h.version(ctx, store.ControlsVersions, spend.ProgramVersions, h.now(), &is)
	if err != nil {
		return nil, fmt.Errorf("find the controls of now: %w", err)
	}
	now := inForce(is, s, h.now())
	switch {
	case unread != "":
		return []views.ThenRow{unknown("Spend controls", unread, unread)}, nil
	case missing != "":
		return []views.ThenRow{unknown("Spend controls", missing, fmt.Sprintf("%d in force", len(now)))}, nil
	}
	then := inForce(was, s, at)
	if len(then) == 0 && len(now) == 0 {
		return []views.ThenRow{side("Spend controls", "none in force", "none in force")}, nil
	}
	return differences(then, now), nil
}

// inForce words the controls that reached a transaction's user and card product.
func inForce(c spend.Captured, s seen, at time.Time) []setting {
	set := c.Set.InForce(at, s.UserToken, s.CardProductToken)
	var out []setting
	add := func(kind, name, token, words string) {
		if name == "" {
			name = ui.Short(token)
		}
		out = append(out, setting{kind + " " + ui.Name(name), words})
	}
	where := func(m marqeta.MerchantScope) string { return " " + spend.Where(m, c.Groups) }
	for _, v := range set.Velocity {
		add("Velocity control", v.Name, v.Token, spend.Limit(v)+where(v.MerchantScope))
	}
	for _, v := range set.Auth {
		add("Authorization control", v.Name, v.Token, "in force"+where(v.MerchantScope))
	}
	for _, v := range set.Exempt {
		add("Exemption", v.Name, v.Token, "in force")
	}
	return out
}

// balanceThen tells the money that was available after the transaction and after the
// user's latest one.
func (h *Handler) balanceThen(ctx context.Context, s seen, _ around, _ time.Time) ([]views.ThenRow, error) {
	if s.UserToken == "" {
		return nil, nil
	}
	latest, err := h.store.ListTransactions(ctx, store.TransactionFilter{User: s.UserToken}, store.Page{Limit: 1})
	if err != nil {
		return nil, fmt.Errorf("find the user's latest transaction: %w", err)
	}
	now := ""
	if len(latest.Rows) > 0 {
		now = available(latest.Rows[0])
	}
	const name = "Available, as notifications told"
	if s.AvailableMinor == nil {
		return []views.ThenRow{unknown(name, "not told", now)}, nil
	}
	return []views.ThenRow{side(name, available(s.Transaction), now)}, nil
}

func available(t store.Transaction) string {
	if t.AvailableMinor == nil {
		return ""
	}
	return ui.MoneyOf(*t.AvailableMinor, t.GPACurrency).String()
}
