package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"carddeck/marqeta"
)

// receiver is what the platform must show to be heard.
type receiver struct {
	Username string
	Password marqeta.Secret
}

// receiver gives the credentials from the settings, or those kept in the folder, which
// are made at the first start.
func (c serveCommand) receiver(folder string) (receiver, error) {
	if (c.WebhookUsername == "") != (c.WebhookPassword == "") {
		return receiver{}, errors.New("CONSOLE_WEBHOOK_USERNAME and CONSOLE_WEBHOOK_PASSWORD go together")
	}
	if c.WebhookUsername != "" {
		return receiver{c.WebhookUsername, c.WebhookPassword}, nil
	}
	var kept struct{ Username, Password string }
	path := filepath.Join(folder, "receiver.json")
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// The ending satisfies Marqeta's rule of four kinds of characters.
		kept.Username, kept.Password = "carddeck", rand.Text()+"-a1"
		text, err = json.Marshal(kept)
		if err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
	case err == nil:
		err = json.Unmarshal(text, &kept)
	}
	if err != nil {
		return receiver{}, fmt.Errorf("keep the receiver's credentials: %w", err)
	}
	return receiver{kept.Username, marqeta.Secret(kept.Password)}, nil
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
func (h *house) subscribe(ctx context.Context, program *marqeta.Client, r receiver) {
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
