package gpaorders

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/problem"
)

// seen is an order with what Marqeta said about it just now.
type seen struct {
	store.GPAOrder
	raw     []byte           // as Marqeta answered; nil when it did not, or knows no such order by itself
	unloads []store.GPAOrder // what went back of a load
	stale   string           // set when Marqeta did not answer
}

// read asks Marqeta and keeps what it says. Without an answer it gives our copy and a
// sentence that says so. An order that JIT Funding made may be known from its
// notification alone.
func (h *Handler) read(ctx context.Context, token string) (seen, error) {
	ctx, cancel := context.WithTimeout(ctx, marqeta.DefaultTimeout)
	defer cancel()
	kept, none := h.store.GPAOrder(ctx, token)
	if none != nil && !errors.Is(none, store.ErrNotFound) {
		return seen{}, fmt.Errorf("find gpa_order: %w", none)
	}
	asked, raw, err := h.ask(ctx, token, kept)
	switch {
	case err == nil:
		s, err := h.keep(ctx, asked, kept)
		s.raw = raw
		if err == nil && ordered(s.GPAOrder) && s.Kind == "load" {
			err = h.returned(ctx, &s)
		}
		return s, err
	case none != nil && marqeta.IsNotFound(err):
		return seen{}, problem.NotFound("GPA order", "/gpa-orders", "All GPA orders")
	case none != nil:
		return seen{}, fmt.Errorf("read gpa_order: %w", err)
	case marqeta.IsNotFound(err):
		return seen{GPAOrder: kept}, nil
	}
	return seen{GPAOrder: kept, stale: "Marqeta did not answer just now"}, nil
}

// copy gives our copy when there is one, so that a change is not held up by reading what
// it is about; Marqeta is asked only for an order that is not known here.
func (h *Handler) copy(ctx context.Context, token string) (seen, error) {
	kept, err := h.store.GPAOrder(ctx, token)
	if errors.Is(err, store.ErrNotFound) {
		return h.read(ctx, token)
	}
	if err != nil {
		return seen{}, fmt.Errorf("find gpa_order: %w", err)
	}
	return seen{GPAOrder: kept}, nil
}

// ask reads a load, or an unload; which of the two is tried when nobody knows.
func (h *Handler) ask(ctx context.Context, token string, kept store.GPAOrder) (store.GPAOrder, []byte, error) {
	if kept.Kind != "unload" {
		o, err := h.program.GPAOrder(ctx, token)
		if err == nil {
			out, err := local(o)
			return out, o.Raw, err
		}
		if kept.Kind != "" || !marqeta.IsNotFound(err) {
			return store.GPAOrder{}, nil, err
		}
	}
	u, err := h.program.GPAUnload(ctx, token)
	if err != nil {
		return store.GPAOrder{}, nil, err
	}
	from := kept
	if from.Currency == "" {
		if from, err = h.store.GPAOrder(ctx, u.OriginalOrderToken); err != nil && !errors.Is(err, store.ErrNotFound) {
			return store.GPAOrder{}, nil, fmt.Errorf("find the load of an unload: %w", err)
		}
	}
	out, err := localUnload(u, from)
	return out, u.Raw, err
}

// keep stores what was read. The order's own resource does not tell which card
// transaction brought it, so that is kept from the notification.
func (h *Handler) keep(ctx context.Context, asked, kept store.GPAOrder) (seen, error) {
	asked.LastTransaction = kept.LastTransaction
	if asked.Method == "" {
		asked.Method = kept.Method
	}
	if err := h.store.PutGPAOrder(ctx, asked); err != nil {
		return seen{GPAOrder: asked}, fmt.Errorf("keep gpa_order: %w", err)
	}
	return seen{GPAOrder: asked}, nil
}

// returned reads what went back of a load. It is beside the point of the page: without
// an answer the page says so and goes on.
func (h *Handler) returned(ctx context.Context, s *seen) error {
	found, err := h.program.GPAUnloads(ctx, marqeta.GPAUnloadFilter{
		OriginalOrderToken: s.Token, ListOptions: marqeta.ListOptions{Count: 100},
	})
	if err != nil {
		s.stale = "Marqeta did not tell what was unloaded"
		return nil
	}
	for _, u := range found.Data {
		o, err := localUnload(u, s.GPAOrder)
		if err != nil {
			return err
		}
		s.unloads = append(s.unloads, o)
		if err := h.store.PutGPAOrder(ctx, o); err != nil {
			return fmt.Errorf("keep unload: %w", err)
		}
	}
	return nil
}

// left is what of a load has not gone back, in minor units.
func (s seen) left() int64 {
	left := s.AmountMinor
	for _, u := range s.unloads {
		if u.State != "DECLINED" && u.State != "ERROR" {
			left -= u.AmountMinor
		}
	}
	return max(0, left)
}
