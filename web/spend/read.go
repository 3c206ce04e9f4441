package spend

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

// Program is what is asked of Marqeta about spend controls.
type Program interface {
	VelocityControls(ctx context.Context, f marqeta.ControlFilter) (marqeta.Page[marqeta.VelocityControl], error)
	AuthControls(ctx context.Context, f marqeta.ControlFilter) (marqeta.Page[marqeta.AuthControl], error)
	ExemptMIDs(ctx context.Context, f marqeta.ControlFilter) (marqeta.Page[marqeta.ExemptMID], error)
	MCCGroups(ctx context.Context, mcc string, o marqeta.ListOptions) (marqeta.Page[marqeta.MCCGroup], error)
	MerchantGroups(ctx context.Context, mid string, o marqeta.ListOptions) (marqeta.Page[marqeta.MerchantGroup], error)
	AvailableVelocity(ctx context.Context, userToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.AvailableVelocity], error)
}

// Most is how many objects of a kind are read for a page. The lists are read from Marqeta
// itself and not copied: a program has at most 90 active controls of its own level, and
// what is in force has to be what Marqeta has in force. Controls of single users may be
// more; a page that was cut says so.
const Most = 200

// perPage is the most that Marqeta's lists of controls and groups give at once.
const perPage = 10

// All reads a list to its end, or as far as Most; more tells that it goes on.
func All[T any](ctx context.Context, list func(context.Context, marqeta.ListOptions) (marqeta.Page[T], error)) (rows []T, more bool, err error) {
	o := marqeta.ListOptions{Count: perPage}
	for len(rows) < Most {
		page, err := list(ctx, o)
		if err != nil {
			return rows, false, err
		}
		rows = append(rows, page.Data...)
		next, ok := page.Next()
		if !ok {
			return rows, false, nil
		}
		o.StartIndex = next
	}
	return rows, true, nil
}

// AllOf is All for lists of controls.
func AllOf[T any](
	ctx context.Context, f marqeta.ControlFilter, list func(context.Context, marqeta.ControlFilter) (marqeta.Page[T], error),
) (rows []T, more bool, err error) {
	return All(ctx, func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[T], error) {
		f.ListOptions = o
		return list(ctx, f)
	})
}

// none is how Marqeta's lists are asked for controls that name no user or card product.
const none = "null"

// ReadGroups reads the groups that scopes can name.
func ReadGroups(ctx context.Context, p Program) (control.Groups, error) {
	g := control.Groups{MCC: map[string]marqeta.MCCGroup{}, Merchant: map[string]marqeta.MerchantGroup{}}
	var (
		mccs      []marqeta.MCCGroup
		merchants []marqeta.MerchantGroup
		failed    [2]error
		together  sync.WaitGroup
	)
	together.Go(func() {
		mccs, _, failed[0] = All(ctx, func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.MCCGroup], error) {
			return p.MCCGroups(ctx, "", o)
		})
	})
	together.Go(func() {
		merchants, _, failed[1] = All(ctx, func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.MerchantGroup], error) {
			return p.MerchantGroups(ctx, "", o)
		})
	})
	together.Wait()
	for _, group := range mccs {
		g.MCC[group.Token] = group
	}
	for _, group := range merchants {
		g.Merchant[group.Token] = group
	}
	if err := errors.Join(failed[:]...); err != nil {
		return g, fmt.Errorf("read the groups of spend controls: %w", err)
	}
	return g, nil
}

// ReadSet reads the controls of the filters' levels. A filter with neither user nor card
// product stands for those of the whole program.
func ReadSet(ctx context.Context, p Program, levels ...marqeta.ControlFilter) (control.Set, error) {
	filters := slices.Clone(levels)
	for i, f := range filters {
		if f.CardProduct == "" && f.User == "" {
			filters[i].CardProduct, filters[i].User = none, none
		}
	}
	return readSet(ctx, p, filters...)
}

// ReadAll reads the controls of every level.
func ReadAll(ctx context.Context, p Program) (control.Set, error) {
	return readSet(ctx, p, marqeta.ControlFilter{})
}

func readSet(ctx context.Context, p Program, filters ...marqeta.ControlFilter) (control.Set, error) {
	parts := make([]control.Set, len(filters))
	failed := make([]error, 3*len(filters))
	var together sync.WaitGroup
	for i, f := range filters {
		together.Go(func() { parts[i].Velocity, _, failed[3*i] = AllOf(ctx, f, p.VelocityControls) })
		together.Go(func() { parts[i].Auth, _, failed[3*i+1] = AllOf(ctx, f, p.AuthControls) })
		together.Go(func() { parts[i].Exempt, _, failed[3*i+2] = AllOf(ctx, f, p.ExemptMIDs) })
	}
	together.Wait()
	var set control.Set
	for _, part := range parts {
		set.Velocity, set.Auth = append(set.Velocity, part.Velocity...), append(set.Auth, part.Auth...)
		set.Exempt = append(set.Exempt, part.Exempt...)
	}
	return set, errors.Join(failed...)
}

// InUse counts the active controls that Marqeta's limit is about (control.MaxActive).
func InUse(ctx context.Context, p Program) (int, error) {
	level := marqeta.ControlFilter{CardProduct: none, User: none}
	var (
		velocity []marqeta.VelocityControl
		auth     []marqeta.AuthControl
		failed   [2]error
		together sync.WaitGroup
	)
	together.Go(func() { velocity, _, failed[0] = AllOf(ctx, level, p.VelocityControls) })
	together.Go(func() { auth, _, failed[1] = AllOf(ctx, level, p.AuthControls) })
	together.Wait()
	n := 0
	for _, v := range velocity {
		if v.Active {
			n++
		}
	}
	for _, a := range auth {
		if a.Active {
			n++
		}
	}
	return n, errors.Join(failed[:]...)
}
