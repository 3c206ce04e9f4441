package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/web"
)

// decisions are the decision endpoint and what runs behind it.
type decisions struct {
	store    *store.Store
	gateways jit.Gateways
	journal  *store.Journal
	door     web.Gateway
}

// decisions reads the settings before anybody can ask: a decline for want of them would
// be a decision that stands.
func (h *house) decisions(ctx context.Context) (*decisions, error) {
	shown, err := h.command.login(h.command.folder(h.environment), "gateway", "CONSOLE_JIT", login{h.command.JITUsername, h.command.JITPassword})
	if err != nil {
		return nil, err
	}
	d := &decisions{store: h.store, journal: h.store.NewJournal()}
	settings, _, err := h.store.LoadGateways(ctx) // run tells which of them cannot be read
	if err != nil {
		return nil, err
	}
	d.gateways.Set(settings)
	d.door = web.Gateway{
		URL: h.gatewayURL(), Username: shown.Username, Password: shown.Password,
		Handler: jit.NewHandler(jit.Config{
			Username: shown.Username, Password: shown.Password, Books: h.store, Gateways: &d.gateways, Journal: d.journal, Log: h.log,
		}),
	}
	return d, nil
}

// run keeps the settings in memory and writes down what was answered.
func (d *decisions) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	group.Go(func() error { return d.store.RunGateways(ctx, &d.gateways, tick.C) })
	group.Go(func() error { return d.journal.Run(ctx) })
	return group.Wait()
}

// gatewayURL is the decision endpoint's address as the platform reaches it, empty when
// nobody has said.
func (h *house) gatewayURL() string {
	if h.command.JITURL != "" || h.sandbox == nil {
		return h.command.JITURL
	}
	return "http://" + h.machines.Addr().String() + "/jit/marqeta"
}
