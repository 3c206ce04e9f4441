package main

import (
	"context"
	"time"

	"carddeck/marqeta"
)

// receiver gives what the platform must show the receiver.
func (c serveCommand) receiver(folder string) (login, error) {
	return c.login(folder, "receiver", "CONSOLE_WEBHOOK", login{c.WebhookUsername, c.WebhookPassword})
}

// baseURL is the platform's address: the configured one, or the embedded sandbox's on
// the machines' listener.
func (h *house) baseURL() string {
	if h.sandbox != nil {
		return "http://" + h.machines.Addr().String() + "/v3"
	}
	return h.command.BaseURL
}

func (h *house) receiverURL() string {
	if h.command.ReceiverURL != "" || h.sandbox == nil {
		return h.command.ReceiverURL
	}
	return "http://" + h.machines.Addr().String() + "/webhooks/marqeta"
}

// subscription is the token of the console's own webhook at the platform.
const subscription = "carddeck-console"

// subscribe makes sure that the platform notifies our receiver of everything. It keeps
// trying until it is done, since the platform may be away when the console starts.
func (h *house) subscribe(ctx context.Context, program *marqeta.Client, r login) {
	address := h.receiverURL()
	if address == "" {
		return
	}
	active := true
	want := marqeta.WebhookRequest{
		Token: subscription, Name: "Carddeck console", Active: &active, Events: []string{"*"},
		Config: &marqeta.WebhookConfigRequest{
			URL: address, BasicAuthUsername: r.Username, BasicAuthPassword: r.Password, Secret: h.command.WebhookSecret,
		},
	}
	for {
		err := ensure(ctx, program, want)
		if err == nil || ctx.Err() != nil {
			return
		}
		h.log.WarnContext(ctx, "subscribe the receiver", "error", err.Error())
		select {
		case <-ctx.Done():
			return
		case <-time.After(30 * time.Second):
		}
	}
}

func ensure(ctx context.Context, program *marqeta.Client, want marqeta.WebhookRequest) error {
	_, err := program.Webhook(ctx, want.Token)
	if marqeta.IsNotFound(err) {
		_, err = program.CreateWebhook(ctx, want)
		return err
	}
	if err != nil {
		return err
	}
	_, err = program.UpdateWebhook(ctx, want.Token, want)
	return err
}
