package change

import "context"

// Part runs one write of several that make up a change, with an audit entry of its own.
// Nobody waits for an answer: what comes back is the call's own error, or one of the trail,
// and then nothing was sent. The operator is the one in ctx.
func (c *Carrier) Part(ctx context.Context, ch Change, call func(ctx context.Context) error) error {
	entry, err := c.begin(ctx, c.newKey(), &ch)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	called := c.run(ctx, entry.ID, &ch, func(ctx context.Context, _ *Change) error { return call(ctx) })
	if err := c.close(ctx, entry.ID, ch, called); err != nil {
		c.log.ErrorContext(ctx, "close audit of a part", "action", ch.Action, "error", err.Error())
	}
	if called == nil {
		c.record(ctx, ch)
	}
	return called
}
