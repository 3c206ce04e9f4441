package reconcile

import (
	"context"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/store"
)

// Behind is the alarm of a watermark that stands still: what no notification told may be
// missing here since.
const Behind jit.Alarm = "watermark behind"

// tolerable is how far the watermark may be behind. Settling keeps it six hours behind by
// itself.
const tolerable = Settling + 2*time.Hour

// watch raises an alarm while the watermark is too far behind, or has not begun since this
// console has.
func (k *Keeper) watch(ctx context.Context) error {
	c, known, err := k.store.Coverage(ctx)
	if err != nil {
		return err
	}
	since, detail := c.Until, "Transactions are complete up to "
	if !known {
		since, detail = k.began, "Transactions were never compared with the platform's list, though this console runs since "
	}
	if k.now().Sub(since) <= tolerable {
		return nil
	}
	return k.store.RaiseAlarm(ctx, store.GatewayAlarm{Kind: Behind, Detail: detail + since.UTC().Format("2 January 2006, 15:04") + " UTC. See under notifications why the comparisons fail."})
}
