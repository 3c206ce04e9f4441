package spend

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/store"
)

// Captured is every spend control of a program with the groups that they name, as they
// stood at one time.
type Captured struct {
	Set    control.Set    `json:"set"`
	Groups control.Groups `json:"groups"`
	Cut    bool           `json:"cut,omitempty"` // the program has more controls of a kind than Most
}

// ReadCaptured reads what a version of the controls holds.
func ReadCaptured(v store.Version) (c Captured, err error) {
	if err = json.Unmarshal(v.Body, &c); err != nil {
		err = fmt.Errorf("read the controls of %s: %w", v.FromAt, err)
	}
	return c, err
}

// Memory is where versions of the controls are kept.
type Memory interface {
	PutVersion(ctx context.Context, kind store.Kind, token string, from time.Time, rank int, body any) error
	VersionAt(ctx context.Context, kind store.Kind, token string, at time.Time) (store.Version, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// ProgramVersions is the token under which the versions of a program's controls are kept.
const ProgramVersions = "program"

// Keeper remembers how the controls stood: it reads them every minute, and once more
// after a change that was made here.
type Keeper struct {
	program Program
	memory  Memory
	now     func() time.Time

	mu   sync.Mutex
	read time.Time
	seen int64 // audit entry that was the latest then
}

// NewKeeper makes a keeper.
func NewKeeper(p Program, m Memory, now func() time.Time) *Keeper {
	return &Keeper{program: p, memory: m, now: now}
}

// Keep reads the controls when it is time to, and keeps a version where they changed.
func (k *Keeper) Keep(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	latest, err := k.latest(ctx)
	if err != nil {
		return err
	}
	began := k.now()
	if latest == k.seen && began.Sub(k.read) < time.Minute {
		return nil
	}
	c, err := capture(ctx, k.program)
	if err != nil {
		return fmt.Errorf("read the spend controls to remember: %w", err)
	}
	last, err := k.memory.VersionAt(ctx, store.ControlsVersions, ProgramVersions, began)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if text, err := json.Marshal(c); err != nil || string(text) != string(last.Body) {
		if err := errors.Join(err, k.memory.PutVersion(ctx, store.ControlsVersions, ProgramVersions, began, 0, c)); err != nil {
			return fmt.Errorf("remember the spend controls: %w", err)
		}
	}
	k.read, k.seen = began, latest
	return nil
}

// latest gives the last change of the controls that was made here.
func (k *Keeper) latest(ctx context.Context) (int64, error) {
	found, err := k.memory.ListAudit(ctx, store.AuditFilter{}, store.Page{Limit: 20})
	if err != nil {
		return 0, fmt.Errorf("look for changes of the spend controls: %w", err)
	}
	for _, e := range found.Rows {
		if strings.HasPrefix(e.Area, "spend-controls/") && e.Outcome != store.OutcomeOpen {
			return e.ID, nil
		}
	}
	return k.seen, nil
}

func capture(ctx context.Context, p Program) (c Captured, err error) {
	var (
		failed   [4]error
		cut      [3]bool
		together sync.WaitGroup
	)
	together.Go(func() { c.Set.Velocity, cut[0], failed[0] = AllOf(ctx, marqeta.ControlFilter{}, p.VelocityControls) })
	together.Go(func() { c.Set.Auth, cut[1], failed[1] = AllOf(ctx, marqeta.ControlFilter{}, p.AuthControls) })
	together.Go(func() { c.Set.Exempt, cut[2], failed[2] = AllOf(ctx, marqeta.ControlFilter{}, p.ExemptMIDs) })
	together.Go(func() { c.Groups, failed[3] = ReadGroups(ctx, p) })
	together.Wait()
	c.Cut = cut[0] || cut[1] || cut[2]
	return c, errors.Join(failed[:]...)
}
